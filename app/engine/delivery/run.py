"""One delivery: messages claimed a few at a time, handed to the channel, marked one by one.

Where one message follows upon the other, a single transaction notes that the first is accepted and that the
next is at the wire: a commit a message, and still never more than one of which nobody knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.clock import Clock, Instant
from app.core.protocols import Faults, Outgoing, Receipt
from app.core.records import MessageState
from app.engine.delivery import rows
from app.engine.delivery.account_state import AccountState, Pace
from app.engine.delivery.gate import EVER, Answer
from app.engine.delivery.report import OUTCOMES, Outcome
from app.engine.delivery.retry import RetryPlan
from app.engine.delivery.rows import DueRow, Mark
from app.engine.delivery.writing import Writer
from app.store.database import Database

CLAIM_SIZE = 20
"""Few, because what is claimed waits for what stands before it."""


@dataclass(frozen=True)
class DeliveryTools:
    """What every delivery works with. `own_instants`: virtual time, each message has its own now."""

    database: Database
    writer: Writer
    clock: Clock
    faults: Faults
    retry: RetryPlan
    account: AccountState
    pace: Pace
    own_instants: bool
    route: str | None = None


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a message, and what that means for its enrollment if it is done with."""

    mark: Mark
    outcome: Outcome | None = None


