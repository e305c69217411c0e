"""Loyalty points of contacts: what they have, and what a person adds or takes by hand."""

from __future__ import annotations

from collections.abc import Callable

from app.core.clock import Clock, Instant
from app.core.errors import WorkspaceError
from app.core.text import Text
from app.store import points
from app.store.database import Database
from app.store.points import PointsEntry

MOST = 1_000_000


class PointsService:
    """Balance and ledger of one contact; `changed` is called after every change."""

    def __init__(self, database: Database, clock: Clock, changed: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._changed = changed

    def balance(self, contact_id: int) -> int:
        """The points that are there now: neither spent nor expired."""
        with self._database.read() as conn:
            return points.points_balance(conn, contact_id, self._clock.now())

    def ledger(self, contact_id: int, limit: int = 100) -> list[PointsEntry]:
        """What was earned and spent, the latest first."""
        with self._database.read() as conn:
            return points.points_ledger(conn, contact_id, limit)

    def add(self, contact_id: int, amount: int, reason: str = "", expires_at: Instant | None = None) -> int:
        """Add points, or with an amount below 0 take some away, at most what is there.

        Returns what was added or taken; `WorkspaceError` for an amount that is none.
        """
        if not 0 < abs(amount) <= MOST:
            raise WorkspaceError(_AMOUNT.fill(most=MOST))
        at = self._clock.now()
        with self._database.write() as conn:
            if amount > 0:
                points.add_points(conn, contact_id, amount, at, reason, expires_at)
                done = amount
            else:
                done = -points.take_points(conn, contact_id, -amount, at, reason)
        self._changed()
        return done


_AMOUNT = Text(
    "Bitte geben Sie eine Zahl von 1 bis {most} ein, mit einem Minus davor, um Punkte abzuziehen.",
    "Please enter a number from 1 to {most}, with a minus before it to take points away.",
)
