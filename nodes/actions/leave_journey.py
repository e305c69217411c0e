"""Leave a journey: end what the contact has under way in another one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from app.core.form import Form
from app.core.formats import quoted
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Surroundings
from app.core.problems import Problem
from app.core.program import Leave
from app.core.text import Text

_ITSELF = Text(
    "Um diese Journey zu verlassen, nehmen Sie einen Ausstieg. Wählen Sie hier eine andere.",
    "To leave this journey, use an exit. Choose another one here.",
)


class LeaveJourneyConfig(NodeConfig):
    """Which journey."""

    journey: Annotated[
        str, Field(max_length=40), Form(Text("Journey", "Journey"), "journey", required=True)
    ] = ""


class LeaveJourney(NodeType[LeaveJourneyConfig]):
    """Ends what is under way in another journey."""

    id = "leave_journey"
    group = "action"
    section = "team"
    icon = "route-x"
    title = Text("Journey beenden", "Leave journey")
    summary = Text(
        "Nimmt den Kontakt aus einer anderen Journey heraus.",
        "Takes the contact out of another journey.",
    )
    words = Text("andere abbrechen stoppen herausnehmen", "other cancel stop remove")
    config_type = LeaveJourneyConfig

    def line(self, config: LeaveJourneyConfig, around: Surroundings) -> Text:
        """The other journey."""
        if not config.journey:
            return Text("Journey wählen …", "Choose a journey …")
        name = quoted(around.journeys.get(config.journey, config.journey))
        return Text("{name} beenden", "Leave {name}").fill(name=name)

    def compile(self, config: LeaveJourneyConfig, around: Surroundings) -> tuple[Leave]:
        """An end in another journey."""
        return (Leave(config.journey),)

    def check(self, node: Node, config: LeaveJourneyConfig, around: Surroundings) -> Iterable[Problem]:
        """The way out of this journey is an exit."""
        if config.journey == around.journey.id:
            yield Problem("leave.itself", "error", _ITSELF, node=node.id, field="journey")
