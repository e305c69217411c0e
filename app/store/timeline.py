"""Everything that happened to one contact, the latest first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice

from sqlalchemy import Connection, select

from app.core.impact import MOVED
from app.core.records import TimelineEntry
from app.store import tables
from app.store.outbox_rows import MessageQuery, message_page
from app.store.retention import FORGOTTEN

_ENROLLMENTS = tables.enrollments.c


def timeline(conn: Connection, contact_id: int, offset: int = 0, limit: int = 100) -> list[TimelineEntry]:
    """A stretch of a contact's history.

    What stands where: event: type, properties as JSON; message: step, state; consent: purpose, status;
    entered: journey; ended: journey, reason; step: step, port; moved: step that was left, number of the new
    version; task, done: title, owner; points: amount, reason; voucher: name of the pool, code; list: name.
    `journey` is always an id. Entries of one instant stand in the order of the kinds in `_RANK`,
    steps of one stretch from the last to the first.
    """
    enough = offset + limit
    parts = (
        _events(conn, contact_id, enough),
        _messages(conn, contact_id, enough),
        _consents(conn, contact_id, enough),
        _passes(conn, contact_id),
        _steps(conn, contact_id, enough),
        _tasks(conn, contact_id),
        _points(conn, contact_id, enough),
        _vouchers(conn, contact_id),
        _lists(conn, contact_id),
    )
    entries = [entry for part in parts for entry in part]
    entries.sort(key=lambda entry: (-entry.at, _RANK[entry.kind]))
    return list(islice(entries, offset, enough))


_RANK = {
    "ended": 0, "done": 1, "message": 2, "task": 3, "voucher": 4, "points": 5, "list": 6, "step": 7,
    "moved": 8, "entered": 9, "consent": 10, "event": 11,
}  # fmt: skip


def _events(conn: Connection, contact_id: int, limit: int) -> Iterator[TimelineEntry]:
    events = tables.events.c
    chosen = select(events.at, events.type, events.properties).where(
        events.contact_id == contact_id, events.type != FORGOTTEN
    )
    for row in conn.execute(chosen.order_by(events.at.desc(), events.id.desc()).limit(limit)):
        yield TimelineEntry(row.at, "event", row.type, row.properties)


def _messages(conn: Connection, contact_id: int, limit: int) -> Iterator[TimelineEntry]:
    for message in message_page(conn, MessageQuery(contact_id=contact_id), 0, limit):
        yield TimelineEntry(message.at, "message", message.node, message.state, message.journey)


def _consents(conn: Connection, contact_id: int, limit: int) -> Iterator[TimelineEntry]:
    ledger = tables.consents.c
    chosen = select(ledger.at, ledger.purpose, ledger.status).where(ledger.contact_id == contact_id)
    for row in conn.execute(chosen.order_by(ledger.at.desc(), ledger.id.desc()).limit(limit)):
        yield TimelineEntry(row.at, "consent", row.purpose, row.status)


def _passes(conn: Connection, contact_id: int) -> Iterator[TimelineEntry]:
    columns = (_ENROLLMENTS.journey_id, _ENROLLMENTS.entered_at, _ENROLLMENTS.ended_at, _ENROLLMENTS.reason)
    for row in conn.execute(select(*columns).where(_ENROLLMENTS.contact_id == contact_id)):
        yield TimelineEntry(row.entered_at, "entered", row.journey_id, journey=row.journey_id)
        if row.ended_at is not None:
            yield TimelineEntry(row.ended_at, "ended", row.journey_id, row.reason or "", row.journey_id)


def _steps(conn: Connection, contact_id: int, limit: int) -> Iterator[TimelineEntry]:
    history, paths, enrollments = tables.history, tables.paths, tables.enrollments
    joined = (
        enrollments.join(history, history.c.enrollment_id == enrollments.c.id)
        .join(paths, paths.c.id == history.c.path_id)
        .join(tables.versions, tables.versions.c.id == paths.c.version_id)
    )
    chosen = (
        select(history.c.at, paths.c.steps, enrollments.c.journey_id, tables.versions.c.number)
        .select_from(joined)
        .where(enrollments.c.contact_id == contact_id)
        .order_by(history.c.at.desc(), history.c.id.desc())
        .limit(limit)
    )
    for row in conn.execute(chosen):
        for step, port in reversed(json.loads(row.steps)):
            if port == MOVED:
                yield TimelineEntry(row.at, "moved", step, str(row.number), row.journey_id)
            else:
                yield TimelineEntry(row.at, "step", step, port, row.journey_id)


def _tasks(conn: Connection, contact_id: int) -> Iterator[TimelineEntry]:
    tasks = tables.tasks.c
    for row in conn.execute(select(tables.tasks).where(tasks.contact_id == contact_id)):
        yield TimelineEntry(row.created_at, "task", row.title, row.owner)
        if row.done_at is not None:
            yield TimelineEntry(row.done_at, "done", row.title, row.owner)


def _points(conn: Connection, contact_id: int, limit: int) -> Iterator[TimelineEntry]:
    ledger = tables.points.c
    chosen = select(ledger.at, ledger.amount, ledger.reason).where(ledger.contact_id == contact_id)
    for row in conn.execute(chosen.order_by(ledger.at.desc(), ledger.id.desc()).limit(limit)):
        yield TimelineEntry(row.at, "points", str(row.amount), row.reason)


def _vouchers(conn: Connection, contact_id: int) -> Iterator[TimelineEntry]:
    codes, pools = tables.vouchers, tables.voucher_pools
    chosen = select(codes.c.given_at, pools.c.name, codes.c.code).join_from(codes, pools)
    for row in conn.execute(chosen.where(codes.c.contact_id == contact_id)):
        yield TimelineEntry(row.given_at, "voucher", row.name, row.code)


def _lists(conn: Connection, contact_id: int) -> Iterator[TimelineEntry]:
    members, lists = tables.list_members, tables.lists
    joined = members.join(lists, lists.c.id == members.c.list_id)
    chosen = select(members.c.at, lists.c.name).select_from(joined)
    for row in conn.execute(chosen.where(members.c.contact_id == contact_id)):
        yield TimelineEntry(row.at, "list", row.name)
