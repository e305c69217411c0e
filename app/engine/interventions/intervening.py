"""What a person does to contacts from outside their journey: the frame in which it happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.engine.version import Version
from app.engine.wave import Waves
from app.store import tables as t


@dataclass(frozen=True)
class Intervention:
    """One transaction of the engine, with its knowledge: waves that carry things out, and the versions."""

    conn: Connection
    waves: Waves
    version: Callable[[int], Version]

    def inhabited(self, journey_id: str) -> tuple[Version, ...]:
        """The versions of a journey on which contacts are under way, the oldest first."""
        standing = (
            select(t.enrollments.c.id)
            .join(t.positions, t.positions.c.id == t.enrollments.c.position)
            .where(t.positions.c.version_id == t.versions.c.id)
        )
        rows = self.conn.execute(
            select(t.versions.c.id)
            .where(t.versions.c.journey_id == journey_id, standing.exists())
            .order_by(t.versions.c.number)
        )
        return tuple(self.version(version_id) for version_id in rows.scalars())

    def newest(self, journey_id: str) -> Version:
        """The version of a published journey that contacts enter."""
        found = (
            select(t.versions.c.id)
            .join(t.journeys, t.journeys.c.id == t.versions.c.journey_id)
            .where(t.journeys.c.id == journey_id, t.versions.c.number == t.journeys.c.version)
        )
        return self.version(self.conn.execute(found).scalar_one())
