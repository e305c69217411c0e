"""Contacts of one workspace copied into another, for a preview on real people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from app.core.clock import Instant
from app.core.fields import FieldBook
from app.store import tables
from app.store.bulk import slices
from app.store.contact_columns import contact_table


def copy_contacts(
    source: Connection, target: Connection, fields: FieldBook, ids: Sequence[int], until: Instant
) -> None:
    """Copy contacts with tags, consents, and events up to an instant, which count as seen already.

    Both workspaces have the same custom fields; the target holds none of these contacts.
    """
    contacts, events = contact_table(fields), tables.events
    for part in slices(ids):
        _copy(source, target, contacts, contacts.c.id.in_(part))
        for table in (tables.tags, tables.consents):
            _copy(source, target, table, table.c.contact_id.in_(part))
        _copy(source, target, events, events.c.contact_id.in_(part) & (events.c.at <= until), pending=0)
    _copy(source, target, tables.suppressions, tables.suppressions.c.address.is_not(None))


def _copy(source: Connection, target: Connection, table: Any, wanted: Any, **replaced: Any) -> None:
    rows = [{**row, **replaced} for row in source.execute(select(table).where(wanted)).mappings()]
    if rows:
        target.execute(insert(table), rows)
