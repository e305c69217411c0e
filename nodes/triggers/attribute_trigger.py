"""Trigger on an attribute: its value changes, or a number crosses a bound."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from app.core.form import Form
from app.core.formats import number_words
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Port, Surroundings
from app.core.problems import Problem
from app.core.program import OnChange, OnSegment
from app.core.rules.tree import AllOf, Attribute, Rule
from app.core.text import Text
from nodes.fields import NUMBERS, check_readable
from nodes.triggers.entrance import ENTRANCE, FILTER, with_filter

_CROSSING = ("rises", "falls")


class AttributeTriggerConfig(NodeConfig):
    """Which field, and what must happen to it."""

    field: Annotated[
        str, Field(max_length=40), Form(Text("Merkmal", "Attribute"), "any_field", required=True)
    ] = ""
    when: Annotated[
        Literal["changes", "rises", "falls"],
        Form(
            Text("Beginnt, wenn es", "Begins when it"),
            "choice",
            choices={
                "changes": Text("einen anderen Wert bekommt", "gets another value"),
                "rises": Text("eine Schwelle erreicht", "reaches a threshold"),
                "falls": Text("unter eine Schwelle fällt", "falls below a threshold"),
            },
        ),
    ] = "changes"
    bound: Annotated[
        int | float,
        Field(ge=-1_000_000_000, le=1_000_000_000),
        Form(Text("Schwelle", "Threshold"), "number", shown_if=("when", _CROSSING)),
    ] = 50.0
    filter: Annotated[Rule | None, FILTER] = None


class AttributeTrigger(NodeType[AttributeTriggerConfig]):
    """Lets in whoever's field changes or crosses a bound."""

    id = "attribute_trigger"
    group = "trigger"
    icon = "trending-up-down"
    title = Text("Merkmal ändert sich", "Attribute changes")
    summary = Text(
        "Beginnt, wenn ein Merkmal einen anderen Wert bekommt oder der Punktwert eine Schwelle kreuzt.",
        "Begins when an attribute gets another value, or the score crosses a threshold.",
    )
    words = Text("auslöser feld eigenschaft änderung", "trigger field property change")
    config_type = AttributeTriggerConfig

    def ports(self, config: AttributeTriggerConfig) -> tuple[Port, ...]:
        """One way on, which must lead somewhere."""
        return ENTRANCE

    def line(self, config: AttributeTriggerConfig, around: Surroundings) -> Text:
        """The field and what happens to it."""
        if not config.field:
            return Text("Merkmal wählen …", "Choose an attribute …")
        wording = {
            "changes": Text("{field} ändert sich", "{field} changes"),
            "rises": Text("{field} erreicht {bound}", "{field} reaches {bound}"),
            "falls": Text("{field} fällt unter {bound}", "{field} falls below {bound}"),
        }[config.when]
        words = wording.fill(field=around.fields.label(config.field), bound=number_words(config.bound))
        return with_filter(words, config.filter, around)

    def compile(
        self, config: AttributeTriggerConfig, around: Surroundings
    ) -> tuple[OnChange] | tuple[OnSegment]:
        """A source on changes; a bound is a segment that contacts join by rising and leave by falling."""
        if config.when == "changes":
            return (OnChange(config.field, config.filter),)
        reached = Attribute(field=config.field, op="ge", value=config.bound)
        if config.when == "rises":
            return (OnSegment(reached, filter=config.filter),)
        below = Attribute(field=config.field, op="lt", value=config.bound)  # an emptied field has not fallen
        wanted = AllOf(rules=(below, config.filter)) if config.filter else below
        return (OnSegment(reached, filter=wanted, leaves=True),)

    def check(self, node: Node, config: AttributeTriggerConfig, around: Surroundings) -> Iterable[Problem]:
        """The field must exist, and only a number has a bound."""
        kinds = NUMBERS if config.when in _CROSSING else ()
        return check_readable(node, "field", config.field, around, kinds)
