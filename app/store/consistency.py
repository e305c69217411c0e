"""What has to be true in every workspace at every moment; what is not is told in one sentence each."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, or_, select, text

from app.store import tables
from app.store.counts import ENTERED, ERASED, HERE, JOURNEY, MOVED_IN, MOVED_OUT
from app.store.journeys import checksum

_ENROLLMENTS, _COUNTERS = tables.enrollments.c, tables.counters.c


def check(conn: Connection) -> tuple[str, ...]:
    """Everything that is wrong, in English, for logs and reports; empty if all is well."""
    checks = (
        _damage,
        _foreign_keys,
        _lost_enrollments,
        _counters,
        _messages,
        _documents,
        _vouchers,
        _points,
        _tasks,
    )
    return tuple(finding for one in checks for finding in one(conn))


def _damage(conn: Connection) -> Iterator[str]:
    for (finding,) in conn.execute(text("PRAGMA integrity_check")):
        if finding != "ok":
            yield f"damage: {finding}"


def _foreign_keys(conn: Connection) -> Iterator[str]:
    for row in conn.execute(text("PRAGMA foreign_key_check")):
        yield f"row {row[1]} of {row[0]} refers to a missing row of {row[2]}"


def _lost_enrollments(conn: Connection) -> Iterator[str]:
    """Each enrollment stands somewhere or has ended for a reason, never both."""
    active = _ENROLLMENTS.position.is_not(None)
    ended = _ENROLLMENTS.ended_at.is_not(None) & _ENROLLMENTS.reason.is_not(None)
    half_ended = _ENROLLMENTS.ended_at.is_not(None) | _ENROLLMENTS.reason.is_not(None)
    odd = or_(active & half_ended, ~active & ~ended)
    for (enrollment,) in conn.execute(select(_ENROLLMENTS.id).where(odd).limit(20)):
        yield f"enrollment {enrollment} neither stands at a step nor has ended"
    known = select(tables.positions.c.id).where(tables.positions.c.version_id == _ENROLLMENTS.version_id)
    for (enrollment,) in conn.execute(
        select(_ENROLLMENTS.id).where(active, _ENROLLMENTS.position.not_in(known)).limit(20)
    ):
        yield f"enrollment {enrollment} stands at a place that its version does not have"


def _counters(conn: Connection) -> Iterator[str]:
    """The numbers on the canvas are those of the enrollments; who stands at a start is nowhere counted.

    Enrollments of erased contacts are gone, but stay in the numbers as entered and ended. Who was moved to
    another version has entered the old one, and is on the new one.
    """
    positions, enrollments = tables.positions, tables.enrollments
    resting = func.count(positions.c.id)
    rest = (positions.c.id == _ENROLLMENTS.position) & (positions.c.kind == "rest")
    facts = (
        select(_ENROLLMENTS.version_id, func.count(), resting, func.count(_ENROLLMENTS.ended_at))
        .select_from(enrollments.outerjoin(positions, rest))
        .group_by(_ENROLLMENTS.version_id)
    )
    counted = _counted(conn)
    for version, *numbers in conn.execute(facts):
        told = counted.pop(version, {})
        for what, number in zip(("entered", "resting", "ended"), numbers, strict=True):
            if told.get(what, 0) != number:
                yield f"version {version}: {number} {what}, but the counters say {told.get(what, 0)}"
    for version, told in counted.items():
        if any(told.values()):
            yield f"version {version}: counters, but no enrollments"


def _counted(conn: Connection) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for version, step, port, n in conn.execute(select(tables.counters)):
        what = "resting" if port == HERE else _total(port) if step == JOURNEY else None
        if what:
            told = found.setdefault(version, {})
            told[what] = told.get(what, 0) + n
        elif step == JOURNEY and port in (ERASED, MOVED_OUT):
            told = found.setdefault(version, {})
            for gone in ("entered", "ended") if port == ERASED else ("entered",):
                told[gone] = told.get(gone, 0) - n
    return found


def _total(port: str) -> str | None:
    if port in (ENTERED, MOVED_IN):
        return "entered"
    return None if port.startswith("@") else "ended"


def _messages(conn: Connection) -> Iterator[str]:
    outbox = tables.outbox.c
    key = (outbox.enrollment_id, outbox.step, outbox.visit)
    for row in conn.execute(select(*key).group_by(*key).having(func.count() > 1).limit(20)):
        yield f"enrollment {row[0]} has several messages of step {row[1]}, visit {row[2]}"


def _vouchers(conn: Connection) -> Iterator[str]:
    """A code is free, or it was given once; a free one belongs to nobody."""
    code = tables.vouchers.c
    twice = select(code.pool_id, code.code).group_by(code.pool_id, code.code).having(func.count() > 1)
    for row in conn.execute(twice.limit(20)):
        yield f"voucher pool {row.pool_id} has a code more than once"
    owned = code.contact_id.is_not(None) | code.enrollment_id.is_not(None)
    for row in conn.execute(select(code.id).where(code.given_at.is_(None), owned).limit(20)):
        yield f"voucher {row.id} is free, but somebody has it"
    turn = (code.enrollment_id, code.step, code.visit)
    again = select(*turn).where(code.enrollment_id.is_not(None)).group_by(*turn).having(func.count() > 1)
    for row in conn.execute(again.limit(20)):
        yield f"enrollment {row[0]} got several vouchers at step {row[1]}, visit {row[2]}"


def _points(conn: Connection) -> Iterator[str]:
    """Of points earned, none to all remain; what remains of all is what was earned less what was spent."""
    lot = tables.points.c
    odd = or_(lot.remaining < 0, (lot.amount >= 0) & (lot.remaining > lot.amount))
    spent = (lot.amount < 0) & (lot.remaining != 0)
    for row in conn.execute(select(lot.id).where(or_(odd, spent)).limit(20)):
        yield f"of the points in row {row.id} remain more than there were, or fewer than none"
    sums = func.sum(lot.amount) != func.sum(lot.remaining)
    for row in conn.execute(select(lot.contact_id).group_by(lot.contact_id).having(sums).limit(20)):
        yield f"contact {row.contact_id}: the points that remain are not those earned less those spent"


def _tasks(conn: Connection) -> Iterator[str]:
    task = tables.tasks.c
    key = (task.enrollment_id, task.step, task.visit)
    found = select(*key).where(task.enrollment_id.is_not(None)).group_by(*key).having(func.count() > 1)
    for row in conn.execute(found.limit(20)):
        yield f"enrollment {row[0]} has several tasks of step {row[1]}, visit {row[2]}"


def _documents(conn: Connection) -> Iterator[str]:
    for row in conn.execute(select(tables.versions)):
        if checksum(row.document) != row.checksum:
            yield f"journey {row.journey_id}: the document of version {row.number} was changed"
