"""What vanished, does not fit, or is rubbish concerns the contact or the step alone; the others go on."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.fields import FieldSpec
from app.core.journey import Journey, Node, Settings
from app.core.rules.tree import HasTag, InSegment
from app.store.segments import Segment, delete_segment, save_segment
from tests.support.world import World, days, journey, step

ASKED = {"type": "form_submitted"}
BIRTHDAY = FieldSpec(key="birthday", label="Birthday", type="date")


def entrance() -> Node:
    return step("in", "event_trigger", event=ASKED)


def branching(rule: dict[str, Any]) -> Journey:
    return journey(
        entrance(),
        step("b", "branch", cases=[{"id": "y", "name": "", "rule": rule}]),
        step("yes", "exit"),
        step("no", "exit"),
        edges="in>b b.y>yes b.else>no",
    )


def ends(world: World, document: Journey, *names: str) -> list[str]:
    world.publish(document)
    for name in names:
        world.event(name, "form_submitted", "2026-03-03 10:00")
    world.run("2026-03-20 09:00")
    return [world.path(name)[-1].split(".")[0] for name in names]


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "segment", "segment": "gone"},
        {"kind": "attribute", "field": "gone", "op": "eq", "value": "x"},
        {"kind": "date", "field": "gone"},
        {"kind": "date", "field": "city"},
        {"kind": "attribute", "field": "birthday", "op": "gt", "value": 5},
        {"kind": "attribute", "field": "score", "op": "lt", "value": "2026-03-01"},
        {"kind": "attribute", "field": "city", "op": "lt", "value": 100},
        {"kind": "list", "list": "gone"},
        {"kind": "journey", "journey": "gone"},
        {"kind": "engagement", "step": "gone"},
    ],
)
def test_a_rule_about_what_is_gone_or_of_another_kind_does_not_hold(rule: dict[str, Any]) -> None:
    world = World(BIRTHDAY)
    world.contact("Anna", city="Berlin", score=5, birthday="1984-03-10")
    assert ends(world, branching(rule), "Anna") == ["no"]


@pytest.mark.parametrize("op", ["within_last", "within_next", "before_last", "after_next"])
@pytest.mark.parametrize("rubbish", ["soon", "", "2026-02-30", "1. 5. 2026", "99999"])
def test_a_date_that_is_none_is_neither_past_nor_future(op: str, rubbish: str) -> None:
    world = World(BIRTHDAY)
    world.contact("Anna", birthday=rubbish)
    document = branching({"kind": "date", "field": "birthday", "op": op, "days": 30})
    assert ends(world, document, "Anna") == ["no"]


@pytest.mark.parametrize("op", ["lt", "le", "gt", "ge"])
def test_a_date_that_is_none_comes_neither_before_nor_after_another(op: str) -> None:
    world = World(BIRTHDAY)
    world.contact("Anna", birthday="soon")
    world.contact("Ben", birthday="1900 or so")
    document = branching({"kind": "attribute", "field": "birthday", "op": op, "value": "2026-03-01"})
    assert ends(world, document, "Anna", "Ben") == ["no", "no"]


def test_rubbish_in_the_dates_of_three_of_many_stops_only_these() -> None:
    world = World(BIRTHDAY)
    names = [f"k{number}" for number in range(200)]
    for number, name in enumerate(names):
        world.contact(name, birthday="soon" if number % 70 == 0 else "1984-03-10")
    document = journey(
        entrance(),
        step("day", "wait_until", until={"field": "birthday", "yearly": True}),
        step("on", "exit"),
        step("never", "exit"),
        step("birthday", "date_trigger", on={"field": "birthday", "yearly": True}),
        edges="in>day day.next>on day.missing>never birthday>on",
        settings=Settings(reentry="always"),
    )
    ends(world, document, *names)
    counts = world.counts()
    assert (counts.edges["day", "missing"], counts.edges["day", "next"]) == (3, 197)
    assert counts.edges["birthday", "next"] == 197


def test_a_segment_that_is_deleted_while_the_journey_runs_no_longer_holds() -> None:
    world = World()
    world.contact("Anna", tags={"vip"})
    with world.database.write() as conn:
        save_segment(conn, Segment("best", "Best", HasTag(tag="vip")))
    document = journey(
        entrance(),
        step("wait", "wait", until=days(2)),
        step("b", "branch", cases=[{"id": "y", "name": "", "rule": {"kind": "segment", "segment": "best"}}]),
        step("yes", "exit"),
        step("no", "exit"),
        edges="in>wait wait>b b.y>yes b.else>no",
        settings=Settings(exit=InSegment(segment="other")),
    )
    world.publish(document)
    world.event("Anna", "form_submitted", "2026-03-03 10:00")
    world.run("2026-03-04 09:00")
    with world.database.write() as conn:
        delete_segment(conn, "best")
    world.engine.reload()
    world.run("2026-03-20 09:00")
    assert world.path("Anna")[-1] == "no. 2026-03-05 10:00"


def test_triggers_about_what_is_gone_let_nobody_in_and_others_do() -> None:
    world = World()
    world.contact("Anna", city="Wien")
    document = journey(
        entrance(),
        step("end", "exit"),
        step("seg", "segment_trigger", rule={"kind": "segment", "segment": "gone"}),
        step("left", "segment_trigger", rule={"kind": "segment", "segment": "gone"}, when="leaves"),
        step("other", "attribute_trigger", field="gone"),
        step("day", "date_trigger", on={"field": "gone"}),
        edges="in>end seg>end left>end other>end day>end",
        settings=Settings(reentry="always"),
    )
    world.publish(document, present=True)
    world.change("Anna", "2026-03-03 09:00", city="Berlin")
    world.event("Anna", "form_submitted", "2026-03-03 10:00")
    world.run("2026-03-20 09:00")
    assert world.path("Anna") == ["in.next 2026-03-03 10:00", "end. 2026-03-03 10:00"]


def test_a_wait_for_a_date_in_a_field_that_is_gone_is_over_at_once() -> None:
    world = World()
    world.contact("Anna")
    document = journey(
        entrance(),
        step("day", "wait_until", until={"field": "gone"}),
        step("on", "exit"),
        step("never", "exit"),
        edges="in>day day.next>on day.missing>never",
    )
    assert ends(world, document, "Anna") == ["never"]


def test_a_clock_that_is_set_back_does_nothing_twice() -> None:
    world = World()
    world.contact("Anna")
    document = journey(
        step("in", "schedule_trigger", recurrence={"every": "day", "at": "09:00"}),
        step("wait", "wait", until=days(1)),
        settings=Settings(reentry="always"),
    )
    world.publish(document)
    world.run("2026-03-04 12:00")
    before = world.path("Anna")
    world.run("2026-03-02 12:00")
    world.begin_again()
    world.run("2026-03-04 12:00")
    assert world.path("Anna") == before
