"""The days on which a trigger on a contact field lets somebody in, without asking all contacts each day.

A calendar knows at least the days that contacts have: those that they no longer have cost a question that
finds nobody. It is read once from all contacts, and told of every change since.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, FromClause, String, case, func, literal

from app.core.clock import Instant, to_datetime
from app.core.dates import UntilDate, date_due, local_day
from app.core.fields import FieldBook
from app.core.schedule import LATEST, zone
from app.store.contact_columns import column

_LEAP_YEAR = 2_000
_ONE_DAY = timedelta(days=1)
_A_YEAR_AND_MORE = 368


def named_day(until: UntilDate, contact: FromClause, fields: FieldBook, fallback: str) -> ColumnElement[Any]:
    """The day of a contact as text, where there may be one: a field's value, or its local date."""
    if until.date:
        return literal(until.date)
    match fields.type_of(until.field):
        case None | "boolean":
            return literal(None, String)
        case "text" | "date":
            return column(contact, until.field)
        case "number" | "instant":
            at, where = column(contact, until.field), func.coalesce(contact.c.time_zone, "")
            day = func.stellwerk_local_date(at, where, fallback, 0, type_=String)
            return case((at.between(0, LATEST), day))


@dataclass
class _Days:
    """The days of one zone: each with the texts by which contacts name it."""

    where: tzinfo
    texts: dict[date, set[str]] = field(default_factory=dict[date, set[str]])
    since: dict[date, Instant] = field(default_factory=dict[date, Instant])
    """When the first contact had the day: before that, it lets nobody in."""
    ordered: list[date] = field(default_factory=list[date])
    soonest: Instant | None = None


class Calendar:
    """The days of one trigger, by zone of the contacts."""

    def __init__(self, until: UntilDate, fallback: str) -> None:
        self._until = until
        self._plain = until.model_copy(update={"yearly": False, "date": ""})
        self._fallback = fallback
        self._zones: dict[str, _Days] = {}
        self._kept_up_to: Instant = 0

    def add(self, rows: Iterable[tuple[str, str, Instant]]) -> None:
        """Enter days of contacts: zones (as contacts have them), texts that may name a day, since when."""
        for name, text, since in rows:
            day = local_day(text, zone(name, self._fallback))
            if day is not None:
                self._enter(name, day, text, since)

    def next_after(self, instant: Instant) -> Instant | None:
        """The first instant later than another at which somebody may enter; those up to it have been kept."""
        self._kept_up_to = instant
        found = [self._next_in(days, instant) for days in self._zones.values()]
        return min((each for each in found if each is not None), default=None)

    def upcoming(self) -> Instant | None:
        """The next one that has not been kept, after what was added."""
        return self.next_after(self._kept_up_to)

    def at(self, instant: Instant) -> Mapping[str, frozenset[str]]:
        """The texts that name this very instant, by zone."""
        found: dict[str, frozenset[str]] = {}
        for name, days in self._zones.items():
            first = self._origin(instant, days.where)
            same = [day for day in (first, first + _ONE_DAY) if self._instant(day, days.where) == instant]
            texts = {text for day in same for key in self._keys(day) for text in days.texts.get(key, ())}
            if texts:
                found[name] = frozenset(texts)
        return found

    def _enter(self, name: str, day: date, text: str, since: Instant) -> None:
        days = self._zones.setdefault(name, _Days(zone(name, self._fallback)))
        key = day.replace(year=_LEAP_YEAR) if self._until.yearly else day
        if key not in days.texts:
            days.texts[key] = set()
            insort(days.ordered, key)
            days.since[key] = since
            days.soonest = None
        if since < days.since[key]:
            days.since[key] = since
            days.soonest = None
        days.texts[key].add(text)

    def _next_in(self, days: _Days, instant: Instant) -> Instant | None:
        if days.soonest is None or days.soonest <= instant:
            found = (self._later(days, day, instant) for day in self._upcoming(days, instant))
            days.soonest = next((each for each in found if each is not None), None)
        return days.soonest

    def _later(self, days: _Days, day: date, instant: Instant) -> Instant | None:
        """The instant of a day, if it is later than another, and than the one since which it is known."""
        known = min(days.since[key] for key in self._keys(day) if key in days.since)
        at = self._instant(day, days.where)
        return at if at is not None and at > max(instant, known) else None

    def _upcoming(self, days: _Days, instant: Instant) -> Iterator[date]:
        first = self._origin(instant, days.where)
        if not self._until.yearly:
            yield from days.ordered[bisect_left(days.ordered, first) :]
            return
        for offset in range(_A_YEAR_AND_MORE):
            day = first + timedelta(days=offset)
            if any(key in days.texts for key in self._keys(day)):
                yield day

    def _keys(self, day: date) -> tuple[date, ...]:
        """Under which days those stand who mean a day; 29 February is the 28th in other years."""
        if not self._until.yearly:
            return (day,)
        key = day.replace(year=_LEAP_YEAR)
        last = (day.month, day.day, (day + _ONE_DAY).day) == (2, 28, 1)
        return (key, key + _ONE_DAY) if last else (key,)

    def _origin(self, instant: Instant, where: tzinfo) -> date:
        """The day before the one that would have to be named for today."""
        return to_datetime(instant).astimezone(where).date() - timedelta(days=self._until.days) - _ONE_DAY

    def _instant(self, day: date, where: tzinfo) -> Instant | None:
        return date_due(self._plain, day.isoformat(), 0, where)
