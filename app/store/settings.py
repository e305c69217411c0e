"""Settings of a workspace and notes of the engine: JSON by key."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, select

from app.store import tables
from app.store.upsert import upsert

WORKSPACE_CAP = "gate"
"""What the workspace asks of every message: the key of the frequency cap over all journeys."""


def get(conn: Connection, key: str, default: Any = None) -> Any:
    """The value of a key, or the default if none was ever put."""
    found = read_setting(conn, key)
    return default if found is None else json.loads(found)


def put(conn: Connection, key: str, value: Any) -> None:
    """Set a key to a JSON value."""
    write_setting(conn, key, json.dumps(value, ensure_ascii=False, allow_nan=False))


def read_setting(conn: Connection, key: str) -> str | None:
    """The JSON text of a key, or None if none was ever written."""
    return conn.execute(select(tables.meta.c.value).where(tables.meta.c.key == key)).scalar()


def write_setting(conn: Connection, key: str, text: str) -> None:
    """Set a key to JSON text."""
    statement = upsert(conn, tables.meta).values(key=key, value=text)
    conn.execute(
        statement.on_conflict_do_update(index_elements=["key"], set_={"value": statement.excluded["value"]})
    )
