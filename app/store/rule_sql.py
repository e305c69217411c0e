"""Rules as SQL conditions over one row of contacts, at that contact's own instant (rule 10).

Every condition is true or false, never null, so that `not` is plain negation. A period (`within`) has a
fixed length, see `app.core.schedule.period_length`. Text compares without regard to case; a property of
an event whose name contains quotes or backslashes counts as missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    String,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    null,
    or_,
    select,
    true,
)

from app.core.clock import DAY, Instant
from app.core.fields import FieldBook
from app.core.rules.reads import ENGAGEMENT_EVENTS
from app.core.rules.tree import (
    MAX_DEPTH,
    AllOf,
    AnyOf,
    Attribute,
    DateRelative,
    Engagement,
    EventFilter,
    EventHappened,
    HasConsent,
    HasTag,
    InList,
    InSegment,
    JourneyHistory,
    Leaf,
    Not,
    Points,
    PropertyTest,
    Rule,
    WithSales,
)
from app.core.schedule import LATEST, period_length
from app.store import tables
from app.store.belongings import balance, locked_until, on_list
from app.store.comparisons import Kind, compare, kind_of
from app.store.contact_columns import column

NOT_SENT = ("skipped", "refused")
"""States of a message that never went out."""


@dataclass(frozen=True)
class RuleContext:
    """What a rule is asked about.

    `contact`: `contact_table` or an alias of it, from the enclosing statement. `at`: the contact's instant.
    `time_zone`: the zone of contacts that have none of their own. `enrollment` and `entered_at` are None
    outside a journey.
    """

    contact: FromClause
    at: ColumnElement[Any]
    fields: FieldBook
    time_zone: str = "UTC"
    enrollment: ColumnElement[Any] | None = None
    entered_at: ColumnElement[Any] | None = None
    segments: Mapping[str, Rule] = field(default_factory=dict[str, Rule])
    journey: str = ""
    inside: tuple[str, ...] = ()
    """The segments whose rules are being asked, outermost first."""


def at_instant(at: Instant) -> ColumnElement[Any]:
    """A fixed instant as the `at` of a context."""
    return literal(at, tables.events.c.at.type)


def compile_rule(rule: Rule, ctx: RuleContext) -> ColumnElement[bool]:
    """The condition under which a rule holds."""
    match rule:
        case AllOf(rules=parts):
            return and_(true(), *(compile_rule(part, ctx) for part in parts))
        case AnyOf(rules=parts):
            return or_(false(), *(compile_rule(part, ctx) for part in parts))
        case Not(rule=part):
            return ~compile_rule(part, ctx)
        case _:
            return _leaf(rule, ctx)


def value_seen(leaf: Leaf, ctx: RuleContext) -> ColumnElement[Any]:
    """The value a leaf looks at: a field, a number, a status, an instant, or 1 and 0 for yes and no."""
    match leaf:
        case Attribute(field=key) | DateRelative(field=key):
            return column(ctx.contact, key) if key in ctx.fields else null()
        case HasConsent():
            return _status(leaf, ctx)
        case EventHappened():
            return _count(leaf, ctx)
        case Engagement():
            return _reacted_at(leaf, ctx)
        case Points():
            return balance(ctx.contact.c.id, ctx.at)
        case WithSales():
            return locked_until(ctx.contact.c.id, ctx.at)
        case HasTag() | InList() | InSegment() | JourneyHistory():
            return case((compile_rule(leaf, ctx), 1), else_=0)


def _leaf(leaf: Leaf, ctx: RuleContext) -> ColumnElement[bool]:
    match leaf:
        case Attribute():
            return _attribute(leaf, ctx)
        case HasTag():
            return _tag(leaf, ctx)
        case InSegment():
            return _segment(leaf, ctx)
        case HasConsent():
            return func.coalesce(_status(leaf, ctx), "") == leaf.status
        case EventHappened():
            return _happened(leaf, ctx)
        case Engagement():
            return _reacted_at(leaf, ctx).is_not(None)
        case DateRelative():
            return _date(leaf, ctx)
        case JourneyHistory():
            return _journey(leaf, ctx)
        case InList() | Points() | WithSales():
            return _belongs(leaf, ctx)


def _belongs(leaf: InList | Points | WithSales, ctx: RuleContext) -> ColumnElement[bool]:
    contact = ctx.contact.c.id
    match leaf:
        case InList(list=name):
            return on_list(contact, name)
        case Points(op="ge", value=least):
            return balance(contact, ctx.at) >= least
        case Points(value=bound):
            return balance(contact, ctx.at) < bound
        case WithSales():
            return locked_until(contact, ctx.at).is_not(None)


def _attribute(leaf: Attribute, ctx: RuleContext) -> ColumnElement[bool]:
    field_type = ctx.fields.type_of(leaf.field)
    if field_type is None:
        return true() if leaf.op == "is_empty" else false()
    value = column(ctx.contact, leaf.field)
    match field_type:
        case "number" | "boolean":
            return compare(value, field_type, leaf.op, leaf.value)
        case "date" if leaf.op in ("lt", "le", "gt", "ge"):
            return and_(compare(value, "text", leaf.op, leaf.value), _is_day(value))
        case "text" | "date":
            return compare(value, "text", leaf.op, leaf.value)
        case "instant":
            as_day = isinstance(leaf.value, str)
            shown = _local_date(value, ctx) if as_day else value
            return compare(shown, "text" if as_day else "number", leaf.op, leaf.value)


def _tag(leaf: HasTag, ctx: RuleContext) -> ColumnElement[bool]:
    tags = tables.tags.alias()
    return (
        exists().where(tags.c.contact_id == ctx.contact.c.id, tags.c.tag == leaf.tag).correlate_except(tags)
    )


def _segment(leaf: InSegment, ctx: RuleContext) -> ColumnElement[bool]:
    rule = ctx.segments.get(leaf.segment)
    if rule is None or leaf.segment in ctx.inside or len(ctx.inside) >= MAX_DEPTH:
        return false()
    outside = replace(ctx, enrollment=None, entered_at=None, inside=(*ctx.inside, leaf.segment))
    return compile_rule(rule, outside)


def _status(leaf: HasConsent, ctx: RuleContext) -> ColumnElement[Any]:
    consents = tables.consents.alias()
    return (
        select(consents.c.status)
        .where(
            consents.c.contact_id == ctx.contact.c.id,
            consents.c.purpose == leaf.purpose,
            consents.c.at <= ctx.at,
        )
        .order_by(consents.c.at.desc(), consents.c.id.desc())
        .limit(1)
        .correlate_except(consents)
        .scalar_subquery()
    )


def _happened(leaf: EventHappened, ctx: RuleContext) -> ColumnElement[bool]:
    if leaf.op == "at_least" and leaf.count == 0:
        return true()
    if leaf.op == "at_least" and leaf.count == 1:
        events = tables.events.alias()
        return exists().where(*_matching(leaf, events, ctx)).correlate_except(events)
    count = _count(leaf, ctx)
    return count >= leaf.count if leaf.op == "at_least" else count <= leaf.count


def _count(leaf: EventHappened, ctx: RuleContext) -> ColumnElement[Any]:
    events = tables.events.alias()
    counted = select(func.count()).select_from(events).where(*_matching(leaf, events, ctx))
    return counted.correlate_except(events).scalar_subquery()


def _matching(leaf: EventHappened, events: FromClause, ctx: RuleContext) -> list[ColumnElement[bool]]:
    found = [events.c.contact_id == ctx.contact.c.id, events.c.at <= ctx.at, matches(leaf.event, events)]
    if leaf.within is not None:
        found.append(events.c.at >= ctx.at - period_length(leaf.within))
    if leaf.since_entry and ctx.entered_at is not None:
        found.append(events.c.at > ctx.entered_at)
    return found


def matches(wanted: EventFilter, events: FromClause) -> ColumnElement[bool]:
    """Whether a row of events (or of an alias) passes a filter; its instant is not looked at."""
    tests = (_property(test, events) for test in wanted.where)
    return and_(events.c.type == wanted.type, *tests)


def _property(test: PropertyTest, events: FromClause) -> ColumnElement[bool]:
    """Properties have no declared kind: each choice is compared with values of its own kind."""
    if not set(test.property).isdisjoint('"\\'):
        return true() if test.op == "is_empty" else false()
    path = f'$."{test.property}"'
    value = func.json_extract(events.c.properties, path, type_=String)
    stored = func.coalesce(func.json_type(events.c.properties, path), "null")
    if test.op in ("is_empty", "is_not_empty"):
        empty = or_(stored == "null", and_(stored == "text", value == ""))
        return empty if test.op == "is_empty" else ~empty
    choices = test.value if isinstance(test.value, tuple) else (test.value,)
    op = "eq" if test.op == "one_of" else test.op
    passed = (
        and_(stored.in_(types), compare(value, kind, op, choice))
        for choice in choices
        if choice is not None
        for kind, types in _JSON_TYPES.items()
        if kind == kind_of(choice)
    )
    return or_(false(), *passed)


_JSON_TYPES: Mapping[Kind, tuple[str, ...]] = {
    "text": ("text",),
    "number": ("integer", "real"),
    "boolean": ("true", "false"),
}


def _reacted_at(leaf: Engagement, ctx: RuleContext) -> ColumnElement[Any]:
    """When a message of the step went out, or was first reacted to; null if it was not."""
    if ctx.enrollment is None:
        return null()
    outbox = tables.outbox.alias()
    sent = [outbox.c.enrollment_id == ctx.enrollment, outbox.c.step == leaf.step, outbox.c.at <= ctx.at]
    event_type = ENGAGEMENT_EVENTS.get(leaf.what)
    if event_type is None:
        first = select(func.min(outbox.c.at)).where(*sent, outbox.c.state.not_in(NOT_SENT))
        return first.correlate_except(outbox).scalar_subquery()
    events = tables.events.alias()
    reacted = [
        events.c.contact_id == ctx.contact.c.id,
        events.c.type == event_type,
        events.c.at >= outbox.c.at,
        events.c.at <= ctx.at,
        or_(events.c.step.is_(None), events.c.step == leaf.step),
    ]
    first = select(func.min(events.c.at)).where(*sent, *reacted)
    return first.correlate_except(outbox, events).scalar_subquery()


def _date(leaf: DateRelative, ctx: RuleContext) -> ColumnElement[bool]:
    field_type = ctx.fields.type_of(leaf.field)
    if field_type == "date":
        value = func.nullif(column(ctx.contact, leaf.field), "")
        readable = _is_day(value)
        today, past, ahead = (_local_date(ctx.at, ctx, days) for days in (0, -leaf.days, leaf.days))
    elif field_type == "instant":
        value = column(ctx.contact, leaf.field)
        readable = value <= LATEST
        today, past, ahead = ctx.at, ctx.at - leaf.days * DAY, ctx.at + leaf.days * DAY
    else:
        return false()
    match leaf.op:
        case "within_last":
            holds = and_(value >= past, value <= today)
        case "within_next":
            holds = and_(value >= today, value <= ahead)
        case "before_last":
            holds = value < past
        case "after_next":
            holds = value > ahead
    return and_(value.is_not(None), holds, readable)


def _is_day(value: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether text begins with a day of the calendar; rubbish comes neither before nor after anything.

    PostgreSQL's twin is a function of its own around `to_date`.
    """
    day = func.substr(value, 1, 10)
    return func.coalesce(func.date(day, "+0 days"), "") == day


def _local_date(at: ColumnElement[Any], ctx: RuleContext, days: int = 0) -> ColumnElement[Any]:
    zone = func.coalesce(ctx.contact.c.time_zone, "")
    return func.stellwerk_local_date(at, zone, ctx.time_zone, days, type_=String)


def _journey(leaf: JourneyHistory, ctx: RuleContext) -> ColumnElement[bool]:
    passes = tables.enrollments.alias()
    found = [
        passes.c.contact_id == ctx.contact.c.id,
        passes.c.journey_id == leaf.journey,
        passes.c.entered_at <= ctx.at,
    ]
    match leaf.what:
        case "is_in":
            found.append(or_(passes.c.ended_at.is_(None), passes.c.ended_at > ctx.at))
        case "reached_goal":
            found += [passes.c.reason == "goal", passes.c.ended_at <= ctx.at]
        case "was_in":
            pass
    return exists().where(*found).correlate_except(passes)
