"""Numbers, dates and values as they are written in German and English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

from app.core.clock import Instant, to_datetime
from app.core.fields import FieldType
from app.core.schedule import zone
from app.core.text import Text, same

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SWAP = str.maketrans(",.", ".,")
OPEN = same("…")
"""Stands where a person has not chosen anything yet."""


def quoted(words: str) -> Text:
    """A name or value in the quotation marks of each language."""
    return Text(f"„{words}“", f"“{words}”")


def number_words(number: float) -> Text:
    """A number with the separators of each language; no decimals where there are none."""
    if isinstance(number, float) and not number.is_integer():
        whole = f"{number:,.6f}".rstrip("0")
    else:
        whole = f"{number:,.0f}"
    return Text(whole.translate(_SWAP), whole)


def date_words(day: date) -> Text:
    """A date: `24.12.2026` in German, `24 Dec 2026` in English."""
    return Text(f"{day.day}.{day.month}.{day.year}", f"{day.day} {_MONTHS[day.month - 1]} {day.year}")


def instant_words(instant: Instant, where: tzinfo) -> Text:
    """An instant in local time, to the minute."""
    local = to_datetime(instant).astimezone(where)
    return date_words(local.date()) + Text(f"{local:, %H:%M} Uhr", f"{local:, %H:%M}")


def value_words(value: object, kind: FieldType = "text", where: tzinfo | None = None) -> Text:
    """A compared or stored value; a missing one and an empty text read as an ellipsis."""
    if value is None or value == "":
        return OPEN
    if isinstance(value, bool) or (kind == "boolean" and value in (0, 1)):
        return Text("ja", "yes") if value else Text("nein", "no")
    if isinstance(value, int | float):
        if kind == "instant":
            return _instant(value, where)
        return number_words(value)
    if kind in ("date", "instant") and isinstance(value, str):
        return _iso_date(value)
    return quoted(str(value))


def choice_words(parts: Sequence[Text]) -> Text:
    """A list to choose from: `A, B oder C` / `A, B or C`."""
    if len(parts) < 2:
        return parts[0] if parts else OPEN
    first, last = parts[:-1], parts[-1]
    head = Text(", ".join(part.de for part in first), ", ".join(part.en for part in first))
    return head + Text(" oder ", " or ") + last


def _instant(value: float, where: tzinfo | None) -> Text:
    try:
        return instant_words(int(value), where or zone("UTC"))
    except (OverflowError, ValueError, OSError):
        return number_words(value)


def _iso_date(value: str) -> Text:
    try:
        return date_words(date.fromisoformat(value))
    except ValueError:
        return quoted(value)
