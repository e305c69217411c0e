"""What one column is for: a choice, and what goes with it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.fields import READ_ONLY_FIELDS, FieldBook, FieldSpec, FieldType, key_from
from app.core.text import Text
from app.services.importing.guessing import DEFAULT_PURPOSE
from app.services.importing.mapping import (
    ContactTarget,
    Ignore,
    IntoConsent,
    IntoConsentTime,
    IntoField,
    IntoTags,
)
from app.services.importing.values import DATE_FORMATS, DateFormat
from app.ui.context import Context
from app.ui.editors.combo import Option, ValueCombo
from app.ui.widgets.boxes import row

TYPES: dict[FieldType, Text] = {
    "text": Text("Text", "Text"),
    "number": Text("Zahl", "Number"),
    "date": Text("Datum", "Date"),
    "instant": Text("Datum mit Uhrzeit", "Date and time"),
    "boolean": Text("Ja/Nein", "Yes/no"),
}
IGNORE, TAGS, CONSENT, CONSENT_TIME, NEW = "-ignore", "-tags", "-consent", "-consent_time", "-new"


class TargetChoice(QWidget):
    """Edits the target of a column; tells `changed()`."""

    changed = Signal()

    def __init__(self, context: Context, name: str, target: ContactTarget, book: FieldBook) -> None:
        super().__init__()
        self._context, self._name, self._book = context, name, book
        self.target = target
        say = context.say
        self.what = ValueCombo(
            self._options(), say(Text("Ziel der Spalte {n}", "Target of column {n}").fill(n=name))
        )
        types = [(kind, say(words)) for kind, words in TYPES.items()]
        self.type = ValueCombo(types, say(Text("Art von {n}", "Kind of {n}").fill(n=name)))
        formats = [(key, say(words)) for key, words in DATE_FORMATS.items()]
        self.dates = ValueCombo(formats, say(Text("Datumsformat von {n}", "Date format of {n}").fill(n=name)))
        layout = row(self, gap=6)
        layout.addWidget(self.what, 5)
        layout.addWidget(self.type, 3)
        layout.addWidget(self.dates, 5)
        self.what.chosen.connect(self._choose)
        self.type.chosen.connect(self._choose_type)
        self.dates.chosen.connect(self._choose_dates)
        self._show()

    def _options(self) -> list[Option]:
        say = self._context.say
        keys = [key for key in self._book.keys() if key not in READ_ONLY_FIELDS - {"email"}]
        return [
            (IGNORE, say(Text("nicht übernehmen", "leave out"))),
            *((key, say(self._book.label(key))) for key in keys),
            (NEW, say(Text("Neues Merkmal „{name}“", "New attribute “{name}”").fill(name=self._name))),
            (TAGS, say(Text("Schlagwörter", "Tags"))),
            (CONSENT, say(Text("Einwilligung (Newsletter)", "Consent (newsletter)"))),
            (CONSENT_TIME, say(Text("Zeitpunkt der Einwilligung", "When consent was given"))),
        ]

    def _choose(self, choice: str) -> None:
        if choice == NEW:
            spec = FieldSpec(key=key_from(self._name, self._book), label=self._name[:80])
            self.target = IntoField(spec.key, create=spec)
        else:
            fixed: dict[str, ContactTarget] = {
                IGNORE: Ignore(),
                TAGS: IntoTags(),
                CONSENT: IntoConsent(DEFAULT_PURPOSE),
                CONSENT_TIME: IntoConsentTime(DEFAULT_PURPOSE),
            }
            self.target = fixed.get(choice) or IntoField(choice)
        self._show()
        self.changed.emit()

    def _choose_type(self, kind: FieldType) -> None:
        if isinstance(self.target, IntoField) and self.target.create is not None:
            self.target = replace(self.target, create=self.target.create.model_copy(update={"type": kind}))
            self._show()
            self.changed.emit()

    def _choose_dates(self, dates: DateFormat) -> None:
        if isinstance(self.target, IntoField | IntoConsentTime):
            self.target = replace(self.target, dates=dates)
            self.changed.emit()

    def _show(self) -> None:
        match self.target:
            case IntoField(key=key, create=None):
                self._place(key, self._book.type_of(key) or "text", new=False)
            case IntoField(create=create):
                self._place(NEW, create.type if create else "text", new=True)
            case IntoTags():
                self._place(TAGS, "text", new=False)
            case IntoConsent():
                self._place(CONSENT, "text", new=False)
            case IntoConsentTime():
                self._place(CONSENT_TIME, "instant", new=False)
            case Ignore():
                self._place(IGNORE, "text", new=False)

    def _place(self, choice: str, kind: FieldType, *, new: bool) -> None:
        self.what.show_value(choice)
        self.type.show_value(kind)
        self.type.setVisible(new)
        dated = kind in ("date", "instant")
        self.dates.setVisible(dated)
        if dated and isinstance(self.target, IntoField | IntoConsentTime):
            self.dates.show_value(self.target.dates)