class DeliveryRun:
    """Claims, writes and marks messages until nothing is due or `limit` is reached."""

    def __init__(self, tools: DeliveryTools, until: Instant, limit: int) -> None:
        self._tools = tools
        self._until = until
        self._left = limit
        self._under_way: dict[int, DueRow] = {}
        self._waiting: dict[int, DueRow] = {}
        self._at_wire: dict[int, bool] = {}
        self._handed_over: set[int] = set()
        self._known: list[Became] = []
        self.counts: Counter[MessageState] = Counter()
        self.outcomes: list[Outcome] = []

    def messages(self) -> Iterator[Outgoing]:
        """Messages ready for the wire, claimed in time; those that cannot be written are marked so."""
        while True:
            size = min(CLAIM_SIZE, self._left, self._allowed())
            found = self._claim(size) if size > 0 else []
            if not found:
                return
            self._left -= len(found)
            for row in found:
                message = None if row.gate.reason else self._compose(row)
                if message is not None:
                    self._waiting[row.key] = row
                    yield message

    def at_wire(self, key: int, /, *following: int) -> bool:
        """The last word before a message is handed over: asks the gate again, commits `at_wire`."""
        if key not in self._at_wire:
            self._put_at_wire((key, *following))
            self._tools.faults.reach("delivery.at_wire")
        may_go = self._at_wire.pop(key)
        if may_go:
            self._handed_over.add(key)
        return may_go

    def take(self, receipt: Receipt) -> None:
        """Mark what became of a message; if another one follows at once, together with its `at_wire`."""
        self._tools.faults.reach("delivery.handed_over")
        self._waiting.pop(receipt.key, None)
        self._handed_over.discard(receipt.key)
        row = self._under_way.get(receipt.key)
        if row is not None:
            self._known.append(self._became(row, receipt))
        if not receipt.followed:
            self._write_known()

    def release(self) -> None:
        """Give back what was not handed over; what was, without an answer, is uncertain."""
        self._write_known()
        if not self._under_way:
            return
        with self._tools.database.write() as connection:
            back = [key for key in self._under_way if key not in self._handed_over]
            rows.move(connection, back, "queued", self._tools.clock.now())
        for key in self._handed_over & self._under_way.keys():
            self._write(self._finished(self._under_way[key], "uncertain", "interrupted", tries=1))
        self._under_way.clear()

    def _allowed(self) -> int:
        """How many more may be claimed: what is not yet at the wire does not count for the pace so far."""
        pace = self._tools.pace.allowed(self._tools.clock.now())
        return pace - len(self._waiting)

    def _put_at_wire(self, keys: Sequence[int]) -> None:
        """Commit `at_wire` for some messages, and what is known by then of those before them."""
        group = [(row, self._now(row)) for row in map(self._waiting.pop, keys)]
        passed: dict[int, bool] = {}
        held_back: list[Became] = []
        with self._tools.database.write() as connection:
            rows.mark(connection, [each.mark for each in self._known])
            for row, now in group:
                past = now if self._tools.own_instants else EVER
                passed[row.key] = rows.to_wire(connection, row, now, past)
                answer = None if passed[row.key] else rows.claimed_answer(connection, row, now, past)
                if answer:
                    held_back.append(self._held_back(row, answer))
            rows.mark(connection, [each.mark for each in held_back])
        self._told()
        self._at_wire |= passed
        for row, now in group:
            if passed[row.key]:
                self._tools.pace.count(now)
            else:
                self._under_way.pop(row.key, None)
        for each in held_back:
            self._note(each)

    def _claim(self, size: int) -> list[DueRow]:
        tools = self._tools
        now = None if tools.own_instants else tools.clock.now()
        with tools.database.write() as connection:
            rows.mark(connection, [each.mark for each in self._known])
            found = rows.due_rows(connection, self._until, now, size, tools.route)
            passed = [row for row in found if not row.gate.reason]
            rows.move(connection, [row.key for row in passed], "claimed", tools.clock.now())
            self._under_way |= {row.key: row for row in passed}
            for row in found:
                if row.gate.reason:
                    self._write(self._held_back(row, row.gate))
        self._told()
        tools.faults.reach("delivery.claimed")
        return found

    def _compose(self, row: DueRow) -> Outgoing | None:
        written = self._tools.writer.write(row)
        if isinstance(written, str):
            self._write(self._finished(row, "refused", written))
            return None
        return written

    def _became(self, row: DueRow, receipt: Receipt) -> Became:
        why = receipt.reason
        match receipt.outcome:
            case "accepted":
                return self._finished(row, "accepted", "", receipt.response, tries=1)
            case "refused":
                return self._finished(row, "refused", why or "server_refused", receipt.response, tries=1)
            case "uncertain":
                return self._finished(row, "uncertain", why or "connection_lost", receipt.response, tries=1)
            case _:
                return self._deferred(row, receipt)

    def _deferred(self, row: DueRow, receipt: Receipt) -> Became:
        now = self._now(row)
        if receipt.scope == "account":
            return Became(Mark(row.key, "queued", now, row.attempts, row.at, "", receipt.response))
        tries, reason = row.attempts + 1, receipt.reason or "try_later"
        again = self._tools.retry.next_try(tries, now, receipt.rest)
        if again is None:
            return self._finished(row, "refused", "gave_up", receipt.response, tries=1)
        return Became(Mark(row.key, "deferred", now, tries, again, reason, receipt.response))

    def _held_back(self, row: DueRow, gate: Answer) -> Became:
        """What becomes of a message that the gate does not let out, now or at all."""
        if gate.until is None:
            return self._finished(row, "skipped", gate.reason)
        return Became(Mark(row.key, "deferred", self._now(row), row.attempts, gate.until, gate.reason))

    def _finished(
        self, row: DueRow, state: MessageState, reason: str = "", response: str = "", tries: int = 0
    ) -> Became:
        now = self._now(row)
        unsettled = None if self._tools.own_instants else now
        return Became(
            Mark(row.key, state, now, row.attempts + tries, unsettled, reason, response),
            Outcome(row.key, row.enrollment, row.step, OUTCOMES[state], now),
        )

    def _write_known(self) -> None:
        if self._known:
            with self._tools.database.write() as connection:
                rows.mark(connection, [each.mark for each in self._known])
            self._told()

    def _told(self) -> None:
        """What was known is committed."""
        known, self._known = self._known, []
        for each in known:
            self._note(each)
            self._tools.faults.reach("delivery.marked")

    def _write(self, became: Became) -> None:
        with self._tools.database.write() as connection:
            rows.mark(connection, [became.mark])
        self._note(became)

    def _note(self, became: Became) -> None:
        self._under_way.pop(became.mark.key, None)
        self.counts[became.mark.state] += 1
        if became.outcome is not None:
            self.outcomes.append(became.outcome)

    def _now(self, row: DueRow) -> Instant:
        return row.at if self._tools.own_instants else self._tools.clock.now()
