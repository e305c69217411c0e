"""Loyalty points of one contact: balance, ledger, and what a person adds or takes by hand."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, insert, literal, or_, select, update

from app.core.clock import Instant
from app.core.journey import NodeId
from app.store import tables
from app.store.changes import mark_changed

_P = tables.points.c


@dataclass(frozen=True)
class PointsEntry:
    """A line of the ledger: points earned (`amount` above 0, of which `remaining` are left) or spent."""

    at: Instant
    amount: int
    remaining: int
    expires_at: Instant | None
    reason: str
    step: NodeId | None


def points_balance(conn: Connection, contact_id: int, at: Instant) -> int:
    """The points that are there at an instant: neither spent nor expired."""
    total = select(func.coalesce(func.sum(_P.remaining), 0)).where(_P.contact_id == contact_id, *_valid(at))
    return conn.execute(total).scalar_one()


def points_ledger(conn: Connection, contact_id: int, limit: int = 100) -> list[PointsEntry]:
    """What was earned and spent, the latest first."""
    chosen = select(tables.points).where(_P.contact_id == contact_id)
    return [
        PointsEntry(row.at, row.amount, row.remaining, row.expires_at, row.reason, row.step)
        for row in conn.execute(chosen.order_by(_P.at.desc(), _P.id.desc()).limit(limit))
    ]


def add_points(
    conn: Connection, contact_id: int, amount: int, at: Instant, reason: str, expires_at: Instant | None
) -> None:
    """Points earned: a change of data of the contact."""
    _write(conn, contact_id, amount, amount, at, reason, expires_at)
    mark_changed(conn, select(literal(contact_id)), at)


def take_points(conn: Connection, contact_id: int, amount: int, at: Instant, reason: str) -> int:
    """Points spent, from those that expire first; how many there were to spend. A change of data, too."""
    lots = select(_P.id, _P.remaining).where(_P.contact_id == contact_id, _P.remaining > 0, *_valid(at))
    left = amount
    for lot in conn.execute(lots.order_by(_P.expires_at.is_(None), _P.expires_at, _P.at, _P.id)).all():
        taken = min(left, lot.remaining)
        left -= taken
        conn.execute(update(tables.points).where(_P.id == lot.id).values(remaining=lot.remaining - taken))
    if left < amount:
        _write(conn, contact_id, left - amount, 0, at, reason, None)
        mark_changed(conn, select(literal(contact_id)), at)
    return amount - left


def _valid(at: Instant) -> tuple[ColumnElement[bool], ...]:
    return (_P.at <= at, or_(_P.expires_at.is_(None), _P.expires_at > at))


def _write(
    conn: Connection,
    contact_id: int,
    amount: int,
    remaining: int,
    at: Instant,
    reason: str,
    expires_at: Instant | None,
) -> None:
    values = {"amount": amount, "remaining": remaining, "at": at, "reason": reason, "expires_at": expires_at}
    conn.execute(insert(tables.points).values(contact_id=contact_id, **values))
