"""What a cell says, by the type of the field it goes into. Formats are chosen, never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, tzinfo
from typing import Literal

from app.core.clock import Instant, from_datetime
from app.core.fields import FieldType
from app.core.rules.tree import ConsentStatus
from app.core.schedule import at_wall_time
from app.core.text import Text

DateFormat = Literal["iso", "german", "british", "american"]
DATE_FORMATS: dict[DateFormat, Text] = {
    "iso": Text("Jahr-Monat-Tag (2026-03-31)", "Year-month-day (2026-03-31)"),
    "german": Text("Tag.Monat.Jahr (31.03.2026)", "Day.month.year (31.03.2026)"),
    "british": Text("Tag/Monat/Jahr (31/03/2026)", "Day/month/year (31/03/2026)"),
    "american": Text("Monat/Tag/Jahr (03/31/2026)", "Month/day/year (03/31/2026)"),
}
Decimal = Literal[",", "."]
Cell = str | int | float | None
Reader = Callable[[str], Cell]
"""Turns a stripped, non-empty cell into a stored value; raises `BadCell`."""

LONGEST_TEXT = 10_000
_FIRST_YEAR, _LAST_YEAR = 1_000, 8_999
"""Beyond them lie typing errors, and the ends of what can be computed with."""
_DATES: dict[DateFormat, re.Pattern[str]] = {
    "iso": re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ](?P<time>.+))?"),
    "german": re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?:,? (?P<time>.+?)(?: Uhr)?)?"),
    "british": re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})(?:,? (?P<time>.+))?"),
    "american": re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})(?:,? (?P<time>.+))?"),
}
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?\s*(Z|[+-]\d{2}:?\d{2})?")
_PLAIN_NUMBER = {",": re.compile(r"[+-]?\d+(,\d+)?"), ".": re.compile(r"[+-]?\d+(\.\d+)?")}
_NUMBER_SIGNS = re.compile(r"[+-]?[\d.,\s]+")
_YES = frozenset(["ja", "j", "yes", "y", "true", "wahr", "1", "x"])
_NO = frozenset(["nein", "n", "no", "false", "falsch", "0"])
_GRANTED = ["granted", "erteilt", "optin", "opt-in", "subscribed", "angemeldet", "bestätigt", "confirmed"]
_DENIED = ["denied", "abgelehnt", "verweigert", "keine"]
_WITHDRAWN = ["withdrawn", "widerrufen", "abgemeldet", "unsubscribed", "optout", "opt-out"]
_CONSENT: dict[str, ConsentStatus] = {
    **dict.fromkeys([*_YES, *_GRANTED], "granted"),
    **dict.fromkeys([*_NO, *_DENIED], "denied"),
    **dict.fromkeys(_WITHDRAWN, "withdrawn"),
}


class BadCell(ValueError):
    """A cell does not fit its field; `reason` goes into the error file."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def reader_for(kind: FieldType, dates: DateFormat, decimal: Decimal, where: tzinfo) -> Reader:
    """How to read cells of a field type; naive times are local time in `where`."""
    readers: dict[FieldType, Reader] = {
        "text": read_text,
        "number": lambda cell: read_number(cell, decimal),
        "date": lambda cell: read_date(cell, dates),
        "instant": lambda cell: read_instant(cell, dates, where),
        "boolean": read_boolean,
    }
    return readers[kind]


def read_text(cell: str) -> str:
    """The words themselves, up to `LONGEST_TEXT` characters."""
    if len(cell) > LONGEST_TEXT:
        raise BadCell(
            Text(
                "Die Zelle ist zu lang: {n} Zeichen, erlaubt sind {limit}",
                "The cell is too long: {n} characters, {limit} are allowed",
            ).fill(n=len(cell), limit=LONGEST_TEXT)
        )
    return cell


