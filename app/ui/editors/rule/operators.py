"""Which comparisons suit which kind of field, and how they read."""

from __future__ import annotations

from app.core.fields import FieldType
from app.core.rules.tree import CompareOp
from app.core.text import Text

EMPTINESS: tuple[CompareOp, ...] = ("is_empty", "is_not_empty")
_TEXT: tuple[CompareOp, ...] = ("eq", "ne", "contains", "not_contains", "starts_with", "one_of", *EMPTINESS)
_NUMBER: tuple[CompareOp, ...] = ("eq", "ne", "gt", "ge", "lt", "le", *EMPTINESS)
_DATE: tuple[CompareOp, ...] = ("eq", "lt", "gt", *EMPTINESS)
OPERATORS: dict[FieldType, tuple[CompareOp, ...]] = {
    "text": _TEXT,
    "number": _NUMBER,
    "date": _DATE,
    "instant": ("lt", "gt", *EMPTINESS),
    "boolean": ("eq", *EMPTINESS),
}
PROPERTY_OPERATORS: tuple[CompareOp, ...] = (*_TEXT[:-2], "gt", "ge", "lt", "le", *EMPTINESS)
_WORDS: dict[CompareOp, Text] = {
    "eq": Text("ist", "is"),
    "ne": Text("ist nicht", "is not"),
    "lt": Text("ist kleiner als", "is less than"),
    "le": Text("ist höchstens", "is at most"),
    "gt": Text("ist größer als", "is greater than"),
    "ge": Text("ist mindestens", "is at least"),
    "contains": Text("enthält", "contains"),
    "not_contains": Text("enthält nicht", "does not contain"),
    "starts_with": Text("beginnt mit", "starts with"),
    "is_empty": Text("ist leer", "is empty"),
    "is_not_empty": Text("ist ausgefüllt", "is filled in"),
    "one_of": Text("ist eines von", "is one of"),
}
_DATE_WORDS: dict[CompareOp, Text] = {
    "lt": Text("liegt vor dem", "is before"),
    "gt": Text("liegt nach dem", "is after"),
}


def operator_words(op: CompareOp, field_type: FieldType) -> Text:
    """How a comparison reads for a kind of field."""
    if field_type in ("date", "instant") and op in _DATE_WORDS:
        return _DATE_WORDS[op]
    return _WORDS[op]
