"""Who does not get in: holdout and entry window (docs/semantics.md, rule 5 and "Entry window")."""

from __future__ import annotations

from sqlalchemy import select

from app.core.journey import Journey, Settings
from app.core.rules.tree import EventFilter, EventHappened
from app.engine.trace import trace
from app.store import tables as t
from tests.support.world import World, berlin, days, journey, shown, step

ASKED = {"type": "form_submitted"}
NAMES = [f"k{number}" for number in range(400)]


def document(**settings: object) -> Journey:
    return journey(
        step("in", "event_trigger", event=ASKED),
        step("wait", "wait", until=days(1)),
        step("end", "exit"),
        settings=Settings(**settings),  # pyright: ignore[reportArgumentType] - whatever a test needs
    )


def everybody_asks(world: World) -> None:
    for name in NAMES:
        world.event(name, "form_submitted", "2026-03-03 10:00")


def outsiders(world: World) -> set[str]:
    """Who has taken no step."""
    with world.database.read() as conn:
        inside = {line.email.split("@")[0] for line in trace(conn, world.version)}
    return set(NAMES) - inside


def kept_out_world(**settings: object) -> World:
    world = World()
    world.contacts(NAMES)
    world.publish(document(holdout=25, holdout_days=10, **settings))
    everybody_asks(world)
    return world


def test_a_share_is_kept_out_runs_through_no_step_and_ends_as_holdout() -> None:
    world = kept_out_world()
    world.run("2026-03-06 09:00")
    counts = world.counts()
    assert 70 < counts.kept_out < 130
    assert counts.kept_out_here == counts.active == counts.kept_out
    assert counts.entered == 400
    assert counts.edges["in", "next"] == counts.ended["completed"] == 400 - counts.kept_out
    assert set(counts.steps) == {"in", "wait", "end"}
    world.run("2026-03-13 10:00")
    counts = world.counts()
    assert (counts.ended["holdout"], counts.kept_out_here) == (counts.kept_out, 0)


def test_the_same_contacts_are_kept_out_on_every_pass() -> None:
    world = kept_out_world()
    world.run("2026-03-20 09:00")
    before = outsiders(world)
    for name in NAMES:
        world.event(name, "form_submitted", "2026-03-21 10:00")
    world.run("2026-04-20 09:00")
    assert outsiders(world) == before
    assert world.counts().kept_out == 2 * len(before)


def test_those_kept_out_reach_the_goal_and_count_apart() -> None:
    goal = EventHappened(event=EventFilter(type="purchase"), since_entry=True)
    world = kept_out_world(goal=goal)
    world.run("2026-03-05 09:00")
    buyer = min(outsiders(world))
    world.event(buyer, "purchase", "2026-03-06 10:00")
    world.run("2026-03-20 09:00")
    counts = world.counts()
    assert (world.reason(buyer), counts.goals, counts.kept_out_goals) == ("goal", 1, 1)
    assert counts.ended["holdout"] == counts.kept_out - 1


def test_who_is_kept_out_counts_for_re_entry() -> None:
    world = kept_out_world(reentry="never")
    world.run("2026-03-20 09:00")
    everybody_asks(world)
    for name in NAMES:
        world.event(name, "form_submitted", "2026-03-21 10:00")
    world.run("2026-04-20 09:00")
    assert world.counts().entered == 400


def test_nobody_enters_before_or_after_the_entry_window() -> None:
    world = World()
    world.contact("Anna")
    world.publish(document(entry_from="2026-03-04T10:00", entry_until="2026-03-06T10:00", reentry="always"))
    for instant in ("2026-03-04 09:59", "2026-03-04 10:00", "2026-03-06 09:59", "2026-03-06 10:00"):
        world.event("Anna", "form_submitted", instant)
    world.run("2026-03-20 09:00")
    with world.database.read() as conn:
        entered = conn.execute(select(t.enrollments.c.entered_at)).scalars().all()
    assert [shown(at) for at in entered] == ["2026-03-04 10:00", "2026-03-06 09:59"]


def test_an_entry_window_counts_in_the_journeys_zone() -> None:
    world = World()
    world.contact("Anna")
    world.publish(document(entry_from="2026-03-04T10:00", time_zone="America/New_York"))
    world.event("Anna", "form_submitted", "2026-03-04 15:59")
    world.run("2026-03-20 09:00")
    assert world.reason("Anna") is None


def test_the_window_holds_for_a_choice_by_hand_too() -> None:
    world = World()
    world.contact("Anna")
    settings = Settings(entry_from="2026-03-04T10:00")
    world.publish(journey(step("in", "manual_trigger"), step("end", "exit"), settings=settings))
    assert world.engine.enroll("probe", [1], berlin("2026-03-04 09:00")) == 0
    assert world.engine.enroll("probe", [1], berlin("2026-03-04 10:00")) == 1
