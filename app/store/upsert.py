"""INSERT with ON CONFLICT, for either database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, TableClause
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

    Upsert = sqlite.Insert | postgresql.Insert


def upsert(conn: Connection, table: TableClause) -> Upsert:
    """The dialect's own INSERT, which knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    if conn.dialect.name != "postgresql":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # slow to load, and only servers need it

    return postgresql.insert(table)
