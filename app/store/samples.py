"""A few values of each field, so that a person recognizes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from app.core.fields import FieldBook
from app.store import tables
from app.store.contact_columns import column, contact_table
from app.store.retention import FORGOTTEN

LOOKED_AT = 200
SHOWN = 5


def event_samples(conn: Connection) -> Mapping[str, tuple[Any, ...]]:
    """Different values by property, of the events that were recorded last."""
    events = tables.events.c
    chosen = select(events.properties).where(events.type != FORGOTTEN).order_by(events.id.desc())
    found: dict[str, dict[Any, None]] = {}
    for words in conn.execute(chosen.limit(LOOKED_AT)).scalars():
        for name, value in json.loads(words).items():
            known = found.setdefault(name, {})
            if isinstance(value, str | int | float) and value != "" and len(known) < SHOWN:
                known[value] = None
    return {name: tuple(known) for name, known in sorted(found.items()) if known}


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
