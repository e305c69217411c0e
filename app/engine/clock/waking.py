"""Events that only awaits are for, taken in as sets: each wakes the awaits it is for at its own instant.

Such an event changes nothing else, so that it need not take its turn among the other things of its
contact (`app.engine.rounds`): an await only has to know the first event that it counts (rule 9).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from sqlalchemy import Connection, Insert, bindparam, case, func, or_, select, update

from app.core.clock import Instant
from app.core.journey import NodeId
from app.engine import asking
from app.engine.clock.waits import wake, waking
from app.engine.stretch import Place
from app.engine.version import Version
from app.engine.wave import Waves
from app.store import tables as t
from app.store.joins import driven

EVENTS_AT_ONCE = 5_000


def take_in(
    conn: Connection, versions: Sequence[Version], machine: Waves, until: Instant, urgent: Collection[str]
) -> bool:
    """Take in some thousands of events up to an instant that are not urgent; False if there are none."""
    x = t.events.c
    waiting = (x.pending == 1, x.at <= until, x.type.not_in(list(urgent)))
    some = select(x.id).where(*waiting).order_by(x.id).limit(EVENTS_AT_ONCE).subquery()
    last = conn.execute(select(func.max(some.c.id))).scalar()
    if last is None:
        return False
    for version in versions:
        for name, (_, event) in version.event_waits.items():
            if event.type not in urgent:
                chosen = version.prepared(("woken", name), partial(_woken, version, machine, name))
                wake(conn, chosen, {"until": until, "last": last})
    conn.execute(update(t.events).where(*waiting, x.id <= last).values(pending=0))
    return True


def _woken(version: Version, machine: Waves, step: NodeId) -> Insert:
    """The enrollments at an await, each with the first of the new events that it counts."""
    waiting, _ = version.event_waits[step]
    view, x = asking.sight(version, machine.fields, machine.segments), t.events.alias("x")
    arrived, due = view.e.c.arrived, view.e.c.due
    at = case((x.c.at > arrived, x.c.at), else_=arrived)
    found = (
        select(view.e.c.id, func.min(at))
        .select_from(driven(x, view.e, view.e.c.contact_id == x.c.contact_id))
        .where(
            x.c.pending == 1,
            x.c.at <= bindparam("until"),
            x.c.id <= bindparam("last"),
            *asking.counted(waiting, view, x, arrived),
            (view.e.c.position + 0) == version.position_ids[Place(step, "rest")],  # + 0: look up by contact
            or_(due.is_(None), due > at),
        )
        .group_by(view.e.c.id)
    )
    return waking(found)
