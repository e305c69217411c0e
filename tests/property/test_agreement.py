"""The engine agrees with the reference interpreter on random journeys, contacts and events.

STELLWERK_AGREEMENT says how many random worlds are tried.
"""

from __future__ import annotations

import os

import pytest

from app.core.errors import StellwerkError
from tests.support.agreement import disagreement
from tests.support.random_worlds import RandomWorld, random_world
from tests.support.shrinking import smallest, story

WORLDS = int(os.environ.get("STELLWERK_AGREEMENT", "500"))
GROUPS = 20
WAYS = ((0, False), (0, False), (4, False), (2, True))
"""In how many slices time passes, and whether events are told only when they happen."""


@pytest.mark.parametrize("group", range(GROUPS))
def test_the_engine_agrees_with_the_reference(group: int) -> None:
    for seed in range(group, WORLDS, GROUPS):
        slices, late = WAYS[seed // GROUPS % len(WAYS)]
        world = random_world(seed)
        if disagreement(world, slices, told_late=late):
            pytest.fail(_told(world, slices, late=late), pytrace=False)


def _told(world: RandomWorld, slices: int, *, late: bool) -> str:
    def fails(smaller: RandomWorld) -> bool:
        try:
            return bool(disagreement(smaller, slices, told_late=late))
        except StellwerkError:
            return False  # what is left is no journey any more

    small = smallest(world, fails)
    return f"{disagreement(small, slices, told_late=late)}\n{story(small)}"
