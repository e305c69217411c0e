"""The hot questions use their indexes, also while SQLite knows nothing about the data."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Select, literal, select, text

from app.core.rules.tree import (
    Engagement,
    EventFilter,
    EventHappened,
    HasConsent,
    HasTag,
    JourneyHistory,
    Rule,
)
from app.store import tables
from app.store.contact_columns import contact_table
from app.store.database import Database
from app.store.outbox_rows import in_trouble
from app.store.rule_sql import RuleContext, at_instant, compile_rule
from tests.store.workspaces import FIELDS, with_fields

CONTACTS = contact_table(FIELDS)
CONTEXT = RuleContext(CONTACTS, at_instant(9), FIELDS, enrollment=literal(1), entered_at=literal(1))
DATABASE = pytest.fixture(scope="module", name="database")(with_fields)


def plan(database: Database, statement: Select[Any]) -> str:
    with database.read() as conn:
        compiled = statement.compile(dialect=conn.dialect, compile_kwargs={"literal_binds": True})
        return "\n".join(row[3] for row in conn.execute(text(f"EXPLAIN QUERY PLAN {compiled}")))


@pytest.mark.parametrize(
    ("rule", "index"),
    [
        (HasTag(tag="vip"), "sqlite_autoindex_tags_1|PRIMARY KEY"),
        (HasConsent(purpose="news"), "ix_consents_latest"),
        (EventHappened(event=EventFilter(type="bought")), "ix_events_contact"),
        (EventHappened(event=EventFilter(type="bought"), count=3), "ix_events_contact"),
        (Engagement(step="a", what="sent"), "sqlite_autoindex_outbox_1"),
        (Engagement(step="a", what="opened"), "ix_events_contact"),
        (JourneyHistory(journey="j"), "ix_enrollments_contact"),
    ],
)
def test_a_rule_looks_up_and_never_scans(database, rule: Rule, index: str) -> None:
    told = plan(database, select(CONTACTS.c.id).where(CONTACTS.c.id == 5, compile_rule(rule, CONTEXT)))
    assert "SCAN" not in told
    assert any(name in told for name in index.split("|"))


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (
            select(tables.enrollments.c.id).where(
                tables.enrollments.c.position == 3, tables.enrollments.c.due <= 5
            ),
            "ix_enrollments_due",
        ),
        (
            select(tables.events.c.id)
            .where(tables.events.c.pending == text("1"), tables.events.c.at <= 5)
            .order_by(tables.events.c.at),
            "ix_events_pending",
        ),
        (select(tables.outbox.c.id).where(tables.outbox.c.due <= 5), "ix_outbox_due"),
        (
            select(tables.outbox.c.id).where(tables.outbox.c.state == "held", in_trouble()),
            "ix_outbox_trouble",
        ),
        (select(tables.contacts.c.id).where(tables.contacts.c.email_key == "a@x.de"), "autoindex_contacts"),
        (select(tables.history).where(tables.history.c.enrollment_id == 5), "ix_history_enrollment"),
    ],
)
def test_what_the_engine_asks_all_the_time_uses_an_index(database, statement, index: str) -> None:
    told = plan(database, statement)
    assert index in told
    assert "SCAN" not in told
