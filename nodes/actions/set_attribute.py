"""Set an attribute: write a value into a field of the contact."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import Field

from app.core.fields import FieldType
from app.core.form import Form
from app.core.formats import value_words
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Surroundings
from app.core.problems import Problem
from app.core.program import Apply, SetAttribute
from app.core.rules.tree import Scalar
from app.core.text import Text
from nodes.fields import check_settable


class SetAttributeConfig(NodeConfig):
    """The field and its new value; no value empties the field."""

    field: Annotated[
        str, Field(max_length=40), Form(Text("Merkmal", "Attribute"), "field", required=True)
    ] = ""
    value: Annotated[
        Scalar | None,
        Form(
            Text("Neuer Wert", "New value"),
            "value",
            placeholder=Text("leer: Merkmal leeren", "empty: clear the attribute"),
        ),
    ] = None


class SetAttributeStep(NodeType[SetAttributeConfig]):
    """Writes a value into a field of the contact."""

    id = "set_attribute"
    group = "action"
    section = "contact"
    icon = "pencil"
    title = Text("Merkmal setzen", "Set attribute")
    summary = Text(
        "Schreibt einen Wert in ein Merkmal des Kontakts oder leert es.",
        "Writes a value into an attribute of the contact, or clears it.",
    )
    words = Text(
        "feld eigenschaft ändern schreiben speichern wert", "field property change write save update value"
    )
    config_type = SetAttributeConfig

    def line(self, config: SetAttributeConfig, around: Surroundings) -> Text:
        """The field and the value."""
        if not config.field:
            return Text("Merkmal wählen …", "Choose an attribute …")
        label = around.fields.label(config.field)
        if config.value is None:
            return Text("{field} leeren", "Clear {field}").fill(field=label)
        kind = around.fields.type_of(config.field) or "text"
        return label + " = " + value_words(config.value, kind)

    def compile(self, config: SetAttributeConfig, around: Surroundings) -> tuple[Apply]:
        """One effect."""
        return (Apply((SetAttribute(config.field, config.value),)),)

    def check(self, node: Node, config: SetAttributeConfig, around: Surroundings) -> Iterable[Problem]:
        """The field must exist, may not be read-only, and must take such a value."""
        found = list(check_settable(node, "field", config.field, around))
        yield from found
        kind = around.fields.type_of(config.field)
        if not found and kind is not None and not _suits(config.value, kind):
            label = around.fields.label(config.field)
            words = _WRONG_KIND.fill(field=label, kind=_KINDS[kind])
            yield Problem("attribute.wrong_kind", "error", words, node=node.id, field="value")


_WRONG_KIND = Text("„{field}“ braucht {kind}.", "“{field}” needs {kind}.")
_KINDS: dict[FieldType, Text] = {
    "text": Text("einen Text", "a text"),
    "number": Text("eine Zahl", "a number"),
    "date": Text("ein Datum in der Form 2026-03-31", "a date written as 2026-03-31"),
    "instant": Text("einen Zeitpunkt", "a point in time"),
    "boolean": Text("Ja oder Nein", "yes or no"),
}


def _suits(value: Scalar | None, kind: FieldType) -> bool:
    """Whether a field of a type takes a value; every field can be emptied."""
    if value is None:
        return True
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "date":
        return isinstance(value, str) and _is_date(value)
    if kind == "text":
        return isinstance(value, str)
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_date(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return len(words) == len("2026-03-31")
