"""Small random worlds: journeys, some contacts, and everything that happens to them, from one seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.clock import DAY
from app.core.fields import FieldBook
from app.core.journey import Journey
from app.core.node import NodeCatalog
from app.core.program import (
    Instruction,
    Source,
)
from app.core.rules.tree import Rule
from tests.support.dice import Dice
from tests.support.fields import CUSTOM
from tests.support.lives import Frame, Person
from tests.support.random_journeys import Drawing, cap_of
from tests.support.random_people import Crowd
from tests.support.raw_steps import catalog_with

JOURNEYS = ("probe", "second", "third")


@dataclass(frozen=True)
class RandomWorld:
    """What both the engine and its judge are given."""

    seed: int
    journeys: tuple[Journey, ...]
    pieces: Mapping[str, Instruction | Source]
    frame: Frame
    people: tuple[Person, ...]

    @property
    def catalog(self) -> NodeCatalog:
        """The step types of its journeys."""
        return catalog_with(self.pieces)


def random_world(seed: int) -> RandomWorld:
    """The world of a seed."""
    dice = Dice(seed)
    names = JOURNEYS[: dice.one((1, 1, 2, 2, 3))]
    dice.journeys = names
    segments: dict[str, Rule] = {"regulars": dice.rule(1, inside=False)}
    dice.has_segments = True
    pieces: dict[str, Instruction | Source] = {}
    journeys = tuple(Drawing(dice, name, names, pieces).journey() for name in names)
    frame = Frame(
        dice.start,
        dice.start + dice.days * DAY,
        dice.maybe(0.5, dice.flip(0.5)),
        FieldBook(CUSTOM),
        segments,
        {"pool": tuple(f"C{n}" for n in range(dice.number(0, 15)))},
        dice.maybe(0.2, cap_of(dice)),
    )
    crowd = Crowd(dice, journeys)
    people = tuple(
        crowd.person(number) for number in range(dice.number(5, 12) if dice.long else dice.number(2, 6))
    )
    return RandomWorld(seed, journeys, pieces, frame, people)
