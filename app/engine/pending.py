"""What is still to be done up to an instant, and for whom."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select, union

from app.core.clock import Instant
from app.engine.delivery import put_off
from app.engine.stretch import Place
from app.engine.version import Version
from app.store import tables as t
from app.store.bulk import Prepared


def any_news(conn: Connection, until: Instant, *, messages: bool) -> bool:
    """Whether events, changes or (where these have their turn) messages wait, which come before timers."""
    told = {"until": until}
    if _EVENT.rows(conn, told) or _CHANGE.rows(conn, told):
        return True
    return messages and put_off.any_due(conn, until)


def any_passing(conn: Connection, until: Instant, urgent: frozenset[str]) -> bool:
    """Whether events wait that are not of an urgent type."""
    x = t.events.c
    some = select(x.id).where(x.pending == 1, x.at <= until, x.type.not_in(urgent)).limit(1)
    return conn.execute(some).first() is not None


def due_places(conn: Connection, version: Version, until: Instant) -> list[Place]:
    """Where somebody is due."""
    due = {row[0] for row in _DUE_PLACES.rows(conn, {"version": version.id, "until": until})}
    return [place for place, number in version.position_ids.items() if number in due] if due else []


def contacts(
    conn: Connection, versions: Sequence[Version], until: Instant, *, messages: bool
) -> Sequence[int]:
    """Everybody to whom anything is to happen."""
    events, changes, e = t.events.c, t.changes.c, t.enrollments.c
    everything = union(
        select(events.contact_id).where(events.pending == 1, events.at <= until),
        select(changes.contact_id).where(changes.at <= until),
        select(e.contact_id).where(e.position.in_(positions(versions)), e.due <= until),
        *([put_off.contacts_due(until)] if messages else []),
    )
    return list(conn.execute(everything).scalars())


def positions(versions: Sequence[Version]) -> list[int]:
    """The places of some versions."""
    return [number for version in versions for number in version.position_ids.values()]


_EVENT = Prepared(
    lambda: select(t.events.c.id).where(t.events.c.pending == 1, t.events.c.at <= bindparam("until")).limit(1)
)
_CHANGE = Prepared(
    lambda: select(t.changes.c.contact_id).where(t.changes.c.at <= bindparam("until")).limit(1)
)
_DUE_PLACES = Prepared(
    lambda: select(t.positions.c.id).where(
        t.positions.c.version_id == bindparam("version"),
        select(t.enrollments.c.id)
        .where(t.enrollments.c.position == t.positions.c.id, t.enrollments.c.due <= bindparam("until"))
        .correlate(t.positions)
        .exists(),
    )
)