def read_number(cell: str, decimal: Decimal) -> int | float:
    """A number with a decimal comma or point, with or without thousands separators."""
    if cell.isdecimal() and len(cell) < 16:
        return int(cell)
    if _PLAIN_NUMBER[decimal].fullmatch(cell):
        plain = cell.replace(",", ".")
        return float(plain) if "." in plain else _small(int(plain), cell)
    if not _NUMBER_SIGNS.fullmatch(cell):  # Babel would read "NaN" and "1e5" as numbers
        raise _bad(cell, _NO_NUMBER)
    from babel.numbers import NumberFormatError, parse_decimal  # slow to load, and rarely asked

    try:
        number = parse_decimal(cell, locale="de_DE" if decimal == "," else "en_US", strict=True)
    except (NumberFormatError, ValueError) as error:
        raise _bad(cell, _NO_NUMBER) from error
    return _small(int(number), cell) if number == number.to_integral_value() else float(number)


def read_date(cell: str, dates: DateFormat) -> str:
    """A day as ISO text; a time of day after it is not allowed to get lost."""
    found = _DATES[dates].fullmatch(cell)
    if found is None or found["time"]:
        raise _bad_date(cell, dates)
    return _day(found, cell, dates).isoformat()


def read_instant(cell: str, dates: DateFormat, where: tzinfo) -> Instant:
    """An instant; a bare day means its first moment, a time without offset is local time in `where`."""
    found = _DATES[dates].fullmatch(cell)
    if found is None:
        raise _bad_date(cell, dates)
    day = _day(found, cell, dates)
    clock = _CLOCK.fullmatch(found["time"] or "0:00")
    if clock is None:
        raise _bad_date(cell, dates)
    hour, minute, second, fraction, offset = clock.groups()
    micros = int((fraction or "0").ljust(6, "0"))
    try:
        wall = time(int(hour), int(minute), int(second or 0), micros)
        if offset:
            return from_datetime(datetime.fromisoformat(f"{day}T{wall.isoformat()}{offset}"))
    except ValueError as error:
        raise _bad_date(cell, dates) from error
    return at_wall_time(datetime.combine(day, wall.replace(microsecond=0)), where) + micros // 1000


def read_boolean(cell: str) -> int:
    """1 for yes, 0 for no, in German and English."""
    words = cell.casefold()
    if words in _YES:
        return 1
    if words in _NO:
        return 0
    raise _bad(cell, Text("weder ja noch nein", "neither yes nor no"))


def read_consent(cell: str) -> ConsentStatus:
    """The word of a contact, as German and English tables put it."""
    status = _CONSENT.get(cell.casefold())
    if status is None:
        raise _bad(
            cell,
            Text(
                "keine Angabe zur Einwilligung (erlaubt: ja, nein, widerrufen)",
                "not a consent (allowed: yes, no, withdrawn)",
            ),
        )
    return status


def looks_like_date(cell: str) -> DateFormat | None:
    """The one format a cell can be read in without doubt: dashes or dots; slashes are ambiguous."""
    if _DATES["iso"].fullmatch(cell):
        return "iso"
    return "german" if _DATES["german"].fullmatch(cell) else None


_NO_NUMBER = Text("keine Zahl", "not a number")


def _small(number: int, cell: str) -> int:
    if abs(number) >= 2**53:
        raise _bad(cell, Text("eine zu große Zahl", "too large a number"))
    return number


def _day(found: re.Match[str], cell: str, dates: DateFormat) -> date:
    if not _FIRST_YEAR <= int(found["y"]) <= _LAST_YEAR:
        raise _bad_date(cell, dates)
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError as error:
        raise _bad_date(cell, dates) from error


def _bad_date(cell: str, dates: DateFormat) -> BadCell:
    return _bad(
        cell, Text("kein Datum der Form {f}", "not a date of the form {f}").fill(f=DATE_FORMATS[dates])
    )


def _bad(cell: str, what: Text) -> BadCell:
    shown = cell if len(cell) <= 60 else f"{cell[:57]}…"
    return BadCell(Text("„{cell}“ ist {what}", "“{cell}” is {what}").fill(cell=shown, what=what))
