"""Ending enrollments from outside their own way: history, numbers, and the reason."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BindParameter, Connection, bindparam, insert, update

from app.core.clock import Instant
from app.engine.tally import Tally
from app.engine.version import Version
from app.store import tables as t


def end(
    conn: Connection, tally: Tally, version: Version, reason: str, rows: Sequence[tuple[int, int, Instant]]
) -> None:
    """End enrollments of a version, given as (enrollment, position, instant), with a reason."""
    e = t.enrollments
    path = version.path_id(conn, ())
    place_of = {number: place for place, number in version.position_ids.items()}
    for _, position, _ in rows:
        tally.left(version.id, version.program, place_of[position], 1)
        tally.ended(version.id, reason, 1, place_of[position])
    conn.execute(
        insert(t.history),
        [{"enrollment_id": token, "path_id": path, "at": at, "seen": None} for token, _, at in rows],
    )
    conn.execute(
        update(e)
        .where(e.c.id == _TOKEN)
        .values(position=None, due=None, arrived=_AT, ended_at=_AT, reason=reason),
        [{"token": token, "instant": at} for token, _, at in rows],
    )


_TOKEN: BindParameter[int] = bindparam("token")
_AT: BindParameter[int] = bindparam("instant")
