"""Jump: go on at another step, so many times at most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from app.core.form import Form
from app.core.formats import quoted
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Port, Surroundings
from app.core.problems import Problem
from app.core.program import Jump
from app.core.text import Text

OVER = "over"
_ITSELF = Text(
    "Dieser Sprung führt zu sich selbst. Wählen Sie einen anderen Schritt.",
    "This jump leads to itself. Choose another step.",
)


class JumpConfig(NodeConfig):
    """Where it goes on, and how often."""

    step: Annotated[
        str, Field(max_length=40), Form(Text("Weiter bei", "Go on at"), "step", required=True)
    ] = ""
    at_most: Annotated[
        Annotated[int, Field(ge=1, le=1_000)] | None,
        Form(
            Text("Höchstens so oft", "At most so often"),
            "optional_number",
            help=Text(
                "So oft springt ein Kontakt; danach nimmt er den Ausgang „danach“.",
                "So often a contact jumps; after that they take the way “afterwards”.",
            ),
            placeholder=Text("ohne Grenze", "without limit"),
            minimum=1,
            maximum=1_000,
        ),
    ] = 3


class JumpStep(NodeType[JumpConfig]):
    """Leads to another step of the journey."""

    id = "jump"
    group = "flow"
    icon = "corner-down-right"
    title = Text("Sprung", "Jump")
    summary = Text(
        "Geht bei einem anderen Schritt weiter, etwa für eine zweite Runde.",
        "Goes on at another step, for example for a second round.",
    )
    words = Text("gehe zu schleife wiederholen zurück goto", "go to loop repeat back goto")
    config_type = JumpConfig

    def ports(self, config: JumpConfig) -> tuple[Port, ...]:
        """The way on after the last lap, if their number has a limit."""
        return () if config.at_most is None else (Port(OVER, Text("danach", "afterwards")),)

    def line(self, config: JumpConfig, around: Surroundings) -> Text:
        """The step and the limit."""
        if not config.step:
            return Text("Schritt wählen …", "Choose a step …")
        title = around.step_title(config.step)
        words = Text("zu ", "to ") + Text(quoted(title.de).de, quoted(title.en).en)
        if config.at_most is None:
            return words
        return words + Text(", höchstens {n}-mal", ", at most {n} times").fill(n=config.at_most)

    def compile(self, config: JumpConfig, around: Surroundings) -> tuple[Jump]:
        """A jump."""
        return (Jump(config.step, config.at_most, over=OVER),)

    def check(self, node: Node, config: JumpConfig, around: Surroundings) -> Iterable[Problem]:
        """A jump to itself goes nowhere."""
        if config.step == node.id:
            yield Problem("jump.itself", "error", _ITSELF, node=node.id, field="step")
