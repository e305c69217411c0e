"""From what was typed to the scalar that a comparison needs, and back."""

from __future__ import annotations

from typing import Any, cast

from app.core.fields import FieldType
from app.core.rules.tree import CompareOp, Scalar
from app.ui.editors.rule.operators import EMPTINESS
from app.ui.editors.rule.sentence import SlotKind

ORDERING: tuple[CompareOp, ...] = ("lt", "le", "gt", "ge")


def slot_kind(field_type: FieldType) -> SlotKind:
    """The kind of place for a value of a field type."""
    kinds: dict[FieldType, SlotKind] = {
        "number": "amount",
        "date": "date",
        "instant": "date",
        "boolean": "choice",
    }
    return kinds.get(field_type, "words")


def number(words: str) -> int | float | None:
    """A number as typed in German or English; None if it is none."""
    try:
        found = float(words.strip().replace(",", "."))
    except ValueError:
        return None
    return int(found) if found.is_integer() else found


def shown(value: Any) -> str:
    """A value as it stands in a line of text; several are separated by commas."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in cast("tuple[Scalar, ...]", value))
    return str(value)


def typed(words: str, op: CompareOp) -> Scalar | tuple[Scalar, ...] | None:
    """The value of a text comparison: several for `one_of`, a number where order counts."""
    if op in EMPTINESS:
        return None
    if op == "one_of":
        return tuple(part.strip() for part in words.split(",") if part.strip())
    if op in ORDERING:
        found = number(words)
        return words if found is None else found
    return words
