"""Split: a random but steady division, for trying out variants."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.core.form import Form
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Port, Surroundings
from app.core.problems import Problem
from app.core.program import Arm, Split
from app.core.text import Text, joined, same

MOST_ARMS = 26


class SplitArm(BaseModel):
    """One arm: a stable id (also the name of its port), a name for people, and its weight."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9_-]{1,40}$")
    name: str = Field(default="", max_length=80)
    weight: int = Field(default=50, ge=0, le=10_000)


class SplitConfig(NodeConfig):
    """The arms, from left to right; weights need not add to 100."""

    arms: Annotated[
        tuple[SplitArm, ...],
        Field(min_length=2, max_length=MOST_ARMS),
        Form(
            Text("Anteile", "Shares"),
            "arms",
            help=Text(
                "Ein Kontakt geht immer denselben Weg, auch wenn er wiederkommt.",
                "A contact always takes the same way, even when coming back.",
            ),
            required=True,
        ),
    ] = (SplitArm(id="a", name="A"), SplitArm(id="b", name="B"))

    @model_validator(mode="after")
    def _ways_out_differ(self) -> Self:
        if len({arm.id for arm in self.arms}) < len(self.arms):
            raise ValueError("each arm needs an id of its own")
        return self


class SplitStep(NodeType[SplitConfig]):
    """Divides contacts at random, each always the same way."""

    id = "split"
    group = "condition"
    icon = "arrows-split-2"
    title = Text("Zufallsaufteilung", "Split")
    summary = Text(
        "Teilt Kontakte zufällig auf, um zwei oder mehr Varianten zu vergleichen.",
        "Divides contacts at random, to compare two or more variants.",
    )
    words = Text("ab-test a/b test zufall variante losen", "ab-test a/b test random variant experiment")
    config_type = SplitConfig

    def ports(self, config: SplitConfig) -> tuple[Port, ...]:
        """One way per arm, with its share."""
        return tuple(Port(arm.id, words) for arm, words in zip(config.arms, _shares(config), strict=True))

    def line(self, config: SplitConfig, around: Surroundings) -> Text:
        """The arms and their shares."""
        return joined(_shares(config), same(" · "))

    def compile(self, config: SplitConfig, around: Surroundings) -> tuple[Split]:
        """A split by the hash of journey, step and contact."""
        return (Split(tuple(Arm(arm.weight, arm.id) for arm in config.arms)),)

    def check(self, node: Node, config: SplitConfig, around: Surroundings) -> Iterable[Problem]:
        """An arm of weight 0 gets nobody, unless all have it and count as equal."""
        empty = [arm for arm in config.arms if arm.weight == 0]
        if 0 < len(empty) < len(config.arms):
            yield Problem(
                "split.no_weight",
                "warning",
                Text(
                    "„{arm}“ hat den Anteil 0: Diesen Weg geht niemand. Ändern oder entfernen Sie ihn.",
                    "“{arm}” has a share of 0: nobody goes this way. Change or remove it.",
                ).fill(arm=empty[0].name or empty[0].id),
                node=node.id,
                field="arms",
            )


def _shares(config: SplitConfig) -> list[Text]:
    """„A 50 %“ for each arm; all-zero weights count as equal."""
    weights = [arm.weight for arm in config.arms]
    if not any(weights):
        weights = [1] * len(weights)
    total = sum(weights)
    return [
        same(f"{arm.name or arm.id} {round(100 * weight / total)} %")
        for arm, weight in zip(config.arms, weights, strict=True)
    ]
