"""Whether a message goes out, is put off or skipped, and what becomes of the enrollment (rules 15 and 17)."""

from __future__ import annotations

from datetime import tzinfo

from app.core.clock import DAY, Instant
from app.core.journey import Cap
from app.core.program import channel_of
from app.core.schedule import DAYS_TO_LOOK, Window, end_of_opening, next_opening, period_length
from tests.support.lives import Enrollment, Message
from tests.support.reference.life import Life
from tests.support.reference.queue import DELAYED
from tests.support.reference.workspace import Workspace, end

TO_THE_CONTACT = ("mail", "service")
SKIP = -1


class Gate:
    """Judges messages at their own instant, and tells their enrollments."""

    def __init__(self, workspace: Workspace) -> None:
        self._work = workspace

    def judge_decided(self, life: Life, at: Instant) -> None:
        """Judge what those who have come to rest decided, in that order; who goes on is not there yet."""
        decided = [message for message in life.undecided if not _goes_on(message.enrollment)]
        life.undecided = [message for message in life.undecided if _goes_on(message.enrollment)]
        for message in decided:
            self.judge(life, message, at)

    def judge(self, life: Life, message: Message, at: Instant) -> None:
        """From the beginning, at an instant."""
        verdict = self._verdict(life, message, at)
        if verdict is not None and verdict != SKIP:
            message.due = verdict
            self._work.queue.put(verdict, DELAYED, life.number, life.messages.index(message), message)
            return
        message.due = None
        message.state_at = at
        message.state = "skipped" if verdict == SKIP else "accepted" if message.complete else "refused"
        if message.enrollment.ended_at is None:
            self._tell(life, message, at)

    def _tell(self, life: Life, message: Message, at: Instant) -> None:
        one, send = message.enrollment, message.send
        failed = message.state == "refused" and (message.step, send.failed) not in one.program.targets
        if failed and one.program.settings.on_failure == "end":
            end(one, "failed", at)
        elif one.resting and one.messages and one.messages[-1] is message and waits_for_outcome(one, message):
            self._work.set_due(life, one, at)

    def _verdict(self, life: Life, message: Message, at: Instant) -> Instant | None:
        """None: go; `SKIP`; or the instant to which it is put off."""
        if channel_of(message.send.content) not in TO_THE_CONTACT:
            return None
        suppressed = life.person.suppressed_at
        if suppressed is not None and suppressed <= at:
            return SKIP
        if not _consented(life, message.send.purpose, at):
            return SKIP
        if message.enrollment.program.settings.sales_lock and _locked(life, at):
            return SKIP
        return self._by_cap(life, message, at) or self._by_hours(life, message, at)

    def _by_cap(self, life: Life, message: Message, at: Instant) -> Instant | None:
        own = message.enrollment.program
        sent = [one for one in life.messages if one.state == "accepted"]
        sent = [one for one in sent if channel_of(one.send.content) in TO_THE_CONTACT]
        for cap, counted in (
            (own.settings.cap, [one for one in sent if one.enrollment.program is own]),
            (self._work.frame.cap, sent),
        ):
            if cap is not None and (later := _leaves(cap, [one.state_at for one in counted], at)):
                return later if cap.action == "delay" else SKIP
        return None

    def _by_hours(self, life: Life, message: Message, at: Instant) -> Instant | None:
        settings = message.enrollment.program.settings
        where = life.zone(message.enrollment.program)
        later = at
        while later <= at + DAYS_TO_LOOK * DAY:
            opened = next_opening(settings.send_window, later, where) if settings.send_window else later
            calm = _calm(settings.quiet, opened, where)
            if calm == opened:
                if opened == at:
                    return None
                return opened if settings.quiet_action == "delay" else SKIP
            later = calm
        return None


def _goes_on(one: Enrollment) -> bool:
    return one.ended_at is None and not one.resting


def waits_for_outcome(one: Enrollment, message: Message) -> bool:
    """Whether the contact rests at the step until the outcome is known."""
    send = message.send
    return any((message.step, port) in one.program.targets for port in (send.skipped, send.failed))


def _calm(quiet: Window | None, at: Instant, where: tzinfo) -> Instant:
    return (end_of_opening(quiet, at, where) or at) if quiet else at


def _consented(life: Life, purpose: str, at: Instant) -> bool:
    if purpose in ("", "transactional"):
        return True
    heard = [word for word in life.consents if word.purpose == purpose and word.at <= at]
    latest = max(enumerate(heard), key=lambda one: (one[1].at, one[0]), default=None)
    return latest is not None and latest[1].status == "granted"


def _locked(life: Life, at: Instant) -> bool:
    return any(
        lock.until is not None
        and lock.created_at <= at < lock.until
        and (lock.done_at is None or at < lock.done_at)
        for lock in life.locks
    )


def _leaves(cap: Cap, sent: list[Instant], at: Instant) -> Instant | None:
    """When there is room again, if there is none."""
    period = period_length(cap.per)
    recent = sorted(instant for instant in sent if at - period < instant <= at)
    return recent[len(recent) - cap.count] + period if len(recent) >= cap.count else None
