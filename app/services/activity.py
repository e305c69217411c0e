"""What is going on, and what waits for a person's word: uncertain, held and failed messages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from app.core.clock import Clock, Instant
from app.core.records import JourneyRow, MessageRow, MessageState
from app.engine.delivery import decisions
from app.engine.delivery.decisions import Chosen
from app.services.engine_turn import EngineTurn
from app.store import journeys
from app.store.database import Database
from app.store.incidents import Incident, IncidentQuery, incident_page
from app.store.outbox_rows import HeldGroup, MessageQuery, Order, count_messages, held_groups, message_page

Decision = Literal["send_again", "arrived", "leave", "release", "skip", "retry", "hurry"]
Shelf = Literal["waiting", "delayed", "failed", "uncertain", "held", "sent", "skipped"]
"""How a person sorts messages; the states behind them are `_STATES`."""
COUNTED: tuple[Shelf, ...] = ("waiting", "delayed", "failed", "uncertain", "held")
_STATES: dict[Shelf, tuple[MessageState, ...]] = {
    "waiting": ("queued", "deferred", "claimed", "at_wire"),
    "delayed": ("queued", "deferred"),
    "failed": ("refused",),
    "uncertain": ("uncertain",),
    "held": ("held",),
    "sent": ("accepted",),
    "skipped": ("skipped",),
}
MOST_ASKED = 50
MOST_COUNTED = 100_000


@dataclass(frozen=True)
class ToDecide:
    """What waits for a person: some of the uncertain messages and how many there are, held ones, journeys."""

    uncertain: tuple[MessageRow, ...]
    uncertain_count: int
    held: tuple[HeldGroup, ...]
    paused: tuple[JourneyRow, ...]

    @property
    def count(self) -> int:
        """How many words are needed: one per uncertain message, held step, and journey that paused itself."""
        return self.uncertain_count + len(self.held) + len(self.paused)


@dataclass(frozen=True)
class Wanted:
    """Which messages a person looks at: a shelf, perhaps a journey, perhaps letters of an address."""

    shelf: Shelf = "waiting"
    journey: str = ""
    search: str = ""


class ActivityService:
    """Shows messages and carries out decisions about them; `changed` is called after every decision."""

    def __init__(
        self, database: Database, engine: EngineTurn, clock: Clock, changed: Callable[[], None]
    ) -> None:
        self._database = database
        self._engine = engine
        self._clock = clock
        self._changed = changed

    def now(self) -> Instant:
        """What time it is in this workspace."""
        return self._clock.now()

    def to_decide(self) -> ToDecide:
        """Everything that waits for a person's word."""
        asked = MessageQuery(states=("uncertain",), undecided=True, order="newest")
        with self._database.read() as conn:
            rows = journeys.list_journeys(conn)
            return ToDecide(
                tuple(message_page(conn, asked, 0, MOST_ASKED)),
                count_messages(conn, asked),
                tuple(held_groups(conn)),
                tuple(row for row in rows if row.state == "paused" and row.paused_why),
            )

    def counts(self, wanted: Wanted) -> dict[Shelf, int]:
        """How many messages lie on the shelves of which there are few, at most `MOST_COUNTED` each."""
        with self._database.read() as conn:
            return {
                shelf: count_messages(
                    conn, self._query(Wanted(shelf, wanted.journey, wanted.search)), MOST_COUNTED
                )
                for shelf in COUNTED
            }

    def messages(self, wanted: Wanted, offset: int, limit: int) -> list[MessageRow]:
        """A stretch of a shelf: what is still to come as it is due, the rest the newest first."""
        with self._database.read() as conn:
            return message_page(conn, self._query(wanted), offset, limit)

    def may_be_tried(self, keys: Iterable[int]) -> frozenset[int]:
        """Which of some failed messages can be tried again."""
        with self._database.read() as conn:
            return decisions.may_be_tried(conn, keys)

    def incidents(self, journey: str, offset: int, limit: int) -> list[Incident]:
        """A stretch of what a person should know about, the latest first; of one journey or of all."""
        with self._database.read() as conn:
            return incident_page(conn, IncidentQuery(journey or None), offset, limit)

    def decide(self, decision: Decision, chosen: Chosen) -> int:
        """Carry out a decision wholly or not at all; how many messages it concerned."""
        now = self._clock.now()
        with self._engine.person() as engine, self._database.write() as conn:
            match decision:
                case "send_again":
                    n = decisions.send_again(conn, chosen, now)
                case "arrived":
                    n = decisions.arrived(conn, chosen)
                case "leave":
                    n = decisions.leave(conn, chosen)
                case "release":
                    n = decisions.release(conn, chosen, now)
                case "skip":
                    outcomes = decisions.skip(conn, chosen, now)
                    engine.settle(outcomes)
                    n = len(outcomes)
                case "retry":
                    n = decisions.retry(conn, self._database.fields, chosen, now)
                case "hurry":
                    n = decisions.hurry(conn, chosen, now)
        self._changed()
        return n

    def _query(self, wanted: Wanted) -> MessageQuery:
        shelf, now = wanted.shelf, self._clock.now()
        to_come: Order = "due" if shelf in ("waiting", "delayed") else "newest"
        return MessageQuery(
            states=_STATES[shelf],
            journey=wanted.journey,
            search=wanted.search,
            due_by=now if shelf == "waiting" else None,
            due_after=now if shelf == "delayed" else None,
            order=to_come,
        )
