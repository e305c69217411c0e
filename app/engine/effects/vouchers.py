"""Vouchers: contacts who rest at a step get the free codes of a pool, each code once."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, insert, select, update
from sqlalchemy.sql.selectable import ScalarSelect

from app.core.fields import READ_ONLY_FIELDS
from app.core.program import GiveVoucher
from app.engine.effects.fields import set_each
from app.engine.effects.party import Party
from app.engine.scratch import served, wave
from app.engine.stretch import GUARD_PASS, Place
from app.engine.version import Version
from app.store import tables as t
from app.store.joins import driven
from app.store.vouchers import pool_name

_V = t.vouchers.c


def hand_out(conn: Connection, version: Version, place: Place) -> None:
    """Give a code to each of the wave who is to get one, as long as there are any.

    In the order of their instants, then of their enrollments. Who has got one at this visit, and was moved
    back to the step since, keeps it. The others leave by the port for that: the answer to the test of the
    step, which nobody could ask before, is added to their codes.
    """
    giving = version.program.steps[place.step].instruction
    if place.kind != "rest" or not isinstance(giving, GiveVoucher):
        return
    tests = {test.kind: test for test in version.stretch(place).tests}
    passes = wave.c.code % tests["guard"].arity == GUARD_PASS
    conn.execute(delete(served))
    conn.execute(insert(served).from_select(list(served.c), _kept(place).where(passes)))
    _pair(conn, giving.pool, passes)
    _give(conn, place)
    conn.execute(
        update(wave)
        .where(passes, wave.c.token.not_in(select(served.c.token)))
        .values(code=wave.c.code + tests["leave"].radix)
    )


def write_code(party: Party, giving: GiveVoucher) -> None:
    """Write each code into the field of its contact; say so if codes or the field are missing."""
    kind = party.fields.type_of(giving.field)
    if kind == "text" and giving.field not in READ_ONLY_FIELDS:
        code = select(_V.code).where(_V.id == served.c.voucher, served.c.token == wave.c.token)
        set_each(party, giving.field, code.correlate(wave).scalar_subquery(), *got_one())
    else:
        party.complain("field_gone" if kind is None else "field_unsuited", field=giving.field)
    without = select(wave.c.token).where(*party.only(), wave.c.token.not_in(select(served.c.token)))
    if party.conn.execute(without.limit(1)).first() is not None:
        name = pool_name(party.conn, giving.pool)
        party.complain("pool_gone" if name is None else "pool_empty", pool=name or giving.pool)


def got_one() -> tuple[ColumnElement[bool]]:
    """The condition on rows of the wave that the contact got a code."""
    return (wave.c.token.in_(select(served.c.token)),)


def _kept(place: Place) -> Select[int, int]:
    """The codes that some of the wave have got already: there is one per enrollment, step and visit."""
    own = and_(_V.enrollment_id == wave.c.token, _V.step == place.step, _V.visit == wave.c.visit)
    return select(wave.c.token, _V.id).select_from(driven(wave, t.vouchers, own))


def _pair(conn: Connection, pool: str, passes: ColumnElement[bool]) -> None:
    """Note who gets which code. The lists meet here: the store would look for each one's place in both."""
    e = t.enrollments.alias("e")
    takers = conn.execute(
        select(wave.c.token)
        .select_from(driven(wave, e, e.c.id == wave.c.token))
        .where(passes, wave.c.token.not_in(select(served.c.token)))
        .order_by(wave.c.at, e.c.entered_at, wave.c.contact_id, wave.c.token)
    ).scalars()
    tokens = list(takers)
    free = select(_V.id).where(_V.pool_id == pool, _V.given_at.is_(None)).order_by(_V.id)
    codes = conn.execute(free.limit(len(tokens))).scalars()
    rows = [{"token": token, "voucher": code} for token, code in zip(tokens, codes, strict=False)]
    if rows:
        conn.execute(insert(served), rows)


def _give(conn: Connection, place: Place) -> None:
    def of_taker(value: ColumnElement[int]) -> ScalarSelect[int]:
        found = select(value).select_from(driven(served, wave, wave.c.token == served.c.token))
        return found.where(served.c.voucher == _V.id).correlate(t.vouchers).scalar_subquery()

    conn.execute(
        update(t.vouchers)
        .where(_V.id.in_(select(served.c.voucher)), _V.given_at.is_(None))
        .values(
            contact_id=of_taker(wave.c.contact_id),
            enrollment_id=of_taker(wave.c.token),
            step=place.step,
            visit=of_taker(wave.c.visit),
            given_at=of_taker(wave.c.at),
        )
    )
