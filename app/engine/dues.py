"""When a hold is over, for a whole wave: one expression where the clocks stand still, a table where not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from app.core.clock import DAY
from app.core.schedule import Until, absolute_length, due, steady_offset, zone
from app.engine.scratch import due_of, wave
from app.store import tables as t


class Dues:
    """Works out due instants inside one transaction."""

    def __init__(self, conn: Connection, fallback: str) -> None:
        self._conn = conn
        self._fallback = fallback

    def expression(self, until: Until, codes: Sequence[int]) -> ColumnElement[Any]:
        """The due instant of an enrollment in the wave, to be used in an UPDATE of `enrollments`.

        Such an enrollment still has its old `due`, which is the instant of the wave for it.
        """
        e = t.enrollments
        if until.window is None:
            length = absolute_length(until.after)
            if length is not None:
                return e.c.due + length
            if until.after.unit in ("days", "weeks") and self._steady(until, codes):
                days = until.after.amount * (7 if until.after.unit == "weeks" else 1)
                return e.c.due + days * DAY
        self._table(until, codes)
        return (
            select(due_of.c.due)
            .select_from(wave.join(due_of, (due_of.c.zone == wave.c.zone) & (due_of.c.at == wave.c.at)))
            .where(wave.c.token == e.c.id)
            .scalar_subquery()
        )

    def _steady(self, until: Until, codes: Sequence[int]) -> bool:
        days = until.after.amount * (7 if until.after.unit == "weeks" else 1)
        rows = self._conn.execute(
            select(wave.c.zone, func.min(wave.c.at), func.max(wave.c.at))
            .where(wave.c.code.in_(codes))
            .group_by(wave.c.zone)
        )
        return all(
            steady_offset(zone(name, self._fallback), first, last + days * DAY) for name, first, last in rows
        )

    def _table(self, until: Until, codes: Sequence[int]) -> None:
        pairs = self._conn.execute(
            select(wave.c.zone, wave.c.at).where(wave.c.code.in_(codes)).distinct()
        ).all()
        self._conn.execute(delete(due_of))
        self._conn.execute(
            insert(due_of),
            [
                {"zone": name, "at": at, "due": due(until, at, zone(name, self._fallback))}
                for name, at in pairs
            ],
        )
