"""Who stands where in a journey and since when, where messages fail, and the way one contact took."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Select, case, func, select

from app.core.clock import Instant
from app.core.impact import MOVED
from app.core.journey import NodeId
from app.core.records import AGES, Failing, Guest, TraceLine, Trail, Waiting
from app.store import tables

_E, _P, _V = tables.enrollments.c, tables.positions.c, tables.versions.c
_OUTBOX, _CONTACTS = tables.outbox.c, tables.contacts.c
FAILED = ("refused", "uncertain")
FEW_REASONS = 3


def waiting(conn: Connection, journey_id: str, now: Instant) -> Mapping[NodeId, Waiting]:
    """Who stands at each step of a journey, over all its versions."""
    younger = [func.sum(case((_E.arrived > now - age, 1), else_=0)) for age in AGES]
    asked: list[Any] = [_P.step, func.count(), func.min(_E.arrived), func.min(_E.due), *younger]
    rows = conn.execute(
        select(*asked)
        .select_from(_standing())
        .where(_E.position.is_not(None), _V.journey_id == journey_id)
        .group_by(_P.step)
    )
    return {
        step: Waiting(n, oldest, due, _buckets(n, ages)) for step, n, oldest, due, *ages in map(tuple, rows)
    }


def guests(conn: Connection, journey_id: str, step: NodeId, limit: int) -> list[Guest]:
    """Some of those who stand at a step, who has stood there longest first."""
    rows = conn.execute(
        select(_CONTACTS.id, _CONTACTS.email, _E.arrived, _E.due)
        .select_from(_standing().join(tables.contacts, _CONTACTS.id == _E.contact_id))
        .where(_E.position.is_not(None), _V.journey_id == journey_id, _P.step == step)
        .order_by(_E.arrived, _E.id)
        .limit(limit)
    )
    return [Guest(row.id, row.email, row.arrived, row.due) for row in rows]


def failing(conn: Connection, journey_id: str, since: Instant) -> Mapping[NodeId, Failing]:
    """How many messages of each step have failed since an instant, with the most frequent reasons."""
    rows = conn.execute(
        select(_OUTBOX.step, _OUTBOX.reason, func.count(), func.max(_OUTBOX.state_at))
        .select_from(tables.outbox.join(tables.enrollments, _E.id == _OUTBOX.enrollment_id))
        .where(_OUTBOX.state.in_(FAILED), _OUTBOX.state_at >= since, _E.journey_id == journey_id)
        .group_by(_OUTBOX.step, _OUTBOX.reason)
        .order_by(_OUTBOX.step, func.count().desc(), _OUTBOX.reason)
    )
    found: dict[NodeId, list[Any]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return {
        step: Failing(
            sum(row[2] for row in several),
            max(row[3] for row in several),
            tuple((row[1], row[2]) for row in several[:FEW_REASONS]),
        )
        for step, several in found.items()
    }


def trail(conn: Connection, journey_id: str, contact_id: int) -> Trail | None:
    """The latest pass of a contact through a journey, or None if there was none."""
    last = conn.execute(_passes(journey_id, contact_id).order_by(_E.entered_at.desc(), _E.id.desc())).first()
    if last is None:
        return None
    chosen = (
        select(tables.history.c.at, tables.paths.c.steps)
        .join_from(tables.history, tables.paths, tables.paths.c.id == tables.history.c.path_id)
        .where(tables.history.c.enrollment_id == last.id)
        .order_by(tables.history.c.id)
    )
    lines = tuple(
        TraceLine(last.email, step, port, row.at)
        for row in conn.execute(chosen)
        for step, port in json.loads(row.steps)
        if port != MOVED
    )
    return Trail(last.email, lines, last.step, last.arrived, last.due, last.reason)


def _passes(journey_id: str, contact_id: int) -> Select[*tuple[Any, ...]]:
    joined = tables.enrollments.join(tables.contacts, _CONTACTS.id == _E.contact_id).outerjoin(
        tables.positions, _P.id == _E.position
    )
    return (
        select(_E.id, _CONTACTS.email, _P.step, _E.arrived, _E.due, _E.reason)
        .select_from(joined)
        .where(_E.contact_id == contact_id, _E.journey_id == journey_id)
        .limit(1)
    )


def _standing() -> Any:
    # From the few places of the journey: the index of those under way begins with the place.
    return tables.versions.join(tables.positions, _P.version_id == _V.id).join(
        tables.enrollments, _E.position == _P.id
    )


def _buckets(total: int, younger: Sequence[int]) -> tuple[int, ...]:
    """How many are younger than each age but not than the one before, and how many older than all."""
    sums = [0, *younger, total]
    return tuple(after - before for before, after in pairwise(sums))
