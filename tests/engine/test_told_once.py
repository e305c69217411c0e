"""Steps with several instructions, and jumps: what is told and counted of them."""

from __future__ import annotations

from app.core.journey import Journey, Node
from tests.support.world import World, days, journey, step

ASKED = {"type": "form_submitted"}
NAMES = [f"k{number}" for number in range(60)]


def entrance() -> Node:
    return step("in", "event_trigger", event=ASKED)


def started(document: Journey, names: list[str]) -> World:
    world = World()
    world.contacts(names)
    world.publish(document)
    for name in names:
        world.event(name, "form_submitted", "2026-03-03 10:00")
    return world


def test_a_step_with_several_instructions_is_told_and_counted_once() -> None:
    document = journey(entrance(), step("apart", "holdout", share=50, days=2), step("end", "exit"))
    world = started(document, NAMES)
    world.run("2026-03-04 09:00")
    counts = world.counts()
    assert counts.steps["apart"].passed == counts.steps["end"].passed
    assert counts.steps["apart"].here == 60 - counts.steps["end"].passed
    assert 10 < counts.steps["apart"].here < 50
    world.run("2026-03-06 09:00")
    counts = world.counts()
    assert set(counts.steps) == {"in", "apart", "end"}
    assert counts.steps["apart"].passed == 60
    assert counts.edges["apart", "next"] == counts.steps["end"].passed
    ends = {world.path(name)[1] for name in NAMES}
    assert ends == {"apart.next 2026-03-03 10:00", "apart. 2026-03-05 10:00"}


def test_a_jump_goes_on_at_its_step_so_many_times() -> None:
    document = journey(
        entrance(),
        step("wait", "wait", until=days(1)),
        step("again", "jump", step="wait", at_most=2),
        step("end", "exit"),
        edges="in>wait wait>again again.over>end",
    )
    world = started(document, ["Anna"])
    world.run("2026-03-20 09:00")
    assert world.path("Anna")[1:] == [
        "wait.next 2026-03-04 10:00",
        "again.next 2026-03-04 10:00",
        "wait.next 2026-03-05 10:00",
        "again.next 2026-03-05 10:00",
        "wait.next 2026-03-06 10:00",
        "again.over 2026-03-06 10:00",
        "end. 2026-03-06 10:00",
    ]


def test_a_jump_sees_a_lap_that_was_made_just_before_it() -> None:
    document = journey(
        entrance(),
        step("top", "change_tags", add=["x"]),
        step("first", "jump", step="next", at_most=1),
        step("next", "change_score", amount=1),
        step("wait", "wait", until=days(1)),
        step("end", "exit"),
        edges="in>top top>first first.over>end next>wait wait>top",
    )
    world = started(document, ["Anna"])
    world.run("2026-03-20 09:00")
    assert world.path("Anna")[-1] == "end. 2026-03-04 10:00"
