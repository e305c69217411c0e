"""Spend points: take loyalty points away from those who have enough."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.core.node import NEXT_PORT, NodeConfig, NodeType, Port, Surroundings
from app.core.program import Apply, Branch, Case, SpendPoints
from app.core.rules.tree import Points
from app.core.text import Text, same
from nodes.actions.points import AMOUNT, MOST, REASON, points_words

NOT_ENOUGH = "not_enough"
_ENOUGH = "#1"


class SpendPointsConfig(NodeConfig):
    """How many points, and what for."""

    amount: Annotated[int, Field(ge=1, le=MOST), AMOUNT] = 100
    reason: Annotated[str, Field(max_length=200), REASON] = ""


class SpendPointsStep(NodeType[SpendPointsConfig]):
    """Takes loyalty points away, those first that expire first."""

    id = "spend_points"
    group = "action"
    section = "contact"
    icon = "coin"
    title = Text("Punkte einlösen", "Spend points")
    summary = Text(
        "Zieht Treuepunkte ab. Wer zu wenige hat, nimmt einen eigenen Weg.",
        "Takes loyalty points away. Whoever has too few takes a way of their own.",
    )
    words = Text("treue bonus prämie", "loyalty bonus redeem reward")
    config_type = SpendPointsConfig

    def ports(self, config: SpendPointsConfig) -> tuple[Port, ...]:
        """On, and a way for those who have too few."""
        return NEXT_PORT, Port(NOT_ENOUGH, Text("zu wenige", "too few"))

    def line(self, config: SpendPointsConfig, around: Surroundings) -> Text:
        """The points."""
        return same("−") + points_words(config.amount)

    def compile(self, config: SpendPointsConfig, around: Surroundings) -> tuple[Branch, Apply]:
        """A branch on what is there, and the effect for those who have enough."""
        enough = Case(Points(op="ge", value=config.amount), _ENOUGH)
        return Branch((enough,), NOT_ENOUGH), Apply((SpendPoints(config.amount, config.reason),))
