"""Comparisons of one stored value with a constant, as SQL that is true or false and never null.

A missing value (null, or empty text) compares as false; only `is_empty` holds for it. A constant of
another kind than the value (text against a number) compares as false, too.
"""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, false, func, or_

from app.core.rules.tree import CompareOp, Scalar

Kind = Literal["text", "number", "boolean"]
ScalarOp = Literal["eq", "ne", "lt", "le", "gt", "ge", "contains", "not_contains", "starts_with"]
_LARGEST = 2**63 - 1
_FAR_OUT = 2**1_000


def kind_of(value: Scalar) -> Kind:
    """What a constant can be compared with."""
    if isinstance(value, bool):
        return "boolean"
    return "text" if isinstance(value, str) else "number"


def compare(
    value: ColumnElement[Any], kind: Kind, op: CompareOp, constant: Scalar | tuple[Scalar, ...] | None
) -> ColumnElement[bool]:
    """Whether a value of a kind passes a test."""
    match op:
        case "is_empty":
            return _empty(value, kind)
        case "is_not_empty":
            return ~_empty(value, kind)
        case "one_of":
            return _one_of(value, kind, constant if isinstance(constant, tuple) else ())
        case _:
            if constant is None or isinstance(constant, tuple):
                return false()
            return _scalar(value, kind, op, constant)


def _one_of(value: ColumnElement[Any], kind: Kind, choices: tuple[Scalar, ...]) -> ColumnElement[bool]:
    fitting = [choice for choice in choices if kind_of(choice) == kind]
    if kind == "text":
        words = [str(choice).lower() for choice in fitting if choice != ""]
        return and_(value.is_not(None), _lowered(value, "".join(words)).in_(words))
    numbers = [_storable(choice) for choice in fitting if not isinstance(choice, str)]
    return and_(value.is_not(None), value.in_(numbers))


def _empty(value: ColumnElement[Any], kind: Kind) -> ColumnElement[bool]:
    return or_(value.is_(None), value == "") if kind == "text" else value.is_(None)


def _scalar(value: ColumnElement[Any], kind: Kind, op: ScalarOp, constant: Scalar) -> ColumnElement[bool]:
    if kind_of(constant) != kind:
        return false()
    if isinstance(constant, str):
        return _text(value, op, constant.lower())
    if isinstance(constant, bool):
        return _ordered(value, op, int(constant)) if op in ("eq", "ne") else false()
    return _ordered(value, op, constant)


def _text(value: ColumnElement[Any], op: ScalarOp, constant: str) -> ColumnElement[bool]:
    lowered = _lowered(value, constant)
    given = and_(value.is_not(None), value != "")
    match op:
        case "contains":
            return and_(given, lowered.contains(constant, autoescape=True))
        case "not_contains":
            return and_(given, ~lowered.contains(constant, autoescape=True))
        case "starts_with":
            return and_(given, lowered.startswith(constant, autoescape=True))
        case _:
            return and_(given, _order(lowered, op, constant))


def _lowered(value: ColumnElement[Any], constant: str) -> ColumnElement[str]:
    # SQLite's own lower() is enough where only ASCII letters of the value can meet the constant.
    return func.lower(value) if constant.isascii() else func.stellwerk_lower(value)


def _storable(number: float) -> float:
    """A whole number beyond 64 bits as a float that is as far out: SQLite knows no larger ones."""
    if isinstance(number, int) and abs(number) > _LARGEST:
        return float(max(-_FAR_OUT, min(_FAR_OUT, number)))
    return number


def _ordered(value: ColumnElement[Any], op: ScalarOp, constant: float) -> ColumnElement[bool]:
    return and_(value.is_not(None), _order(value, op, _storable(constant)))


def _order(value: ColumnElement[Any], op: ScalarOp, constant: str | float) -> ColumnElement[bool]:
    match op:
        case "eq":
            return value == constant
        case "ne":
            return value != constant
        case "lt":
            return value < constant
        case "le":
            return value <= constant
        case "gt":
            return value > constant
        case "ge":
            return value >= constant
        case _:
            return false()
