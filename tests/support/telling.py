"""What a workspace says has become of everybody, in the words of the reference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from app.core.fields import FieldBook
from app.engine.trace import trace
from app.store import tables as t
from app.store.contacts import load_contacts
from tests.support.lives import Mail, Told, in_order
from tests.support.rules import Lock, Lot

_FINAL = ("accepted", "skipped", "refused")


def tell(conn: Connection, fields: FieldBook, journeys: Sequence[str]) -> dict[str, Told]:
    """What has become of everybody, by address."""
    emails = dict(conn.execute(select(t.contacts.c.id, t.contacts.c.email)).all())
    rows = {
        table.name: _by_contact(conn, table)
        for table in (t.enrollments, t.outbox, t.list_members, t.points, t.tasks, t.consents, t.vouchers)
    }
    lines = _lines(conn)
    return {
        contact.email: _told(
            {name: found[contact.id] for name, found in rows.items()},
            {journey: tuple(lines[contact.email, journey]) for journey in journeys},
            known(contact.values),
            contact.tags,
        )
        for contact in load_contacts(conn, fields, list(emails))
    }


def _told(
    rows: Mapping[str, list[Row[Any]]],
    lines: Mapping[str, tuple[tuple[str, str, int], ...]],
    values: Mapping[str, object],
    tags: frozenset[str],
) -> Told:
    passes = {name: [row for row in rows["enrollments"] if row.journey_id == name] for name in lines}
    return Told(
        passes={
            name: tuple((row.entered_at, row.reason, row.ended_at) for row in own)
            for name, own in passes.items()
        },
        lines=lines,
        messages=_messages(passes, rows["outbox"]),
        values=values,
        tags=tags,
        lists=frozenset(row.list_id for row in rows["list_members"]),
        points=tuple(
            sorted(
                (Lot(row.at, row.remaining, row.expires_at) for row in rows["points"] if row.amount > 0),
                key=lambda lot: (lot.at, lot.expires_at or 0, lot.remaining),
            )
        ),
        locks=tuple(
            sorted(
                (Lock(row.created_at, row.lock_until, row.done_at) for row in rows["tasks"]),
                key=lambda lock: (lock.created_at, lock.until or 0),
            )
        ),
        consents=tuple(sorted((row.purpose, row.status, row.at) for row in rows["consents"])),
        codes=tuple(sorted((row.pool_id, row.code, row.given_at) for row in rows["vouchers"])),
    )


def _messages(passes: Mapping[str, list[Row[Any]]], rows: list[Row[Any]]) -> tuple[Mail, ...]:
    numbers = {row.id: (name, number) for name, own in passes.items() for number, row in enumerate(own)}
    return in_order((*numbers[row.enrollment_id], row.step, row.at, *_outcome(row)) for row in rows)


def _outcome(row: Row[Any]) -> tuple[str, int]:
    return (row.state, row.state_at) if row.state in _FINAL else ("open", 0)


def _by_contact(conn: Connection, table: Any) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    key = [column for column in (table.c.get("id"),) if column is not None]
    for row in conn.execute(select(table).order_by(*key)):
        found[row.contact_id].append(row)
    return found


def _lines(conn: Connection) -> dict[tuple[str, str], list[tuple[str, str, int]]]:
    found: dict[tuple[str, str], list[tuple[str, str, int]]] = defaultdict(list)
    for version in conn.execute(select(t.versions).order_by(t.versions.c.id)):
        for line in trace(conn, version.id):
            found[line.email, version.journey_id].append((line.node, line.port, line.at))
    return found


def known(values: Mapping[str, object]) -> dict[str, object]:
    """Values that are there; when a contact was made is not the journey's matter."""
    return {
        key: value
        for key, value in values.items()
        if value not in (None, "") and key not in ("email", "created_at")
    }
