"""Change the score: make a contact count for more, or less."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from app.core.form import Form
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Surroundings
from app.core.problems import Problem
from app.core.program import AddToAttribute, Apply
from app.core.text import Text

MOST = 10_000


class ChangeScoreConfig(NodeConfig):
    """How many points are added; fewer than 0 takes points away."""

    amount: Annotated[
        int,
        Field(ge=-MOST, le=MOST),
        Form(
            Text("Punkte", "Points"),
            "number",
            help=Text(
                "Mit einem Minus davor werden Punkte abgezogen.", "With a minus sign, points are taken away."
            ),
            minimum=-MOST,
            maximum=MOST,
            required=True,
        ),
    ] = 10


class ChangeScore(NodeType[ChangeScoreConfig]):
    """Adds to the score of the contact."""

    id = "change_score"
    group = "action"
    section = "contact"
    icon = "star"
    title = Text("Punktwert", "Score")
    summary = Text(
        "Zählt zum Punktwert dazu oder zieht ab: So sehen Sie, wer kaufbereit ist.",
        "Adds to the score or takes away: so you see who is ready to buy.",
    )
    words = Text("score lead bewertung punkte", "lead scoring rating points")
    config_type = ChangeScoreConfig

    def line(self, config: ChangeScoreConfig, around: Surroundings) -> Text:
        """The points with their sign."""
        sign = "−" if config.amount < 0 else "+"
        return Text("Punktwert {sign}{n}", "Score {sign}{n}").fill(sign=sign, n=abs(config.amount))

    def compile(self, config: ChangeScoreConfig, around: Surroundings) -> tuple[Apply]:
        """One effect on the field `score`."""
        return (Apply((AddToAttribute("score", config.amount),)),)

    def check(self, node: Node, config: ChangeScoreConfig, around: Surroundings) -> Iterable[Problem]:
        """Zero points change nothing."""
        if config.amount == 0:
            yield Problem(
                "score.zero",
                "warning",
                Text(
                    "0 Punkte ändern nichts. Tragen Sie eine Zahl ein oder löschen Sie den Schritt.",
                    "0 points change nothing. Enter a number or delete the step.",
                ),
                node=node.id,
                field="amount",
            )
