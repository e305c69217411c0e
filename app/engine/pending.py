"""What is still to be done up to an instant, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, CompoundSelect, Connection, Select, bindparam, func, select, union

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


def passing(urgent: frozenset[str]) -> Select[*tuple[Any, ...]]:
    """An event that waits and is not of an urgent type, up to an instant."""
    x = t.events.c
    return select(x.id).where(x.pending == 1, x.at <= _UNTIL, x.type.not_in(sorted(urgent))).limit(1)


def due_places(conn: Connection, version: Version, until: Instant) -> list[Place]:
    """Where somebody is due."""
    due = {row[0] for row in _DUE_PLACES.rows(conn, {"version": version.id, "until": until})}
    return [place for place, number in version.position_ids.items() if number in due] if due else []


def contacts(versions: Sequence[Version], *, messages: bool) -> CompoundSelect[*tuple[Any, ...]]:
    """Everybody to whom anything is to happen up to an instant."""
    events, changes, e = t.events.c, t.changes.c, t.enrollments.c
    return union(
        select(events.contact_id).where(events.pending == 1, events.at <= _UNTIL),
        select(changes.contact_id).where(changes.at <= _UNTIL),
        select(e.contact_id).where(e.position.in_(positions(versions)), e.due <= _UNTIL),
        *([put_off.contacts_due(_UNTIL)] if messages else []),
    )


def firsts(versions: Sequence[Version]) -> Select[*tuple[Any, ...]]:
    """The first instants at which a timer is due, an event waits, and a change does; each may be null."""
    events, changes, e = t.events.c, t.changes.c, t.enrollments.c
    return select(
        select(func.min(e.due)).where(e.position.in_(positions(versions))).scalar_subquery(),
        select(func.min(events.at)).where(events.pending == 1).scalar_subquery(),
        select(func.min(changes.at)).scalar_subquery(),
    )


def positions(versions: Sequence[Version]) -> list[int]:
    """The places of some versions."""
    return [number for version in versions for number in version.position_ids.values()]


_UNTIL = bindparam("until", None, BigInteger)
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
