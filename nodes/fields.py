"""What can be wrong with a contact field that a step reads or writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.core.fields import READ_ONLY_FIELDS, FieldType
from app.core.journey import Node
from app.core.node import Surroundings
from app.core.problems import Problem
from app.core.text import Text, joined
from app.core.validation.fields import declare

DAYS: tuple[FieldType, ...] = ("date", "instant")
NUMBERS: tuple[FieldType, ...] = ("number",)
_UNKNOWN = Text(
    "Das Merkmal „{field}“ gibt es nicht. Wählen Sie ein anderes oder legen Sie es bei den Kontakten an.",
    "There is no attribute “{field}”. Choose another one, or create it with the contacts.",
)
_READ_ONLY = Text(
    "„{field}“ kann eine Journey nicht ändern. Wählen Sie ein anderes Merkmal.",
    "A journey cannot change “{field}”. Choose another attribute.",
)
_WRONG_TYPE = Text(
    "„{field}“ ist hier nicht möglich: Gebraucht wird {kinds}. Wählen Sie ein anderes Merkmal.",
    "“{field}” is not possible here: what is needed is {kinds}. Choose another attribute.",
)
_KINDS: dict[FieldType, Text] = {
    "text": Text("ein Text", "a text"),
    "number": Text("eine Zahl", "a number"),
    "date": Text("ein Datum", "a date"),
    "instant": Text("ein Zeitpunkt", "a point in time"),
    "boolean": Text("Ja oder Nein", "yes or no"),
}


def check_readable(
    node: Node, name: str, key: str, around: Surroundings, kinds: Sequence[FieldType] = ()
) -> Iterable[Problem]:
    """A field that a step reads must exist and be of one of some types (any, if none are given).

    `name` is the setting of the step that names the field; an empty key is a finding of its own.
    """
    if not key:
        return
    label, kind = around.fields.label(key), around.fields.type_of(key)
    if kind is None:
        yield Problem(
            "attribute.unknown",
            "error",
            _UNKNOWN.fill(field=label),
            node=node.id,
            field=name,
            remedy=declare(key, kinds[0] if kinds else "text"),
        )
    elif kinds and kind not in kinds:
        wanted = joined([_KINDS[each] for each in kinds], Text(" oder ", " or "))
        words = _WRONG_TYPE.fill(field=label, kinds=wanted)
        yield Problem("attribute.wrong_type", "error", words, node=node.id, field=name)


def check_settable(
    node: Node, name: str, key: str, around: Surroundings, kinds: Sequence[FieldType] = ()
) -> Iterable[Problem]:
    """The same for a field that a step writes: it may not be one that a journey only reads."""
    if key in READ_ONLY_FIELDS:
        words = _READ_ONLY.fill(field=around.fields.label(key))
        yield Problem("attribute.read_only", "error", words, node=node.id, field=name)
    else:
        yield from check_readable(node, name, key, around, kinds)
