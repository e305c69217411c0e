"""The list of messages, as a person looks through it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, String, bindparam, func, select

from app.core.clock import Instant
from app.core.reasons import LEFT
from app.core.records import MessageRow, MessageState
from app.core.schedule import LATEST
from app.store import tables

_OUTBOX, _ENROLLMENTS = tables.outbox.c, tables.enrollments.c
Order = Literal["decided", "newest", "due"]
COUNTING = "late_counting"
"""Why a message is held for a moment only, until it is known how many are late."""


@dataclass(frozen=True)
class MessageQuery:
    """Which messages: of states, of a journey, of a contact, of addresses that contain some letters.

    Empty or None means all. `due_by` and `due_after` are instants; `undecided` leaves out the uncertain ones
    that a person has left as they are.
    """

    states: tuple[MessageState, ...] = ()
    journey: str = ""
    contact_id: int | None = None
    search: str = ""
    due_by: Instant | None = None
    due_after: Instant | None = None
    undecided: bool = False
    order: Order = "decided"


@dataclass(frozen=True)
class HeldGroup:
    """Held messages of one step of a journey: how many, and how late at most, in milliseconds."""

    journey: str
    step: str
    n: int
    late: Instant


def message_page(conn: Connection, query: MessageQuery, offset: int, limit: int) -> list[MessageRow]:
    """A stretch of the messages: by decision, the latest first, or the newest first, or as they are due.

    `journey` and `node` are ids; `subject` is the template's, with its places still open.
    """
    order = _order(query.order)
    chosen = _found(query).order_by(*order).offset(offset).limit(limit).correlate(None)
    contents, journey = tables.contents.c.content, _ENROLLMENTS.journey_id
    columns: list[Any] = [*tables.outbox.c, journey, contents]
    rows = conn.execute(
        select(*columns).select_from(_joined()).where(_OUTBOX.id.in_(chosen)).order_by(*order)
    )
    return [_message(row) for row in rows]


def count_messages(conn: Connection, query: MessageQuery, most: int | None = None) -> int:
    """How many messages a query finds; counting ends at `most`."""
    found = _found(query) if most is None else _found(query).limit(most)
    return conn.execute(select(func.count()).select_from(found.subquery())).scalar_one()


def count_by_state(conn: Connection) -> Mapping[MessageState, int]:
    """How many messages are in each state."""
    rows = conn.execute(select(_OUTBOX.state, func.count()).group_by(_OUTBOX.state))
    return {row[0]: row[1] for row in rows}


def held_groups(conn: Connection) -> list[HeldGroup]:
    """The messages that wait for a person's word because they are late, by journey and step."""
    late = func.coalesce(func.max(_OUTBOX.late), 0)
    chosen = (
        select(func.coalesce(_ENROLLMENTS.journey_id, ""), _OUTBOX.step, func.count(), late)
        .select_from(_joined())
        .where(_OUTBOX.state == "held", in_trouble(), _OUTBOX.reason != COUNTING)
        .group_by(_ENROLLMENTS.journey_id, _OUTBOX.step)
    )
    return [HeldGroup(*row) for row in conn.execute(chosen.order_by(func.count().desc()))]


def _found(query: MessageQuery) -> Select[tuple[int]]:
    return select(_OUTBOX.id).where(*_wanted(query))


def _order(order: Order) -> tuple[ColumnElement[Any], ...]:
    match order:
        case "decided":
            return _OUTBOX.at.desc(), _OUTBOX.id.desc()
        case "newest":
            return (_OUTBOX.id.desc(),)
        case "due":
            return _OUTBOX.due, _OUTBOX.id


def _joined() -> Any:
    outbox, enrollments, contents = tables.outbox, tables.enrollments, tables.contents
    return outbox.outerjoin(enrollments, enrollments.c.id == _OUTBOX.enrollment_id).join(
        contents, contents.c.id == _OUTBOX.content_id
    )


def _wanted(query: MessageQuery) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if query.states:
        wanted.append(_OUTBOX.state.in_(query.states))
    if query.states and set(tables.TROUBLE).issuperset(query.states):
        wanted.append(in_trouble())
    if query.journey:
        wanted.append(of_journey(query.journey))
    if query.contact_id is not None:
        wanted.append(_OUTBOX.contact_id == query.contact_id)
    if query.search:
        wanted.append(_OUTBOX.contact_id.in_(_contacts_like(query.search)))
    if query.due_by is not None:
        wanted.append(_OUTBOX.due <= query.due_by)
    if query.due_after is not None:
        wanted.append(_OUTBOX.due > query.due_after)
    if query.undecided:
        wanted.append(~_OUTBOX.reason.startswith(LEFT, autoescape=True))
    return wanted


def in_trouble() -> ColumnElement[bool]:
    """The condition of the index of messages in trouble, which the statement has to contain literally."""
    states = bindparam("in_trouble", list(tables.TROUBLE), String, expanding=True, literal_execute=True)
    return _OUTBOX.state.in_(states)


def of_journey(journey_id: str) -> ColumnElement[bool]:
    """Whether a row of the outbox belongs to a journey."""
    contents, versions = tables.contents.c, tables.versions.c
    return _OUTBOX.content_id.in_(
        select(contents.id)
        .join(tables.versions, versions.id == contents.version_id)
        .where(versions.journey_id == journey_id)
    )


def _contacts_like(search: str) -> Select[tuple[int]]:
    key = tables.contacts.c.email_key
    return select(tables.contacts.c.id).where(key.contains(search.strip().lower(), autoescape=True))


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
        due=None if row.due == LATEST else row.due,  # it rests with its paused journey
        late=row.late,
        contact_id=row.contact_id,
    )
