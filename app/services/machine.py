"""The work of the scheduler, one pass at a time: move contacts, deliver messages, tell enrollments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.core.clock import Clock, Instant
from app.core.text import Text
from app.engine.delivery.delivery import Delivery
from app.engine.delivery.post_office import PostOffice
from app.engine.delivery.report import Outcome
from app.engine.delivery.self_pausing import pause_where_failing
from app.services.engine_turn import EngineTurn
from app.services.settings import SettingsService
from app.services.virtual import refuse_virtual
from app.store import journeys, segments
from app.store.contact_columns import load_fields
from app.store.database import Database

Post = Delivery | PostOffice
MESSAGES_PER_PASS = 200
"""Few enough that contacts move on while a long queue is being sent."""


@dataclass(frozen=True)
class Pass:
    """What one pass did, when to come back, and what keeps messages from leaving, if anything does.

    `delivered` messages really went out; `handled` ones are done with or put off, whatever became of them.
    """

    moved: int
    delivered: int
    handled: int
    next_due: Instant | None
    problem: Text | None = None

    @property
    def idle(self) -> bool:
        """Whether there was nothing to do."""
        return not self.moved and not self.handled


class Machine:
    """Engine and delivery of one workspace, kept up to date with what others write into it."""

    def __init__(
        self,
        database: Database,
        engine: EngineTurn,
        settings: SettingsService,
        clock: Clock,
        make_delivery: Callable[[], Post],
    ) -> None:
        self._database = database
        self._engine = engine
        self._settings = settings
        self._clock = clock
        self._make_delivery = make_delivery
        self._delivery: Post | None = None
        self._made_for: object = None
        self._known: object = None

    def recover(self) -> int:
        """After a start: what was under way when the program ended last; how many messages are uncertain."""
        refuse_virtual(self._database)
        delivery = self._current_delivery()
        unsure = delivery.recover()
        self._settle(delivery, delivery.unsettled())
        return unsure

    def work(self) -> Pass:
        """One pass up to now."""
        with self._engine.scheduler() as engine:
            if self._known != (known := self._fingerprint()):
                self._database.refresh_fields()
                engine.reload()
                self._known = known
            advance = engine.advance(self._clock.now(), stop=self._engine.wanted)
        delivery = self._current_delivery()
        report = delivery.deliver_due(self._clock.now(), MESSAGES_PER_PASS)
        self._settle(delivery, report.outcomes)
        with self._engine.scheduler() as engine:
            instants = (engine.next_due(), delivery.next_due())
        due = min((instant for instant in instants if instant is not None), default=None)
        sent, handled = report.counts.get("accepted", 0), sum(report.counts.values())
        again = due if advance.complete else self._clock.now()
        return Pass(advance.moved, sent, handled, again, report.problem)

    def _settle(self, delivery: Post, outcomes: Sequence[Outcome]) -> None:
        """Tell enrollments what became of messages, and note in the same transaction that they know.

        A journey of which too many messages fail pauses itself then.
        """
        if outcomes:
            failed = [outcome for outcome in outcomes if outcome.outcome == "failed"]
            with self._engine.scheduler() as engine:
                with self._database.write() as conn:
                    engine.settle(outcomes)
                    delivery.settled(outcomes)
                    paused = pause_where_failing(conn, failed)
                if paused:
                    engine.reload()

    def resume_sending(self) -> None:
        """The person has changed something about the account: try again at once."""
        if self._delivery:
            self._delivery.resume()

    def _current_delivery(self) -> Post:
        settings = self._settings.get()
        if self._delivery is None or self._made_for != settings:
            self._delivery = self._make_delivery()
            self._made_for = settings
        return self._delivery

    def _fingerprint(self) -> object:
        """What the engine keeps in memory and others may have changed: journeys, fields, segments."""
        with self._database.read() as conn:
            return journeys.list_journeys(conn), load_fields(conn).custom, segments.load_segments(conn)
