"""Whose public holidays count: a country, and a region of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.holiday_places import COUNTRIES, REGIONS
from app.core.text import Text
from app.ui.context import Context
from app.ui.editors.combo import Option, ValueCombo
from app.ui.widgets.boxes import column
from app.ui.widgets.words import label

NONE = Text("auch an Feiertagen", "on public holidays too")
NATIONWIDE = Text("nur bundesweite Feiertage", "nationwide holidays only")
EXCEPT = Text("Feiertage", "Public holidays")


class HolidayField(QWidget):
    """Two combo boxes; `edited(place)` as it is stored, empty for none."""

    edited = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        countries: list[Option] = [("", context.say(NONE))]
        countries += [(key, self._except(name)) for key, name in COUNTRIES.items()]
        self.country = ValueCombo(countries, context.say(EXCEPT))
        self.region = ValueCombo([], context.say(Text("Region der Feiertage", "Region of the holidays")))
        layout = column(self, gap=6)
        layout.addWidget(label(context.say(EXCEPT), "soft"))
        layout.addWidget(self.country)
        layout.addWidget(self.region)
        self.country.chosen.connect(self._country_chosen)
        self.region.chosen.connect(lambda: self.edited.emit(self.value))
        self.show_value("")

    @property
    def value(self) -> str:
        """The place as it is stored."""
        country, region = self.country.value or "", self.region.value or ""
        return f"{country}-{region}" if country and region else country

    def show_value(self, value: str) -> None:
        """Show a place."""
        country, _, region = value.partition("-")
        self.country.show_value(country)
        self._offer_regions(country)
        self.region.show_value(region)
        self.region.setVisible(bool(region) or country in REGIONS)

    def _country_chosen(self, country: Any) -> None:
        self.show_value(country)
        self.edited.emit(self.value)

    def _offer_regions(self, country: str) -> None:
        say = self._context.say
        names = sorted((say(name), key) for key, name in REGIONS.get(country, {}).items())
        self.region.set_options([("", say(NATIONWIDE)), *((key, name) for name, key in names)])

    def _except(self, name: Text) -> str:
        return self._context.say(Text("außer in {name}", "except in {name}").fill(name=name))
