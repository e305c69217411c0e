"""The outbox as delivery reads and writes it: claim, re-ask, mark, release."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    String,
    and_,
    bindparam,
    func,
    literal,
    not_,
    select,
    update,
)

from app.core.clock import Instant
from app.core.hours import Hours
from app.core.program import CallContent, ChannelName, Content, MailContent, NoteContent, ServiceContent
from app.core.protocols import ContentRecord
from app.core.records import MessageState
from app.engine.delivery.gate import EVER, PASSED, Answer, answer, freed_at, home, hours_asked, verdict
from app.engine.delivery.gate_terms import hours_of
from app.engine.delivery.report import OUTCOMES, Outcome, outcome_of
from app.engine.delivery.routes import of_route
from app.engine.scratch import judged
from app.store.bulk import Prepared
from app.store.resting_messages import RESTING, rest_with_their_journeys
from app.store.tables import contents, enrollments, outbox, positions, versions

WAITING: tuple[MessageState, ...] = ("queued", "deferred")
_CONTENTS: Mapping[ChannelName, TypeAdapter[Content]] = {
    "mail": TypeAdapter(MailContent),
    "note": TypeAdapter(NoteContent),
    "service": TypeAdapter(ServiceContent),
    "call": TypeAdapter(CallContent),
}

# Built once, when first used: building the gate takes three times as long as asking it.
_NOW, _PAST = bindparam("now", None, BigInteger), bindparam("past", None, BigInteger)
_THIS = outbox.c.id == bindparam("key", None, Integer)
_CLAIMED_VERDICT = Prepared(
    lambda: select(verdict(_NOW, _PAST), freed_at(_NOW)).where(_THIS, outbox.c.state == "claimed")
)
_TO_WIRE = Prepared(
    lambda: (
        update(outbox)
        .where(_THIS, outbox.c.state == "claimed", verdict(_NOW, _PAST) == "")
        .values(state="at_wire", state_at=_NOW)
    )
)
_MOVE = Prepared(
    lambda: (
        update(outbox)
        .where(_THIS)
        .values(state=bindparam("new_state", None, String), state_at=bindparam("new_at", None, BigInteger))
    )
)
_SETTLE = Prepared(lambda: update(outbox).where(_THIS).values(due=None))
_MARK = Prepared(
    lambda: (
        update(outbox)
        .where(_THIS)
        .values(
            state=bindparam("new_state", None, String),
            state_at=bindparam("new_at", None, BigInteger),
            due=bindparam("new_due", None, BigInteger),
            attempts=bindparam("new_attempts", None, Integer),
            reason=bindparam("new_reason", None, String),
            response=bindparam("new_response", None, String),
        )
    )
)


@dataclass(frozen=True, slots=True)
class DueRow:
    """A message that is due, with the gate's answer at its instant, and what its hours are asked with."""

    key: int
    enrollment: int
    step: str
    visit: int
    content: int
    address: str
    variables: str
    attempts: int
    decided: Instant
    at: Instant
    gate: Answer = PASSED
    zone: str | None = None
    hours: Hours | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A new state of a message; `due` None: nothing more is to be done, not even to tell its enrollment."""

    key: int
    state: MessageState
    at: Instant
    attempts: int
    due: Instant | None = None
    reason: str = ""
    response: str = ""


def is_due(until: Instant | ColumnElement[Instant], *, own_instants: bool) -> ColumnElement[bool]:
    """Rows of the outbox that wait to be sent by then.

    In virtual time those put off wait for their turn, and the others until their contact has come to rest.
    """
    if own_instants:
        return and_(outbox.c.due <= until, outbox.c.state == "queued", not_(_goes_on()))
    return and_(outbox.c.due <= until, outbox.c.state.in_(WAITING))


def _goes_on() -> ColumnElement[bool]:
    """Whether the enrollment of a row of the outbox has more to do at the instant of the message."""
    e = enrollments.c
    walking = (
        select(e.id)
        .join(positions, positions.c.id == e.position)
        .where(e.id == outbox.c.enrollment_id, e.due <= outbox.c.due, positions.c.kind == "start")
    )
    return walking.correlate(outbox).exists()


def next_due(connection: Connection, route: str | None = None) -> Instant | None:
    """The smallest instant at which something is to be sent, by a route or by any."""
    awake = outbox.c.due < RESTING  # messages of paused journeys rest
    query = select(func.min(outbox.c.due)).where(
        outbox.c.due.is_not(None), awake, outbox.c.state.in_(WAITING)
    )
    if route is not None:
        query = query.where(of_route(literal(route)))
    return connection.execute(query).scalar_one()


def due_rows(
    connection: Connection, until: Instant, now: Instant | None, limit: int, route: str | None = None
) -> list[DueRow]:
    """The next messages in the order of their instants, judged by the gate; `now` None: at their own.

    With a route, only those that leave by it.
    """
    values = {"until": until, "most": limit}
    if now is None:
        found = _DUE_BY_THEMSELVES.rows(connection, values)
    elif route is None:
        found = _DUE.rows(connection, {**values, "now": now})
    else:
        found = _DUE_BY_ROUTE.rows(connection, {**values, "now": now, "route": route})
    return [_judged(row) for row in found]


def contents_due(connection: Connection, until: Instant, *, own_instants: bool) -> Sequence[int]:
    """The contents of the messages that are due."""
    due = is_due(until, own_instants=own_instants)
    return connection.execute(select(outbox.c.content_id).where(due).distinct()).scalars().all()


def passed_rows(connection: Connection, contents: Sequence[int]) -> list[DueRow]:
    """The messages of some contents that the gate has let pass in this turn."""
    query = _rows(judged.c.at).join(judged, judged.c.key == outbox.c.id)
    passed = query.where(judged.c.reason == "", judged.c.content_id.in_(contents))
    return [DueRow(*row) for row in connection.execute(passed)]


def to_wire(connection: Connection, row: DueRow, at: Instant, past: Instant = EVER) -> bool:
    """Put a claimed message at the wire if the gate (`verdict`) still lets it out; whether it did."""
    if row.hours and row.hours.first_allowed(at, row.zone) > at:
        return False
    return _TO_WIRE.run(connection, [{"key": row.key, "now": at, "past": past}]) == 1


def claimed_answer(connection: Connection, row: DueRow, at: Instant, past: Instant = EVER) -> Answer | None:
    """What the gate says now about a claimed message; None if it is not claimed any more."""
    found = _CLAIMED_VERDICT.rows(connection, {"key": row.key, "now": at, "past": past})
    return answer(found[0][0], found[0][1], row.hours, at, row.zone) if found else None


def move(connection: Connection, keys: Sequence[int], state: MessageState, at: Instant) -> None:
    """Put messages into a state, still to be done with."""
    _MOVE.run(connection, [{"key": key, "new_state": state, "new_at": at} for key in keys])


def mark(connection: Connection, marks: Sequence[Mark]) -> None:
    """Write what became of messages; those of a journey that was paused meanwhile wait for that."""
    _MARK.run(connection, [_parameters(each) for each in marks])
    waiting = [each.key for each in marks if each.state in WAITING]
    if waiting:
        rest_with_their_journeys(connection, waiting)


def unsettled(connection: Connection) -> list[Outcome]:
    """Messages that are done with, of which their enrollments do not know yet."""
    query = select(outbox.c.id, outbox.c.enrollment_id, outbox.c.step, outcome_of(), outbox.c.state_at).where(
        outbox.c.due.is_not(None), outbox.c.state.in_(OUTCOMES)
    )
    return [Outcome(*row) for row in connection.execute(query)]


def settle(connection: Connection, keys: Sequence[int]) -> None:
    """Nothing more is to be done about these messages."""
    _SETTLE.run(connection, [{"key": key} for key in keys])


def in_state(connection: Connection, state: MessageState) -> list[DueRow]:
    """All messages under way in a state: claimed or at the wire."""
    query = _rows(outbox.c.state_at).where(outbox.c.due.is_not(None), outbox.c.state == state)
    return [DueRow(*row) for row in connection.execute(query)]


def load_content(connection: Connection, content: int) -> ContentRecord:
    """What a message says, and the journey it belongs to."""
    query = (
        select(contents.c.content, contents.c.channel, versions.c.journey_id, versions.c.document)
        .join(versions, versions.c.id == contents.c.version_id)
        .where(contents.c.id == content)
    )
    row = connection.execute(query).one()
    return ContentRecord(
        journey=row.journey_id,
        language=json.loads(row.document).get("language", "de"),
        content=_CONTENTS[row.channel].validate_json(row.content),
    )


def _rows(at: ColumnElement[Instant], *asked: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    columns = (outbox.c.id, outbox.c.enrollment_id, outbox.c.step, outbox.c.visit, outbox.c.content_id)
    return select(*columns, outbox.c.address, outbox.c.variables, outbox.c.attempts, outbox.c.at, at, *asked)


def _judged_rows(
    at: ColumnElement[Instant], *only: ColumnElement[bool], own_instants: bool = False
) -> Select[*tuple[Any, ...]]:
    until, most = bindparam("until", None, BigInteger), bindparam("most", None, Integer)
    past = at if own_instants else literal(EVER)
    query = _rows(at, verdict(at, past), freed_at(at), home(), hours_asked())
    due = query.where(is_due(until, own_instants=own_instants), *only)
    return due.order_by(outbox.c.due, outbox.c.id).limit(most)


def _judged(row: Row[*tuple[Any, ...]]) -> DueRow:
    *message, reason, freed, zone, asked = tuple(row)
    hours = hours_of(asked)
    said = answer(reason, freed, hours, message[-1], zone)
    return DueRow(*message, said, zone, hours)  # pyright: ignore[reportCallIssue] (the columns of `_rows`)


def _parameters(each: Mark) -> dict[str, Any]:
    return {
        "key": each.key,
        "new_state": each.state,
        "new_at": each.at,
        "new_due": each.due,
        "new_attempts": each.attempts,
        "new_reason": each.reason,
        "new_response": each.response[:500],
    }


_DUE = Prepared(lambda: _judged_rows(_NOW))
_DUE_BY_ROUTE = Prepared(lambda: _judged_rows(_NOW, of_route(bindparam("route", None, String))))
_DUE_BY_THEMSELVES = Prepared(lambda: _judged_rows(outbox.c.due, own_instants=True))
