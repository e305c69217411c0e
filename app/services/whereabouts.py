"""Where people stand in a journey, where its messages fail, and the way one contact took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.clock import Clock, Instant
from app.core.journey import NodeId
from app.core.records import AGES, Failing, Guest, Trail, Waiting
from app.store import whereabouts
from app.store.contacts import id_by_email
from app.store.database import Database

MOST_GUESTS = 200


@dataclass(frozen=True)
class Whereabouts:
    """By step: who stands there, and what has failed there in the last 30 days, as it was at an instant."""

    at: Instant
    waiting: Mapping[NodeId, Waiting]
    failing: Mapping[NodeId, Failing]


class WhereaboutsService:
    """Reads, never writes."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def look(self, journey_id: str) -> Whereabouts:
        """All steps at once; at a million contacts this takes a moment, so ask beside the interface."""
        now = self._clock.now()
        with self._database.read() as conn:
            return Whereabouts(
                now,
                whereabouts.waiting(conn, journey_id, now),
                whereabouts.failing(conn, journey_id, now - AGES[-1]),
            )

    def at_step(self, journey_id: str, step: NodeId) -> list[Guest]:
        """Those who have stood longest at a step, `MOST_GUESTS` at most."""
        with self._database.read() as conn:
            return whereabouts.guests(conn, journey_id, step, MOST_GUESTS)

    def trail(self, journey_id: str, contact_id: int) -> Trail | None:
        """The latest pass of a contact, or None if it never entered."""
        with self._database.read() as conn:
            return whereabouts.trail(conn, journey_id, contact_id)

    def trail_of(self, journey_id: str, email: str) -> Trail | None:
        """The same by address."""
        with self._database.read() as conn:
            contact_id = id_by_email(conn, email)
            return whereabouts.trail(conn, journey_id, contact_id) if contact_id is not None else None
