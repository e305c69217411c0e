"""Crowds that come in at one instant, some thousands in a transaction: at publishing, and by the clock.

What is still to be done is noted in the store in the transaction that began it, and is done before anything
else happens: nobody is lost if the program ends in between, and nobody enters twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy import BigInteger, Connection, Insert, bindparam, func, select

from app.core.clock import Instant
from app.core.journey import NodeId
from app.core.program import OnSegment
from app.engine.clock.appointments import Appointments
from app.engine.entry import NEWEST, Doors, rows_of
from app.engine.version import Version
from app.store import settings
from app.store import tables as t
from app.store.contact_columns import contact_table

AT_ONCE = 4_000
_NOTE = "engine_admissions"


@dataclass(frozen=True)
class Admission:
    """Whoever a trigger lets in at an instant; those with an id up to `after` have been let in."""

    version: int
    step: NodeId
    at: Instant
    after: int = 0


def waiting(conn: Connection) -> list[Admission]:
    """What is still to be done, in its order."""
    found: list[list[Any]] = settings.get(conn, _NOTE, [])
    return [Admission(*each) for each in found]


def note(conn: Connection, admissions: Sequence[Admission]) -> None:
    """Replace what is still to be done."""
    settings.put(conn, _NOTE, [astuple(each) for each in admissions])


def first_of(admissions: Iterable[Admission], versions: Sequence[Version]) -> Admission | None:
    """The first that can be done; journeys that are paused wait, replaced versions let nobody in."""
    live = {version.id for version in versions if version.live}
    return next((each for each in admissions if each.version in live), None)


def let_in(
    conn: Connection, doors: Doors, appointments: Appointments, admission: Admission
) -> Admission | None:
    """Let some thousands in; what is left to be done, or None."""
    before = conn.execute(NEWEST).scalar_one()
    make = partial(_insertion, doors, appointments, admission.step)
    insertion = doors.version.prepared(("admission", admission.step), make)
    days = appointments.days_at(conn, doors.version, admission.step, admission.at)
    told = {"instant": admission.at, "after": admission.after, **days}
    if doors.carry_out(conn, insertion, told) < AT_ONCE:
        return None
    last = select(func.max(t.enrollments.c.contact_id)).where(t.enrollments.c.id > before)
    return replace(admission, after=conn.execute(last).scalar_one())


def _insertion(doors: Doors, appointments: Appointments, step: NodeId) -> Insert:
    c, at = contact_table(doors.fields).alias("c"), bindparam("instant", type_=BigInteger)
    if isinstance(doors.version.program.sources[step], OnSegment):
        meant = doors.known(step, c)
    else:
        meant = appointments.concerned(doors.version, step, c)
    rows = rows_of(c.c.id, at).where(c.c.id > bindparam("after"), meant).order_by(c.c.id).limit(AT_ONCE)
    return doors.insertion(step, rows, c, at)
