"""Erasing a contact: nothing about it stays but numbers that name nobody, and perhaps the blocked address."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, delete, func, select

from app.core.clock import Instant
from app.engine.rounds import Round
from app.engine.tally import ERASED, JOURNEY
from app.engine.version import Version
from app.engine.wave import Waves
from app.store import tables as t
from app.store.suppressions import Suppression, lift_suppression, suppress
from app.store.vouchers import forget_taker

VersionOf = Callable[[Connection, int], Version]


def take_out(conn: Connection, contact_id: int, at: Instant, waves: Waves, version_of: VersionOf) -> None:
    """End the contact's enrollments, those of paused journeys too, and note that they will be missing."""
    e = t.enrollments.c
    standing = conn.execute(
        select(e.id, e.position, e.arrived, e.version_id).where(
            e.contact_id == contact_id, e.position.is_not(None)
        )
    ).all()
    for version_id in {row.version_id for row in standing}:
        version = version_of(conn, version_id)
        rows = [
            (row.id, row.position, max(row.arrived, at)) for row in standing if row.version_id == version_id
        ]
        Round(conn, (version,), waves).end(version, "removed", rows)
    passes = select(e.version_id, func.count()).where(e.contact_id == contact_id).group_by(e.version_id)
    for version_id, n in conn.execute(passes):
        waves.tally.add(version_id, JOURNEY, ERASED, n)


def wipe(conn: Connection, contact_id: int, at: Instant, *, keep_off: bool) -> None:
    """Delete what is stored about the contact; `keep_off`: its address stays on the list of blocked ones.

    A message just being handed over may still arrive; one that waits is gone with the rest.
    """
    address = conn.execute(select(t.contacts.c.email).where(t.contacts.c.id == contact_id)).scalar()
    if address is None:
        return  # another program was faster
    passes = select(t.enrollments.c.id).where(t.enrollments.c.contact_id == contact_id)
    conn.execute(delete(t.history).where(t.history.c.enrollment_id.in_(passes)))
    for table in (t.outbox, t.members):
        conn.execute(delete(table).where(table.c.contact_id == contact_id))
    forget_taker(conn, contact_id)
    conn.execute(delete(t.incidents).where(t.incidents.c.contact_id == contact_id))
    # Tags, lists, points, consents, tasks, events, changes and enrollments go along with it.
    conn.execute(delete(t.contacts).where(t.contacts.c.id == contact_id))
    if keep_off:
        suppress(conn, Suppression(address, "erased", at))
    else:
        lift_suppression(conn, address)
