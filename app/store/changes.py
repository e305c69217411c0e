"""Which contacts the engine has to ask again: the notes in `changes`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, bindparam, case, literal, select, true

from app.core.clock import Instant
from app.store import tables
from app.store.bulk import execute_many
from app.store.upsert import upsert

if TYPE_CHECKING:
    from app.store.upsert import Upsert


def mark_changed(conn: Connection, contact_ids: Select[Any], at: Instant) -> None:
    """Note that the data of some contacts changed; an earlier note stays."""
    ids = contact_ids.subquery()
    # "WHERE true" keeps SQLite from reading ON CONFLICT as a join condition.
    source = select(ids.c[0], literal(at)).where(true())
    conn.execute(_earliest(upsert(conn, tables.changes).from_select(["contact_id", "at"], source)))


def mark_addresses(conn: Connection, email_keys: list[str], at: Instant) -> None:
    """The same for contacts known by their addresses in lower case."""
    source = select(tables.contacts.c.id, literal(at)).where(
        tables.contacts.c.email_key == bindparam("key_of_contact")
    )
    statement = _earliest(upsert(conn, tables.changes).from_select(["contact_id", "at"], source))
    execute_many(conn, statement, [{"key_of_contact": key} for key in email_keys])


def _earliest(statement: Upsert) -> Upsert:
    noted, new = tables.changes.c.at, statement.excluded.at
    return statement.on_conflict_do_update(
        index_elements=["contact_id"], set_={"at": case((new < noted, new), else_=noted)}
    )
