"""Events: what contacts did, recorded once each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from app.core.clock import Instant
from app.core.fields import FieldBook
from app.core.records import EventRecord
from app.store import tables
from app.store.bulk import execute_many, slices
from app.store.contacts import NewContact, email_key, upsert_contacts
from app.store.retention import FORGOTTEN
from app.store.upsert import upsert


@dataclass(frozen=True)
class Recorded:
    """How many events are new, and the addresses (in lower case) nobody has; their events are not kept."""

    new: int
    unknown: tuple[str, ...] = ()


def record_event(conn: Connection, event: EventRecord, *, create: bool = False, watch: bool = True) -> bool:
    """Record one event; returns whether it is new. See `record_events`."""
    return record_events(conn, [event], create=create, watch=watch).new == 1


def record_events(
    conn: Connection, events: Sequence[EventRecord], *, create: bool = False, watch: bool = True
) -> Recorded:
    """Record events, at best some thousands at a time; one with a known `dedupe_key` is passed over.

    `create` brings in contacts for addresses nobody has. Properties have to be plain JSON values.
    """
    addresses = {email_key(event.email) for event in events}
    unknown = addresses - _known(conn, sorted(addresses))
    if create and unknown:
        _create(conn, events, unknown, watch=watch)
        unknown = set[str]()
    rows = [_row(event) for event in events if email_key(event.email) not in unknown]
    return Recorded(execute_many(conn, _insertion(conn), rows), tuple(sorted(unknown)))


def event_types(conn: Connection) -> list[str]:
    """Every type of event recorded so far."""
    kind = tables.events.c.type
    return list(conn.execute(select(kind).where(kind != FORGOTTEN).distinct().order_by(kind)).scalars())


def first_event(conn: Connection) -> Instant | None:
    """The instant of the earliest event, or None if there is none."""
    return conn.execute(select(func.min(tables.events.c.at))).scalar()


def any_event_after(conn: Connection, instant: Instant) -> bool:
    """Whether events are recorded that happen later than an instant."""
    later = select(tables.events.c.id).where(tables.events.c.at > instant).limit(1)
    return conn.execute(later).first() is not None


def _known(conn: Connection, addresses: Sequence[str]) -> set[str]:
    key = tables.contacts.c.email_key
    return {
        found
        for part in slices(addresses)
        for found in conn.execute(select(key).where(key.in_(part))).scalars()
    }


def _create(conn: Connection, events: Sequence[EventRecord], unknown: set[str], *, watch: bool) -> None:
    first: dict[str, EventRecord] = {}
    for event in sorted(events, key=lambda event: event.at):
        if email_key(event.email) in unknown:
            first.setdefault(email_key(event.email), event)
    by_instant: dict[int, list[NewContact]] = {}
    for event in first.values():
        by_instant.setdefault(event.at, []).append(NewContact({"email": event.email}))
    for at, contacts in by_instant.items():
        upsert_contacts(conn, FieldBook(), contacts, at, watch=watch)


def _insertion(conn: Connection) -> Any:
    names = ("type", "at", "properties", "step", "dedupe_key")
    given: list[ColumnElement[Any]] = [bindparam(f"new_{name}") for name in names]
    source = select(tables.contacts.c.id, *given).where(
        tables.contacts.c.email_key == bindparam("key_of_contact")
    )
    statement = upsert(conn, tables.events).from_select(["contact_id", *names], source)
    return statement.on_conflict_do_nothing(index_elements=["dedupe_key"])


def _row(event: EventRecord) -> dict[str, Any]:
    step = event.properties.get("step")
    # Letters stay as they are: rules find a property by its name as it is written in the text.
    properties = json.dumps(dict(event.properties), ensure_ascii=False, allow_nan=False)
    return {
        "key_of_contact": email_key(event.email),
        "new_type": event.type,
        "new_at": event.at,
        "new_properties": properties,
        "new_step": step if isinstance(step, str) else None,
        "new_dedupe_key": event.dedupe_key,
    }
