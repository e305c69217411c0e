"""Trigger on a condition: whoever comes to satisfy it enters."""

from __future__ import annotations

from typing import Annotated

from app.core.form import Form
from app.core.node import NodeConfig, NodeType, Port, Surroundings
from app.core.program import OnSegment
from app.core.rules.tree import AnyOf, Rule
from app.core.rules.words import describe
from app.core.text import Text
from nodes.triggers.entrance import ENTRANCE


class SegmentTriggerConfig(NodeConfig):
    """The condition, and what to do with those who satisfy it already."""

    rule: Annotated[Rule | None, Form(Text("Bedingung", "Condition"), "rule", required=True)] = None
    enroll_present: Annotated[
        bool,
        Form(
            Text("Auch wer schon dazugehört", "Also those who already belong"),
            "switch",
            help=Text(
                "Beim Veröffentlichen treten auch Kontakte ein, für die die Bedingung bereits gilt.",
                "On publishing, contacts for whom the condition already holds enter too.",
            ),
        ),
    ] = False


class SegmentTrigger(NodeType[SegmentTriggerConfig]):
    """Lets in whoever comes to satisfy a rule."""

    id = "segment_trigger"
    group = "trigger"
    icon = "users"
    title = Text("Segment", "Segment")
    summary = Text(
        "Beginnt, sobald eine Bedingung für einen Kontakt wahr wird.",
        "Begins as soon as a condition becomes true for a contact.",
    )
    config_type = SegmentTriggerConfig

    def ports(self, config: SegmentTriggerConfig) -> tuple[Port, ...]:
        """One way on, which must lead somewhere."""
        return ENTRANCE

    def line(self, config: SegmentTriggerConfig, around: Surroundings) -> Text:
        """The condition in words."""
        if config.rule is None:
            return Text("Bedingung wählen …", "Choose a condition …")
        words = describe(config.rule, around)
        if config.enroll_present:
            return Text("{rule}, auch bisherige", "{rule}, including present ones").fill(rule=words)
        return words

    def compile(self, config: SegmentTriggerConfig, around: Surroundings) -> tuple[OnSegment]:
        """A source on a rule; without one nobody enters."""
        return (OnSegment(config.rule or AnyOf(), config.enroll_present),)
