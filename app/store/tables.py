"""The tables of a workspace. Instants are UTC milliseconds.

Custom contact fields are real columns `x_<key>` of `contacts`, added when a field is created, so they do
not stand here; `app.store.contact_columns` builds the table as a workspace has it.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer, "sqlite")

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)
"""Settings of the workspace and the engine's own notes, as JSON by key."""

fields = Table(
    "fields",
    metadata,
    Column("key", String, primary_key=True),
    Column("label", String, nullable=False),
    Column("type", String, nullable=False),
    Column("position", Integer, nullable=False, default=0),
)

contacts = Table(
    "contacts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("email", String, nullable=False),
    Column("email_key", String, nullable=False, unique=True),
    Column("salutation", String),
    Column("first_name", String),
    Column("last_name", String),
    Column("company", String),
    Column("phone", String),
    Column("city", String),
    Column("country", String),
    Column("language", String),
    Column("time_zone", String),
    Column("stage", String),
    Column("score", Integer, nullable=False, server_default=text("0")),
    Column("share", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
)
"""`email_key` is the address in lower case; `share` the 31-bit number of `app.core.share`."""

tags = Table(
    "tags",
    metadata,
    Column("contact_id", Id, ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True),
    Column("tag", String, primary_key=True),
    sqlite_with_rowid=False,
)

consents = Table(
    "consents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contact_id", Id, ForeignKey("contacts.id", ondelete="CASCADE"), nullable=False),
    Column("purpose", String, nullable=False),
    Column("status", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("source", String, nullable=False, server_default=""),
    Column("wording", Text, nullable=False, server_default=""),
)
"""A ledger: rows are only added; the latest (`at`, then `id`) of a purpose counts."""
Index("ix_consents_latest", consents.c.contact_id, consents.c.purpose, consents.c.at, consents.c.id)

suppressions = Table(
    "suppressions",
    metadata,
    Column("address", String, primary_key=True),
    Column("reason", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("source", String, nullable=False, server_default=""),
)
"""Addresses in lower case that are never sent to, from `at` on."""

events = Table(
    "events",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contact_id", Id, ForeignKey("contacts.id", ondelete="CASCADE"), nullable=False),
    Column("type", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("properties", Text, nullable=False, server_default="{}"),
    Column("step", String),
    Column("dedupe_key", String, unique=True),
    Column("pending", Integer, nullable=False, server_default=text("1")),
)
"""`step` repeats the property `step` (which mail a reaction is about); `pending` is 1 until the engine
saw the event."""
Index("ix_events_contact", events.c.contact_id, events.c.type, events.c.at)
Index(
    "ix_events_pending",
    events.c.at,
    events.c.contact_id,
    sqlite_where=events.c.pending == 1,
    postgresql_where=events.c.pending == 1,
)

changes = Table(
    "changes",
    metadata,
    Column("contact_id", Id, ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True),
    Column("at", BigInteger, nullable=False),
)
"""Contacts whose data changed at an instant: segment triggers, goals and exits have to be asked again."""

segments = Table(
    "segments",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("rule", Text, nullable=False),
)

journeys = Table(
    "journeys",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("state", String, nullable=False, server_default="draft"),
    Column("version", Integer),
    Column("draft", Text, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Column("paused_at", BigInteger),
    Column("paused_why", Text, nullable=False, server_default=""),
    Column("resumed_at", BigInteger),
)
"""`draft` is the file text; `version` the number of the live version, if any. `paused_why` is empty if a
person has paused it, else what the engine says about it, as JSON. Nothing from before `resumed_at` lets
anybody in (rule 19)."""

versions = Table(
    "versions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("journey_id", String, ForeignKey("journeys.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("checksum", String, nullable=False),
    Column("published_at", BigInteger, nullable=False),
    UniqueConstraint("journey_id", "number"),
)

positions = Table(
    "positions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version_id", Id, ForeignKey("versions.id"), nullable=False),
    Column("step", String, nullable=False),
    Column("kind", String, nullable=False),
    UniqueConstraint("version_id", "step", "kind"),
)
"""Places where a contact can stand: `start` = about to run the step, `rest` = parked at it."""

enrollments = Table(
    "enrollments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version_id", Id, ForeignKey("versions.id"), nullable=False),
    Column("journey_id", String, ForeignKey("journeys.id"), nullable=False),
    Column("contact_id", Id, ForeignKey("contacts.id", ondelete="CASCADE"), nullable=False),
    Column("entry_key", String),
    Column("event_id", Integer),
    Column("position", Integer),
    Column("arrived", BigInteger, nullable=False),
    Column("due", BigInteger),
    Column("visit", Integer, nullable=False, server_default=text("0")),
    Column("entered_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    Column("reason", String),
)
"""One pass of one contact. `position` is null once ended; `due` null waits without end."""
Index("ix_enrollments_contact", enrollments.c.contact_id, enrollments.c.journey_id)
Index(
    "ix_enrollments_due",
    enrollments.c.position,
    enrollments.c.due,
    sqlite_where=enrollments.c.position.is_not(None),
    postgresql_where=enrollments.c.position.is_not(None),
)

members = Table(
    "members",
    metadata,
    Column("journey_id", String, primary_key=True),
    Column("step", String, primary_key=True),
    Column("contact_id", Integer, primary_key=True),
    Column("value", Text),
    sqlite_with_rowid=False,
)
"""Who satisfied the rule of a segment trigger when it was last asked; for a trigger on changes of a field,
everybody with the value it had."""

paths = Table(
    "paths",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version_id", Id, ForeignKey("versions.id"), nullable=False),
    Column("steps", Text, nullable=False),
    Column("reads", Text, nullable=False, server_default="[]"),
    UniqueConstraint("version_id", "steps", "reads"),
)
"""Dictionary of stretches: `steps` is JSON `[[step, port], ...]`, `reads` what `history.seen` lists."""

history = Table(
    "history",
    metadata,
    Column("id", Id, primary_key=True),
    Column("enrollment_id", Integer, nullable=False),
    Column("path_id", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("seen", Text),
)
"""One row per contact and stretch; `seen` is the JSON array of values that the rules on the path saw."""
Index("ix_history_enrollment", history.c.enrollment_id)

counters = Table(
    "counters",
    metadata,
    Column("version_id", Id, ForeignKey("versions.id"), primary_key=True),
    Column("step", String, primary_key=True),
    Column("port", String, primary_key=True),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Numbers on the canvas. Port `@here` counts who stands at a step; step `` holds journey totals:
`@entered`, `@messages`, `@erased` (enrollments counted, but erased since), and one row per exit reason."""

contents = Table(
    "contents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version_id", Id, ForeignKey("versions.id"), nullable=False),
    Column("step", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("content", Text, nullable=False),
    Column("channel", String, nullable=False, server_default="mail"),
    Column("gate", Text, nullable=False, server_default="{}"),
    UniqueConstraint("version_id", "step"),
)
"""What each sending step of a version says (JSON of `app.core.program.Content`), over which channel, and
what its journey asks of the gate: hours, windows and caps, as JSON."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("enrollment_id", Integer, nullable=False),
    Column("step", String, nullable=False),
    Column("visit", Integer, nullable=False),
    Column("contact_id", Integer, nullable=False),
    Column("content_id", Id, ForeignKey("contents.id"), nullable=False),
    Column("address", String, nullable=False),
    Column("variables", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("state", String, nullable=False, server_default="queued"),
    Column("state_at", BigInteger, nullable=False),
    Column("due", BigInteger),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("reason", String, nullable=False, server_default=""),
    Column("response", Text, nullable=False, server_default=""),
    Column("late", BigInteger),
    UniqueConstraint("enrollment_id", "step", "visit"),
)
"""Messages decided. `at` is when it was decided, `due` when to (re)try, null once nothing is to be done;
`late` is by how much, if the program was off when it should have been decided.

`variables` is the JSON snapshot of the values its template names. States: `app.core.records.MessageState`.
"""
Index("ix_outbox_contact", outbox.c.contact_id, outbox.c.state_at)
Index(
    "ix_outbox_due",
    outbox.c.due,
    sqlite_where=outbox.c.due.is_not(None),
    postgresql_where=outbox.c.due.is_not(None),
)
TROUBLE = ("held", "refused", "uncertain")
_IN_TROUBLE = text("state IN ('held', 'refused', 'uncertain')")
"""The condition of an index of few rows: messages that go their usual way are not in it and pay nothing.

SQLite uses it for statements that contain the condition word for word.
"""
Index(
    "ix_outbox_trouble",
    outbox.c.state,
    outbox.c.id,
    sqlite_where=_IN_TROUBLE,
    postgresql_where=_IN_TROUBLE,
)

lists = Table(
    "lists",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
)
"""Sets of contacts kept by hand, or by steps."""

list_members = Table(
    "list_members",
    metadata,
    Column("contact_id", Id, ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True),
    Column("list_id", String, primary_key=True),
    Column("at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
Index("ix_list_members_list", list_members.c.list_id)

points = Table(
    "points",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contact_id", Id, ForeignKey("contacts.id", ondelete="CASCADE"), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("remaining", Integer, nullable=False, server_default=text("0")),
    Column("expires_at", BigInteger),
    Column("reason", String, nullable=False, server_default=""),
    Column("enrollment_id", Integer),
    Column("step", String),
)
"""A ledger: points earned (`amount` above 0, of which `remaining` are neither spent nor, before
`expires_at`, expired) and spent (below 0)."""
Index("ix_points_contact", points.c.contact_id, points.c.expires_at)

voucher_pools = Table(
    "voucher_pools",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
)

vouchers = Table(
    "vouchers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("pool_id", String, ForeignKey("voucher_pools.id", ondelete="CASCADE"), nullable=False),
    Column("code", String, nullable=False),
    Column("contact_id", Integer),
    Column("enrollment_id", Integer),
    Column("step", String),
    Column("visit", Integer),
    Column("given_at", BigInteger),
    UniqueConstraint("pool_id", "code"),
    UniqueConstraint("enrollment_id", "step", "visit"),
)
"""Codes; `given_at` null: still free. A code that was given stays given, also if its contact is erased."""
Index(
    "ix_vouchers_free",
    vouchers.c.pool_id,
    vouchers.c.id,
    sqlite_where=vouchers.c.given_at.is_(None),
    postgresql_where=vouchers.c.given_at.is_(None),
)

Index(
    "ix_vouchers_contact",
    vouchers.c.contact_id,
    sqlite_where=vouchers.c.contact_id.is_not(None),
    postgresql_where=vouchers.c.contact_id.is_not(None),
)

tasks = Table(
    "tasks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contact_id", Id, ForeignKey("contacts.id", ondelete="CASCADE"), nullable=False),
    Column("enrollment_id", Integer),
    Column("step", String),
    Column("visit", Integer),
    Column("title", String, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("owner", String, nullable=False, server_default=""),
    Column("created_at", BigInteger, nullable=False),
    Column("due_at", BigInteger),
    Column("lock_until", BigInteger),
    Column("done_at", BigInteger),
    UniqueConstraint("enrollment_id", "step", "visit"),
)
"""What sales has to do. Until `lock_until`, or until it is done, the contact gets no mails."""
Index("ix_tasks_contact", tasks.c.contact_id, tasks.c.lock_until)

incidents = Table(
    "incidents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("code", String, nullable=False),
    Column("journey_id", String),
    Column("step", String),
    Column("contact_id", Integer),
    Column("detail", Text, nullable=False, server_default="{}"),
)
"""What a person should know about: a journey that paused itself, a step that failed for a contact, time
away. `code` has a sentence in `app.core.incidents`, `detail` holds its values as JSON."""
Index("ix_incidents_at", incidents.c.at)
