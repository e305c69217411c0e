"""INSERT with ON CONFLICT, for either database."""

from __future__ import annotations

from sqlalchemy import Connection, TableClause
from sqlalchemy.dialects import postgresql, sqlite

Upsert = sqlite.Insert | postgresql.Insert


def upsert(conn: Connection, table: TableClause) -> Upsert:
    """The dialect's own INSERT, which knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return postgresql.insert(table) if conn.dialect.name == "postgresql" else sqlite.insert(table)
