"""Names of the places whose public holidays count."""

from __future__ import annotations

from app.core.holiday_places import COUNTRIES, REGIONS, place_name
from app.core.holidays import is_place
from app.core.text import Text


def test_every_place_that_is_offered_has_holidays() -> None:
    regions = [f"{country}-{region}" for country, names in REGIONS.items() for region in names]
    assert [place for place in (*COUNTRIES, *regions) if not is_place(place)] == []


def test_a_place_is_called_by_its_region_or_else_its_country() -> None:
    assert place_name("DE-BY") == Text("Bayern", "Bavaria")
    assert place_name("AT") == Text("Österreich", "Austria")
    assert place_name("ES-MD") == Text("ES-MD", "ES-MD")
