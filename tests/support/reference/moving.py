"""Stretches: what a contact runs through in one go, from one rest to the next (rules 6 to 14)."""

from __future__ import annotations

from app.core.clock import Instant
from app.core.program import (
    HOLDOUT,
    NEXT,
    WITHIN,
    Apply,
    Await,
    Branch,
    Enroll,
    Exit,
    GiveVoucher,
    Goal,
    Hold,
    Jump,
    Leave,
    Send,
    Split,
    Step,
)
from tests.support.lives import Enrollment, Message
from tests.support.reference.doors import Doors, arm
from tests.support.reference.effects import carry_out, only_one_task, touches, write
from tests.support.reference.gate import Gate, waits_for_outcome
from tests.support.reference.life import Life
from tests.support.reference.waits import Waits
from tests.support.reference.workspace import Workspace, end

MOST_LAPS = 1_000


def note(one: Enrollment, node: str, port: str, at: Instant) -> None:
    """A step was taken; whoever is kept out runs through none."""
    if node != HOLDOUT:
        one.lines.append((node, port, at))


class Moving:
    """Carries out steps."""

    def __init__(self, workspace: Workspace, doors: Doors, waits: Waits, gate: Gate) -> None:
        self._work = workspace
        self._doors = doors
        self._waits = waits
        self._gate = gate

    def timer(self, life: Life, one: Enrollment, at: Instant) -> None:
        """The contact goes on: from where it stands to where it rests, ends, or has to be asked again."""
        if self._over(life, one, at):
            return
        left = one.step if one.resting else None
        port = self._waits.way_out(life, one, at) if one.resting else None
        one.resting = False
        if port is None or self._go(one, port, at):
            self._run(life, one, at, left)
        self._gate.judge_decided(life, at)

    def voucher(self, life: Life, one: Enrollment, at: Instant) -> None:
        """The contact's turn at a pool has come."""
        if self._over(life, one, at):
            return
        step = one.program.steps[one.step].instruction
        assert isinstance(step, GiveVoucher)
        codes = self._work.codes.get(step.pool, [])
        left, one.resting, port = one.step, False, step.port
        again = False
        if codes:
            code = codes.pop(0)
            life.codes.append((step.pool, code, at))
            write(life, step.field, code)
            again = self._note(life, step.field in self._work.watched.fields, at)
        elif (one.step, step.empty) in one.program.targets:
            port = step.empty
        if self._go(one, port, at):
            if again:
                self._work.set_due(life, one, at)
            else:
                self._run(life, one, at, left)
        self._gate.judge_decided(life, at)

    def ask_criteria(self, life: Life, one: Enrollment, at: Instant) -> bool:
        """Goal, then exit; True if the enrollment has ended by one."""
        settings = one.program.settings
        for rule, reason in ((settings.goal, "goal"), (settings.exit, "exit_criteria")):
            if rule is not None and life.holds(rule, at, one.program, one):
                end(one, reason, at)
                return True
        return False

    def _over(self, life: Life, one: Enrollment, at: Instant) -> bool:
        return self.ask_criteria(life, one, at)

    def _run(self, life: Life, one: Enrollment, at: Instant, left: str | None = None) -> None:
        """A stretch: on to the next rest or the end, or to a step that it has passed already."""
        passed = {left}
        while one.ended_at is None:
            if one.step in passed:
                self._work.set_due(life, one, at)
                return
            passed.add(one.step)
            step = one.program.steps[one.step]
            port, again = self._carry_out(life, one, step, at)
            if port is None or (self._go(one, port, at) and again):
                if again:
                    self._work.set_due(life, one, at)
                return

    def _carry_out(self, life: Life, one: Enrollment, step: Step, at: Instant) -> tuple[str | None, bool]:
        """Do what a step says.

        The port by which it is left (None: the contact rests or has ended), and whether the stretch is
        interrupted, because what was done has to be looked at.
        """
        instruction = step.instruction
        match instruction:
            case Branch() | Split() | Jump():
                return self._choose(life, one, instruction, at), False
            case Apply(effects=effects):
                for effect in only_one_task(effects):
                    carry_out(effect, life, one.program, at)
                return NEXT, self._note(life, any(touches(e, self._work.watched) for e in effects), at)
            case Send():
                return self._send(life, one, instruction, step, at)
            case Hold() | Await() | GiveVoucher():
                self._waits.begin(life, one, at)
                return None, False
            case Goal() | Exit():
                note(one, step.node, "", at)
                end(one, "goal" if isinstance(instruction, Goal) else instruction.reason, at)
                return None, False
            case Enroll(journey=journey) | Leave(journey=journey):
                self._elsewhere(life, instruction, at)
                return NEXT, self._note(life, journey in self._work.watched.journeys, at)
        return NEXT, False

    def _choose(self, life: Life, one: Enrollment, step: Branch | Split | Jump, at: Instant) -> str:
        match step:
            case Branch(cases=cases):
                held = (case.port for case in cases if life.holds(case.rule, at, one.program, one))
                return next(held, step.otherwise)
            case Split(arms=arms):
                weights = [each.weight for each in arms]
                return arms[arm(one.program, one.step, life.person.email, weights)].port
            case Jump(at_most=at_most):
                return step.port if at_most is None or one.laps < at_most else step.over

    def _elsewhere(self, life: Life, step: Enroll | Leave, at: Instant) -> None:
        """Let the contact into another journey, or take it out of one."""
        if isinstance(step, Enroll):
            self._doors.send(life, step.journey, at)
            return
        for other in life.active:
            if other.journey == step.journey:
                end(other, "removed", at)

    def _note(self, life: Life, looked_at: bool, at: Instant) -> bool:
        """What was done counts as a change of data if something looks at it."""
        if looked_at:
            self._work.changed(life, at)
        self._doors.plan_dates(life, at)
        return looked_at

    def _go(self, one: Enrollment, port: str, at: Instant) -> bool:
        """Leave a step by a port; False if that is the end, or the enrollment has ended already."""
        node = one.program.steps[one.step].node
        target = one.program.targets.get((one.step, port))
        if target is None or not target.startswith(f"{node}{WITHIN}"):
            note(one, node, port, at)
        one.laps += (one.step, port) in self._work.back[one.journey]
        if one.ended_at is not None:
            return False
        if target is None:
            end(one, "completed", at)
            return False
        one.step = target
        if one.laps >= MOST_LAPS:
            end(one, "failed", at)
            return False
        return True

    def _send(
        self, life: Life, one: Enrollment, send: Send, step: Step, at: Instant
    ) -> tuple[str | None, bool]:
        complete = bool(life.values.get("first_name"))
        message = Message(one.step, at, send, one, complete)
        one.messages.append(message)
        life.messages.append(message)
        life.undecided.append(message)
        if waits_for_outcome(one, message):
            self._waits.begin(life, one, at)
            return None, False
        return send.port, step.node in self._work.mails_looked_at(one.program)
