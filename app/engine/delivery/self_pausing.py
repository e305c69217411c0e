"""A journey pauses itself when too many messages of a step fail (rule 17).

Only in real time: in a preview each contact has its own time, and a pause of all would mix them up.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select

from app.core.clock import Instant
from app.core.incidents import IncidentCode
from app.engine.delivery.report import Outcome
from app.store import journeys
from app.store.bulk import slices
from app.store.incidents import Incident, note
from app.store.outbox_rows import in_trouble
from app.store.tables import contents, outbox, versions
from app.store.tables import journeys as journeys_table

AT_LEAST = 20
ONE_IN = 10
"""More than one in so many."""
CODE: IncidentCode = "paused_failing"


class _Step(NamedTuple):
    content: int
    journey: str
    step: str
    since: Instant


def pause_where_failing(conn: Connection, failed: Sequence[Outcome]) -> bool:
    """Pause the journeys of messages that failed, where too many of their step have; whether any."""
    paused = False
    for found in _steps(conn, failed):
        n = conn.execute(select(func.count()).select_from(outbox).where(*_failed(found))).scalar_one()
        if n < AT_LEAST or _sent(conn, found, (ONE_IN - 1) * n) >= (ONE_IN - 1) * n:
            continue
        at = max(outcome.at for outcome in failed)
        total = n + _sent(conn, found, (ONE_IN - 1) * n)
        told = {"failed": n, "total": total, "reason": _usual_reason(conn, found)}
        journeys.set_state(conn, found.journey, "paused", at, why=json.dumps({"code": CODE, **told}))
        note(conn, Incident(at, CODE, found.journey, found.step, detail=told))
        paused = True
    return paused


def _steps(conn: Connection, failed: Sequence[Outcome]) -> list[_Step]:
    """The steps of live journeys to which messages belong, one of each journey after the other."""
    found: set[_Step] = set()
    since = func.coalesce(journeys_table.c.resumed_at, -1)
    for keys in slices([outcome.key for outcome in failed]):
        rows = conn.execute(
            select(contents.c.id, versions.c.journey_id, contents.c.step, since)
            .join(outbox, outbox.c.content_id == contents.c.id)
            .join(versions, versions.c.id == contents.c.version_id)
            .join(journeys_table, journeys_table.c.id == versions.c.journey_id)
            .where(outbox.c.id.in_(keys), journeys_table.c.state == "live")
            .distinct()
        )
        found.update(_Step(*row) for row in rows)
    return sorted(found)


def _failed(found: _Step) -> list[ColumnElement[bool]]:
    refused = (outbox.c.state == "refused", in_trouble())
    return [*refused, outbox.c.content_id == found.content, outbox.c.state_at > found.since]


def _sent(conn: Connection, found: _Step, most: int) -> int:
    """How many went out, or may have; counting ends at `most`."""
    rows = select(outbox.c.id).where(
        outbox.c.content_id == found.content,
        outbox.c.state.in_(("accepted", "uncertain")),
        outbox.c.state_at > found.since,
    )
    return conn.execute(select(func.count()).select_from(rows.limit(most).subquery())).scalar_one()


def _usual_reason(conn: Connection, found: _Step) -> str:
    n = func.count().label("n")
    rows = select(outbox.c.reason, n).where(*_failed(found)).group_by(outbox.c.reason)
    row = conn.execute(rows.order_by(n.desc(), outbox.c.reason).limit(1)).first()
    return str(row[0]) if row else ""
