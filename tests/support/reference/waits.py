"""Resting: until when, what wakes, and by which way a rest is left."""

from __future__ import annotations

from app.core.clock import Instant
from app.core.dates import UntilDate, date_due
from app.core.program import Await, GiveVoucher, Hold, Send
from app.core.rules.tree import EventFilter
from app.core.schedule import Duration, Until, due, period_length
from tests.support.lives import Enrollment
from tests.support.reference.gate import waits_for_outcome
from tests.support.reference.life import Life
from tests.support.reference.queue import VOUCHER
from tests.support.reference.workspace import Workspace, concerns
from tests.support.rules import Happened, matches


class Waits:
    """Where contacts rest."""

    def __init__(self, workspace: Workspace) -> None:
        self._work = workspace

    def begin(self, life: Life, one: Enrollment, at: Instant) -> None:
        """Arrive at a place to rest."""
        one.resting, one.arrived = True, at
        match one.program.steps[one.step].instruction:
            case Hold(until=UntilDate() as until):
                self._work.set_due(life, one, max(self._day(life, one, until) or at, at))
            case Hold(until=Until() as until):
                self._work.set_due(life, one, due(until, at, life.zone(one.program)))
            case Await() as waiting:
                over = due(waiting.timeout, at, life.zone(one.program)) if waiting.timeout else None
                self._work.set_due(life, one, at if self._met(life, one, waiting, at) else over)
            case GiveVoucher():
                self._work.set_due(life, one, None)
                one.due = at
                self._work.queue.put(at, VOUCHER, 0)
            case _:
                self._work.set_due(life, one, None)  # the outcome of a message wakes

    def news(self, life: Life, one: Enrollment, at: Instant, event: Happened | None) -> None:
        """An event or a change: is the rest over, or is its end another?"""
        if not one.resting or one.due == at:
            return
        match one.program.steps[one.step].instruction:
            case Await(event=EventFilter()) as waiting if event is not None:
                if self._counts(one, waiting, event):
                    self._work.set_due(life, one, at)
            case Await(event=rule) if not isinstance(rule, EventFilter):
                if concerns(event, self._work.reads(rule)) and life.holds(rule, at, one.program, one):
                    self._work.set_due(life, one, at)
            case Hold(until=UntilDate() as until) if event is None:
                self._work.set_due(life, one, max(self._day(life, one, until) or at, at))
            case _:
                pass

    def midnight(self, life: Life, one: Enrollment, at: Instant) -> None:
        """Time alone may have made a condition hold."""
        waiting = one.program.steps[one.step].instruction
        if not one.resting or one.due == at or not isinstance(waiting, Await):
            return
        rule = waiting.event
        if isinstance(rule, EventFilter) or not self._work.reads(rule).clock:
            return
        if life.holds(rule, at, one.program, one):
            self._work.set_due(life, one, at)

    def way_out(self, life: Life, one: Enrollment, at: Instant) -> str:
        """The port by which a rest that is over is left."""
        instruction = one.program.steps[one.step].instruction
        match instruction:
            case Await():
                met = self._met(life, one, instruction, at)
                return instruction.matched if met else instruction.timed_out
            case Send():
                message = one.messages[-1]
                assert waits_for_outcome(one, message)
                wished = {"skipped": instruction.skipped, "refused": instruction.failed}.get(message.state)
            case Hold(until=UntilDate() as until):
                missing = self._day(life, one, until) is None
                wished = instruction.missing if missing else instruction.past if at == one.arrived else None
            case Hold():
                wished = None
            case _:
                raise AssertionError(instruction)
        leads = wished is not None and (one.step, wished) in one.program.targets
        return wished if wished is not None and leads else instruction.port

    def _day(self, life: Life, one: Enrollment, until: UntilDate) -> Instant | None:
        return date_due(until, life.values.get(until.field), one.arrived, life.zone(one.program))

    def _met(self, life: Life, one: Enrollment, waiting: Await, at: Instant) -> bool:
        if not isinstance(waiting.event, EventFilter):
            return life.holds(waiting.event, at, one.program, one)
        return any(self._counts(one, waiting, event) and event.at <= at for event in life.person.events)

    def _counts(self, one: Enrollment, waiting: Await, event: Happened) -> bool:
        """Whether an await counts an event: strictly after its bound, and not the one that let in."""
        if waiting.since == "entry":
            bound = one.entered_at
        elif isinstance(waiting.since, Duration):
            bound = one.arrived - period_length(waiting.since)
        else:
            bound = one.arrived
        assert isinstance(waiting.event, EventFilter)
        return event.at > bound and event is not one.event and matches(waiting.event, event)
