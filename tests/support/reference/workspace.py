"""The journeys of a workspace, what they look at, and what all contacts share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from app.core.clock import Instant
from app.core.dates import UntilDate
from app.core.program import Await, Hold, OnChange, OnSegment, Program
from app.core.rules.reads import Reads, reads
from app.core.rules.tree import EventFilter, Rule
from tests.support.cycles import closing_edges
from tests.support.lives import Enrollment, Frame
from tests.support.reference.life import Life
from tests.support.reference.queue import CHANGE, TIMER, Queue
from tests.support.rules import Happened


class Workspace:
    """Everything the parts of the reference share."""

    def __init__(self, programs: Sequence[Program], frame: Frame) -> None:
        self.programs = programs
        self.frame = frame
        self.queue = Queue()
        self.codes = {pool: list(codes) for pool, codes in frame.pools.items()}
        self.back = {program.journey: closing_edges(program) for program in programs}
        self.criteria = {
            program.journey: self.reads(program.settings.goal, program.settings.exit) for program in programs
        }

    def reads(self, *rules: Rule | None) -> Reads:
        """What rules look at, through segments too."""
        return reads(*rules, segments=self.frame.segments)

    @cached_property
    def watched(self) -> Reads:
        """What an action must not change unseen: criteria, triggers on segments and changes, and waits."""
        total = Reads()
        for program in self.programs:
            total |= self.criteria[program.journey]
            for step in program.steps.values():
                total |= self._watched_by(step.instruction)
        return total

    def _watched_by(self, instruction: object) -> Reads:
        match instruction:
            case OnSegment(rule=rule):
                return self.reads(rule)
            case OnChange(field=field):
                return Reads(fields=frozenset({field}))
            case Await(event=event) if not isinstance(event, EventFilter):
                return self.reads(event)
            case Hold(until=UntilDate(field=field)):
                return Reads(fields=frozenset({field, "time_zone"}))
            case _:
                return Reads()

    def mails_looked_at(self, program: Program) -> frozenset[str]:
        """The mails that criteria or waits of their journey look at: a stretch is interrupted after them."""
        waits = (step.instruction for step in program.steps.values() if isinstance(step.instruction, Await))
        total = self.criteria[program.journey]
        for waiting in waits:
            total |= self._watched_by(waiting)
        return total.steps

    def changed(self, life: Life, at: Instant) -> None:
        """The data of a contact has changed: what looks at it is asked."""
        self.queue.put(at, CHANGE, life.number)

    def set_due(self, life: Life, one: Enrollment, at: Instant | None) -> None:
        """When the enrollment is to go on by itself; None: not by itself."""
        one.due = at
        one.alarm += 1
        if at is not None:
            self.queue.put(at, TIMER, life.number, one.number, (one, one.alarm))


def end(one: Enrollment, reason: str, at: Instant) -> None:
    """The enrollment is over."""
    one.ended_at, one.reason, one.due = at, reason, None
    one.alarm += 1


def concerns(event: Happened | None, read: Reads) -> bool:
    """Whether rules that read this are asked: after a change always, after an event if they read its type."""
    return event is None or event.type in read.events
