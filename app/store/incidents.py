"""Incidents: what a person should know about, noted by the engine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, insert, select

from app.core.clock import Instant
from app.core.incidents import IncidentCode
from app.core.journey import NodeId
from app.store import tables

_TABLE = tables.incidents.c
_NOTHING: Mapping[str, str | int] = {}


@dataclass(frozen=True)
class Incident:
    """What happened at an instant, where, and to whom if it was one contact; `id` is 0 before it is noted."""

    at: Instant
    code: IncidentCode | str
    journey: str | None = None
    step: NodeId | None = None
    contact: int | None = None
    detail: Mapping[str, str | int] = field(default_factory=lambda: _NOTHING)
    id: int = 0


@dataclass(frozen=True)
class IncidentQuery:
    """Which incidents are wanted; None: whatever journey or contact."""

    journey: str | None = None
    contact: int | None = None


def note(conn: Connection, incident: Incident) -> None:
    """Write an incident down."""
    conn.execute(
        insert(tables.incidents).values(
            at=incident.at,
            code=incident.code,
            journey_id=incident.journey,
            step=incident.step,
            contact_id=incident.contact,
            detail=json.dumps(dict(incident.detail), ensure_ascii=False),
        )
    )


def note_once(conn: Connection, incident: Incident) -> None:
    """Write an incident down, unless the same is known of this step."""
    known = select(_TABLE.id).where(
        _TABLE.code == incident.code,
        _TABLE.journey_id.is_not_distinct_from(incident.journey),
        _TABLE.step.is_not_distinct_from(incident.step),
        _TABLE.contact_id.is_not_distinct_from(incident.contact),
    )
    if conn.execute(known.limit(1)).first() is None:
        note(conn, incident)


def incident_page(conn: Connection, query: IncidentQuery, offset: int, limit: int) -> list[Incident]:
    """A stretch of the incidents, the latest first."""
    chosen = select(tables.incidents).where(*_wanted(query)).order_by(_TABLE.at.desc(), _TABLE.id.desc())
    return [
        Incident(row.at, row.code, row.journey_id, row.step, row.contact_id, json.loads(row.detail), row.id)
        for row in conn.execute(chosen.offset(offset).limit(limit))
    ]


def _wanted(query: IncidentQuery) -> list[ColumnElement[bool]]:
    asked = ((_TABLE.journey_id, query.journey), (_TABLE.contact_id, query.contact))
    return [column == value for column, value in asked if value is not None]
