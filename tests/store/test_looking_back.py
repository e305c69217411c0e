"""Timeline, message list, and the check of a workspace."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, insert, text, update

from app.core.journey import Journey
from app.core.records import ConsentRecord, EventRecord, TimelineEntry
from app.store import journeys, tables
from app.store.consents import add_consent
from app.store.consistency import check
from app.store.contacts import NewContact, upsert_contacts
from app.store.database import Database
from app.store.events import record_event
from app.store.outbox_rows import MessageQuery, count_by_state, count_messages, message_page
from app.store.timeline import timeline
from tests.store.workspaces import FIELDS


@pytest.fixture
def conn() -> Iterator[Connection]:
    """A contact that entered at 10, was sent a mail at 20, and ended at 30; another one who waits."""
    database = Database.memory()
    with database.write() as conn:
        contacts = [NewContact({"email": address}) for address in ("anna@x.de", "otto@x.de")]
        upsert_contacts(conn, FIELDS, contacts, 0, watch=False)
        add_consent(conn, 1, ConsentRecord("news", "granted", 5), watch=False)
        record_event(conn, EventRecord("joined", 10, "anna@x.de"))
        _run(conn, journeys.publish(conn, Journey(id="j", name="J"), 1))
        yield conn


def _run(conn: Connection, version: int) -> None:
    rows = {
        tables.positions: [{"id": 1, "version_id": version, "step": "wait", "kind": "rest"}],
        tables.enrollments: [
            _pass(version, 1, ended_at=30, reason="goal"),
            _pass(version, 2, position=1),
        ],
        tables.paths: [
            {"id": 1, "version_id": version, "steps": '[["start", "next"], ["mail", "next"]]', "reads": "[]"},
            {"id": 2, "version_id": version, "steps": '[["wait", "matched"]]', "reads": "[]"},
        ],
        tables.history: [
            {"enrollment_id": 1, "path_id": 1, "at": 20},
            {"enrollment_id": 1, "path_id": 2, "at": 30},
        ],
        tables.contents: [
            {
                "id": 1,
                "version_id": version,
                "step": "mail",
                "purpose": "news",
                "content": '{"subject": "Hi"}',
            }
        ],
        tables.outbox: [_message(1, "accepted", 20), _message(2, "skipped", 25)],
        tables.counters: [
            {"version_id": version, "step": step, "port": port, "n": n}
            for step, port, n in (("wait", "@here", 1), ("", "@entered", 2), ("", "goal", 1))
        ],
    }
    for table, values in rows.items():
        conn.execute(insert(table), values)


def _pass(version: int, contact: int, **values: object) -> dict[str, object]:
    ended = {"position": None, "ended_at": None, "reason": None}
    fixed = {"version_id": version, "journey_id": "j", "contact_id": contact, "arrived": 10, "entered_at": 10}
    return {**ended, **fixed, **values}


def _message(contact: int, state: str, at: int) -> dict[str, object]:
    return {
        "enrollment_id": contact, "step": "mail", "visit": 0, "contact_id": contact, "content_id": 1,
        "address": f"c{contact}@x.de", "variables": "{}", "at": at, "state": state, "state_at": at,
    }  # fmt: skip


def test_the_timeline_tells_everything_the_latest_first(conn) -> None:
    assert timeline(conn, 1) == [
        TimelineEntry(30, "ended", "j", "goal", "j"),
        TimelineEntry(30, "step", "wait", "matched", "j"),
        TimelineEntry(20, "message", "mail", "accepted", "j"),
        TimelineEntry(20, "step", "mail", "next", "j"),
        TimelineEntry(20, "step", "start", "next", "j"),
        TimelineEntry(10, "entered", "j", "", "j"),
        TimelineEntry(10, "event", "joined", "{}"),
        TimelineEntry(5, "consent", "news", "granted"),
    ]


def test_the_timeline_comes_in_pages(conn) -> None:
    pages = [timeline(conn, 1, offset, 3) for offset in (0, 3, 6, 9)]
    assert [entry for page in pages for entry in page] == timeline(conn, 1)


def test_messages_are_listed_by_state_journey_and_contact(conn) -> None:
    first, second = message_page(conn, MessageQuery(), 0, 10)
    assert (first.email, first.state, second.subject, second.journey) == ("c2@x.de", "skipped", "Hi", "j")
    for query, expected in (
        (MessageQuery(states=("accepted", "queued")), 1),
        (MessageQuery(journey="j"), 2),
        (MessageQuery(journey="other"), 0),
        (MessageQuery(contact_id=2), 1),
    ):
        assert len(message_page(conn, query, 0, 10)) == count_messages(conn, query) == expected
    assert count_by_state(conn) == {"accepted": 1, "skipped": 1}


def test_a_workspace_that_is_well_passes_the_check(conn) -> None:
    assert check(conn) == ()


@pytest.mark.parametrize(
    ("spoil", "finding"),
    [
        ("UPDATE enrollments SET position = NULL WHERE id = 2", "enrollment 2 neither stands"),
        ("UPDATE enrollments SET position = 1 WHERE id = 1", "enrollment 1 neither stands"),
        ("UPDATE enrollments SET position = 77 WHERE id = 2", "enrollment 2 stands at a place"),
        ("UPDATE counters SET n = 5 WHERE port = '@here'", "version 1: 1 resting, but the counters say 5"),
        ("UPDATE counters SET n = 3 WHERE port = '@entered'", "version 1: 2 entered, but the counters say 3"),
        ("DELETE FROM counters WHERE port = 'goal'", "version 1: 1 ended, but the counters say 0"),
    ],
)
def test_what_is_wrong_is_found(conn, spoil: str, finding: str) -> None:
    conn.execute(text(spoil))
    assert any(finding in found for found in check(conn))


def test_counters_without_enrollments_are_found(conn) -> None:
    conn.execute(tables.history.delete())
    conn.execute(tables.enrollments.delete())
    conn.execute(update(tables.counters).values(n=1))
    assert check(conn) == ("version 1: counters, but no enrollments",)
