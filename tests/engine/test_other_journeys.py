"""Journeys that start one another and take contacts out of others, at each contact's own instant."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from app.core.journey import Journey, Settings
from app.core.rules.tree import Attribute, JourneyHistory
from app.core.schedule import Duration
from app.store import tables as t
from app.store.contacts import id_by_email
from app.store.incidents import IncidentQuery, incident_page
from tests.support.world import World, berlin, days, journey, shown, step

IN = step("in", "manual_trigger")


def second(*steps: Any, **settings: Any) -> Journey:
    """The journey that is started."""
    chosen = steps or (step("rest", "wait", until=days(9)),)
    return journey(IN, *chosen, settings=Settings(**settings)).replace(id="second", name="Second")


def first(*steps: Any, **parts: Any) -> Journey:
    """The journey that starts it, after a day."""
    start = step("start", "start_journey", journey="second")
    return journey(IN, step("wait", "wait", until=days(1)), start, *steps, **parts)


def enter(world: World, name: str, at: str, document: str = "probe") -> None:
    with world.database.read() as conn:
        contact = id_by_email(conn, f"{name.lower()}@example.org")
    assert contact is not None
    world.engine.enroll(document, [contact], berlin(at))


def passes(world: World, document: str = "second") -> list[tuple[str, str, str | None]]:
    """Who entered a journey, when, and why that is over."""
    e, c = t.enrollments.c, t.contacts.c
    asked = (
        select(c.first_name, e.entered_at, e.reason)
        .join_from(t.enrollments, t.contacts)
        .where(e.journey_id == document)
        .order_by(e.entered_at, e.id)
    )
    with world.database.read() as conn:
        return [(row.first_name, shown(row.entered_at)[5:], row.reason) for row in conn.execute(asked)]


def incidents(world: World) -> list[tuple[str, str | None, Any]]:
    with world.database.read() as conn:
        return [(one.code, one.step, dict(one.detail)) for one in incident_page(conn, IncidentQuery(), 0, 9)]


def test_everybody_enters_at_their_own_instant_whenever_the_program_runs() -> None:
    world = World()
    world.publish(second(step("mark", "change_score", amount=1)))
    world.publish(first())
    for name, day in (("Anna", 3), ("Bert", 2)):
        world.contact(name)
        enter(world, name, f"2026-03-0{day} 10:00")
    world.run("2026-03-20 10:00")
    assert passes(world) == [("Bert", "03-03 10:00", "completed"), ("Anna", "03-04 10:00", "completed")]
    assert world.path("Bert")[-1] == "start.next 2026-03-03 10:00"


def test_filter_reentry_entry_window_and_holdout_of_the_other_journey_count() -> None:
    world = World()
    filtered = step("in", "manual_trigger", filter={"kind": "tag", "tag": "vip"})
    other = second(reentry="after_exit", reentry_lock=Duration(amount=2, unit="days"))
    other = other.replace(nodes=(filtered, step("rest", "exit")), settings=other.settings)
    world.publish(other)
    world.publish(first(settings=Settings(reentry="always")))
    world.contact("Anna", tags={"vip"})
    world.contact("Bert")
    for day in (2, 3, 4):
        enter(world, "Anna", f"2026-03-0{day} 10:00")
    enter(world, "Bert", "2026-03-02 10:00")
    world.run("2026-03-20 10:00")
    assert [(who, at) for who, at, _ in passes(world)] == [("Anna", "03-03 10:00"), ("Anna", "03-05 10:00")]


def test_those_kept_out_for_comparison_and_those_outside_the_window_run_through_no_step() -> None:
    world = World()
    world.publish(second(step("mark", "change_score", amount=1), holdout=50))
    world.publish(first())
    names = [f"K{number}" for number in range(20)]
    for name in names:
        world.contact(name)
        enter(world, name, "2026-03-02 10:00")
    world.run("2026-03-04 10:00")
    reasons = [reason for _, _, reason in passes(world)]
    assert 0 < reasons.count(None) < 20
    assert set(reasons) == {None, "completed"}
    closed = World()
    closed.publish(second(entry_until="2026-03-03T10:00"))
    closed.publish(first())
    closed.contact("Anna")
    enter(closed, "Anna", "2026-03-02 10:00")
    closed.run("2026-03-04 10:00")
    assert passes(closed) == []


@pytest.mark.parametrize("state", ["paused", "archived", "draft", None])
def test_nobody_enters_a_journey_that_is_not_live_and_a_person_is_told_once(state: str | None) -> None:
    world = World()
    if state:
        world.publish(second())
        with world.database.write() as conn:
            conn.execute(update(t.journeys).where(t.journeys.c.id == "second").values(state=state))
        world.engine.reload()
    world.publish(first(step("on", "change_score", amount=1)))
    for name in ("Anna", "Bert"):
        world.contact(name)
        enter(world, name, "2026-03-02 10:00")
    world.run("2026-03-04 10:00")
    assert passes(world) == []
    assert world.reason("Bert") == "completed"
    code, name = ("journey_not_live", "Second") if state else ("journey_gone", "second")
    assert incidents(world) == [(code, "start", {"journey": name})]


def leaver(*steps: Any, at: str = "second") -> Journey:
    leave = step("leave", "leave_journey", journey=at)
    return journey(IN, step("wait", "wait", until=days(1)), leave, *steps)


def test_leaving_ends_what_is_under_way_at_that_instant_and_the_numbers_stay_right() -> None:
    world = World()
    world.publish(second(reentry="always"))
    world.publish(leaver(step("on", "change_score", amount=1)))
    for name in ("Anna", "Bert"):
        world.contact(name)
        for day in (1, 2):
            enter(world, name, f"2026-03-0{day} 09:00", "second")
    enter(world, "Anna", "2026-03-02 10:00")
    enter(world, "Anna", "2026-03-05 10:00", "second")
    world.run("2026-03-06 10:00")
    assert [reason for who, _, reason in passes(world) if who == "Anna"] == ["removed", "removed", None]
    assert [reason for who, _, reason in passes(world) if who == "Bert"] == [None, None]
    e = t.enrollments.c
    with world.database.read() as conn:
        ended = set(conn.execute(select(e.ended_at).where(e.reason == "removed")).scalars())
    assert {shown(at) for at in ended} == {"2026-03-03 10:00"}


def test_leaving_takes_out_of_a_paused_journey_too_and_of_none_that_is_gone() -> None:
    world = World()
    world.publish(second())
    world.contact("Anna")
    enter(world, "Anna", "2026-03-02 09:00", "second")
    with world.database.write() as conn:
        conn.execute(update(t.journeys).where(t.journeys.c.id == "second").values(state="paused"))
    world.engine.reload()
    world.publish(
        leaver(step("leave2", "leave_journey", journey="gone"), step("on", "change_score", amount=1))
    )
    enter(world, "Anna", "2026-03-02 10:00")
    world.run("2026-03-04 10:00")
    assert passes(world) == [("Anna", "03-02 09:00", "removed")]
    assert incidents(world) == [("journey_gone", "leave2", {"journey": "gone"})]


def test_a_journey_that_leaves_itself_ends_with_that_step() -> None:
    world = World()
    document = leaver(step("on", "change_score", amount=1), at="probe")
    world.publish(document.replace(settings=Settings(reentry="always")))
    world.contact("Anna")
    enter(world, "Anna", "2026-03-02 10:00")
    enter(world, "Anna", "2026-03-02 20:00")
    world.run("2026-03-04 10:00")
    assert [reason for _, _, reason in passes(world, "probe")] == ["removed", "removed"]
    assert world.path("Anna") == [
        "in.next 2026-03-02 10:00",
        "wait.next 2026-03-03 10:00",
        "leave.next 2026-03-03 10:00",
        "in.next 2026-03-02 20:00",
    ]


def test_a_step_after_the_start_knows_that_the_contact_is_there() -> None:
    world = World()
    world.publish(second())
    case = {"id": "yes", "rule": {"kind": "journey", "journey": "second", "what": "is_in"}}
    branch = step("there", "branch", cases=[case])
    world.publish(first(branch))
    world.contact("Anna")
    enter(world, "Anna", "2026-03-02 10:00")
    world.run("2026-03-04 10:00")
    assert world.path("Anna")[-1] == "there.yes 2026-03-03 10:00"


def test_a_goal_that_looks_at_the_other_journey_is_asked_after_its_start() -> None:
    world = World()
    world.publish(second())
    goal = JourneyHistory(journey="second", what="was_in")
    world.publish(first(step("on", "change_score", amount=1), settings=Settings(goal=goal)))
    world.contact("Anna")
    enter(world, "Anna", "2026-03-02 10:00")
    world.run("2026-03-04 10:00")
    assert passes(world, "probe") == [("Anna", "03-02 10:00", "goal")]
    assert world.path("Anna")[-1] == "start.next 2026-03-03 10:00"


def test_two_journeys_that_start_each_other_at_once_come_to_an_end() -> None:
    world = World()
    back = step("back", "start_journey", journey="probe")
    world.publish(second(back, reentry="always"))
    world.publish(
        journey(IN, step("start", "start_journey", journey="second"), settings=Settings(reentry="always"))
    )
    world.contact("Anna")
    enter(world, "Anna", "2026-03-02 10:00")
    world.run("2026-03-02 10:00")
    assert 1 <= len(passes(world)) <= 100


def test_what_one_journey_writes_the_other_reads_in_the_order_of_time() -> None:
    world = World()
    city = Attribute(field="city", value="Bonn")
    world.publish(
        second(step("rest", "wait", until=days(3)), step("done", "change_score", amount=1), exit=city)
    )
    world.publish(
        first(step("more", "wait", until=days(1)), step("set", "set_attribute", field="city", value="Bonn"))
    )
    for name in ("Anna", "Bert"):
        world.contact(name)
        enter(world, name, "2026-03-02 10:00")
    world.run("2026-03-20 10:00")
    assert [reason for _, _, reason in passes(world)] == ["exit_criteria", "exit_criteria"]
