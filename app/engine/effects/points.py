"""Loyalty points: earned in lots, spent from those that expire first."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, case, delete, func, insert, literal, null, or_, select, update

from app.core.program import EarnPoints, SpendPoints
from app.engine.effects.party import Party
from app.engine.scratch import left_of, wave
from app.store import tables as t
from app.store.joins import driven

_P = t.points.c
_EARNED = [_P.contact_id, _P.at, _P.amount, _P.remaining, _P.expires_at, _P.reason, _P.enrollment_id, _P.step]


def earn_points(party: Party, effect: EarnPoints) -> None:
    """A new lot for each contact."""
    rows = select(
        wave.c.contact_id,
        wave.c.at,
        literal(effect.amount),
        literal(effect.amount),
        party.later(effect.expires),
        literal(effect.reason),
        wave.c.token,
        literal(party.node),
    ).where(*party.only())
    if effect.amount > 0:
        party.conn.execute(insert(t.points).from_select(_EARNED, rows))


def spend_points(party: Party, effect: SpendPoints) -> None:
    """Take points from the lots that expire first, as many as there are at most."""
    if effect.amount <= 0:
        return
    conn = party.conn
    conn.execute(delete(left_of))
    lots = _lots(party).subquery()
    still_wanted = literal(effect.amount) - lots.c.before
    rest = case((lots.c.remaining > still_wanted, lots.c.remaining - still_wanted), else_=0)
    taken_from = select(lots.c.id, lots.c.token, rest, lots.c.remaining - rest).where(still_wanted > 0)
    conn.execute(insert(left_of).from_select(list(left_of.c), taken_from))
    spent = (
        select(
            wave.c.contact_id,
            wave.c.at,
            -func.sum(left_of.c.taken),
            literal(0),
            null(),
            literal(effect.reason),
            wave.c.token,
            literal(party.node),
        )
        .select_from(driven(left_of, wave, wave.c.token == left_of.c.token))
        .group_by(left_of.c.token)
    )
    conn.execute(insert(t.points).from_select(_EARNED, spent))
    own = select(left_of.c.remaining).where(left_of.c.lot == _P.id).scalar_subquery()
    conn.execute(update(t.points).where(_P.id.in_(select(left_of.c.lot))).values(remaining=own))


def _lots(party: Party) -> Select[int, int, int, int]:
    """What there is to spend, and how many points of the contact are spent before those of a lot."""
    first = (_P.expires_at.is_(None), _P.expires_at, _P.at, _P.id)
    so_far: ColumnElement[int] = func.sum(_P.remaining).over(
        partition_by=_P.contact_id, order_by=first, rows=(None, 0)
    )
    return (
        select(_P.id, wave.c.token, _P.remaining, (so_far - _P.remaining).label("before"))
        .select_from(driven(wave, t.points, _P.contact_id == wave.c.contact_id))
        .where(
            *party.only(),
            _P.remaining > 0,
            _P.at <= wave.c.at,
            or_(_P.expires_at.is_(None), _P.expires_at > wave.c.at),
        )
    )
