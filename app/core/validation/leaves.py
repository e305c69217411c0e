"""What can be wrong with a single comparison, apart from where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.core.fields import FieldType
from app.core.rules.tree import (
    Attribute,
    CompareOp,
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
    Points,
    PropertyTest,
    Scalar,
    WithSales,
)

MAX_TESTS, MAX_CHOICES, MAX_WORDS = 20, 500, 1_000
"""Tests of one event, values of one comparison, characters of one value."""
_Value = Scalar | tuple[Scalar, ...] | None
_WITHOUT_VALUE = ("is_empty", "is_not_empty")
_EVERY: frozenset[CompareOp] = frozenset({"eq", "ne", "one_of", "is_empty", "is_not_empty"})
_WORDS: frozenset[CompareOp] = frozenset({"contains", "not_contains", "starts_with"})
_SIZE: frozenset[CompareOp] = frozenset({"lt", "le", "gt", "ge"})
OPERATORS: Mapping[FieldType, frozenset[CompareOp]] = {
    "text": _EVERY | _WORDS,
    "number": _EVERY | _SIZE,
    "date": _EVERY | _SIZE,
    "instant": _EVERY | _SIZE,
    "boolean": frozenset({"eq", "ne", "is_empty", "is_not_empty"}),
}
"""The operators that mean something for fields of each type."""


def is_incomplete(leaf: Leaf) -> bool:
    """Whether something has not been chosen yet."""
    match leaf:
        case Attribute(field=field, op=op, value=value):
            return not field or _no_value(op, value)
        case EventHappened(event=event):
            return not event.type or tests_incomplete(event)
        case HasTag(tag=name) | InSegment(segment=name) | HasConsent(purpose=name) | Engagement(step=name):
            return not name
        case DateRelative(field=name) | JourneyHistory(journey=name) | InList(list=name):
            return not name
        case Points() | WithSales():
            return False


def tests_incomplete(event: EventFilter) -> bool:
    """Whether a test of an event's properties lacks its property or value."""
    return any(_test_incomplete(test) for test in event.where)


def is_too_long(leaf: Leaf) -> bool:
    """Whether a comparison holds more than the store can be asked for."""
    match leaf:
        case Attribute(value=value):
            return _long(value)
        case EventHappened(event=event):
            return event_too_long(event)
        case _:
            return False


def event_too_long(event: EventFilter) -> bool:
    """The same for the tests of an event's properties."""
    return len(event.where) > MAX_TESTS or any(_long(test.value) for test in event.where)


def suits(op: CompareOp, value: _Value, kind: FieldType) -> bool:
    """Whether the value of a comparison is of the field's type; an instant may be compared with a date."""
    if op in _WITHOUT_VALUE:
        return True
    if (op == "one_of") != isinstance(value, tuple):
        return False
    values = value if isinstance(value, tuple) else (value,)
    return all(_is_of(part, kind) for part in values)


def _test_incomplete(test: PropertyTest) -> bool:
    return not test.property or _no_value(test.op, test.value)


def _long(value: _Value) -> bool:
    if isinstance(value, tuple):
        return len(value) > MAX_CHOICES or any(map(_long, value))
    return isinstance(value, str) and len(value) > MAX_WORDS


def _no_value(op: CompareOp, value: _Value) -> bool:
    return op not in _WITHOUT_VALUE and (value is None or value in ("", ()))


def _is_of(value: Scalar | None, kind: FieldType) -> bool:
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "number" or (kind == "instant" and not isinstance(value, str)):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str) and (kind == "text" or _is_date(value))


def _is_date(words: str) -> bool:
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False
