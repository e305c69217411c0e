"""Suppressions: addresses that are never sent to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, case, delete, func, select

from app.core.clock import Instant
from app.core.records import SuppressionReason
from app.store import tables
from app.store.contacts import email_key
from app.store.upsert import upsert

_LIST = tables.suppressions.c


@dataclass(frozen=True)
class Suppression:
    """An address (in lower case) that is not sent to from an instant on, and why."""

    address: str
    reason: SuppressionReason
    at: Instant
    source: str = ""


def suppress(conn: Connection, entry: Suppression) -> None:
    """Put an address on the list; if it is there, its first reason stays and the earlier instant counts."""
    statement = upsert(conn, tables.suppressions).values(
        address=email_key(entry.address), reason=entry.reason, at=entry.at, source=entry.source
    )
    earlier = case((statement.excluded.at < _LIST.at, statement.excluded.at), else_=_LIST.at)
    conn.execute(statement.on_conflict_do_update(index_elements=["address"], set_={"at": earlier}))


def lift_suppression(conn: Connection, address: str) -> None:
    """Take an address off the list."""
    conn.execute(delete(tables.suppressions).where(_LIST.address == email_key(address)))


def suppression_of(conn: Connection, address: str) -> Suppression | None:
    """The entry of an address, or None."""
    row = conn.execute(select(tables.suppressions).where(_LIST.address == email_key(address))).first()
    return Suppression(row.address, row.reason, row.at, row.source) if row else None


def suppression_page(conn: Connection, offset: int, limit: int) -> list[Suppression]:
    """A stretch of the list, by address."""
    rows = conn.execute(select(tables.suppressions).order_by(_LIST.address).offset(offset).limit(limit))
    return [Suppression(row.address, row.reason, row.at, row.source) for row in rows]


def count_suppressions(conn: Connection) -> int:
    """How many addresses are on the list."""
    return conn.execute(select(func.count()).select_from(tables.suppressions)).scalar_one()
