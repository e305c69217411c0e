"""Holdout: keep a share of contacts out, to measure what the rest of the journey brings about."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.core.form import Form
from app.core.node import NodeConfig, NodeType, Surroundings
from app.core.program import NEXT, Arm, Exit, Hold, Split
from app.core.schedule import Duration, Until
from app.core.text import Text

_WATCHED = "#1"


class HoldoutConfig(NodeConfig):
    """How many are kept out, in percent, and how long they are watched."""

    share: Annotated[
        int,
        Field(ge=1, le=90),
        Form(
            Text("Anteil der Kontrollgruppe", "Share kept out"),
            "number",
            help=Text(
                "Diese Kontakte erleben die folgenden Schritte nicht. Ob sie das Ziel auch ohne erreichen, "
                "zeigt Ihnen, was die Schritte bewirken.",
                "These contacts do not go through the following steps. Whether they reach the goal all the "
                "same shows what the steps bring about.",
            ),
            minimum=1,
            maximum=90,
            suffix=Text("%", "%"),
        ),
    ] = 10
    days: Annotated[
        int,
        Field(ge=1, le=730),
        Form(
            Text("So lange beobachten", "Watch them for"),
            "number",
            minimum=1,
            maximum=730,
            suffix=Text("Tage", "days"),
        ),
    ] = 90


class Holdout(NodeType[HoldoutConfig]):
    """Keeps a share of contacts out and watches whether they reach the goal all the same."""

    id = "holdout"
    group = "condition"
    icon = "percentage"
    title = Text("Kontrollgruppe", "Holdout")
    summary = Text(
        "Hält einen Anteil der Kontakte zurück, damit Sie die Wirkung messen können.",
        "Keeps a share of contacts out, so that you can measure the effect.",
    )
    words = Text("kontrolle vergleich wirkung test", "control comparison effect test")
    config_type = HoldoutConfig

    def line(self, config: HoldoutConfig, around: Surroundings) -> Text:
        """The share and how long it is watched."""
        return Text("{n} % bleiben außen vor, {days} Tage", "{n} % are kept out for {days} days").fill(
            n=config.share, days=config.days
        )

    def compile(self, config: HoldoutConfig, around: Surroundings) -> tuple[Split, Hold, Exit]:
        """A split; who is kept out rests within the step until the time of watching is over."""
        arms = (Arm(config.share, _WATCHED), Arm(100 - config.share, NEXT))
        watched = Until(after=Duration(amount=config.days, unit="days"))
        return Split(arms), Hold(watched), Exit("holdout")
