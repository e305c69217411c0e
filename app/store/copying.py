"""Contacts of one workspace, and what its journeys refer to, copied into another for a preview."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, true

from app.core.clock import Instant
from app.core.fields import FieldBook
from app.store import tables
from app.store.bulk import slices
from app.store.contact_columns import contact_table
from app.store.settings import WORKSPACE_CAP, read_setting, write_setting


def copy_contacts(
    source: Connection, target: Connection, fields: FieldBook, ids: Sequence[int], until: Instant
) -> None:
    """Copy contacts with all that rules look at, and events up to an instant, which count as seen already.

    Both workspaces have the same custom fields; the target holds none of these contacts.
    """
    contacts, events = contact_table(fields), tables.events
    for part in slices(ids):
        _copy(source, target, contacts, contacts.c.id.in_(part))
        for table in (tables.tags, tables.consents, tables.list_members, tables.points, tables.tasks):
            _copy(source, target, table, table.c.contact_id.in_(part))
        _copy(source, target, events, events.c.contact_id.in_(part) & (events.c.at <= until), pending=0)
    _copy(source, target, tables.suppressions, tables.suppressions.c.address.is_not(None))


def copy_surroundings(source: Connection, target: Connection) -> None:
    """Copy segments, lists, free voucher codes, and what the workspace asks of every message."""
    for table in (tables.segments, tables.lists, tables.voucher_pools):
        _copy(source, target, table, true())
    _copy(source, target, tables.vouchers, tables.vouchers.c.given_at.is_(None))
    cap = read_setting(source, WORKSPACE_CAP)
    if cap is not None:
        write_setting(target, WORKSPACE_CAP, cap)


def _copy(source: Connection, target: Connection, table: Any, wanted: Any, **replaced: Any) -> None:
    rows = [{**row, **replaced} for row in source.execute(select(table).where(wanted)).mappings()]
    if rows:
        target.execute(insert(table), rows)
