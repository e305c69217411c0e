"""The tests of a stretch as SQL: each becomes a small number, all together one code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, FromClause, Integer, and_, case, func, literal, or_, select
from sqlalchemy.sql.selectable import Exists, ScalarSelect

from app.core import share
from app.core.dates import UntilDate
from app.core.fields import FieldBook
from app.core.program import Await, Branch, Hold, Jump, Send, Split
from app.core.rules.tree import EventFilter, Rule, leaves
from app.core.schedule import Duration, period_length
from app.engine.clock.dues import day_due
from app.engine.stretch import GUARD_EXIT, GUARD_GOAL, GUARD_LIMIT, GUARD_PASS, Place, Test
from app.engine.version import Version
from app.store import tables as t
from app.store.contact_columns import contact_table
from app.store.rule_sql import RuleContext, compile_rule, matches, value_seen

MAX_VISITS = 1_000
SEEN_LIMIT = 24


@dataclass(frozen=True)
class Sight:
    """The rows a wave looks at: an enrollment `e` and its contact `c`, at an instant `at`."""

    e: FromClause
    c: FromClause
    at: ColumnElement[int]
    rules: RuleContext


def sight(
    version: Version, fields: FieldBook, segments: Mapping[str, Rule], at: ColumnElement[int] | None = None
) -> Sight:
    """The rows and the rule context of a version; `at` is the enrollment's due instant by default."""
    e = t.enrollments.alias("e")
    c = contact_table(fields).alias("c")
    instant = at if at is not None else e.c.due
    settings = version.program.settings
    context = RuleContext(
        contact=c,
        at=instant,
        fields=fields,
        time_zone=settings.time_zone,
        enrollment=e.c.id,
        entered_at=e.c.entered_at,
        segments=segments,
        journey=version.journey_id,
    )
    return Sight(e, c, instant, context)


def seen_at(view: Sight, at: ColumnElement[int]) -> Sight:
    """The same rows, seen at another instant."""
    return replace(view, at=at, rules=replace(view.rules, at=at))


def code(version: Version, place: Place, view: Sight) -> ColumnElement[int]:
    """The code of a token: the answers to all tests of the stretch, each times its radix."""
    total: ColumnElement[int] = literal(0, Integer)
    for test in version.stretch(place).tests:
        if test.arity > 1:
            answer = _answer(version, test, view)
            total = total + (answer if test.radix == 1 else answer * literal(test.radix, Integer))
    return total


def seen(version: Version, place: Place, view: Sight) -> tuple[ColumnElement[str] | None, str]:
    """The values that the branches of a stretch look at, as a JSON array, and the list that names them.

    The list is JSON `[[step, case, leaf], ...]`; None and an empty list where nothing is looked at.
    """
    looked: list[tuple[str, int, int]] = []
    values: list[ColumnElement[object]] = []
    for test in version.stretch(place).tests:
        instruction = version.program.steps[test.step].instruction
        if test.kind != "step" or not isinstance(instruction, Branch):
            continue
        for number, each in enumerate(instruction.cases):
            for position, leaf in enumerate(leaves(each.rule)):
                looked.append((test.step, number, position))
                values.append(value_seen(leaf, view.rules))
    if not values:
        return None, "[]"
    kept = values[:SEEN_LIMIT]
    return func.json_array(*kept), json.dumps(looked[:SEEN_LIMIT])


def goal_or_exit(version: Version, view: Sight) -> ColumnElement[int]:
    """Which of goal and exit criteria holds, as the guard's answer; the goal wins (rule 13)."""
    settings = version.program.settings
    whens: list[tuple[ColumnElement[bool], int]] = []
    if settings.goal is not None:
        whens.append((compile_rule(settings.goal, view.rules), GUARD_GOAL))
    if settings.exit is not None:
        whens.append((compile_rule(settings.exit, view.rules), GUARD_EXIT))
    return case(*whens, else_=GUARD_PASS) if whens else literal(GUARD_PASS, Integer)


