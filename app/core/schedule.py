"""Local time: durations, windows, and the instant at which a hold is over.

Source: `docs/semantics.md`, rules 6 to 8. Everything takes and gives UTC milliseconds.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field

from app.core.clock import DAY, HOUR, MINUTE, Instant, from_datetime, to_datetime
from app.core.holidays import is_holiday

DurationUnit = Literal["minutes", "hours", "days", "weeks", "months"]
_ABSOLUTE: dict[str, Instant] = {"minutes": MINUTE, "hours": HOUR}
_LENGTHS: dict[str, Instant] = {**_ABSOLUTE, "days": DAY, "weeks": 7 * DAY, "months": 30 * DAY}
LATEST: Instant = from_datetime(datetime(9000, 1, 1, tzinfo=UTC))
"""No hold ends later: the calendar of Python ends with the year 9999."""
DAYS_TO_LOOK = 40
"""How far a window's next opening is looked for; one that opens on no day within it counts as open."""
CLOCK_TIME = r"^([01]\d|2[0-3]):[0-5]\d$"


class Duration(BaseModel):
    """A length of time: minutes and hours are absolute, days, weeks and months are calendar time."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    amount: int = Field(ge=0, le=100_000)
    unit: DurationUnit


class Window(BaseModel, frozen=True, strict=True, extra="forbid"):
    """Weekdays (0 = Monday) and a local time span; `end` at or before `start` means overnight.

    `holidays` is a country or a country with its region (`DE`, `DE-BY`): it does not open on their public
    holidays.
    """

    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    start: str = Field(default="09:00", pattern=CLOCK_TIME)
    end: str = Field(default="17:00", pattern=CLOCK_TIME)
    holidays: str = Field(default="", pattern=r"^([A-Z]{2}(-[A-Z0-9]{1,3})?)?$")


class Until(BaseModel):
    """When a hold is over: arrival plus a duration, then the next opening of a window if one is given."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    after: Duration
    window: Window | None = None


@lru_cache(maxsize=1_000)
def zone(name: str, fallback: str = "UTC") -> tzinfo:
    """The zone of a name; an unknown or empty name gives the fallback."""
    try:
        return ZoneInfo(name) if name else ZoneInfo(fallback)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(fallback)


def is_zone(name: str) -> bool:
    """Whether a time zone of this name exists."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def due(until: Until, arrived: Instant, where: tzinfo) -> Instant:
    """The instant at which a hold that began at `arrived` is over."""
    end = after(arrived, until.after, where)
    return next_opening(until.window, end, where) if until.window else end


def after(start: Instant, duration: Duration, where: tzinfo) -> Instant:
    """`start` plus a duration in a zone (rule 7); never later than `LATEST`."""
    if start + period_length(duration) > LATEST:
        return max(start, LATEST)
    if duration.unit in _ABSOLUTE:
        return start + duration.amount * _ABSOLUTE[duration.unit]
    local = to_datetime(start).astimezone(where).replace(tzinfo=None)
    spare = start - from_datetime(to_datetime(start).replace(microsecond=0))
    return at_wall_time(_plus(local, duration).replace(microsecond=0), where) + spare


def absolute_length(duration: Duration) -> Instant | None:
    """The length of minutes and hours; None for calendar time, whose length depends on where and when."""
    unit = _ABSOLUTE.get(duration.unit)
    return None if unit is None else duration.amount * unit


def period_length(duration: Duration) -> Instant:
    """The fixed length of a period that a rule looks back on: a day is 24 hours, a month 30 days.

    Holds and time-outs are calendar time (rule 7); a look back over events is not, so that it is the same
    for every contact and can be asked inside the store.
    """
    return duration.amount * _LENGTHS[duration.unit]


def at_wall_time(local: datetime, where: tzinfo) -> Instant:
    """The instant of a naive wall time: a missing one moves forward, of two the first counts."""
    first = from_datetime(local.replace(tzinfo=where, fold=0))
    if to_datetime(first).astimezone(where).replace(tzinfo=None) == local:
        return first
    # A gap: with fold=1 the offset after the change is used, which gives an instant before it.
    return _end_of_gap(from_datetime(local.replace(tzinfo=where, fold=1)), first, where)


def next_opening(window: Window, start: Instant, where: tzinfo) -> Instant:
    """`start` itself if the window is open then, else the next instant at which it opens."""
    day = to_datetime(start).astimezone(where).date() - timedelta(days=1)
    for offset in range(DAYS_TO_LOOK):
        opening = _opening(window, day + timedelta(days=offset), where)
        if opening and start < opening[1]:
            return max(start, opening[0])
    return start


def end_of_opening(window: Window, instant: Instant, where: tzinfo) -> Instant | None:
    """When a window that is open at an instant closes; None if it is not open then."""
    day = to_datetime(instant).astimezone(where).date()
    for opened_on in (day - timedelta(days=1), day):
        opening = _opening(window, opened_on, where)
        if opening and opening[0] <= instant < opening[1]:
            return opening[1]
    return None


def start_of_day(instant: Instant, where: tzinfo) -> Instant:
    """The first instant of the local day in which `instant` lies."""
    return at_wall_time(datetime.combine(to_datetime(instant).astimezone(where).date(), time()), where)


def steady_offset(where: tzinfo, start: Instant, end: Instant) -> bool:
    """Whether the zone's distance to UTC stays the same from `start` to `end` (probed twice a day)."""
    half_day = DAY // 2
    first, last = start // half_day, end // half_day + 1
    if last - first > 1_500:
        return False
    return len({_offset(where, probe * half_day) for probe in range(first, last + 1)}) == 1


@lru_cache(maxsize=20_000)
def _offset(where: tzinfo, instant: Instant) -> timedelta | None:
    return to_datetime(instant).astimezone(where).utcoffset()


def _plus(local: datetime, duration: Duration) -> datetime:
    amount = duration.amount
    if duration.unit == "days":
        return local + timedelta(days=amount)
    if duration.unit == "weeks":
        return local + timedelta(weeks=amount)
    months = local.year * 12 + local.month - 1 + amount
    year, month = divmod(months, 12)
    day = min(local.day, monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day)


def _end_of_gap(low: Instant, high: Instant, where: tzinfo) -> Instant:
    """The first instant after a change of the clocks that lies between two instants, to the second."""
    offset = to_datetime(low).astimezone(where).utcoffset()
    while high - low > 1_000:
        middle = (low + high) // 2_000 * 1_000
        if to_datetime(middle).astimezone(where).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return high


@lru_cache(maxsize=20_000)
def _opening(window: Window, day: date, where: tzinfo) -> tuple[Instant, Instant] | None:
    if day.weekday() not in window.weekdays or is_holiday(day, window.holidays):
        return None
    start, end = time.fromisoformat(window.start), time.fromisoformat(window.end)
    last = day + timedelta(days=1) if end <= start else day
    return at_wall_time(datetime.combine(day, start), where), at_wall_time(datetime.combine(last, end), where)
