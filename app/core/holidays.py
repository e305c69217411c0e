"""Public holidays by country and region, from the `holidays` library."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


def is_holiday(day: date, place: str) -> bool:
    """Whether a local day is a public holiday at a place such as `DE` or `DE-BY`; nowhere (empty) never."""
    return bool(place) and day in _holidays(place, day.year)


def is_place(place: str) -> bool:
    """Whether holidays of a place are known."""
    country, _, region = place.partition("-")
    from holidays import list_supported_countries  # slow to load, and few journeys need it

    regions = list_supported_countries(include_aliases=False)
    return country in regions and (not region or region in regions[country])


@lru_cache(maxsize=500)
def _holidays(place: str, year: int) -> frozenset[date]:
    if not is_place(place):
        return frozenset()
    from holidays import country_holidays

    country, _, region = place.partition("-")
    kinds = ("public", "catholic") if place == "DE-BY" else None
    return frozenset(country_holidays(country, subdiv=region or None, years=year, categories=kinds))
