"""Delivery over a channel that accepts everything at once: set statements instead of messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    Select,
    Update,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from app.core.clock import Instant
from app.core.hours import Hours
from app.core.records import MessageState
from app.engine.delivery import rows
from app.engine.delivery.gate import EVER, LATER, closed, freed_at, home, verdict
from app.engine.delivery.gate_terms import Terms, terms_of
from app.engine.delivery.report import DeliveryReport, Outcome
from app.engine.delivery.rows import DueRow, Mark
from app.engine.delivery.run import DeliveryTools
from app.engine.scratch import judged, prepare
from app.store.bulk import execute_many
from app.store.tables import outbox


def accept_all(tools: DeliveryTools, until: Instant) -> DeliveryReport:
    """Put off or skip what the gate holds back, refuse what cannot be written, accept the rest.

    All in one transaction. Where a cap counts messages, those of one contact are judged one after the other.
    """
    counts: Counter[MessageState] = Counter()
    outcomes: list[Outcome] = []
    with tools.database.write() as connection:
        prepare(connection)
        asked = terms_of(connection, rows.contents_due(connection, until, own_instants=tools.own_instants))
        turns = any(each.capped for each in asked.values())
        while asked and _judge(connection, tools, until, turns=turns):
            _ask_hours(connection, {content: each.hours for content, each in asked.items() if each.hours})
            outcomes += _refuse(tools, connection, asked)
            counts["refused"] = len(outcomes)
            counts += _mark(connection)
            if not turns:
                break
    return DeliveryReport(counts=+counts, outcomes=tuple(outcomes))


def _judge(connection: Connection, tools: DeliveryTools, until: Instant, *, turns: bool) -> int:
    """Name the messages whose turn it is, with the answer of all of the gate but the hours; how many."""
    connection.execute(delete(judged))
    statement = _judging(own_instants=tools.own_instants, turns=turns)
    return connection.execute(statement, {"by": until, "present": tools.clock.now()}).rowcount


@cache
def _judging(*, own_instants: bool, turns: bool) -> Insert:
    """Asks the gate about what is due `by` an instant, at the present or each at its own instant."""
    at = outbox.c.due if own_instants else bindparam("present", type_=outbox.c.due.type)
    due = rows.is_due(bindparam("by", type_=outbox.c.due.type), own_instants=own_instants)
    reason = verdict(at, at if own_instants else literal(EVER))
    chosen = select(outbox.c.id, outbox.c.content_id, at, home(), reason, freed_at(at)).where(due)
    if turns:
        chosen = chosen.where(outbox.c.id.in_(_first_of_each(due)))
    return insert(judged).from_select(["key", "content_id", "at", "zone", "reason", "until"], chosen)


def _first_of_each(due: ColumnElement[bool]) -> Select[tuple[int]]:
    """The message of each contact that was decided first among those at its first instant."""
    place = func.row_number().over(partition_by=outbox.c.contact_id, order_by=(outbox.c.due, outbox.c.id))
    ranked = select(outbox.c.id, place.label("place")).where(due).subquery()
    return select(ranked.c.id).where(ranked.c.place == 1)


def _ask_hours(connection: Connection, hours: Mapping[int, Hours]) -> None:
    """Put off or skip what may not leave at its time of day."""
    asked = (judged.c.reason == "", judged.c.content_id.in_(hours))
    found = select(judged.c.content_id, judged.c.at, judged.c.zone, judged.c.key).where(*asked)
    known: dict[Any, Instant] = {}
    answers: list[dict[str, Any]] = []
    for *which, key in connection.execute(found) if hours else ():
        content, at, zone = place = tuple(which)
        if place not in known:
            known[place] = hours[content].first_allowed(at, zone)
        if known[place] > at:
            gate = closed(hours[content], known[place])
            answers.append({"of": key, "why": gate.reason, "opened": gate.until})
    execute_many(connection, _CLOSE, answers)


def _refuse(tools: DeliveryTools, connection: Connection, asked: Mapping[int, Terms]) -> list[Outcome]:
    contents = [content for content in asked if tools.writer.fills_in(content)]
    if not contents:
        return []
    refused = [
        (row, reason)
        for row in rows.passed_rows(connection, contents)
        if (reason := tools.writer.likely_reason(row))
    ]
    rows.mark(
        connection,
        [Mark(row.key, "refused", row.at, row.attempts, reason=reason) for row, reason in refused],
    )
    execute_many(connection, _FORGET, [{"done": row.key} for row, _ in refused])
    return [_failed(row) for row, _ in refused]


def _failed(row: DueRow) -> Outcome:
    return Outcome(row.key, row.enrollment, row.step, "failed", row.at)


def _mark(connection: Connection) -> Counter[MessageState]:
    """Write what became of the messages whose turn it was."""
    counts: Counter[MessageState] = Counter()
    for state, marking in _markings().items():
        counts[state] = connection.execute(marking).rowcount
    return +counts


@cache
def _markings() -> Mapping[MessageState, Update]:
    later = func.substr(judged.c.reason, 1, len(LATER)) == LATER
    passed = judged.c.reason == ""
    ways: tuple[tuple[MessageState, ColumnElement[bool], Mapping[str, Any]], ...] = (
        ("skipped", ~passed & ~later, {"due": None, "reason": _of_judged(judged.c.reason)}),
        ("deferred", later, {"due": _of_judged(judged.c.until), "reason": _of_judged(judged.c.reason)}),
        ("accepted", passed, {"due": None, "reason": "", "attempts": 1}),
    )
    return {
        state: update(outbox)
        .where(outbox.c.id.in_(select(judged.c.key).where(which)))
        .values(state=state, state_at=_of_judged(judged.c.at), **values)
        for state, which, values in ways
    }


def _of_judged(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return select(column).where(judged.c.key == outbox.c.id).scalar_subquery()


_CLOSE = (
    update(judged)
    .where(judged.c.key == bindparam("of"))
    .values(reason=bindparam("why"), until=bindparam("opened"))
)
_FORGET = delete(judged).where(judged.c.key == bindparam("done"))
