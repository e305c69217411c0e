"""Trigger on a condition: whoever comes to satisfy it enters, or whoever no longer does."""

from __future__ import annotations

from typing import Annotated, Literal

from app.core.form import Form
from app.core.node import NodeConfig, NodeType, Port, Preset, Surroundings
from app.core.program import OnSegment
from app.core.rules.tree import AnyOf, Rule
from app.core.rules.words import describe
from app.core.text import Text
from nodes.triggers.entrance import ENTRANCE


class SegmentTriggerConfig(NodeConfig):
    """The condition, and what to do with those who satisfy it already."""

    rule: Annotated[Rule | None, Form(Text("Bedingung", "Condition"), "rule", required=True)] = None
    when: Annotated[
        Literal["joins", "leaves"],
        Form(
            Text("Beginnt, sobald sie", "Begins as soon as it"),
            "choice",
            choices={
                "joins": Text("für den Kontakt gilt", "holds for the contact"),
                "leaves": Text("nicht mehr gilt", "no longer holds"),
            },
        ),
    ] = "joins"
    enroll_present: Annotated[
        bool,
        Form(
            Text("Auch wer schon dazugehört", "Also those who already belong"),
            "switch",
            help=Text(
                "Beim Veröffentlichen treten auch Kontakte ein, für die die Bedingung bereits gilt.",
                "On publishing, contacts for whom the condition already holds enter too.",
            ),
            shown_if=("when", ("joins",)),
        ),
    ] = False


class SegmentTrigger(NodeType[SegmentTriggerConfig]):
    """Lets in whoever comes to satisfy a rule, or ceases to."""

    id = "segment_trigger"
    group = "trigger"
    icon = "users"
    title = Text("Segment", "Segment")
    summary = Text(
        "Beginnt, sobald eine Bedingung für einen Kontakt gilt oder nicht mehr gilt.",
        "Begins as soon as a condition holds for a contact, or no longer does.",
    )
    words = Text("auslöser zielgruppe gruppe abonnent filter", "trigger audience group subscriber filter")
    presets = (
        Preset(
            "newsletter",
            Text("Newsletter abonniert", "Newsletter subscribed"),
            {"rule": {"kind": "consent", "purpose": "newsletter", "status": "granted"}},
            Text("anmeldung einwilligung auslöser", "sign-up consent trigger"),
        ),
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
        if config.when == "leaves":
            return Text("nicht mehr: {rule}", "no longer: {rule}").fill(rule=words)
        if config.enroll_present:
            return Text("{rule}, auch bisherige", "{rule}, including present ones").fill(rule=words)
        return words

    def compile(self, config: SegmentTriggerConfig, around: Surroundings) -> tuple[OnSegment]:
        """A source on a rule; without one nobody enters."""
        leaves = config.when == "leaves"
        present = config.enroll_present and not leaves
        return (OnSegment(config.rule or AnyOf(), present, leaves=leaves),)
