"""What carrying out everything that is due would do now: done for a moment, counted, and undone."""

from __future__ import annotations

from sqlalchemy import Connection, case, func, select

from app.core.clock import Instant
from app.core.late import Backlog, LateGroup
from app.engine.engine import Engine
from app.store import tables as t


def backlog(engine: Engine, now: Instant) -> Backlog:
    """Carry out everything up to an instant, look at what was decided, and undo it."""
    since = engine.next_due()
    if since is None or since > now:
        return Backlog()
    with engine.rehearse() as hand:
        before = hand.conn.execute(select(func.coalesce(func.max(t.outbox.c.id), 0))).scalar_one()
        moves = engine.advance(now).moved
        groups = _late(hand.conn, before)
        on_time = select(func.count()).where(t.outbox.c.id > before, t.outbox.c.late.is_(None))
        return Backlog(since, moves, hand.conn.execute(on_time).scalar_one(), groups)


def _late(conn: Connection, before: int) -> tuple[LateGroup, ...]:
    o, e = t.outbox.c, t.enrollments.c
    state = {
        name: func.count(case((o.state == name, 1), else_=None)) for name in ("queued", "held", "skipped")
    }
    rows = conn.execute(
        select(e.journey_id, o.step, *state.values(), func.max(o.late))
        .join(t.enrollments, e.id == o.enrollment_id)
        .where(o.id > before, o.late.is_not(None))
        .group_by(e.journey_id, o.step)
    )
    return tuple(LateGroup(*row) for row in rows)
