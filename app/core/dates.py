"""Calendar dates as journeys use them: until a day, every so often, once a year.

Source: `docs/semantics.md`, rules 6 and 7. Everything takes and gives UTC milliseconds.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.core.clock import Instant, from_datetime, to_datetime
from app.core.schedule import CLOCK_TIME, LATEST, at_wall_time

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d([T ]|\Z)", re.ASCII)


class UntilDate(BaseModel):
    """A calendar day and a wall time: a fixed date, or that in a contact field, moved by some days.

    `date` is ISO text; if it is empty, `field` names a date or instant field. `days` is added (negative:
    before). `yearly` takes the next anniversary instead of the date itself; 29 February counts as the 28th
    in other years.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    date: str = Field(default="", max_length=10)
    field: str = Field(default="", max_length=40)
    days: int = Field(default=0, ge=-3_650, le=3_650)
    at: str = Field(default="09:00", pattern=CLOCK_TIME)
    yearly: bool = False


class Recurrence(BaseModel):
    """Every day, on weekdays (0 = Monday), or on a day of the month, at a wall time.

    A month without the day has its last day instead, so 31 is always the last.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    every: Literal["day", "week", "month"] = "week"
    weekdays: tuple[int, ...] = (0,)
    day: int = Field(default=1, ge=1, le=31)
    at: str = Field(default="09:00", pattern=CLOCK_TIME)


def local_day(value: object, where: tzinfo) -> date | None:
    """The day a field's value names: ISO text, or an instant seen in a zone; None for anything else."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value[:10]) if _ISO_DAY.match(value) else None
        except ValueError:
            return None
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= LATEST:
        return to_datetime(int(value)).astimezone(where).date()
    return None


def date_due(until: UntilDate, value: object, arrived: Instant, where: tzinfo) -> Instant | None:
    """The instant meant by a date (`value` is the field's, or the fixed date), or None if it is no date.

    It may lie before `arrived`; an anniversary never does.
    """
    day = local_day(until.date or value, where)
    if day is None:
        return None
    moved = timedelta(days=until.days)
    if not until.yearly:
        return _at(day, until.at, where, moved)
    year = (to_datetime(arrived).astimezone(where).date() - moved).year
    for candidate in (year - 1, year, year + 1):
        found = _at(in_year(day, candidate), until.at, where, moved)
        if found is not None and found >= arrived:
            return found
    return _at(in_year(day, year + 2), until.at, where, moved)


def wall_instant(text: str, where: tzinfo) -> Instant | None:
    """The instant of a local wall time, `2026-03-02T10:00`; None for empty text or no such day."""
    try:
        return at_wall_time(datetime.fromisoformat(text), where) if text else None
    except (ValueError, OverflowError):
        return None


def in_year(day: date, year: int) -> date:
    """The anniversary of a day in a year."""
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def next_occurrence(recurrence: Recurrence, after: Instant, where: tzinfo) -> Instant | None:
    """The first instant of a recurrence later than `after`; None if it names no day at all."""
    today = to_datetime(after).astimezone(where).date()
    for offset in range(63):
        day = today + timedelta(days=offset)
        if _falls_on(recurrence, day):
            instant = at_wall_time(datetime.combine(day, time.fromisoformat(recurrence.at)), where)
            if instant > after:
                return instant
    return None


def _falls_on(recurrence: Recurrence, day: date) -> bool:
    if recurrence.every == "day":
        return True
    if recurrence.every == "week":
        return day.weekday() in recurrence.weekdays
    return day.day == min(recurrence.day, monthrange(day.year, day.month)[1])


def _at(day: date, clock: str, where: tzinfo, moved: timedelta) -> Instant | None:
    try:
        local = datetime.combine(day + moved, time.fromisoformat(clock))
        instant = at_wall_time(local, where)
        return instant if from_datetime(datetime(1, 1, 2, tzinfo=where)) <= instant <= LATEST else None
    except OverflowError:
        return None
