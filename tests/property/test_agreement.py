"""The engine agrees with the reference interpreter on random journeys, contacts and events.

STELLWERK_AGREEMENT says how many random worlds are tried.
"""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from app.channels.recording import RecordingChannel
from app.core.clock import DAY
from app.core.errors import StellwerkError
from app.engine.simulate import Scenario, Simulator
from nodes import catalog
from tests.support.agreement import Run, disagreement, judged
from tests.support.post import PlainComposer
from tests.support.random_worlds import RandomWorld, random_world
from tests.support.shrinking import smallest, story

WORLDS = int(os.environ.get("STELLWERK_AGREEMENT", "500"))
GROUPS = 20
WAYS = ((0, False), (0, False), (0, False), (4, False), (2, True))
"""In how many slices time passes, and whether events are told only when they happen."""


@pytest.mark.parametrize("group", range(GROUPS))
def test_the_engine_agrees_with_the_reference(group: int) -> None:
    for seed in range(group, WORLDS, GROUPS):
        slices, late = WAYS[seed // GROUPS % len(WAYS)]
        world = random_world(seed)
        if disagreement(world, slices, told_late=late):
            pytest.fail(_told(world, slices, late=late), pytrace=False)


@pytest.mark.parametrize("seed", range(700, 716))
def test_the_preview_agrees_with_the_reference(seed: int) -> None:
    world = _for_preview(random_world(seed))
    run = Run(world)
    run.fill()
    scenario = Scenario(world.journey, world.frame.publish, (world.frame.until - world.frame.publish) // DAY)
    run.version = Simulator(catalog(), RecordingChannel(), PlainComposer()).run(run.database, scenario)
    assert run.told() == judged(world)


def _for_preview(world: RandomWorld) -> RandomWorld:
    """The preview enrolls everybody at the beginning, and nobody interferes afterwards."""
    people = (replace(one, writes=(), chosen=(world.frame.publish,)) for one in world.people)
    return replace(world, frame=replace(world.frame, present=True), people=tuple(people))


def _told(world: RandomWorld, slices: int, *, late: bool) -> str:
    def fails(smaller: RandomWorld) -> bool:
        try:
            return bool(disagreement(smaller, slices, told_late=late))
        except StellwerkError:
            return False  # what is left is no journey any more

    small = smallest(world, fails)
    return f"{disagreement(small, slices, told_late=late)}\n{story(small)}"
