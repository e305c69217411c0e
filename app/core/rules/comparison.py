"""A comparison in words: `Ort ist „Berlin“`, `score is at least 5`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from app.core.fields import FieldType
from app.core.formats import choice_words, value_words
from app.core.rules.tree import CompareOp, Scalar
from app.core.text import Text

_ANY: Mapping[CompareOp, Text] = {
    "eq": Text("ist {value}", "is {value}"),
    "ne": Text("ist nicht {value}", "is not {value}"),
    "contains": Text("enthält {value}", "contains {value}"),
    "not_contains": Text("enthält nicht {value}", "does not contain {value}"),
    "starts_with": Text("beginnt mit {value}", "starts with {value}"),
    "is_empty": Text("ist leer", "is empty"),
    "is_not_empty": Text("ist nicht leer", "is not empty"),
    "one_of": Text("ist {value}", "is {value}"),
}
_NUMBER: Mapping[CompareOp, Text] = {
    "lt": Text("ist kleiner als {value}", "is less than {value}"),
    "le": Text("ist höchstens {value}", "is at most {value}"),
    "gt": Text("ist größer als {value}", "is more than {value}"),
    "ge": Text("ist mindestens {value}", "is at least {value}"),
}
_TEXT: Mapping[CompareOp, Text] = {
    "lt": Text("steht alphabetisch vor {value}", "comes before {value} in the alphabet"),
    "le": Text("ist {value} oder steht alphabetisch davor", "is {value} or comes before it in the alphabet"),
    "gt": Text("steht alphabetisch nach {value}", "comes after {value} in the alphabet"),
    "ge": Text("ist {value} oder steht alphabetisch danach", "is {value} or comes after it in the alphabet"),
}
_DATE: Mapping[CompareOp, Text] = {
    "eq": Text("ist der {value}", "is {value}"),
    "ne": Text("ist nicht der {value}", "is not {value}"),
    "lt": Text("liegt vor dem {value}", "is before {value}"),
    "le": Text("liegt am {value} oder davor", "is on or before {value}"),
    "gt": Text("liegt nach dem {value}", "is after {value}"),
    "ge": Text("liegt am {value} oder danach", "is on or after {value}"),
}


def comparison_words(
    subject: Text,
    op: CompareOp,
    value: Scalar | tuple[Scalar, ...] | None,
    kind: FieldType | None = None,
    where: tzinfo | None = None,
) -> Text:
    """A clause that says what is compared with what; without a field type, the value's own type decides."""
    kind = kind or kind_of(value)
    wording = _wording(op, kind)
    return Text(f"{subject.de} ", f"{subject.en} ") + wording.fill(value=_value(value, kind, where))


def kind_of(value: Scalar | tuple[Scalar, ...] | None) -> FieldType:
    """The field type that a value looks like."""
    if isinstance(value, tuple):
        return kind_of(value[0]) if value else "text"
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, int | float) else "text"


def _wording(op: CompareOp, kind: FieldType) -> Text:
    special = {"date": _DATE, "instant": _DATE, "text": _TEXT}.get(kind, _NUMBER)
    return special.get(op) or _ANY[op]


def _value(value: Scalar | tuple[Scalar, ...] | None, kind: FieldType, where: tzinfo | None) -> Text:
    if isinstance(value, tuple):
        return choice_words([value_words(part, kind, where) for part in value])
    return value_words(value, kind, where)
