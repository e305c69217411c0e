"""Lists: sets of contacts kept by hand, or by steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from app.core.clock import Instant
from app.store import tables
from app.store.bulk import execute_many, slices
from app.store.changes import mark_changed
from app.store.upsert import upsert

_LISTS, _MEMBERS = tables.lists.c, tables.list_members.c


@dataclass(frozen=True)
class ListRow:
    """A list, and how many contacts stand on it."""

    id: str
    name: str
    size: int


def add_list(conn: Connection, list_id: str, name: str) -> None:
    """Make a new, empty list."""
    conn.execute(insert(tables.lists).values(id=list_id, name=name))


def rename_list(conn: Connection, list_id: str, name: str) -> None:
    """Give a list another name."""
    conn.execute(update(tables.lists).where(_LISTS.id == list_id).values(name=name))


def delete_list(conn: Connection, list_id: str, at: Instant) -> None:
    """Delete a list; the contacts on it stay, but are on it no longer."""
    mark_changed(conn, members_of(list_id), at)
    conn.execute(delete(tables.list_members).where(_MEMBERS.list_id == list_id))
    conn.execute(delete(tables.lists).where(_LISTS.id == list_id))


def list_exists(conn: Connection, list_id: str) -> bool:
    """Whether there is a list."""
    return conn.execute(select(_LISTS.id).where(_LISTS.id == list_id)).first() is not None


def all_lists(conn: Connection) -> list[ListRow]:
    """Every list with its size, by name."""
    size = select(func.count()).where(_MEMBERS.list_id == _LISTS.id).scalar_subquery()
    rows = conn.execute(select(_LISTS.id, _LISTS.name, size.label("size")).order_by(_LISTS.name, _LISTS.id))
    return [ListRow(row.id, row.name, row.size) for row in rows]


def lists_of(conn: Connection, contact_id: int) -> list[str]:
    """The ids of the lists a contact stands on."""
    return list(
        conn.execute(
            select(_MEMBERS.list_id).where(_MEMBERS.contact_id == contact_id).order_by(_MEMBERS.list_id)
        ).scalars()
    )


def members_of(list_id: str) -> Select[Any]:
    """The ids of the contacts on a list, as a question."""
    return select(_MEMBERS.contact_id).where(_MEMBERS.list_id == list_id)


def change_members(
    conn: Connection, list_id: str, contact_ids: Sequence[int], at: Instant, *, present: bool
) -> None:
    """Put contacts on a list, or take them off it; a change of data of theirs."""
    if present:
        rows = [{"contact_id": contact_id, "list_id": list_id, "at": at} for contact_id in contact_ids]
        execute_many(conn, upsert(conn, tables.list_members).on_conflict_do_nothing(), rows)
    for part in slices(contact_ids):
        if not present:
            conn.execute(
                delete(tables.list_members).where(_MEMBERS.list_id == list_id, _MEMBERS.contact_id.in_(part))
            )
        mark_changed(conn, select(tables.contacts.c.id).where(tables.contacts.c.id.in_(part)), at)
