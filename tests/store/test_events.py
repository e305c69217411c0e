from __future__ import annotations

import pytest
from sqlalchemy import select

from app.core.records import EventRecord
from app.store import tables
from app.store.contacts import NewContact, upsert_contacts
from app.store.database import Database
from app.store.events import Recorded, event_types, record_event, record_events
from tests.store.workspaces import FIELDS

KNOWN = "Anna@Example.org"


@pytest.fixture
def database() -> Database:
    database = Database.memory()
    with database.write() as conn:
        upsert_contacts(conn, FIELDS, [NewContact({"email": KNOWN})], 0, watch=False)
    return database


def test_an_event_is_kept_with_its_properties_and_waits_for_the_engine(database) -> None:
    with database.write() as conn:
        event = EventRecord("message_opened", 5, "anna@example.org", {"step": "n1", "ö": [1, None]})
        assert record_event(conn, event)
        row = conn.execute(select(tables.events)).one()
    assert (row.type, row.at, row.step, row.pending) == ("message_opened", 5, "n1", 1)
    assert row.properties == '{"step": "n1", "ö": [1, null]}'


def test_the_same_key_is_recorded_once_also_within_one_call(database) -> None:
    event = EventRecord("bought", 5, KNOWN, dedupe_key="order 1")
    with database.write() as conn:
        assert record_events(conn, [event, event]) == Recorded(1)
        assert not record_event(conn, event)


def test_events_without_a_key_may_repeat(database) -> None:
    event = EventRecord("bought", 5, KNOWN)
    with database.write() as conn:
        assert record_events(conn, [event, event]) == Recorded(2)


def test_events_of_nobody_are_named_and_left_out(database) -> None:
    events = [EventRecord("bought", 5, "Nobody@x.de"), EventRecord("bought", 6, KNOWN)]
    with database.write() as conn:
        assert record_events(conn, events) == Recorded(1, ("nobody@x.de",))


def test_contacts_are_brought_in_at_their_first_event_if_wanted(database) -> None:
    events = [EventRecord("bought", 9, "New@x.de"), EventRecord("asked", 7, "new@x.de")]
    with database.write() as conn:
        assert record_events(conn, events, create=True) == Recorded(2)
        created = conn.execute(select(tables.contacts).where(tables.contacts.c.id == 2)).one()
        assert conn.execute(select(tables.changes)).all() == [(2, 7)]
        assert event_types(conn) == ["asked", "bought"]
    assert created.created_at == 7


def test_thousands_of_addresses_are_looked_up(database) -> None:
    events = [EventRecord("bought", 5, f"c{number}@x.de") for number in range(2_500)]
    with database.write() as conn:
        assert len(record_events(conn, events).unknown) == 2_500
        assert record_events(conn, events, create=True).new == 2_500
