"""Appointments: the instants at which triggers and waits are asked by the clock.

These are the local midnights, if segments or waits look at dates or periods, the days that contact fields
name, and the instants of schedules. Everything before an appointment is carried out first and everything at
it later, so that it does not matter in which pieces time passes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    String,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    true,
)

from app.core.clock import Instant
from app.core.dates import next_occurrence
from app.core.fields import FieldBook
from app.core.journey import NodeId
from app.core.program import Instruction, OnDate, OnSchedule, Source
from app.core.rules.reads import Reads
from app.core.schedule import Duration, after, start_of_day, zone
from app.engine.clock.calendars import Calendar, named_day
from app.engine.reading import days_of
from app.engine.scratch import CHANGE, item, wave
from app.engine.version import Version
from app.engine.writes import writes
from app.store import tables as t
from app.store.contact_columns import contact_table
from app.store.joins import driven

_BETWEEN = "\n"
"""Between a zone and a text; neither a zone nor a day contains it."""
_ONE_DAY = Duration(amount=1, unit="days")


@dataclass(frozen=True)
class _Days:
    """The calendar of one trigger, with the query that names days of contacts, and what it reads."""

    calendar: Calendar
    contact: FromClause
    named: Select[*tuple[Any, ...]]
    reads: Reads

    def enter(
        self, conn: Connection, some: FromClause, since: ColumnElement[int], *conditions: ColumnElement[bool]
    ) -> None:
        """Enter the days of some contacts, which they have since an instant."""
        rows = conn.execute(self.named.add_columns(since).select_from(some).where(*conditions))
        self.calendar.add((row[0], row[1], row[2]) for row in rows)


@dataclass
class Appointments:
    """What the running versions have to be asked by the clock."""

    fields: FieldBook
    _days: dict[tuple[int, NodeId], _Days] = field(default_factory=dict[tuple[int, NodeId], _Days])

    def next_after(self, conn: Connection, versions: Sequence[Version], told: Instant) -> Instant | None:
        """The first appointment, if all up to `told` have been kept."""
        instants: list[Instant | None] = []
        for version in versions:
            since = max(told, version.published_at)
            if version.drifting:
                instants.append(_next_midnight(version, since))
            instants += [self._next(conn, version, step, source, since) for step, source in _sources(version)]
        return min((each for each in instants if each is not None), default=None)

    def triggers_at(
        self, conn: Connection, versions: Sequence[Version], instant: Instant
    ) -> list[tuple[Version, NodeId]]:
        """The triggers that have to be asked at an appointment."""
        return [
            (version, step)
            for version in versions
            for step, source in _sources(version)
            if instant > version.published_at and self._falls_on(conn, version, step, source, instant)
        ]

    def concerned(self, version: Version, step: NodeId, contact: FromClause) -> ColumnElement[bool]:
        """Which contacts an appointment of a trigger is about, to be asked with `days_at` it."""
        source = version.program.sources[step]
        if not isinstance(source, OnDate):
            return true()
        day = named_day(source.until, contact, self.fields, version.program.settings.time_zone)
        named = func.json_each(bindparam("days", type_=String)).table_valued("value")
        meant = (func.coalesce(contact.c.time_zone, "") + _BETWEEN + day).in_(select(named.c.value))
        return and_(meant, _not_led_past(contact))

    def days_at(
        self, conn: Connection, version: Version, step: NodeId, instant: Instant
    ) -> Mapping[str, str]:
        """What `concerned` has to be told: zones with the texts that name the day of an instant in them."""
        source = version.program.sources[step]
        if not isinstance(source, OnDate):
            return {}
        named = self._calendar(conn, version, step, source).at(instant)
        days = [f"{name}{_BETWEEN}{text}" for name, texts in named.items() for text in texts]
        return {"days": json.dumps(days)}

    def learn_from_outside(self, conn: Connection) -> None:
        """Enter the days of contacts changed from outside, which comes before all else at its instant.

        To be told before anybody moves, as what a journey has written counts only for later instants.
        """
        for days in self._days.values():
            changed = driven(t.changes, days.contact, days.contact.c.id == t.changes.c.contact_id)
            days.enter(conn, changed, t.changes.c.at - 1)

    def learn_from_round(self, conn: Connection) -> None:
        """Enter the days of the contacts whose data changed in this round."""
        for days in self._days.values():
            changed = driven(item, days.contact, days.contact.c.id == item.c.contact_id)
            days.enter(conn, changed, item.c.at, item.c.kind == CHANGE)

    def learn_from_wave(self, conn: Connection, done: Iterable[Instruction | Source]) -> None:
        """Enter the days of the contacts of a wave, if what was done in it changes any."""
        written = Reads()
        for instruction in done if self._days else ():
            written |= writes(instruction)
        for days in self._days.values():
            if written.touches(days.reads):
                moved = driven(wave, days.contact, days.contact.c.id == wave.c.contact_id)
                days.enter(conn, moved, wave.c.at)

    def bound(self, until: Instant) -> Instant:
        """How far contacts may be led, after what has been learnt."""
        upcoming = [days.calendar.upcoming() for days in self._days.values()]
        return min([until, *(each - 1 for each in upcoming if each is not None)])

    def _next(
        self, conn: Connection, version: Version, step: NodeId, source: OnDate | OnSchedule, told: Instant
    ) -> Instant | None:
        if isinstance(source, OnSchedule):
            return next_occurrence(source.recurrence, told, _zone(version))
        return self._calendar(conn, version, step, source).next_after(told)

    def _falls_on(
        self, conn: Connection, version: Version, step: NodeId, source: OnDate | OnSchedule, instant: Instant
    ) -> bool:
        if isinstance(source, OnSchedule):
            return next_occurrence(source.recurrence, instant - 1, _zone(version)) == instant
        return bool(self._calendar(conn, version, step, source).at(instant))

    def _calendar(self, conn: Connection, version: Version, step: NodeId, source: OnDate) -> Calendar:
        key = (version.id, step)
        if key not in self._days:
            c, fallback = contact_table(self.fields).alias("c"), version.program.settings.time_zone
            day = named_day(source.until, c, self.fields, fallback)
            named = select(func.coalesce(c.c.time_zone, ""), day).where(day.is_not(None)).distinct()
            days = _Days(Calendar(source.until, fallback), c, named, days_of(source))
            days.enter(conn, c, literal(0))
            self._days[key] = days
        return self._days[key].calendar


def _not_led_past(contact: FromClause) -> ColumnElement[bool]:
    """Whether a contact has not been led past an appointment that became one only by what was written there.

    What was changed from outside at it or in the meantime still waits to be looked at, and has no bearing on
    this.
    """
    instant = bindparam("instant", type_=BigInteger)
    waiting = exists().where(t.changes.c.contact_id == contact.c.id, t.changes.c.at >= instant)
    return or_(contact.c.updated_at < instant, waiting.correlate_except(t.changes))


def drifting_at(versions: Sequence[Version], instant: Instant) -> tuple[Version, ...]:
    """The versions in whose zone it is midnight and which look at dates or periods."""
    return tuple(v for v in versions if v.drifting and start_of_day(instant, _zone(v)) == instant)


def asked_by_clock(version: Version) -> bool:
    """Whether anything of a version is asked by the clock."""
    return version.drifting or next(_sources(version), None) is not None


def _sources(version: Version) -> Iterator[tuple[NodeId, OnDate | OnSchedule]]:
    sources: Mapping[NodeId, Source] = version.program.sources if version.live else {}
    for step, source in sources.items():
        if isinstance(source, OnDate | OnSchedule):
            yield step, source


def _next_midnight(version: Version, instant: Instant) -> Instant:
    where = _zone(version)
    return start_of_day(after(start_of_day(instant, where), _ONE_DAY, where), where)


def _zone(version: Version) -> tzinfo:
    return zone(version.program.settings.time_zone)
