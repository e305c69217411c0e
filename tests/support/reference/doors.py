"""Letting contacts in: triggers, re-entry, entry window, holdout (rules 1 to 5)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.core import share
from app.core.clock import Instant
from app.core.dates import date_due, next_occurrence
from app.core.program import HOLDOUT, OnChange, OnDate, OnManual, OnSchedule, OnSegment, Program
from app.core.rules.tree import Rule
from app.core.schedule import at_wall_time, period_length, zone
from tests.support.lives import Enrollment
from tests.support.reference.life import Life
from tests.support.reference.queue import CLOCK
from tests.support.reference.workspace import Workspace
from tests.support.rules import Happened

AT_ONE_INSTANT = 100
_STEPS_AT_MOST = 1_000


class Doors:
    """The ways into the journeys of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._work = workspace

    def publish(self, life: Life, program: Program, at: Instant) -> None:
        """Note what is known of the contact at publishing; let it in if the publisher wishes."""
        frame = self._work.frame
        for step, source in program.sources.items():
            if isinstance(source, OnSegment) and life.holds(source.rule, at, program):
                life.known[program.journey, step] = True
                wished = frame.present if frame.present is not None else source.enroll_present
                if wished and not source.leaves:
                    self.let_in(life, program, step, at, rule=source.filter)
            elif isinstance(source, OnChange):
                life.known[program.journey, step] = _value(life, source.field)
            elif isinstance(source, OnSchedule):
                self._plan_schedule(life, program, step, source, at)
        self.plan_dates(life, at)

    def by_hand(self, life: Life, journey: str, at: Instant) -> None:
        """A person lets the contact in."""
        for program in self._work.programs:
            if program.journey == journey:
                for step, source in program.sources.items():
                    if isinstance(source, OnManual):
                        self.let_in(life, program, step, at, rule=source.filter)

    def send(self, life: Life, journey: str, at: Instant) -> None:
        """Another journey lets the contact in, unless others do so again and again at one instant."""
        if _not_too_often(life, journey, at):
            self.by_hand(life, journey, at)

    def ask_segment(self, life: Life, program: Program, step: str, source: OnSegment, at: Instant) -> None:
        """After an event or a change: has the contact come to satisfy the condition, or ceased to?"""
        before, now = self.member(life, program, step), life.holds(source.rule, at, program)
        life.known[program.journey, step] = now
        if before != now and now != source.leaves and _not_too_often(life, program.journey, at):
            self.let_in(life, program, step, at, rule=source.filter)

    def ask_drifting(self, life: Life, program: Program, step: str, source: OnSegment, at: Instant) -> None:
        """At midnight: has time alone made the condition hold, or cease to? Then the contact has changed."""
        if life.holds(source.rule, at, program) != self.member(life, program, step):
            self._work.changed(life, at)

    def member(self, life: Life, program: Program, step: str) -> bool:
        """Whether the condition held when last asked."""
        return bool(life.known.get((program.journey, step)))

    def ask_change(self, life: Life, program: Program, step: str, source: OnChange, at: Instant) -> None:
        """After a change: has the field another value than when last asked?"""
        before, now = life.known[program.journey, step], _value(life, source.field)
        life.known[program.journey, step] = now
        if before != now and _not_too_often(life, program.journey, at):
            self.let_in(life, program, step, at, rule=source.filter)

    def plan_dates(self, life: Life, after: Instant) -> None:
        """Note the next day, later than an instant, at which triggers on days let the contact in."""
        for place, program in enumerate(self._work.programs):
            for turn, (step, source) in enumerate(program.sources.items(), place * _STEPS_AT_MOST):
                if isinstance(source, OnDate):
                    instant = self._day(life, program, source, after + 1)
                    if instant is not None and instant > after:
                        self._work.queue.put(instant, CLOCK, life.number, turn, (program, step))

    def ask_clock(self, life: Life, program: Program, step: str, at: Instant) -> None:
        """The instant of a trigger that the clock asks has come, unless the data has changed meanwhile."""
        source = program.sources[step]
        if isinstance(source, OnSchedule):
            self.let_in(life, program, step, at, rule=source.filter)
            self._plan_schedule(life, program, step, source, at)
        elif isinstance(source, OnDate) and life.known.get((program.journey, step)) != at:
            if self._day(life, program, source, at) != at:
                return
            life.known[program.journey, step] = at
            self.let_in(life, program, step, at, rule=source.filter)
            self.plan_dates(life, at)

    def let_in(
        self,
        life: Life,
        program: Program,
        step: str,
        at: Instant,
        *,
        rule: Rule | None = None,
        event: Happened | None = None,
        key: Any = None,
        keyed: bool = False,
    ) -> None:
        """Enroll the contact, if window, filter and re-entry let it."""
        if not _open(program, at) or (rule is not None and not life.holds(rule, at, program)):
            return
        earlier = [one for one in life.passes if one.program is program and (not keyed or one.key == key)]
        if not _may_enter_again(program, earlier, at):
            return
        first = HOLDOUT if _kept_out(program, life.person.email) else step
        one = Enrollment(len(life.passes), program, at, first, event, key, arrived=at)
        life.passes.append(one)
        self._work.set_due(life, one, at)

    def _plan_schedule(
        self, life: Life, program: Program, step: str, source: OnSchedule, after: Instant
    ) -> None:
        instant = next_occurrence(source.recurrence, after, zone(program.settings.time_zone))
        if instant is not None:
            turn = self._work.programs.index(program) * _STEPS_AT_MOST + list(program.sources).index(step)
            self._work.queue.put(instant, CLOCK, life.number, turn, (program, step))

    def _day(self, life: Life, program: Program, source: OnDate, since: Instant) -> Instant | None:
        """The instant a field names; of an anniversary the first not before `since`."""
        return date_due(source.until, life.values.get(source.until.field), since, life.zone(program))


def _value(life: Life, field: str) -> Any:
    value = life.values.get(field)
    return None if value == "" else value


def _open(program: Program, at: Instant) -> bool:
    where = zone(program.settings.time_zone)
    first, last = program.settings.entry_from, program.settings.entry_until
    begun = not first or at >= at_wall_time(datetime.fromisoformat(first), where)
    return begun and not (last and at >= at_wall_time(datetime.fromisoformat(last), where))


def _may_enter_again(program: Program, earlier: list[Enrollment], at: Instant) -> bool:
    settings = program.settings
    if settings.reentry == "never":
        return not earlier
    if settings.reentry == "after_exit":
        lock = period_length(settings.reentry_lock) if settings.reentry_lock else 0
        return all(one.ended_at is not None and one.ended_at + lock <= at for one in earlier)
    return True


def _kept_out(program: Program, email: str) -> bool:
    """A split with two arms, the first of which is kept out, at a step named as the place they rest at."""
    percent = program.settings.holdout
    return bool(percent) and arm(program, HOLDOUT, email, [percent, 100 - percent]) == 0


def arm(program: Program, step: str, email: str, weights: list[int]) -> int:
    """Which arm of a split a contact takes."""
    factor = share.split_factor(program.journey, step)
    offset = share.split_offset(program.journey, step)
    return share.arm(share.position(share.contact_hash(email), factor, offset), weights)


def _not_too_often(life: Life, journey: str, at: Instant) -> bool:
    return sum(one.journey == journey and one.entered_at == at for one in life.passes) < AT_ONE_INSTANT
