"""The list of messages, as a person looks through it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from app.core.records import MessageRow, MessageState
from app.store import tables

_OUTBOX = tables.outbox.c


@dataclass(frozen=True)
class MessageQuery:
    """Which messages: of states, of a journey, of a contact; empty or None means all."""

    states: tuple[MessageState, ...] = ()
    journey: str = ""
    contact_id: int | None = None


def message_page(conn: Connection, query: MessageQuery, offset: int, limit: int) -> list[MessageRow]:
    """A stretch of the messages, the latest decided first.

    `journey` and `node` are ids; `subject` is the template's, with its places still open.
    """
    columns: list[Any] = [*tables.outbox.c, tables.enrollments.c.journey_id, tables.contents.c.content]
    chosen = select(*columns).select_from(_joined()).where(*_wanted(query))
    rows = conn.execute(chosen.order_by(_OUTBOX.at.desc(), _OUTBOX.id.desc()).offset(offset).limit(limit))
    return [_message(row) for row in rows]


def count_messages(conn: Connection, query: MessageQuery) -> int:
    """How many messages a query finds."""
    found = select(func.count()).select_from(_joined()).where(*_wanted(query))
    return conn.execute(found).scalar_one()


def count_by_state(conn: Connection) -> Mapping[MessageState, int]:
    """How many messages are in each state."""
    rows = conn.execute(select(_OUTBOX.state, func.count()).group_by(_OUTBOX.state))
    return {row[0]: row[1] for row in rows}


def _joined() -> Any:
    outbox, enrollments, contents = tables.outbox, tables.enrollments, tables.contents
    return outbox.outerjoin(enrollments, enrollments.c.id == _OUTBOX.enrollment_id).join(
        contents, contents.c.id == _OUTBOX.content_id
    )


def _wanted(query: MessageQuery) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if query.states:
        wanted.append(_OUTBOX.state.in_(query.states))
    if query.journey:
        wanted.append(tables.enrollments.c.journey_id == query.journey)
    if query.contact_id is not None:
        wanted.append(_OUTBOX.contact_id == query.contact_id)
    return wanted


def _message(row: Any) -> MessageRow:
    subject = str(json.loads(row.content).get("subject", ""))
    return MessageRow(
        id=row.id,
        email=row.address,
        journey=row.journey_id or "",
        node=row.step,
        subject=subject,
        state=row.state,
        at=row.at,
        reason=row.reason,
        response=row.response,
    )
