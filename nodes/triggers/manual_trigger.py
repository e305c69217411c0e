"""Trigger by hand: a person chooses who enters."""

from __future__ import annotations

from typing import Annotated

from app.core.node import NodeConfig, NodeType, Port, Surroundings
from app.core.program import OnManual
from app.core.rules.tree import Rule
from app.core.text import Text
from nodes.triggers.entrance import ENTRANCE, FILTER, with_filter


class ManualTriggerConfig(NodeConfig):
    """Who may be chosen."""

    filter: Annotated[Rule | None, FILTER] = None


class ManualTrigger(NodeType[ManualTriggerConfig]):
    """Lets in whoever a person chooses."""

    id = "manual_trigger"
    group = "trigger"
    icon = "hand-click"
    title = Text("Von Hand", "By hand")
    summary = Text(
        "Beginnt für die Kontakte, die Sie selbst auswählen.",
        "Begins for the contacts that you choose yourself.",
    )
    words = Text("auslöser manuell selbst auswahl", "trigger manual myself selection")
    config_type = ManualTriggerConfig

    def ports(self, config: ManualTriggerConfig) -> tuple[Port, ...]:
        """One way on, which must lead somewhere."""
        return ENTRANCE

    def line(self, config: ManualTriggerConfig, around: Surroundings) -> Text:
        """Says that contacts are chosen, and from whom."""
        return with_filter(Text("Kontakte, die Sie auswählen", "Contacts you choose"), config.filter, around)

    def compile(self, config: ManualTriggerConfig, around: Surroundings) -> tuple[OnManual]:
        """A source for contacts chosen by hand."""
        return (OnManual(config.filter),)