def first_match(waiting: Await, view: Sight, arrived: ColumnElement[int]) -> ScalarSelect[int]:
    """The instant of the first event that an await counts, given when the contact arrived; NULL if none."""
    x = t.events.alias("x")
    return (
        select(func.min(x.c.at))
        .where(*counted(waiting, view, x, arrived))
        .correlate(view.e, view.c)
        .scalar_subquery()
    )


def _answer(version: Version, test: Test, view: Sight) -> ColumnElement[int]:
    if test.kind == "guard":
        limit = view.e.c.visit >= MAX_VISITS
        return case((limit, GUARD_LIMIT), else_=goal_or_exit(version, view))
    instruction = version.program.steps[test.step].instruction
    match instruction:
        case Branch(cases=cases):
            whens = [(compile_rule(each.rule, view.rules), number) for number, each in enumerate(cases)]
            return case(*whens, else_=len(cases)) if whens else literal(0, Integer)
        case Split(arms=arms):
            return _arm(version, test.step, tuple(arm.weight for arm in arms), view)
        case Hold(until=UntilDate() as until):
            return _day(version, until, view)
        case Await(event=event):
            happened = isinstance(event, EventFilter)
            met = _hit(instruction, view) if happened else compile_rule(event, view.rules)
            return case((met, 0), else_=1)
        case Jump(at_most=int() as at_most):
            return case((view.e.c.visit < at_most, 0), else_=1)
        case Send():
            return _outcome(test.step, view)
        case _:
            return literal(0, Integer)


def _arm(version: Version, step: str, weights: tuple[int, ...], view: Sight) -> ColumnElement[int]:
    place = share_place(version.journey_id, step, view.c)
    whens = [(place < bound, number) for number, bound in enumerate(share.bounds(weights))]
    return case(*whens, else_=len(weights) - 1) if whens else literal(0, Integer)


def share_place(journey: str, step: str, contact: FromClause) -> ColumnElement[int]:
    """Where a split places a contact between 0 and `share.SPACE` - 1, see `app.core.share.position`."""
    factor, offset = share.split_factor(journey, step), share.split_offset(journey, step)
    product = (contact.c.share * literal(factor, Integer) + literal(offset, Integer)).bitwise_rshift(15)
    return product % literal(share.SPACE, Integer)


def _day(version: Version, until: UntilDate, view: Sight) -> ColumnElement[int]:
    """How a wait for a date is left: on its day 0, at the arrival 1, without a date 2."""
    arrived = view.e.c.arrived
    day = day_due(until, view.c, arrived, view.rules.fields, version.program.settings.time_zone)
    return case((day.is_(None), 2), (view.at <= arrived, 1), else_=0)


def _hit(waiting: Await, view: Sight) -> Exists:
    x = t.events.alias("x")
    found = select(literal(1)).where(*counted(waiting, view, x, view.e.c.arrived), x.c.at <= view.at)
    return found.correlate(view.e, view.c).exists()


def counted(
    waiting: Await, view: Sight, x: FromClause, arrived: ColumnElement[int]
) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a wait for an event counts an event `x`, given when the contact arrived."""
    assert isinstance(waiting.event, EventFilter)
    bound: ColumnElement[int]
    if isinstance(waiting.since, Duration):
        bound = arrived - literal(period_length(waiting.since))
    else:
        bound = arrived if waiting.since == "arrival" else view.e.c.entered_at
    return (
        x.c.contact_id == view.e.c.contact_id,
        matches(waiting.event, x),
        x.c.at > bound,
        or_(view.e.c.event_id.is_(None), x.c.id != view.e.c.event_id),
    )


def _outcome(step: str, view: Sight) -> ColumnElement[int]:
    """How a message ended for the contact that waits for it: sent 0, skipped 1, failed 2."""
    state = (
        select(t.outbox.c.state)
        .where(
            and_(
                t.outbox.c.enrollment_id == view.e.c.id,
                t.outbox.c.step == step,
                t.outbox.c.visit == view.e.c.visit,
            )
        )
        .correlate(view.e)
        .scalar_subquery()
    )
    return case((state == "skipped", 1), (state == "refused", 2), else_=0)
