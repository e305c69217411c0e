"""Goal: whoever gets here has done what the journey is for."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.core.form import Form
from app.core.node import NodeConfig, NodeType, Port, Surroundings
from app.core.program import Goal
from app.core.text import Text, same


class GoalConfig(NodeConfig):
    """What has been reached."""

    name: Annotated[
        str,
        Field(max_length=80),
        Form(
            Text("Ziel", "Goal"),
            "line",
            help=Text("So heißt das Ziel in den Zahlen.", "What the goal is called in the figures."),
            placeholder=Text("etwa: Buch gekauft", "such as: bought a book"),
        ),
    ] = ""


class GoalStep(NodeType[GoalConfig]):
    """Ends the journey as converted."""

    id = "goal"
    group = "flow"
    icon = "target"
    title = Text("Ziel", "Goal")
    summary = Text(
        "Wer hier ankommt, hat das Ziel der Journey erreicht und verlässt sie.",
        "Whoever gets here has reached the goal of the journey and leaves it.",
    )
    words = Text("ende erfolg conversion fertig", "end success conversion done")
    config_type = GoalConfig

    def ports(self, config: GoalConfig) -> tuple[Port, ...]:
        """None: the journey ends here."""
        return ()

    def line(self, config: GoalConfig, around: Surroundings) -> Text:
        """The name of the goal."""
        return same(config.name) if config.name else Text("Ziel erreicht", "Goal reached")

    def compile(self, config: GoalConfig, around: Surroundings) -> tuple[Goal]:
        """The end as converted."""
        return (Goal(config.name),)
