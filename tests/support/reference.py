"""What a journey means, one contact at a time: the judge of the engine (docs/semantics.md).

Everything that can happen to a contact lies in one queue, ordered by instant and, at one instant, by kind:
writes from outside, the midnight question, events, the question after a change of data, timers. Nothing
here is fast, and nothing is shared with the engine but the program, the calendar and the rules.
"""

from __future__ import annotations

import heapq
from typing import Any

from app.core import share
from app.core.clock import Instant
from app.core.fields import READ_ONLY_FIELDS
from app.core.program import (
    NEXT,
    AddToAttribute,
    Apply,
    Await,
    Branch,
    ChangeTag,
    Exit,
    Goal,
    Hold,
    OnEvent,
    OnManual,
    OnSegment,
    Program,
    Send,
    SetAttribute,
    Split,
    Step,
)
from app.core.rules.reads import Reads, reads
from app.core.rules.tree import Rule
from app.core.schedule import Duration, after, due, period_length, start_of_day, zone
from tests.support.cycles import closing_edges
from tests.support.lives import Enrollment, Frame, Person, Told, in_order
from tests.support.rules import Facts, Happened, Message, Pass, holds, matches

OUTSIDE, MIDNIGHT, EVENT, CHANGE, TIMER = range(5)
MOST_LAPS = 1_000


def told(program: Program, person: Person, frame: Frame) -> Told:
    """What becomes of a contact in a journey from its publishing to the end of the time span."""
    life = Life(program, person, frame)
    life.live()
    return Told(
        passes=tuple((one.entered, one.reason, one.ended) for one in life.passes),
        lines=tuple(line for one in life.passes for line in one.lines),
        messages=in_order(
            (one.number, message.step, message.at, message.state)
            for one in life.passes
            for message in one.messages
        ),
        values={key: value for key, value in life.values.items() if value not in (None, "")},
        tags=frozenset(life.tags),
    )


