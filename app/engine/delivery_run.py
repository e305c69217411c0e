"""One delivery: messages claimed a few at a time, handed to the channel, marked one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from app.core.clock import Clock, Instant
from app.core.protocols import Faults, Outgoing, Receipt
from app.core.records import MessageState
from app.engine import delivery_rows as rows
from app.engine.account_state import AccountState, Pace
from app.engine.delivery_report import OUTCOMES, Outcome
from app.engine.delivery_rows import DueRow, Mark
from app.engine.delivery_writing import Writer
from app.engine.retry import RetryPlan
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


class DeliveryRun:
    """Claims, writes and marks messages until nothing is due or `limit` is reached."""

    def __init__(self, tools: DeliveryTools, until: Instant, limit: int) -> None:
        self._tools = tools
        self._until = until
        self._left = limit
        self._under_way: dict[int, DueRow] = {}
        self.counts: Counter[MessageState] = Counter()
        self.outcomes: list[Outcome] = []

    def messages(self) -> Iterator[Outgoing]:
        """Messages ready for the wire, claimed in time; those that cannot be written are marked so."""
        while True:
            size = min(CLAIM_SIZE, self._left, self._tools.pace.allowed(self._tools.clock.now()))
            found = self._claim(size) if size > 0 else []
            if not found:
                return
            self._left -= len(found)
            for row in found:
                message = self._compose(row) if not row.verdict else None
                if message is not None:
                    yield message

    def at_wire(self, key: int) -> bool:
        """The last word before a message is handed over: asks the gate again, commits `at_wire`."""
        now = self._now(self._under_way[key])
        with self._tools.database.write() as connection:
            answer = rows.claimed_verdict(connection, key, now)
            if answer == "":
                rows.move(connection, [key], "at_wire", now)
        if answer:
            self._finish(self._under_way[key], "skipped", answer)
        if answer != "":
            self._under_way.pop(key, None)
            return False
        self._tools.pace.count(now)
        self._tools.faults.reach("delivery.at_wire")
        return True

    def take(self, receipt: Receipt) -> None:
        """Mark what became of a message."""
        self._tools.faults.reach("delivery.handed_over")
        row = self._under_way.get(receipt.key)
        if row is None:
            return
        match receipt.outcome:
            case "accepted":
                self._finish(row, "accepted", response=receipt.response, tries=1)
            case "refused":
                self._finish(row, "refused", "server_refused", receipt.response, tries=1)
            case "uncertain":
                self._finish(row, "uncertain", "connection_lost", receipt.response, tries=1)
            case _:
                self._defer(row, receipt)
        self._tools.faults.reach("delivery.marked")

    def release(self) -> None:
        """Give back what was claimed and not handed over; what was at the wire by then is uncertain."""
        if not self._under_way:
            return
        with self._tools.database.write() as connection:
            at_wire = {row.key for row in rows.in_state(connection, "at_wire")} & self._under_way.keys()
            back = [key for key in self._under_way if key not in at_wire]
            rows.move(connection, back, "queued", self._tools.clock.now())
        for key in at_wire:
            self._finish(self._under_way[key], "uncertain", "interrupted", tries=1)
        self._under_way.clear()

    def _claim(self, size: int) -> list[DueRow]:
        tools = self._tools
        now = None if tools.own_instants else tools.clock.now()
        with tools.database.write() as connection:
            found = rows.due_rows(connection, self._until, now, size)
            passed = [row for row in found if not row.verdict]
            rows.move(connection, [row.key for row in passed], "claimed", tools.clock.now())
            self._under_way |= {row.key: row for row in passed}
            for row in found:
                if row.verdict:
                    self._finish(row, "skipped", row.verdict)
        tools.faults.reach("delivery.claimed")
        return found

    def _compose(self, row: DueRow) -> Outgoing | None:
        written = self._tools.writer.write(row)
        if isinstance(written, str):
            self._finish(row, "refused", written)
            return None
        return written

    def _defer(self, row: DueRow, receipt: Receipt) -> None:
        now = self._now(row)
        if receipt.scope == "account":
            self._write(row, Mark(row.key, "queued", now, row.attempts, row.at, "", receipt.response))
            return
        tries = row.attempts + 1
        again = self._tools.retry.next_try(tries, now)
        if again is None:
            self._finish(row, "refused", "gave_up", receipt.response, tries=1)
            return
        self._write(row, Mark(row.key, "deferred", now, tries, again, "try_later", receipt.response))

    def _finish(
        self, row: DueRow, state: MessageState, reason: str = "", response: str = "", tries: int = 0
    ) -> None:
        now = self._now(row)
        unsettled = None if self._tools.own_instants else now
        self._write(row, Mark(row.key, state, now, row.attempts + tries, unsettled, reason, response))
        self.outcomes.append(Outcome(row.key, row.enrollment, row.step, OUTCOMES[state], now))

    def _write(self, row: DueRow, mark: Mark) -> None:
        with self._tools.database.write() as connection:
            rows.mark(connection, [mark])
        self._under_way.pop(row.key, None)
        self.counts[mark.state] += 1

    def _now(self, row: DueRow) -> Instant:
        return row.at if self._tools.own_instants else self._tools.clock.now()
