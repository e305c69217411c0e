"""Earn points: add loyalty points, which may expire."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.core.form import Form
from app.core.node import NodeConfig, NodeType, Surroundings
from app.core.program import Apply, EarnPoints
from app.core.schedule import Duration
from app.core.text import Text, same
from app.core.words import duration_words
from nodes.actions.points import AMOUNT, MOST, REASON, points_words


class EarnPointsConfig(NodeConfig):
    """How many points, how long they are good, and what for."""

    amount: Annotated[int, Field(ge=1, le=MOST), AMOUNT] = 10
    expires: Annotated[
        Duration | None,
        Form(Text("Gültig", "Good for"), "duration", placeholder=Text("ohne Ablauf", "they never expire")),
    ] = None
    reason: Annotated[str, Field(max_length=200), REASON] = ""


class EarnPointsStep(NodeType[EarnPointsConfig]):
    """Adds loyalty points."""

    id = "earn_points"
    group = "action"
    section = "contact"
    icon = "coins"
    title = Text("Punkte gutschreiben", "Earn points")
    summary = Text(
        "Schreibt Treuepunkte gut, auf Wunsch mit Ablauf.",
        "Adds loyalty points, which may expire if you like.",
    )
    words = Text("treue bonus punkte sammeln", "loyalty bonus reward collect")
    config_type = EarnPointsConfig

    def line(self, config: EarnPointsConfig, around: Surroundings) -> Text:
        """The points and how long they are good."""
        words = same("+") + points_words(config.amount)
        if config.expires is None:
            return words
        return words + Text(", gültig ", ", good for ") + duration_words(config.expires)

    def compile(self, config: EarnPointsConfig, around: Surroundings) -> tuple[Apply]:
        """One effect."""
        return (Apply((EarnPoints(config.amount, config.expires, config.reason),)),)
