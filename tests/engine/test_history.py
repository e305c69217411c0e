"""What the history keeps of decisions (docs/semantics.md, rule 22)."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from app.store import tables as t
from tests.support.agreement import Run
from tests.support.random_worlds import random_world
from tests.support.world import World, journey, step

OLD = {"kind": "attribute", "field": "score", "op": "ge", "value": 10}
REGULAR = {"kind": "tag", "tag": "kunde"}


def rows(run_or_world: Run | World) -> list[tuple[list[list[str]], list[list[object]], list[object]]]:
    """Steps, what their rules read, and the values seen, of every stretch in order."""
    statement = (
        select(t.paths.c.steps, t.paths.c.reads, t.history.c.seen)
        .join(t.history, t.history.c.path_id == t.paths.c.id)
        .order_by(t.history.c.id)
    )
    with run_or_world.database.read() as conn:
        return [
            (json.loads(row.steps), json.loads(row.reads), json.loads(row.seen or "[]"))
            for row in conn.execute(statement)
        ]


def test_a_decision_is_kept_with_the_values_it_saw() -> None:
    world = World()
    world.contact("Anna", score=12, tags={"kunde"})
    document = journey(
        step("in", "event_trigger", event={"type": "form_submitted"}),
        step("b", "branch", cases=[{"id": "y", "rule": {"kind": "all", "rules": [OLD, REGULAR]}}]),
        step("end", "exit"),
        edges="in>b b.y>end",
    )
    world.publish(document)
    world.event("Anna", "form_submitted", "2026-03-03 10:00")
    world.run("2026-03-04 10:00")
    assert rows(world) == [
        ([["in", "next"], ["b", "y"], ["end", ""]], [["b", 0, 0], ["b", 0, 1]], [12, 1]),
    ]


@pytest.mark.parametrize("seed", range(720, 728))
def test_every_stretch_has_a_value_for_each_thing_that_its_rules_read(seed: int) -> None:
    world = random_world(seed)
    run = Run(world)
    run.begin()
    run.live(())
    assert all(len(seen) == len(reads) for _, reads, seen in rows(run))
