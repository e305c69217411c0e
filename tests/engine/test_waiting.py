"""Waits for a condition and for a date (docs/semantics.md, rules 7 and 9, and "Waits for a condition")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from app.core.fields import FieldSpec
from app.core.journey import Journey, Node, Settings
from app.core.rules.tree import HasTag
from tests.support.world import World, berlin, days, journey, step

ASKED = {"type": "form_submitted"}
BERLINERS = {"kind": "attribute", "field": "city", "op": "eq", "value": "Berlin"}
BIRTHDAY = FieldSpec(key="birthday", label="Birthday", type="date")
CALL = FieldSpec(key="call", label="Call", type="instant")


def entrance() -> Node:
    return step("in", "event_trigger", event=ASKED)


def waiting(rule: Mapping[str, object], **config: object) -> Journey:
    return journey(
        entrance(),
        step("ask", "wait_for_condition", rule=rule, **config),
        step("yes", "exit"),
        step("no", "exit"),
        edges="in>ask ask.matched>yes ask.timed_out>no",
    )


def asked(document: Journey, *fields: FieldSpec, **values: Any) -> World:
    """A world in which Anna has asked for samples on 3 March at 10:00."""
    world = World(*fields)
    world.contact("Anna", **values)
    world.publish(document)
    world.event("Anna", "form_submitted", "2026-03-03 10:00")
    return world


def test_a_condition_that_holds_on_arrival_is_met_at_once() -> None:
    world = asked(waiting(BERLINERS), city="Berlin")
    world.run("2026-03-04 09:00")
    assert world.path("Anna")[1:] == ["ask.matched 2026-03-03 10:00", "yes. 2026-03-03 10:00"]


def test_a_change_meets_a_condition_at_its_instant() -> None:
    world = asked(waiting(BERLINERS), city="Wien")
    world.run("2026-03-03 12:00")
    world.change("Anna", "2026-03-04 12:30", city="Berlin")
    world.run("2026-03-20 09:00")
    assert world.path("Anna")[-1] == "yes. 2026-03-04 12:30"


def test_an_event_meets_a_condition_about_events() -> None:
    often = {"kind": "event", "event": {"type": "purchase"}, "count": 2, "since_entry": True}
    world = asked(waiting(often))
    for hour in (11, 13, 15):
        world.event("Anna", "purchase", f"2026-03-03 {hour}:00")
    world.run("2026-03-20 09:00")
    assert world.path("Anna")[-1] == "yes. 2026-03-03 13:00"


def test_a_condition_about_periods_is_asked_at_midnight() -> None:
    quiet = {
        "kind": "not",
        "rule": {"kind": "event", "event": {"type": "purchase"}, "within": {"amount": 3, "unit": "days"}},
    }
    world = asked(waiting(quiet, timeout=None))
    world.event("Anna", "purchase", "2026-03-03 09:00")
    world.run("2026-03-20 09:00")
    assert world.path("Anna")[-1] == "yes. 2026-03-07 00:00"


def test_a_condition_that_never_holds_times_out() -> None:
    world = asked(waiting(BERLINERS, timeout=days(2)), city="Wien")
    world.run("2026-03-20 09:00")
    assert world.path("Anna")[-1] == "no. 2026-03-05 10:00"


def test_a_condition_that_holds_at_the_instant_of_the_time_out_is_met() -> None:
    world = asked(waiting(BERLINERS, timeout=days(2)), city="Wien")
    world.run("2026-03-04 12:00")
    world.change("Anna", "2026-03-05 10:00", city="Berlin")
    world.run("2026-03-20 09:00")
    assert world.path("Anna")[-1] == "yes. 2026-03-05 10:00"


def test_what_another_pass_of_the_same_journey_writes_meets_a_condition() -> None:
    tagged = {"kind": "tag", "tag": "vip"}
    document = journey(
        entrance(),
        step("which", "branch", cases=[{"id": "first", "name": "", "rule": {"kind": "not", "rule": tagged}}]),
        step("ask", "wait_for_condition", rule=tagged, timeout=None),
        step("bought", "event_trigger", event={"type": "purchase"}),
        step("tag", "change_tags", add=["vip"]),
        edges="in>which which.first>ask bought>tag",
        settings=Settings(reentry="always"),
    )
    world = asked(document)
    world.event("Anna", "purchase", "2026-03-06 11:00")
    world.run("2026-03-20 09:00")
    assert "ask.matched 2026-03-06 11:00" in world.path("Anna")


def test_the_goal_wins_over_a_condition_that_is_met_by_the_same_change() -> None:
    document = waiting(BERLINERS).replace(settings=Settings(goal=HasTag(tag="vip")))
    world = asked(document, city="Wien")
    world.run("2026-03-03 12:00")
    world.contact("Anna", tags={"vip"}, city="Wien")
    world.change("Anna", "2026-03-04 12:30", city="Berlin")
    world.run("2026-03-20 09:00")
    assert (world.reason("Anna"), world.counts().goals) == ("goal", 1)


def until(**config: object) -> Journey:
    return journey(
        entrance(),
        step("day", "wait_until", until=config),
        step("on", "exit"),
        step("late", "exit"),
        step("never", "exit"),
        edges="in>day day.next>on day.past>late day.missing>never",
    )


def test_a_wait_for_a_fixed_day_ends_at_its_hour_in_the_contacts_zone() -> None:
    world = asked(until(date="2026-03-10", at="08:30"), time_zone="America/New_York")
    world.run("2026-03-20 09:00")
    assert world.path("Anna")[-1] == "on. 2026-03-10 13:30"


def test_a_wait_until_days_before_a_field_counts_back_from_it() -> None:
    world = asked(until(field="birthday", days=-3), BIRTHDAY, birthday="2026-03-10")
    world.run("2026-03-20 09:00")
    assert world.path("Anna")[-1] == "on. 2026-03-07 09:00"


def test_an_anniversary_is_the_next_one() -> None:
    world = asked(until(field="birthday", yearly=True), BIRTHDAY, birthday="1984-03-02")
    world.run("2027-03-20 09:00")
    assert world.path("Anna")[-1] == "on. 2027-03-02 09:00"


def test_an_instant_field_means_its_local_day() -> None:
    world = asked(until(field="call", at="12:00"), CALL, call=berlin("2026-03-06 00:30"))
    world.run("2026-03-20 09:00")
    assert world.path("Anna")[-1] == "on. 2026-03-06 12:00"


@pytest.mark.parametrize(
    ("value", "way"),
    [
        ("2026-03-03", "late"),
        ("2020-01-01", "late"),
        (None, "never"),
        ("soon", "never"),
        ("2026-02-30", "never"),
    ],
)
def test_a_day_that_is_past_or_none_is_left_at_once_by_its_own_way(value: str | None, way: str) -> None:
    world = asked(until(field="birthday"), BIRTHDAY, birthday=value)
    world.run("2026-03-20 09:00")
    assert world.path("Anna")[-1] == f"{way}. 2026-03-03 10:00"


def test_ways_that_lead_nowhere_are_the_ordinary_one() -> None:
    document = journey(entrance(), step("day", "wait_until", until={"field": "birthday"}), step("on", "exit"))
    world = asked(document, BIRTHDAY)
    world.run("2026-03-20 09:00")
    assert world.path("Anna")[1:] == ["day.next 2026-03-03 10:00", "on. 2026-03-03 10:00"]


@pytest.mark.parametrize(
    ("day", "end"),
    [
        ("2026-03-15", "on. 2026-03-15 09:00"),
        ("2026-03-06", "on. 2026-03-06 09:00"),
        ("2026-03-04", "on. 2026-03-05 14:00"),
        (None, "never. 2026-03-05 14:00"),
    ],
)
def test_a_wait_follows_the_date_of_the_contact(day: str | None, end: str) -> None:
    world = asked(until(field="birthday"), BIRTHDAY, birthday="2026-03-10")
    world.run("2026-03-05 12:00")
    world.change("Anna", "2026-03-05 14:00", birthday=day)
    world.run("2026-03-20 09:00")
    assert world.path("Anna")[-1] == end


def test_a_wait_follows_the_zone_of_the_contact() -> None:
    world = asked(until(date="2026-03-10"))
    world.run("2026-03-05 12:00")
    world.change("Anna", "2026-03-05 14:00", time_zone="America/New_York")
    world.run("2026-03-20 09:00")
    assert world.path("Anna")[-1] == "on. 2026-03-10 14:00"


def test_a_journeys_own_action_moves_the_date_that_is_waited_for() -> None:
    document = journey(
        entrance(),
        step("day", "wait_until", until={"field": "birthday"}),
        step("bought", "event_trigger", event={"type": "purchase"}),
        step("set", "set_day", field="birthday", days=2),
        edges="in>day bought>set",
        settings=Settings(reentry="always"),
    )
    world = asked(document, BIRTHDAY, birthday="2026-03-20")
    world.event("Anna", "purchase", "2026-03-04 11:00")
    world.run("2026-03-30 09:00")
    assert "day.next 2026-03-06 09:00" in world.path("Anna")
