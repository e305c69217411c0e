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
from tests.support.agreement import Run, carried_out, difference, disagreement, judged
from tests.support.lives import Choice
from tests.support.post import PlainComposer
from tests.support.random_worlds import RandomWorld, random_world
from tests.support.shrinking import smallest, story

WORLDS = int(os.environ.get("STELLWERK_AGREEMENT", "300"))
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


@pytest.mark.parametrize("group", range(GROUPS))
def test_preview_production_and_reference_agree(group: int) -> None:
    for seed in range(10_000 + group, 10_000 + WORLDS // 10, GROUPS):
        world = for_preview(random_world(seed))
        expected = judged(world)
        assert not difference(expected, carried_out(world)), story(world)
        run = Run(world)
        run.fill()
        frame = world.frame
        scenario = Scenario(world.journeys[0], frame.publish, (frame.until - frame.publish) // DAY)
        Simulator(world.catalog, RecordingChannel(), PlainComposer()).run(run.database, scenario)
        assert not difference(expected, run.told()), story(world)


def for_preview(world: RandomWorld) -> RandomWorld:
    """A preview is of one journey, enrolls everybody at the beginning, and nobody interferes afterwards."""
    journey, frame = world.journeys[0], replace(world.frame, present=True)
    chosen = (Choice(frame.publish, journey.id),)
    people = tuple(replace(one, writes=(), chosen=chosen) for one in world.people)
    return replace(world, journeys=(journey,), frame=frame, people=people)


def _told(world: RandomWorld, slices: int, *, late: bool) -> str:
    def fails(smaller: RandomWorld) -> bool:
        try:
            return bool(disagreement(smaller, slices, told_late=late))
        except StellwerkError:
            return False  # what is left is no journey any more

    small = smallest(world, fails)
    return f"{disagreement(small, slices, told_late=late)}\n{story(small)}"
