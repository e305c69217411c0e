"""What became of everybody in a version: the steps taken, told one by one from the compact history."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import Connection, select

from app.core.records import TraceLine
from app.store import tables as t

END_PORT = ""


def trace(conn: Connection, version_id: int) -> Iterator[TraceLine]:
    """The steps of all enrollments of a version, contact by contact, in the order in which they happened.

    A step with several instructions is told once, by the port by which it was left. Who was moved to the
    version has steps of earlier ones, too, the last by the port `MOVED` (`app.core.impact`).
    """
    journey = select(t.versions.c.journey_id).where(t.versions.c.id == version_id).scalar_subquery()
    versions = select(t.versions.c.id).where(t.versions.c.journey_id == journey)
    steps_of = {
        row.id: tuple((step, port) for step, port in json.loads(row.steps))
        for row in conn.execute(select(t.paths).where(t.paths.c.version_id.in_(versions)))
    }
    rows = conn.execute(
        select(t.contacts.c.email, t.history.c.path_id, t.history.c.at)
        .select_from(
            t.history.join(t.enrollments, t.enrollments.c.id == t.history.c.enrollment_id).join(
                t.contacts, t.contacts.c.id == t.enrollments.c.contact_id
            )
        )
        .where(t.enrollments.c.version_id == version_id)
        .order_by(t.contacts.c.email_key, t.enrollments.c.id, t.history.c.id)
    )
    for row in rows:
        for step, port in steps_of[row.path_id]:
            yield TraceLine(row.email, step, port, row.at)
