"""What journeys mean, one thing after the other: the judge of the engine (docs/semantics.md).

Everything that can happen to anybody lies in one queue, ordered by instant and, at one instant, by kind (see
`queue`). Nothing here is fast, and nothing is shared with the engine but programs, calendar and rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.core.clock import Instant
from app.core.program import Await, GiveVoucher, OnChange, OnEvent, OnSegment, Program
from app.core.rules.tree import EventFilter
from app.core.schedule import Duration, after, start_of_day, zone
from tests.support.lives import Choice, Enrollment, Frame, Person, Told, Write
from tests.support.reference.doors import Doors
from tests.support.reference.gate import Gate
from tests.support.reference.life import Life
from tests.support.reference.moving import Moving
from tests.support.reference.queue import (
    CHANGE,
    CLOCK,
    DELAYED,
    EVENT,
    MIDNIGHT,
    OUTSIDE,
    VOUCHER,
    Thing,
)
from tests.support.reference.telling import tell
from tests.support.reference.waits import Waits
from tests.support.reference.workspace import Workspace, concerns
from tests.support.rules import Happened, matches

_ONE_DAY = Duration(amount=1, unit="days")


def told(programs: Sequence[Program], people: Sequence[Person], frame: Frame) -> dict[str, Told]:
    """What becomes of everybody from the publishing of the journeys to the end of the time span."""
    reference = Reference(programs, people, frame)
    reference.live()
    return {life.person.email: tell(life, programs) for life in reference.lives}


class Reference:
    """All contacts in all journeys of a workspace."""

    def __init__(self, programs: Sequence[Program], people: Sequence[Person], frame: Frame) -> None:
        self.lives = [Life(number, person, frame) for number, person in enumerate(people)]
        self._work = Workspace(programs, frame)
        self._doors = Doors(self._work)
        self._waits = Waits(self._work)
        self._gate = Gate(self._work)
        self._moving = Moving(self._work, self._doors, self._waits, self._gate)

    def live(self) -> None:
        """Let everything happen in order."""
        self._publish()
        while (thing := self._work.queue.take(self._work.frame.until)) is not None:
            self._happen(thing, self.lives[thing.contact])

    def _publish(self) -> None:
        at, queue = self._work.frame.publish, self._work.queue
        for program in self._work.programs:
            for life in self.lives:
                self._doors.publish(life, program, at)
            if self._drifting(program):
                self._put_midnight(program, at)
        for life in self.lives:
            for turn, write in enumerate((*life.person.writes, *life.person.chosen)):
                queue.put(write.at, OUTSIDE, life.number, turn, write)
            for turn, event in enumerate(life.person.events):
                if event.at >= at:
                    queue.put(event.at, EVENT, life.number, turn, event)

    def _happen(self, thing: Thing, life: Life) -> None:
        self._let_happen(thing, life)
        self._gate.judge_decided(life, thing.at)

    def _let_happen(self, thing: Thing, life: Life) -> None:
        at, what = thing.at, thing.what
        match thing.kind:
            case kind if kind == OUTSIDE:
                self._outside(life, what, at)
            case kind if kind == DELAYED:
                if what.due == at:
                    self._gate.judge(life, what, at)
            case kind if kind == MIDNIGHT:
                self._midnight(what, at)
            case kind if kind == CLOCK:
                program, step = what
                self._doors.ask_clock(life, program, step, at)
            case kind if kind == EVENT:
                self._news(life, at, what)
            case kind if kind == CHANGE:
                self._news(life, at, None)
            case kind if kind == VOUCHER:
                self._vouchers(at)
            case _:
                one, alarm = what
                if one.alarm == alarm:
                    self._moving.timer(life, one, at)

    def _outside(self, life: Life, deed: Write | Choice, at: Instant) -> None:
        if isinstance(deed, Choice):
            self._doors.by_hand(life, deed.journey, at)
            return
        life.values |= deed.values
        life.values["score"] = life.values.get("score") or 0
        life.tags = (life.tags | deed.add) - deed.remove
        if deed.consent is not None:
            life.consents.append(deed.consent)
        if deed.tasks_done:
            life.locks = [replace(lock, done_at=lock.done_at or at) for lock in life.locks]
        self._doors.plan_dates(life, at - 1)
        self._work.changed(life, at)

    def _drifting(self, program: Program) -> bool:
        """Whether something in a journey has to be asked at midnight."""
        return any(
            self._work.reads(step.instruction.rule).clock
            if isinstance(step.instruction, OnSegment)
            else isinstance(step.instruction, Await)
            and not isinstance(step.instruction.event, EventFilter)
            and self._work.reads(step.instruction.event).clock
            for step in program.steps.values()
        )

    def _put_midnight(self, program: Program, at: Instant) -> None:
        where = zone(program.settings.time_zone)
        following = start_of_day(after(start_of_day(at, where), _ONE_DAY, where), where)
        self._work.queue.put(following, MIDNIGHT, 0, self._work.programs.index(program), program)

    def _midnight(self, program: Program, at: Instant) -> None:
        """Whoever has come to satisfy a segment trigger by the passing of time counts as changed."""
        for life in self.lives:
            for step, source in program.sources.items():
                if isinstance(source, OnSegment) and self._work.reads(source.rule).clock:
                    self._doors.ask_drifting(life, program, step, source, at)
            for one in life.active:
                if one.program is program:
                    self._waits.midnight(life, one, at)
        self._put_midnight(program, at)

    def _news(self, life: Life, at: Instant, event: Happened | None) -> None:
        """An event or a change: criteria, then waits, then triggers. An event asks who looks at its type."""
        active = life.active
        for one in active:
            if concerns(event, self._work.criteria[one.journey]):
                self._moving.ask_criteria(life, one, at)
        for one in active:
            if one.ended_at is None:
                self._waits.news(life, one, at, event)
        for program in self._work.programs:
            for step, source in program.sources.items():
                self._ask(life, program, step, source, at, event)

    def _ask(
        self, life: Life, program: Program, step: str, source: object, at: Instant, event: Happened | None
    ) -> None:
        match source:
            case OnEvent() if event is not None and matches(source.event, event):
                key = event.properties.get(source.key) if source.key else None
                self._doors.let_in(
                    life, program, step, at, rule=source.filter, event=event, key=key, keyed=bool(source.key)
                )
            case OnSegment() if concerns(event, self._work.reads(source.rule)):
                self._doors.ask_segment(life, program, step, source, at)
            case OnChange() if event is None:
                self._doors.ask_change(life, program, step, source, at)
            case _:
                pass

    def _vouchers(self, at: Instant) -> None:
        """A turn: of each contact the oldest enrollment that rests at vouchers, the oldest first."""
        turn: list[tuple[Instant, int, Enrollment]] = []
        for life in self.lives:
            resting = [one for one in life.active if one.due == at and _at_voucher(one)]
            turn += [(one.entered_at, life.number, one) for one in resting[:1]]
            if len(resting) > 1:
                self._work.queue.put(at, VOUCHER, 0)
        for _, number, one in sorted(turn, key=lambda each: each[:2]):
            self._moving.voucher(self.lives[number], one, at)


def _at_voucher(one: Enrollment) -> bool:
    return one.resting and isinstance(one.program.steps[one.step].instruction, GiveVoucher)