class Life:
    """One contact from publishing to the end."""

    def __init__(self, program: Program, person: Person, frame: Frame) -> None:
        self.program = program
        self.person = person
        self.frame = frame
        self.values = dict(person.values)
        self.tags = set(person.tags)
        self.consents = list(person.consents)
        self.passes: list[Enrollment] = []
        self._members: set[str] = set()
        self._queue: list[tuple[Instant, int, int]] = []
        self._zone = program.settings.time_zone
        goal, exit_rule = program.settings.goal, program.settings.exit
        self._criteria = reads(goal, exit_rule, segments=frame.segments)
        self._back = closing_edges(program)

    def live(self) -> None:
        """Let everything happen in order."""
        self._publish()
        while self._queue and self._queue[0][0] <= self.frame.until:
            at, kind, number = heapq.heappop(self._queue)
            match kind:
                case _ if kind == OUTSIDE:
                    self._outside(at, number)
                case _ if kind == MIDNIGHT:
                    self._midnight(at)
                case _ if kind == EVENT:
                    self._news(at, self.person.events[number])
                case _ if kind == CHANGE:
                    self._news(at, None)
                case _:
                    self._timer(at, self.passes[number])

    def _publish(self) -> None:
        at = self.frame.publish
        for step, source in self._sources(OnSegment):
            assert isinstance(source, OnSegment)
            if self._holds(source.rule, at):
                self._members.add(step)
                wished = self.frame.present if self.frame.present is not None else source.enroll_present
                if wished:
                    self._let_in(step, at)
        outside = [(write.at, n) for n, write in enumerate(self.person.writes)]
        outside += [(instant, n + len(outside)) for n, instant in enumerate(self.person.chosen)]
        for instant, number in outside:
            self._put(instant, OUTSIDE, number)
        for number, event in enumerate(self.person.events):
            if event.at >= at:
                self._put(event.at, EVENT, number)
        if self._drifting():
            self._put(self._next_midnight(at), MIDNIGHT)

    # --- what happens -------------------------------------------------------------------------------

    def _outside(self, at: Instant, number: int) -> None:
        if number >= len(self.person.writes):
            for step, source in self._sources(OnManual):
                self._let_in(step, at, rule=source.filter)
            return
        write = self.person.writes[number]
        self.values |= write.values
        self.values["score"] = self.values.get("score") or 0
        self.tags = (self.tags | write.add) - write.remove
        if write.consent is not None:
            self.consents.append(write.consent)
        self._put(at, CHANGE)

    def _midnight(self, at: Instant) -> None:
        """Whoever has come to satisfy a segment trigger by the passing of time counts as changed."""
        for step, source in self._drifting():
            if self._holds(source.rule, at) != (step in self._members):
                self._put(at, CHANGE)
        self._put(self._next_midnight(at), MIDNIGHT)

    def _news(self, at: Instant, event: Happened | None) -> None:
        """An event or a change: criteria, then awaits, then triggers. An event asks who looks at its type."""
        active = [one for one in self.passes if one.ended is None]
        if concerns(event, self._criteria):
            for one in active:
                self._ask_criteria(one, at)
        for one in active:
            if event is not None and one.ended is None:
                self._wake(one, event)
        for step, source in self.program.sources.items():
            if isinstance(source, OnEvent) and event is not None and matches(source.event, event):
                key = event.properties.get(source.key) if source.key else None
                self._let_in(step, at, rule=source.filter, event=event, key=key, keyed=bool(source.key))
            elif isinstance(source, OnSegment) and concerns(
                event, reads(source.rule, segments=self.frame.segments)
            ):
                self._ask_segment(step, source, at)

    def _ask_segment(self, step: str, source: OnSegment, at: Instant) -> None:
        before = step in self._members
        if not self._holds(source.rule, at):
            self._members.discard(step)
        else:
            if not before:
                self._let_in(step, at)
            self._members.add(step)

    def _let_in(
        self,
        step: str,
        at: Instant,
        *,
        rule: Rule | None = None,
        event: Happened | None = None,
        key: Any = None,
        keyed: bool = False,
    ) -> None:
        if rule is not None and not self._holds(rule, at):
            return
        earlier = [one for one in self.passes if not keyed or one.key == key]
        settings = self.program.settings
        if settings.reentry == "never" and earlier:
            return
        if settings.reentry == "after_exit":
            lock = period_length(settings.reentry_lock) if settings.reentry_lock else 0
            if any(one.ended is None or one.ended + lock > at for one in earlier):
                return
        one = Enrollment(len(self.passes), at, step, event, key, arrived=at)
        self.passes.append(one)
        self._due(one, at)

    def _wake(self, one: Enrollment, event: Happened) -> None:
        waiting = self.program.steps[one.step].instruction
        if one.resting and isinstance(waiting, Await) and self._counts(one, waiting, event):
            self._due(one, event.at if one.due is None else min(one.due, event.at))

    def _timer(self, at: Instant, one: Enrollment) -> None:
        """A stretch: from where the contact stands to where it rests, ends, or has to be asked again."""
        if one.ended is not None or one.due != at:
            return  # the timer was moved
        if one.laps >= MOST_LAPS:
            self._end(one, "failed", at)
        elif not self._ask_criteria(one, at):
            port = self._way_out(one, at) if one.resting else None
            one.resting = False
            if port is None or self._go(one, port, at):
                self._run(one, at)

    # --- moving -------------------------------------------------------------------------------------

    def _run(self, one: Enrollment, at: Instant) -> None:
        while one.ended is None:
            step = self.program.steps[one.step]
            port = self._carry_out(one, step, at)
            if port is None:
                return
            if self._go(one, port, at) and self._must_ask_again(step):
                self._due(one, at)
                return

    def _carry_out(self, one: Enrollment, step: Step, at: Instant) -> str | None:
        """Do what a step says; the port by which it is left, or None if the contact rests or has ended."""
        instruction = step.instruction
        match instruction:
            case Branch():
                chosen = (case.port for case in instruction.cases if self._holds(case.rule, at, one))
                return next(chosen, instruction.otherwise)
            case Split():
                return self._arm(one.step, instruction)
            case Apply():
                self._apply(instruction, at)
                return NEXT
            case Send():
                return self._send(one, instruction, at)
            case Hold() | Await():
                self._rest(one, instruction, at)
                return None
            case Goal() | Exit():
                one.lines.append((one.step, "", at))
                self._end(one, "goal" if isinstance(instruction, Goal) else instruction.reason, at)
                return None
            case _:
                return NEXT

    def _go(self, one: Enrollment, port: str, at: Instant) -> bool:
        """Leave a step by a port; False if that is the end."""
        one.lines.append((one.step, port, at))
        one.laps += (one.step, port) in self._back
        target = self.program.targets.get((one.step, port))
        if target is None:
            self._end(one, "completed", at)
            return False
        one.step = target
        return True

    def _rest(self, one: Enrollment, instruction: Hold | Await, at: Instant) -> None:
        one.resting, one.arrived = True, at
        where = zone(self.values.get("time_zone") or "", self._zone)
        if isinstance(instruction, Hold):
            self._due(one, due(instruction.until, at, where))
            return
        over = due(instruction.timeout, at, where) if instruction.timeout is not None else None
        if any(self._counts(one, instruction, event) and event.at <= at for event in self.person.events):
            over = at
        self._due(one, over)

    def _way_out(self, one: Enrollment, at: Instant) -> str:
        instruction = self.program.steps[one.step].instruction
        if isinstance(instruction, Await):
            hit = any(
                self._counts(one, instruction, event) and event.at <= at for event in self.person.events
            )
            return instruction.matched if hit else instruction.timed_out
        if isinstance(instruction, Send):
            state = one.messages[-1].state
            wished = {"skipped": instruction.skipped, "refused": instruction.failed}.get(state, NEXT)
            return wished if (one.step, wished) in self.program.targets else instruction.port
        assert isinstance(instruction, Hold)
        return instruction.port

    def _counts(self, one: Enrollment, waiting: Await, event: Happened) -> bool:
        """Whether an await counts an event: strictly after its bound, and not the one that let in."""
        if waiting.since == "entry":
            bound = one.entered
        elif isinstance(waiting.since, Duration):
            bound = one.arrived - period_length(waiting.since)
        else:
            bound = one.arrived
        return event.at > bound and event is not one.event and matches(waiting.event, event)

    def _arm(self, step: str, split: Split) -> str:
        journey = self.program.journey
        place = share.position(
            share.contact_hash(self.person.email),
            share.split_factor(journey, step),
            share.split_offset(journey, step),
        )
        return split.arms[share.arm(place, [arm.weight for arm in split.arms])].port

    # --- acting -------------------------------------------------------------------------------------

    def _apply(self, apply: Apply, at: Instant) -> None:
        for effect in apply.effects:
            match effect:
                case ChangeTag(tag=tag, present=present):
                    self.tags = self.tags | {tag} if present else self.tags - {tag}
                case SetAttribute(field=key) | AddToAttribute(field=key) if (
                    key not in self.frame.fields or key in READ_ONLY_FIELDS
                ):
                    pass
                case SetAttribute(field=key, value=value):
                    self.values[key] = 0 if key == "score" and value is None else value
                case AddToAttribute(field=key, amount=amount):
                    self.values[key] = (self.values.get(key) or 0) + amount
        if touched(apply, self._watched()):
            self._put(at, CHANGE)

    def _send(self, one: Enrollment, send: Send, at: Instant) -> str | None:
        state = self._outcome(send, at)
        one.messages.append(Message(one.step, at, state))
        waits = any((one.step, port) in self.program.targets for port in (send.skipped, send.failed))
        if waits:
            one.resting, one.arrived = True, at
            self._due(one, at)
            return None
        return send.port

    def _outcome(self, send: Send, at: Instant) -> str:
        """The gate, and then whether the message can be written at all."""
        suppressed = self.person.suppressed_at
        if suppressed is not None and suppressed <= at:
            return "skipped"
        heard = [one for one in self.consents if one.purpose == send.purpose and one.at <= at]
        latest = max(enumerate(heard), key=lambda one: (one[1].at, one[0]), default=None)
        granted = latest is not None and latest[1].status == "granted"
        if send.purpose not in ("", "transactional") and not granted:
            return "skipped"
        return "accepted"

    def _must_ask_again(self, step: Step) -> bool:
        """Whether a step has written what criteria or segment triggers of the journey read."""
        if isinstance(step.instruction, Apply):
            return touched(step.instruction, self._watched())
        return isinstance(step.instruction, Send) and step.node in self._criteria.steps

    # --- asking -------------------------------------------------------------------------------------

    def _ask_criteria(self, one: Enrollment, at: Instant) -> bool:
        """Goal, then exit; True if the enrollment has ended by one."""
        settings = self.program.settings
        for rule, reason in ((settings.goal, "goal"), (settings.exit, "exit_criteria")):
            if rule is not None and self._holds(rule, at, one):
                self._end(one, reason, at)
                return True
        return False

    def _holds(self, rule: Rule, at: Instant, one: Enrollment | None = None) -> bool:
        return holds(
            rule,
            Facts(
                at=at,
                values=self.values,
                fields=self.frame.fields,
                time_zone=self._zone,
                tags=frozenset(self.tags),
                consents=self.consents,
                events=self.person.events,
                passes=[Pass(self.program.journey, p.entered, p.ended, p.reason) for p in self.passes],
                messages=one.messages if one else (),
                entered_at=one.entered if one else None,
                segments=self.frame.segments,
            ),
        )

    def _watched(self) -> Reads:
        return self._criteria | reads(
            *(source.rule for _, source in self._segments()), segments=self.frame.segments
        )

    # --- small things -------------------------------------------------------------------------------

    def _sources(self, kind: type[OnSegment | OnManual]) -> list[tuple[str, OnSegment | OnManual]]:
        return [(step, source) for step, source in self.program.sources.items() if isinstance(source, kind)]

    def _segments(self) -> list[tuple[str, OnSegment]]:
        return [
            (step, source) for step, source in self.program.sources.items() if isinstance(source, OnSegment)
        ]

    def _drifting(self) -> list[tuple[str, OnSegment]]:
        return [
            (step, source)
            for step, source in self._segments()
            if reads(source.rule, segments=self.frame.segments).clock
        ]

    def _next_midnight(self, at: Instant) -> Instant:
        where = zone(self._zone)
        return start_of_day(after(start_of_day(at, where), Duration(amount=1, unit="days"), where), where)

    def _end(self, one: Enrollment, reason: str, at: Instant) -> None:
        one.ended, one.reason, one.due = at, reason, None

    def _due(self, one: Enrollment, at: Instant | None) -> None:
        one.due = at
        if at is not None:
            self._put(at, TIMER, one.number)

    def _put(self, at: Instant, kind: int, number: int = 0) -> None:
        heapq.heappush(self._queue, (at, kind, number))


def concerns(event: Happened | None, read: Reads) -> bool:
    """Whether rules that read this are asked: after a change always, after an event if they read its type."""
    return event is None or event.type in read.events


def touched(apply: Apply, read: Reads) -> bool:
    """Whether an action writes what some rules read."""
    return any(
        effect.tag in read.tags if isinstance(effect, ChangeTag) else effect.field in read.fields
        for effect in apply.effects
    )
