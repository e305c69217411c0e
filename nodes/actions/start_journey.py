"""Start a journey: let the contact into another one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from app.core.form import Form
from app.core.formats import quoted
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Surroundings
from app.core.problems import Problem
from app.core.program import Enroll
from app.core.text import Text

_ITSELF = Text(
    "Diese Journey kann sich nicht selbst beginnen. Wählen Sie eine andere, oder nehmen Sie einen Sprung.",
    "This journey cannot start itself. Choose another one, or use a jump.",
)


class StartJourneyConfig(NodeConfig):
    """Which journey."""

    journey: Annotated[
        str,
        Field(max_length=40),
        Form(
            Text("Journey", "Journey"),
            "journey",
            help=Text(
                "Der Kontakt tritt dort durch den Auslöser „Von Hand“ ein; dessen Regeln gelten.",
                "The contact enters there by the trigger “By hand”; its rules hold.",
            ),
            required=True,
        ),
    ] = ""


class StartJourney(NodeType[StartJourneyConfig]):
    """Lets the contact into another journey."""

    id = "start_journey"
    group = "action"
    section = "team"
    icon = "route"
    title = Text("Journey beginnen", "Start journey")
    summary = Text(
        "Lässt den Kontakt in eine andere Journey eintreten.",
        "Lets the contact into another journey.",
    )
    words = Text("andere starten wechseln unterjourney", "other begin switch sub-journey")
    config_type = StartJourneyConfig

    def line(self, config: StartJourneyConfig, around: Surroundings) -> Text:
        """The other journey."""
        if not config.journey:
            return Text("Journey wählen …", "Choose a journey …")
        name = quoted(around.journeys.get(config.journey, config.journey))
        return Text("{name} beginnen", "Start {name}").fill(name=name)

    def compile(self, config: StartJourneyConfig, around: Surroundings) -> tuple[Enroll]:
        """An entry into another journey."""
        return (Enroll(config.journey),)

    def check(self, node: Node, config: StartJourneyConfig, around: Surroundings) -> Iterable[Problem]:
        """A journey does not start itself."""
        if config.journey == around.journey.id:
            yield Problem("start.itself", "error", _ITSELF, node=node.id, field="journey")
