"""Delivery: takes decided messages out of the outbox and hands them to a channel, each once.

States: queued - claimed - at_wire - accepted, deferred, refused, uncertain or skipped. `at_wire` is
committed just before the last byte leaves, so that after a crash it is known which message may have
arrived: that one is never sent again by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from app.core.clock import Clock, Instant
from app.core.errors import AccountStopped, DeliveryError
from app.core.protocols import Channel, Composer, Faults, NoFaults, Receipt
from app.core.records import MessageState
from app.core.text import Text
from app.engine.delivery import rows
from app.engine.delivery.account_state import NO_LIMIT, AccountState, Pace
from app.engine.delivery.instant import accept_all
from app.engine.delivery.report import DeliveryReport, Outcome
from app.engine.delivery.retry import RetryPlan
from app.engine.delivery.rows import Mark
from app.engine.delivery.run import DeliveryRun, DeliveryTools
from app.engine.delivery.writing import Writer
from app.store.database import Database

MAIL_PAUSE = Text(
    "Der Mailserver bittet um eine Pause ({response}). Es geht von selbst weiter.",
    "The mail server asks for a pause ({response}). Sending goes on by itself.",
)


class Delivery:
    """Delivers over one channel. Real sending belongs outside of any transaction: it commits at every step.

    `own_instants` is for virtual time: each message is judged, dated and marked at its own due instant
    instead of the clock's now. `per_minute` is the rate of the account. With a `route`, only messages that
    leave by it are taken (`app.engine.delivery.routes`); `pause` says that the other side asks for a
    `{response}`.
    """

    def __init__(
        self,
        database: Database,
        channel: Channel,
        composer: Composer,
        clock: Clock,
        *,
        faults: Faults | None = None,
        retry: RetryPlan | None = None,
        per_minute: int | None = None,
        own_instants: bool = False,
        route: str | None = None,
        pause: Text = MAIL_PAUSE,
    ) -> None:
        self._pause = pause
        self._channel = channel
        self._tools = DeliveryTools(
            database=database,
            writer=Writer(database, composer),
            clock=clock,
            faults=faults or NoFaults(),
            retry=retry or RetryPlan(),
            account=AccountState(),
            pace=Pace(per_minute),
            own_instants=own_instants,
            route=route,
        )

    def recover(self) -> int:
        """After a start: claimed messages wait again, those at the wire become uncertain; how many of these.

        Only for the one runner of a workspace.
        """
        now = self._tools.clock.now()
        with self._tools.database.write() as connection:
            rows.move(connection, [row.key for row in rows.in_state(connection, "claimed")], "queued", now)
            unsure = rows.in_state(connection, "at_wire")
            rows.mark(
                connection,
                [Mark(row.key, "uncertain", now, row.attempts + 1, now, "interrupted") for row in unsure],
            )
        return len(unsure)

    def deliver_due(self, until: Instant, limit: int | None = None) -> DeliveryReport:
        """Deliver what is due by an instant, at most `limit` messages."""
        if self._channel.instant:
            return accept_all(self._tools, until)
        if not self._tools.account.may_send(self._tools.clock.now()) or not self._anything_due(until):
            return self._report()
        run = DeliveryRun(self._tools, until, NO_LIMIT if limit is None else limit)
        try:
            for receipt in self._channel.send(run.messages(), run.at_wire):
                run.take(receipt)
                self._learn(receipt)
        except AccountStopped as error:
            self._tools.account.stop(error.message)
        except DeliveryError as error:
            self._tools.account.pause(error.message, self._tools.clock.now())
        finally:
            run.release()
        return self._report(run)

    def next_due(self) -> Instant | None:
        """When to deliver next: None if nothing waits, or if only a person can make the account send."""
        account, now = self._tools.account, self._tools.clock.now()
        with self._tools.database.read() as connection:
            due = rows.next_due(connection, self._tools.route)
        if due is None or account.stopped:
            return None
        return max(due, account.paused_until or due, self._tools.pace.free_at(now) if due <= now else due)

    def unsettled(self) -> tuple[Outcome, ...]:
        """Messages that are done with, of which their enrollments do not know yet: after a start."""
        with self._tools.database.read() as connection:
            return tuple(rows.unsettled(connection))

    def settled(self, outcomes: Iterable[Outcome]) -> None:
        """The enrollments know of these; call it in the transaction in which they were told."""
        with self._tools.database.write() as connection:
            rows.settle(connection, [outcome.key for outcome in outcomes])

    def resume(self) -> None:
        """A person has changed something: try again at once."""
        self._tools.account.works()

    def _anything_due(self, until: Instant) -> bool:
        with self._tools.database.read() as connection:
            due = rows.next_due(connection, self._tools.route)
        return due is not None and due <= until

    def _learn(self, receipt: Receipt) -> None:
        account = self._tools.account
        if receipt.scope == "account":
            words = self._pause.fill(response=receipt.response)
            account.pause(words, self._tools.clock.now(), receipt.rest)
        elif receipt.outcome == "accepted":
            account.works()

    def _report(self, run: DeliveryRun | None = None) -> DeliveryReport:
        account = self._tools.account
        return DeliveryReport(
            counts=run.counts if run else Counter[MessageState](),
            outcomes=tuple(run.outcomes) if run else (),
            problem=account.problem,
            resume_at=None if account.stopped else account.paused_until,
        )
