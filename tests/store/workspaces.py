"""Workspaces in memory with a contact and everything that a rule can look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, insert, literal, select

from app.core.journey import Journey
from app.core.records import EventRecord
from app.core.rules.tree import Rule
from app.store import journeys, tables
from app.store.consents import add_consent
from app.store.contact_columns import add_field, contact_table
from app.store.contacts import NewContact, upsert_contacts
from app.store.database import Database
from app.store.events import record_events
from app.store.rule_sql import RuleContext, at_instant, compile_rule
from tests.support.fields import CUSTOM, FIELDS
from tests.support.rules import Facts

ADDRESS = "anna@example.org"


def with_fields() -> Database:
    """An empty workspace in memory with one custom field of each kind."""
    database = Database.memory()
    with database.write() as conn:
        for position, spec in enumerate(CUSTOM):
            add_field(conn, spec, position)
    database.refresh_fields()
    return database


@contextmanager
def undone(database: Database) -> Iterator[Connection]:
    """A transaction of which nothing stays."""
    with database.write() as conn:
        savepoint = conn.begin_nested()
        yield conn
        savepoint.rollback()


def write_facts(conn: Connection, facts: Facts) -> int | None:
    """Store a contact with its facts; returns the enrollment that asks, if the facts have one."""
    contact = NewContact({"email": ADDRESS, **facts.values}, facts.tags)
    upsert_contacts(conn, FIELDS, [contact], 0, watch=False)
    contact_id = conn.execute(select(tables.contacts.c.id)).scalar_one()
    for record in facts.consents:
        add_consent(conn, contact_id, record, watch=False)
    record_events(conn, [EventRecord(one.type, one.at, ADDRESS, one.properties) for one in facts.events])
    _write_belongings(conn, facts, contact_id)
    versions = {name: journeys.publish(conn, Journey(id=name, name=name), 0) for name in ("here", "there")}
    for one in facts.passes:
        _enroll(conn, versions, contact_id, one.journey, one.entered_at, one.ended_at, one.reason)
    if facts.entered_at is None:
        return None
    # The enrollment that asks stands in a journey that no rule of the tests names.
    versions["asking"] = journeys.publish(conn, Journey(id="asking", name="Asking"), 0)
    enrollment = _enroll(conn, versions, contact_id, "asking", facts.entered_at, None, None)
    for visit, message in enumerate(facts.messages):
        content = _content(conn, versions["asking"], message.step)
        conn.execute(
            insert(tables.outbox).values(
                enrollment_id=enrollment, step=message.step, visit=visit, contact_id=contact_id,
                content_id=content, address=ADDRESS, variables="{}", at=message.at, state=message.state,
                state_at=message.at,
            )
        )  # fmt: skip
    return enrollment


def _write_belongings(conn: Connection, facts: Facts, contact_id: int) -> None:
    for name in facts.lists:
        conn.execute(insert(tables.list_members).values(contact_id=contact_id, list_id=name, at=facts.at))
    for lot in facts.points:
        values = {"amount": lot.remaining + 1, "remaining": lot.remaining, "expires_at": lot.expires_at}
        conn.execute(insert(tables.points).values(contact_id=contact_id, at=lot.at, **values))
    for task in facts.tasks:
        values = {"created_at": task.created_at, "lock_until": task.until, "done_at": task.done_at}
        conn.execute(insert(tables.tasks).values(contact_id=contact_id, title="Call", **values))


def _enroll(conn: Connection, versions: dict[str, int], contact_id: int, journey: str, *times: Any) -> int:
    entered_at, ended_at, reason = times
    values = {"version_id": versions[journey], "journey_id": journey, "contact_id": contact_id}
    values |= {"arrived": entered_at, "entered_at": entered_at, "ended_at": ended_at, "reason": reason}
    return conn.execute(
        insert(tables.enrollments).values(values).returning(tables.enrollments.c.id)
    ).scalar_one()


def _content(conn: Connection, version_id: int, step: str) -> int:
    known = select(tables.contents.c.id).where(
        tables.contents.c.version_id == version_id, tables.contents.c.step == step
    )
    values = {"version_id": version_id, "step": step, "purpose": "newsletter", "content": '{"subject": "Hi"}'}
    new = insert(tables.contents).values(values).returning(tables.contents.c.id)
    return conn.execute(known).scalar() or conn.execute(new).scalar_one()


def context(facts: Facts, enrollment: int | None = None) -> RuleContext:
    """The context in which the stored facts are asked."""
    return RuleContext(
        contact=contact_table(FIELDS).alias("c"),
        at=at_instant(facts.at),
        fields=FIELDS,
        time_zone=facts.time_zone,
        enrollment=None if enrollment is None else literal(enrollment),
        entered_at=None if facts.entered_at is None else literal(facts.entered_at),
        segments=facts.segments,
    )


def answer(conn: Connection, rule: Rule, ctx: RuleContext) -> Any:
    """What the database says to a rule about the only contact, as it says it: 1, 0 or, as a defect, None."""
    return conn.execute(select(compile_rule(rule, ctx)).select_from(ctx.contact)).scalar_one()
