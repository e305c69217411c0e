"""What a rule means, in plain Python and slowly: the judge of the SQL that the store makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta
from typing import Any, Protocol

from app.core.clock import DAY, Instant, to_datetime
from app.core.dates import local_day
from app.core.fields import FieldBook
from app.core.records import ConsentRecord
from app.core.rules.reads import ENGAGEMENT_EVENTS
from app.core.rules.tree import (
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
from app.core.schedule import period_length, zone


@dataclass(frozen=True)
class Happened:
    """An event of the contact."""

    type: str
    at: Instant
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Pass:
    """An enrollment of the contact in any journey."""

    journey: str
    entered_at: Instant
    ended_at: Instant | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Message:
    """A message decided in the enrollment that asks."""

    step: str
    at: Instant
    state: str = "accepted"


@dataclass(frozen=True)
class Lot:
    """Points earned at once, of which some remain."""

    at: Instant
    remaining: int
    expires_at: Instant | None = None


@dataclass(frozen=True)
class Lock:
    """A task of sales that keeps mails from the contact."""

    created_at: Instant
    until: Instant | None
    done_at: Instant | None = None


class Passing(Protocol):
    """A pass, whoever keeps it."""

    @property
    def journey(self) -> str: ...
    @property
    def entered_at(self) -> Instant: ...
    @property
    def ended_at(self) -> Instant | None: ...
    @property
    def reason(self) -> str | None: ...


class Decided(Protocol):
    """A message, whoever keeps it."""

    @property
    def step(self) -> str: ...
    @property
    def at(self) -> Instant: ...
    @property
    def state(self) -> str: ...


@dataclass(frozen=True)
class Facts:
    """One contact at one instant; without `entered_at` no enrollment asks, and there are no messages."""

    at: Instant
    values: Mapping[str, Any] = field(default_factory=dict)
    fields: FieldBook = field(default_factory=FieldBook)
    time_zone: str = "UTC"
    tags: frozenset[str] = frozenset()
    consents: Sequence[ConsentRecord] = ()
    events: Sequence[Happened] = ()
    passes: Sequence[Passing] = ()
    messages: Sequence[Decided] = ()
    entered_at: Instant | None = None
    segments: Mapping[str, Rule] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()
    points: Sequence[Lot] = ()
    tasks: Sequence[Lock] = ()


def holds(rule: Rule, facts: Facts) -> bool:
    """Whether a rule holds for a contact."""
    match rule:
        case AllOf(rules=parts):
            return all(holds(part, facts) for part in parts)
        case AnyOf(rules=parts):
            return any(holds(part, facts) for part in parts)
        case Not(rule=part):
            return not holds(part, facts)
        case _:
            return _leaf(rule, facts)


def _leaf(rule: Leaf, facts: Facts) -> bool:
    match rule:
        case Attribute():
            return _attribute(rule, facts)
        case HasTag(tag=tag):
            return tag in facts.tags
        case InSegment(segment=segment):
            return _segment(segment, facts)
        case HasConsent():
            return _consent(rule, facts)
        case EventHappened():
            return _happened(rule, facts)
        case Engagement():
            return _engagement(rule, facts)
        case DateRelative():
            return _date(rule, facts)
        case JourneyHistory():
            return any(_passed(rule, one, facts.at) for one in facts.passes)
        case InList() | Points() | WithSales():
            return _belongs(rule, facts)


def _belongs(rule: InList | Points | WithSales, facts: Facts) -> bool:
    match rule:
        case InList(list=name):
            return name in facts.lists
        case Points(op=op, value=value):
            return (_balance(facts) >= value) == (op == "ge")
        case WithSales():
            return any(_locks(task, facts.at) for task in facts.tasks)


def matches(wanted: EventFilter, event: Happened) -> bool:
    """Whether an event passes a filter."""
    return event.type == wanted.type and all(_property(test, event) for test in wanted.where)


def compare(value: Any, op: str, constant: Any) -> bool:
    """Whether a value passes a test; values of different kinds never do, missing ones only `is_empty`."""
    missing = value is None or value == ""
    if op in ("is_empty", "is_not_empty"):
        return missing == (op == "is_empty")
    if op == "one_of":
        return isinstance(constant, tuple) and any(compare(value, "eq", choice) for choice in constant)
    if missing or _kind(value) != _kind(constant):
        return False
    if isinstance(value, bool):
        return {"eq": value == constant, "ne": value != constant}.get(op, False)
    if isinstance(value, str):
        value, constant = value.lower(), constant.lower()
        if op in ("contains", "not_contains", "starts_with"):
            found = value.startswith(constant) if op == "starts_with" else constant in value
            return found != (op == "not_contains")
    return {
        "eq": value == constant,
        "ne": value != constant,
        "lt": value < constant,
        "le": value <= constant,
        "gt": value > constant,
        "ge": value >= constant,
    }.get(op, False)


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    return "text" if isinstance(value, str) else "nothing"


def _attribute(rule: Attribute, facts: Facts) -> bool:
    value = facts.values.get(rule.field)
    if facts.fields.type_of(rule.field) == "instant" and isinstance(rule.value, str) and value is not None:
        value = _local_date(value, facts)
    kind = facts.fields.type_of(rule.field)
    if kind == "date" and rule.op in ("lt", "le", "gt", "ge") and local_day(value, UTC) is None:
        return False
    return compare(value, rule.op, rule.value)


def _segment(segment: str, facts: Facts) -> bool:
    rule = facts.segments.get(segment)
    others = {name: kept for name, kept in facts.segments.items() if name != segment}
    return rule is not None and holds(rule, replace(facts, segments=others, entered_at=None, messages=()))


def _consent(rule: HasConsent, facts: Facts) -> bool:
    heard = [one for one in facts.consents if one.purpose == rule.purpose and one.at <= facts.at]
    latest = max(enumerate(heard), key=lambda one: (one[1].at, one[0]), default=None)
    return latest is not None and latest[1].status == rule.status


def _happened(rule: EventHappened, facts: Facts) -> bool:
    since = facts.at - period_length(rule.within) if rule.within is not None else None
    after = facts.entered_at if rule.since_entry else None
    count = sum(
        matches(rule.event, event)
        and event.at <= facts.at
        and (since is None or event.at >= since)
        and (after is None or event.at > after)
        for event in facts.events
    )
    return count >= rule.count if rule.op == "at_least" else count <= rule.count


def _property(test: PropertyTest, event: Happened) -> bool:
    return compare(event.properties.get(test.property), test.op, test.value)


def _engagement(rule: Engagement, facts: Facts) -> bool:
    decided = [one for one in facts.messages if one.step == rule.step and one.at <= facts.at]
    if rule.what == "sent":
        return any(one.state not in ("skipped", "refused") for one in decided)
    return any(
        event.type == ENGAGEMENT_EVENTS[rule.what]
        and one.at <= event.at <= facts.at
        and event.properties.get("step", rule.step) == rule.step
        for one in decided
        for event in facts.events
    )


def _balance(facts: Facts) -> int:
    return sum(
        lot.remaining
        for lot in facts.points
        if lot.at <= facts.at and (lot.expires_at is None or facts.at < lot.expires_at)
    )


def _locks(task: Lock, at: Instant) -> bool:
    done = task.done_at is not None and task.done_at <= at
    return task.until is not None and task.created_at <= at < task.until and not done


def _date(rule: DateRelative, facts: Facts) -> bool:
    value = facts.values.get(rule.field)
    if value is None or facts.fields.type_of(rule.field) not in ("date", "instant"):
        return False
    if facts.fields.type_of(rule.field) == "date" and local_day(value, UTC) is None:
        return False
    if facts.fields.type_of(rule.field) == "date":
        today, past, ahead = (_local_date(facts.at, facts, days) for days in (0, -rule.days, rule.days))
    else:
        today, past, ahead = facts.at, facts.at - rule.days * DAY, facts.at + rule.days * DAY
    match rule.op:
        case "within_last":
            return past <= value <= today
        case "within_next":
            return today <= value <= ahead
        case "before_last":
            return value < past
        case "after_next":
            return value > ahead


def _local_date(at: Instant, facts: Facts, days: int = 0) -> str:
    where = zone(facts.values.get("time_zone") or "", facts.time_zone)
    return (to_datetime(at).astimezone(where).date() + timedelta(days)).isoformat()


def _passed(rule: JourneyHistory, one: Passing, at: Instant) -> bool:
    if one.journey != rule.journey or one.entered_at > at:
        return False
    match rule.what:
        case "was_in":
            return True
        case "is_in":
            return one.ended_at is None or one.ended_at > at
        case "reached_goal":
            return one.reason == "goal" and one.ended_at is not None and one.ended_at <= at
