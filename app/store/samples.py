"""A few values of each field, so that a person recognizes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from app.core.fields import FieldBook
from app.store.contact_columns import column, contact_table

LOOKED_AT = 200
SHOWN = 5


def samples(conn: Connection, fields: FieldBook) -> Mapping[str, tuple[Any, ...]]:
    """Different values by field, of the contacts that came in last; fields without any are left out."""
    table = contact_table(fields)
    keys = fields.keys()
    chosen = select(*(column(table, key) for key in keys)).order_by(table.c.id.desc()).limit(LOOKED_AT)
    found: dict[str, dict[Any, None]] = {}
    for values in conn.execute(chosen):
        for key, value in zip(keys, values, strict=True):
            known = found.setdefault(key, {})
            if value not in (None, "") and len(known) < SHOWN:
                known[value] = None
    return {key: tuple(known) for key, known in found.items() if known}
