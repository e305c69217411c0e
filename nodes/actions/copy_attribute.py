"""Copy an attribute: write the value of one field into another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from app.core.form import Form
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Surroundings
from app.core.problems import Problem
from app.core.program import Apply, CopyAttribute
from app.core.text import Text
from nodes.fields import check_readable, check_settable

_TYPES_DIFFER = Text(
    "„{source}“ und „{field}“ sind von verschiedener Art: „{field}“ würde geleert. "
    "Wählen Sie zwei Merkmale gleicher Art.",
    "“{source}” and “{field}” are of different kinds: “{field}” would be cleared. "
    "Choose two attributes of the same kind.",
)
_ITSELF = Text(
    "„{field}“ wird in sich selbst kopiert: Das ändert nichts. Wählen Sie zwei verschiedene Merkmale.",
    "“{field}” is copied into itself: that changes nothing. Choose two different attributes.",
)


class CopyAttributeConfig(NodeConfig):
    """From which field into which."""

    source: Annotated[
        str, Field(max_length=40), Form(Text("Wert von", "Value of"), "any_field", required=True)
    ] = ""
    field: Annotated[
        str, Field(max_length=40), Form(Text("schreiben in", "write into"), "field", required=True)
    ] = ""


class CopyAttributeStep(NodeType[CopyAttributeConfig]):
    """Writes the value of one field into another."""

    id = "copy_attribute"
    group = "action"
    section = "contact"
    icon = "copy"
    title = Text("Merkmal kopieren", "Copy attribute")
    summary = Text(
        "Schreibt den Wert eines Merkmals in ein anderes.",
        "Writes the value of one attribute into another.",
    )
    words = Text("feld eigenschaft übernehmen", "field property duplicate")
    config_type = CopyAttributeConfig

    def line(self, config: CopyAttributeConfig, around: Surroundings) -> Text:
        """Both fields."""
        if not config.field or not config.source:
            return Text("Merkmale wählen …", "Choose attributes …")
        return Text("{field} = {source}", "{field} = {source}").fill(
            field=around.fields.label(config.field), source=around.fields.label(config.source)
        )

    def compile(self, config: CopyAttributeConfig, around: Surroundings) -> tuple[Apply]:
        """One effect."""
        return (Apply((CopyAttribute(config.field, config.source),)),)

    def check(self, node: Node, config: CopyAttributeConfig, around: Surroundings) -> Iterable[Problem]:
        """Both fields must exist and be of one type, and the second must be one that may be set."""
        found = [
            *check_readable(node, "source", config.source, around),
            *check_settable(node, "field", config.field, around),
        ]
        yield from found
        if found or not config.field or not config.source:
            return
        labels = {
            "field": around.fields.label(config.field),
            "source": around.fields.label(config.source),
        }
        if config.field == config.source:
            yield Problem("attribute.itself", "warning", _ITSELF.fill(**labels), node=node.id, field="field")
        elif around.fields.type_of(config.field) != around.fields.type_of(config.source):
            words = _TYPES_DIFFER.fill(**labels)
            yield Problem("attribute.types_differ", "error", words, node=node.id, field="field")
