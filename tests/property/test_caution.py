"""Looking out for late messages changes nobody's way: cut stretches lead where whole ones do (rule 18)."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

import nodes
from app.core.clock import DAY, HOUR
from app.core.journey import Journey, Settings
from app.engine.engine import Engine
from app.engine.interventions.catching_up import CatchUp
from app.store import tables as t
from tests.property.test_moves import PEOPLE, some_version
from tests.support.world import START, World, shown

SENDING = Settings.model_validate(
    {"catch_up": "send", "catch_up_hours": 0, "goal": {"kind": "tag", "tag": "c"}, "reentry": "always"}
)


def lived(seed: int, *, careful: bool) -> tuple[dict[str, list[str]], list[tuple[int, str, int]], int]:
    """The ways of all contacts, their messages, and how many of these were late, in a random life."""
    chance, world, now = Random(seed), World(deliver=False), START
    if careful:
        world.engine = Engine(world.database, nodes.catalog(), catch_up=CatchUp(wish="send"))
    for name in PEOPLE:
        world.contact(name)
    document: Journey = some_version(chance).replace(settings=SENDING)
    world.publish(document)
    for _ in range(20):
        now += chance.choice([HOUR, 7 * HOUR, 3 * DAY])
        kind = chance.choice(["form_submitted", "purchase"])
        world.event(chance.choice(PEOPLE), kind, shown(now))
        if chance.random() < 0.1:
            world.run(shown(now))
    world.run(shown(now + 60 * DAY))
    o = t.outbox.c
    with world.database.read() as conn:
        rows = conn.execute(select(o.contact_id, o.step, o.at, o.late).order_by(o.contact_id, o.at)).all()
    ways = {name: world.path(name) for name in PEOPLE}
    late = sum(row.late is not None for row in rows)
    return ways, [(row.contact_id, row.step, row.at) for row in rows], late


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32))
def test_a_late_program_that_sends_all_leads_everybody_the_same_way(seed: int) -> None:
    ways, messages, late = lived(seed, careful=False)
    assert late == 0
    assert lived(seed, careful=True)[:2] == (ways, messages)


def test_messages_are_late_in_these_lives() -> None:
    assert sum(lived(seed, careful=True)[2] for seed in range(5)) > 0
