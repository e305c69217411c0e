"""Durations as a person types them: “2 days”, “3h”, “1 Woche”."""

from __future__ import annotations

import re

from app.core.schedule import Duration, DurationUnit

_AMOUNT = re.compile(r"(?<![\w.,])(\d{1,4})\s*([a-zäöü]+)", re.IGNORECASE)
_UNITS: dict[DurationUnit, tuple[str, ...]] = {
    "minutes": ("minuten", "minutes"),
    "hours": ("stunden", "std", "hours", "hrs"),
    "days": ("tagen", "days"),
    "weeks": ("wochen", "weeks", "wks"),
    "months": ("monaten", "months"),
}
"""Any beginning of these words is understood, shorter units first: “m” are minutes."""


def spoken_duration(words: str) -> Duration | None:
    """The first number with a unit among some words; None if there is none."""
    found = _AMOUNT.search(words)
    if found is None:
        return None
    amount, unit = int(found.group(1)), found.group(2).casefold()
    for name, spellings in _UNITS.items():
        if any(each.startswith(unit) for each in spellings):
            return Duration(amount=amount, unit=name)
    return None
