"""What a leaf of a rule is about, and sample values that tell whether several leaves can hold together.

A leaf becomes a subject (a field, an event and its period, a purpose …) and a test. The samples of a
subject are chosen so that, if any value passes all its tests, one of the samples does: the bounds that
the leaves name, something between two bounds and beyond the last, words made of all the pieces that are
asked for, and a missing value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from app.core.fields import FieldBook, FieldType
from app.core.rules.tree import (
    Attribute,
    CompareOp,
    DateRelative,
    EventHappened,
    HasConsent,
    Leaf,
    Points,
    Scalar,
)
from app.core.validation.leaves import OPERATORS, suits

MISSING = object()
BLANK = "\x01"
"""A character that no text of a person contains."""
_PIECES = ("contains", "not_contains", "starts_with")
_NUMERIC = ("number", "instant")
_ORDERED: dict[str, Callable[[Any, Any], bool]] = {
    "lt": lambda left, right: left < right,
    "le": lambda left, right: left <= right,
    "gt": lambda left, right: left > right,
    "ge": lambda left, right: left >= right,
}


@dataclass(frozen=True)
class Fact:
    """A leaf as a test on a subject; the samples are what its own bounds suggest.

    `dense` means that there are values between any two samples; `piece` is a part that words must have
    for the test to give `piece_if`.
    """

    subject: Any
    test: Callable[[Any], bool]
    samples: tuple[Any, ...]
    dense: bool = False
    piece: str | None = None
    piece_if: bool = True


def fact(leaf: Leaf, fields: FieldBook) -> Fact:
    """The fact of a leaf; leaves that nothing more is known about stand for themselves."""
    match leaf:
        case Attribute(field=field, op=op, value=value):
            found = _comparison(("field", field), op, value, fields.type_of(field))
            return found or _opaque(leaf)
        case EventHappened(event=event, op=op, count=count, within=within, since_entry=since_entry):
            at_least = op == "at_least"
            return Fact(
                ("event", event, within, since_entry),
                (lambda times: times >= count) if at_least else (lambda times: times <= count),
                (0, max(count - 1, 0), count, count + 1),
            )
        case HasConsent(purpose=purpose, status=status):
            samples = (MISSING, "granted", "denied", "withdrawn")
            return Fact(("consent", purpose), lambda word: word == status, samples)
        case DateRelative():
            return _date(leaf)
        case Points(op=op, value=value):
            return Fact(
                ("points",), lambda points: _ORDERED[op](points, value), (value - 1, value, value + 1)
            )
        case _:
            return _opaque(leaf)


def _opaque(leaf: Leaf) -> Fact:
    return Fact(leaf, bool, (True, False))


def _date(leaf: DateRelative) -> Fact:
    """Days since the date, negative in the future."""
    days = leaf.days
    tests: dict[str, Callable[[float], bool]] = {
        "within_last": lambda ago: 0 <= ago <= days,
        "within_next": lambda ago: -days <= ago <= 0,
        "before_last": lambda ago: ago > days,
        "after_next": lambda ago: ago < -days,
    }
    test = tests[leaf.op]
    samples = (MISSING, 0, *(sign * (days + step) for sign in (1, -1) for step in (-0.5, 0, 0.5)))
    return Fact(("date", leaf.field), lambda ago: ago is not MISSING and test(ago), samples)


def _comparison(
    subject: tuple[str, str], op: CompareOp, value: Scalar | tuple[Scalar, ...] | None, kind: FieldType | None
) -> Fact | None:
    if op in ("is_empty", "is_not_empty"):
        empty = op == "is_empty"
        return Fact(subject, lambda given: (given is MISSING) == empty, (MISSING,))
    if kind is None or op not in OPERATORS[kind] or not suits(op, value, kind):
        return None
    values = value if isinstance(value, tuple) else (value,)
    if "" in values or (kind == "instant" and any(isinstance(part, str) for part in values)):
        return None  # whether an empty text is missing, and where a local day begins, is not decided here
    plain = tuple(_folded(part) for part in values)
    test = _test(op, plain)
    return Fact(
        subject,
        lambda given: given is not MISSING and test(given),
        (MISSING, *_around(plain, kind)),
        dense=kind in _NUMERIC,
        piece=plain[0] if op in _PIECES else None,
        piece_if=op != "not_contains",
    )


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _test(op: CompareOp, values: tuple[Any, ...]) -> Callable[[Any], bool]:
    first = values[0] if values else None
    if op in _ORDERED:
        return lambda given: _ORDERED[op](given, first)
    tests: dict[str, Callable[[Any], bool]] = {
        "eq": lambda given: given == first,
        "ne": lambda given: given != first,
        "one_of": lambda given: given in values,
        "contains": lambda given: first in given,
        "not_contains": lambda given: first not in given,
        "starts_with": lambda given: given.startswith(first),
    }
    return tests[op]


def _around(values: Iterable[Any], kind: FieldType) -> tuple[Any, ...]:
    """Samples at and next to the values of one comparison."""
    if kind == "boolean":
        return True, False
    if kind in _NUMERIC:
        return tuple(value + step for value in values for step in (-1, 0, 1))
    if kind == "date":
        return tuple(part for value in values for part in ("", value, value + "\x00"))
    return BLANK, *values
