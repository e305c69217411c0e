"""Pools of voucher codes: what is free, and who got which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from app.core.clock import Instant
from app.store import tables
from app.store.bulk import execute_many
from app.store.upsert import upsert

_POOLS, _CODES = tables.voucher_pools.c, tables.vouchers.c


@dataclass(frozen=True)
class PoolRow:
    """A pool, how many of its codes are free, and how many have been given."""

    id: str
    name: str
    free: int
    given: int


@dataclass(frozen=True)
class GivenVoucher:
    """A code that was given; without an address if the contact has been erased."""

    code: str
    at: Instant
    email: str | None
    journey: str | None


def add_pool(conn: Connection, pool_id: str, name: str) -> None:
    """Make a new, empty pool."""
    conn.execute(insert(tables.voucher_pools).values(id=pool_id, name=name))


def rename_pool(conn: Connection, pool_id: str, name: str) -> None:
    """Give a pool another name."""
    conn.execute(update(tables.voucher_pools).where(_POOLS.id == pool_id).values(name=name))


def delete_pool(conn: Connection, pool_id: str) -> None:
    """Delete a pool with its codes."""
    conn.execute(delete(tables.vouchers).where(_CODES.pool_id == pool_id))
    conn.execute(delete(tables.voucher_pools).where(_POOLS.id == pool_id))


def pool_name(conn: Connection, pool_id: str) -> str | None:
    """The name of a pool, or None if there is no such pool."""
    return conn.execute(select(_POOLS.name).where(_POOLS.id == pool_id)).scalar()


def add_codes(conn: Connection, pool_id: str, codes: Sequence[str]) -> int:
    """Add codes in their order; those the pool has are passed over. Returns how many are new."""
    rows = [{"pool_id": pool_id, "code": code} for code in codes]
    statement = upsert(conn, tables.vouchers).on_conflict_do_nothing(index_elements=["pool_id", "code"])
    return execute_many(conn, statement, rows)


def all_pools(conn: Connection) -> list[PoolRow]:
    """Every pool with its numbers, by name."""
    numbers = (
        select(_CODES.pool_id, func.count().label("all"), func.count(_CODES.given_at).label("given"))
        .group_by(_CODES.pool_id)
        .subquery()
    )
    every, given = func.coalesce(numbers.c.all, 0), func.coalesce(numbers.c.given, 0)
    rows = conn.execute(
        select(_POOLS.id, _POOLS.name, (every - given).label("free"), given.label("given"))
        .select_from(tables.voucher_pools.outerjoin(numbers, numbers.c.pool_id == _POOLS.id))
        .order_by(_POOLS.name, _POOLS.id)
    )
    return [PoolRow(row.id, row.name, row.free, row.given) for row in rows]


def given_page(conn: Connection, pool_id: str, offset: int, limit: int) -> list[GivenVoucher]:
    """A stretch of what was given from a pool, the latest first."""
    contacts, enrollments = tables.contacts, tables.enrollments
    rows = conn.execute(
        select(_CODES.code, _CODES.given_at, contacts.c.email, enrollments.c.journey_id)
        .select_from(
            tables.vouchers.outerjoin(contacts, contacts.c.id == _CODES.contact_id).outerjoin(
                enrollments, enrollments.c.id == _CODES.enrollment_id
            )
        )
        .where(_CODES.pool_id == pool_id, _CODES.given_at.is_not(None))
        .order_by(_CODES.given_at.desc(), _CODES.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [GivenVoucher(row.code, row.given_at, row.email, row.journey_id) for row in rows]


def forget_taker(conn: Connection, contact_id: int) -> None:
    """Let what a contact got stay given, without saying to whom."""
    conn.execute(
        update(tables.vouchers)
        .where(_CODES.contact_id == contact_id)
        .values(contact_id=None, enrollment_id=None)
    )
