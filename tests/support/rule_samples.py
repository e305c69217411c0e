"""Random rules, and random contacts for them to be asked about."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from app.core.clock import DAY, HOUR
from app.core.records import ConsentRecord
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
    Not,
    Points,
    PropertyTest,
    Rule,
    WithSales,
)
from app.core.schedule import Duration
from tests.support.fields import FIELDS
from tests.support.rules import Facts, Happened, Lock, Lot, Message, Pass

NOW = 1_700_000_000_000
ops = st.sampled_from(
    [
        "eq",
        "ne",
        "lt",
        "le",
        "gt",
        "ge",
        "contains",
        "not_contains",
        "starts_with",
        "is_empty",
        "is_not_empty",
    ]
)
words = st.text(alphabet="aAbÄäßÜ%_/ '\"", max_size=3)
numbers = st.one_of(st.integers(-3, 3), st.sampled_from([0.5, -1.5, 2.0, 2**70, -(2**64)]))
instants = st.sampled_from([NOW - 2 * DAY, NOW - DAY, NOW - HOUR, NOW, NOW, NOW + HOUR, NOW + DAY])
days = st.sampled_from(["2023-11-11", "2023-11-14", "2023-11-15", "2023-11-16", "2024-02-29", "1980-01-01"])
scalars: st.SearchStrategy[Any] = st.one_of(words, numbers, st.booleans(), days, instants)
names = st.sampled_from(["a", "b"])
event_types = st.sampled_from(["buy", "message_opened", "message_clicked"])
segment_names = st.sampled_from(["regulars", "round", "gone"])
journey_names = st.sampled_from(["here", "there"])
keys = st.sampled_from([*FIELDS.keys(), "unknown"])


def tests_of(make: Any, **named: Any) -> st.SearchStrategy[Any]:
    """Tests of one value with each operator and a constant that may or may not fit."""
    plain = st.builds(make, op=ops, value=st.none() | scalars, **named)
    return plain | st.builds(
        make, op=st.just("one_of"), value=st.lists(scalars, max_size=3).map(tuple), **named
    )


filters = st.builds(
    EventFilter,
    type=event_types,
    where=st.lists(tests_of(PropertyTest, property=st.sampled_from(["step", "ö x", "a.b"])), max_size=2).map(
        tuple
    ),
)
durations = st.builds(Duration, amount=st.integers(0, 3), unit=st.sampled_from(["hours", "days", "months"]))
leaves_by_kind: dict[str, st.SearchStrategy[Rule]] = {
    "attribute": tests_of(Attribute, field=keys),
    "tag": st.builds(HasTag, tag=names),
    "segment": st.builds(InSegment, segment=segment_names),
    "consent": st.builds(
        HasConsent, purpose=names, status=st.sampled_from(["granted", "denied", "withdrawn"])
    ),
    "event": st.builds(
        EventHappened,
        event=filters,
        op=st.sampled_from(["at_least", "at_most"]),
        count=st.integers(0, 3),
        within=st.none() | durations,
        since_entry=st.booleans(),
    ),
    "engagement": st.builds(Engagement, step=names, what=st.sampled_from(["sent", "opened", "clicked"])),
    "date": st.builds(
        DateRelative,
        field=st.sampled_from(["birthday", "last_call", "created_at", "city", "unknown"]),
        op=st.sampled_from(["within_last", "within_next", "before_last", "after_next"]),
        days=st.integers(0, 3),
    ),
    "journey": st.builds(
        JourneyHistory, journey=journey_names, what=st.sampled_from(["is_in", "was_in", "reached_goal"])
    ),
    "list": st.builds(InList, list=names),
    "points": st.builds(Points, op=st.sampled_from(["ge", "lt"]), value=st.integers(-1, 6)),
    "sales_lock": st.just(WithSales()),
}
leaf_rules: st.SearchStrategy[Rule] = st.one_of(*leaves_by_kind.values())
any_rule: st.SearchStrategy[Rule] = st.recursive(
    leaf_rules,
    lambda parts: st.one_of(
        st.builds(Not, rule=parts),
        st.builds(AllOf, rules=st.lists(parts, max_size=3).map(tuple)),
        st.builds(AnyOf, rules=st.lists(parts, max_size=3).map(tuple)),
    ),
    max_leaves=5,
)
segments = st.fixed_dictionaries({"regulars": any_rule, "round": st.just(InSegment(segment="round"))})
optional = {
    "city": words,
    "time_zone": st.sampled_from(["Pacific/Auckland", "America/New_York", "Nowhere/Land"]),
    "score": st.integers(-3, 3),
    "genre": words,
    "points": st.integers(-3, 3) | st.sampled_from([0.5, 2.0]),
    "birthday": days,
    "last_call": instants,
    "vip": st.booleans(),
}
properties = st.dictionaries(
    st.sampled_from(["ö x", "a.b"]), st.none() | words | st.integers(-3, 3) | st.booleans(), max_size=2
)
steps = st.fixed_dictionaries({}, optional={"step": names})
any_facts = st.builds(
    Facts,
    at=instants,
    values=st.fixed_dictionaries({"created_at": instants}, optional=optional),
    fields=st.just(FIELDS),
    time_zone=st.sampled_from(["UTC", "Europe/Berlin"]),
    tags=st.frozensets(names),
    consents=st.lists(
        st.builds(
            ConsentRecord, purpose=names, status=st.sampled_from(["granted", "withdrawn"]), at=instants
        ),
        max_size=3,
    ),
    events=st.lists(
        st.builds(
            Happened,
            type=event_types,
            at=instants,
            properties=st.tuples(properties, steps).map(lambda parts: {**parts[0], **parts[1]}),
        ),
        max_size=4,
    ),
    passes=st.lists(
        st.builds(
            Pass,
            journey=journey_names,
            entered_at=instants,
            ended_at=instants,
            reason=st.sampled_from(["goal", "completed"]),
        )
        | st.builds(Pass, journey=journey_names, entered_at=instants),
        max_size=2,
    ),
    messages=st.lists(
        st.builds(Message, step=names, at=instants, state=st.sampled_from(["queued", "accepted", "skipped"])),
        max_size=3,
    ),
    entered_at=instants,
    segments=segments,
    lists=st.frozensets(names),
    points=st.lists(
        st.builds(Lot, at=instants, remaining=st.integers(0, 3), expires_at=st.none() | instants), max_size=3
    ),
    tasks=st.lists(
        st.builds(Lock, created_at=instants, until=st.none() | instants, done_at=st.none() | instants),
        max_size=2,
    ),
) | st.builds(Facts, at=instants, fields=st.just(FIELDS), segments=segments)
