"""Triggers that the clock asks: days in fields, and schedules (docs/semantics.md)."""

from __future__ import annotations

import pytest

from app.core.fields import FieldSpec
from app.core.journey import Journey, Node, Settings
from tests.support.world import START, World, berlin, journey, step

BIRTHDAY = FieldSpec(key="birthday", label="Birthday", type="date")
CALL = FieldSpec(key="call", label="Call", type="instant")
ALWAYS = Settings(reentry="always")


class PowerCut:
    """Ends the program after two transactions."""

    def __init__(self) -> None:
        self._left = 2

    def reach(self, name: str) -> None:
        if name == "wave.committed":
            self._left -= 1
            if not self._left:
                raise InterruptedError


def on_day(*rest: Node, settings: Settings = ALWAYS, **on: object) -> Journey:
    trigger = step("in", "date_trigger", on={"field": "birthday", **on})
    return journey(trigger, *(rest or (step("end", "exit"),)), settings=settings)


def entered(world: World, name: str) -> list[str]:
    return [line.removeprefix("in.next ") for line in world.path(name) if line.startswith("in.")]


def test_a_day_in_a_field_lets_in_at_the_wall_time_of_the_contacts_zone() -> None:
    world = World(BIRTHDAY)
    world.contact("Anna", birthday="2026-03-10")
    world.contact("Ben", birthday="2026-03-10", time_zone="America/New_York")
    world.contact("Cem", birthday="2026-03-11", time_zone="nowhere")
    world.contact("Dora")
    world.publish(on_day(at="08:00"))
    world.run("2026-04-01 09:00")
    assert [entered(world, name) for name in ("Anna", "Ben", "Cem", "Dora")] == [
        ["2026-03-10 08:00"],
        ["2026-03-10 13:00"],
        ["2026-03-11 08:00"],
        [],
    ]


def test_a_birthday_comes_every_year_and_on_the_28th_without_a_29th_of_february() -> None:
    world = World(BIRTHDAY)
    world.contact("Anna", birthday="1984-02-29")
    world.publish(on_day(yearly=True))
    world.run("2028-12-01 09:00")
    assert entered(world, "Anna") == ["2027-02-28 09:00", "2028-02-29 09:00"]


def test_a_birthday_comes_on_its_day_also_at_the_end_of_a_month() -> None:
    world = World(BIRTHDAY)
    for name, day in (("Anna", "1984-03-29"), ("Ben", "1984-02-28"), ("Cem", "1984-03-01")):
        world.contact(name, birthday=day)
    world.publish(on_day(yearly=True))
    world.run("2027-04-01 09:00")
    assert entered(world, "Anna") == ["2026-03-29 09:00", "2027-03-29 09:00"]
    assert entered(world, "Ben") == ["2027-02-28 09:00"]
    assert entered(world, "Cem") == ["2027-03-01 09:00"]


def test_days_before_a_birthday_may_lie_in_the_year_before() -> None:
    world = World(BIRTHDAY)
    world.contact("Anna", birthday="1984-01-03")
    world.publish(on_day(yearly=True, days=-5))
    world.run("2027-12-31 09:00")
    assert entered(world, "Anna") == ["2026-12-29 09:00", "2027-12-29 09:00"]


def test_an_instant_field_means_its_local_day_in_the_contacts_zone() -> None:
    world = World(CALL)
    late = berlin("2026-03-10 23:30")
    world.contact("Anna", call=late)
    world.contact("Ben", call=late, time_zone="Asia/Tokyo")
    world.publish(on_day(field="call", at="12:00"))
    world.run("2026-04-01 09:00")
    assert entered(world, "Anna") == ["2026-03-10 12:00"]
    assert entered(world, "Ben") == ["2026-03-11 04:00"]  # noon in Tokyo


def test_a_day_that_comes_into_the_field_before_its_instant_counts_a_later_one_does_not() -> None:
    world = World(BIRTHDAY)
    world.contact("Anna")
    world.contact("Ben")
    world.publish(on_day())
    world.run("2026-03-10 08:00")
    world.change("Anna", "2026-03-10 08:30", birthday="2026-03-10")
    world.run("2026-03-10 09:20")
    world.change("Ben", "2026-03-10 09:30", birthday="2026-03-10")
    world.run("2026-03-10 09:40")
    world.run("2026-03-20 09:00")
    assert (entered(world, "Anna"), entered(world, "Ben")) == (["2026-03-10 09:00"], [])


@pytest.mark.parametrize("told_late", [False, True])
def test_a_day_that_is_entered_from_outside_at_its_very_instant_counts(told_late: bool) -> None:
    world = World(BIRTHDAY)
    world.contact("Anna")
    world.publish(on_day())
    world.run("2026-03-10 08:00" if told_late else "2026-03-10 08:59")
    world.change("Anna", "2026-03-10 09:00", birthday="2026-03-10")
    world.run("2026-03-20 09:00" if told_late else "2026-03-10 09:00")
    assert entered(world, "Anna") == ["2026-03-10 09:00"]


def test_a_day_that_a_journey_writes_at_its_very_instant_does_not_count() -> None:
    world = World(BIRTHDAY)
    for name in ("Anna", "Ben"):
        world.contact(name)
    document = journey(
        step("in", "date_trigger", on={"field": "birthday"}),
        step("end", "exit"),
        step("ask", "event_trigger", event={"type": "form_submitted"}),
        step("set", "set_day", field="birthday", days=0),
        edges="in>end ask>set",
        settings=ALWAYS,
    )
    world.publish(document)
    world.event("Anna", "form_submitted", "2026-03-03 09:00")
    world.event("Ben", "form_submitted", "2026-03-03 08:59")
    world.run("2026-04-01 09:00")
    assert (entered(world, "Anna"), entered(world, "Ben")) == ([], ["2026-03-03 09:00"])


def test_a_contact_that_comes_later_has_its_days_too() -> None:
    world = World(BIRTHDAY)
    world.contact("Anna", birthday="2026-03-10")
    world.publish(on_day())
    world.run("2026-03-11 08:00")
    world.contact("Ben", city="Wien")
    world.change("Ben", "2026-03-11 12:00", birthday="2026-03-12")
    world.run("2026-03-20 09:00")
    assert entered(world, "Ben") == ["2026-03-12 09:00"]


def test_a_day_that_a_journey_writes_counts_although_a_later_one_was_waited_for() -> None:
    world = World(BIRTHDAY)
    world.contact("Anna")
    world.contact("Ben", birthday="2026-03-20")
    document = journey(
        step("in", "date_trigger", on={"field": "birthday"}),
        step("end", "exit"),
        step("ask", "event_trigger", event={"type": "form_submitted"}),
        step("wait", "wait", until={"after": {"amount": 1, "unit": "days"}}),
        step("set", "set_day", field="birthday", days=1),
        step("hold", "wait", until={"after": {"amount": 9, "unit": "days"}}),
        edges="in>end ask>wait wait>set set>hold",
        settings=ALWAYS,
    )
    world.publish(document)
    world.event("Anna", "form_submitted", "2026-03-03 12:00")
    world.run("2026-04-01 09:00")
    assert entered(world, "Anna") == ["2026-03-05 09:00"]


def test_a_filter_is_asked_at_the_instant() -> None:
    world = World(BIRTHDAY)
    for name, city in (("Anna", "Berlin"), ("Ben", "Wien")):
        world.contact(name, birthday="2026-03-10", city=city)
    berliners = {"kind": "attribute", "field": "city", "op": "eq", "value": "Berlin"}
    world.publish(
        journey(step("in", "date_trigger", on={"field": "birthday"}, filter=berliners), step("end", "exit"))
    )
    world.run("2026-03-20 09:00")
    assert (entered(world, "Anna"), entered(world, "Ben")) == (["2026-03-10 09:00"], [])


@pytest.mark.parametrize(
    ("recurrence", "instants"),
    [
        ({"every": "day", "at": "07:15"}, ["2026-03-03 07:15", "2026-03-04 07:15"]),
        ({"every": "week", "weekdays": [2], "at": "09:00"}, ["2026-03-04 09:00"]),
        ({"every": "month", "day": 4, "at": "10:00"}, ["2026-03-04 10:00"]),
    ],
)
def test_a_schedule_lets_in_everybody_for_whom_its_rule_holds(
    recurrence: dict[str, object], instants: list[str]
) -> None:
    world = World()
    world.contact("Anna", city="Berlin")
    world.contact("Ben", city="Wien")
    berliners = {"kind": "attribute", "field": "city", "op": "eq", "value": "Berlin"}
    trigger = step("in", "schedule_trigger", recurrence=recurrence, rule=berliners)
    world.publish(journey(trigger, step("end", "exit"), settings=ALWAYS))
    world.run("2026-03-04 12:00")
    assert (entered(world, "Anna"), entered(world, "Ben")) == (instants, [])


def test_a_schedule_keeps_its_hour_across_the_change_of_the_clocks() -> None:
    world = World()
    world.contact("Anna")
    trigger = step("in", "schedule_trigger", recurrence={"every": "week", "weekdays": [0], "at": "02:30"})
    world.publish(journey(trigger, step("end", "exit"), settings=ALWAYS), at="2026-03-20 10:00")
    world.run("2026-04-01 09:00")
    assert entered(world, "Anna") == ["2026-03-23 02:30", "2026-03-30 02:30"]


def test_days_and_schedules_are_asked_once_whatever_the_slices_and_restarts() -> None:
    document = journey(
        step("in", "date_trigger", on={"field": "birthday", "yearly": True}),
        step("weekly", "schedule_trigger", recurrence={"every": "day", "at": "09:00"}),
        step("end", "exit"),
        edges="in>end weekly>end",
        settings=ALWAYS,
    )
    paths = []
    for instants in (
        ["2026-03-09 09:00", "2026-03-10 08:59", "2026-03-10 09:00", "2026-03-10 09:01", "2026-03-12 09:00"],
        ["2026-03-12 09:00"],
    ):
        world = World(BIRTHDAY)
        world.contact("Anna", birthday="1984-03-10")
        world.publish(document)
        for instant in instants:
            world.run(instant)
            world.begin_again()
        paths.append(world.path("Anna"))
    assert paths[0] == paths[1]
    assert len(paths[0]) == 2 * 11


def test_more_than_come_in_at_once_come_in_all_and_once() -> None:
    world = World()
    names = [f"k{number}" for number in range(9_001)]
    world.contacts(names)
    world.publish(
        journey(
            step("in", "schedule_trigger", recurrence={"every": "month", "day": 3}),
            step("end", "exit"),
            settings=ALWAYS,
        )
    )
    world.run("2026-03-04 09:00")
    assert world.counts().ended == {"completed": 9_001}


def test_who_is_present_comes_in_all_and_once_although_the_program_ended_in_between() -> None:
    world = World()
    world.contacts([f"k{number}" for number in range(9_001)])
    rule = {"kind": "attribute", "field": "email", "op": "is_not_empty"}
    document = journey(step("in", "segment_trigger", rule=rule), step("end", "exit"), settings=ALWAYS)
    world.begin_again(PowerCut())
    with pytest.raises(InterruptedError):
        world.publish(document, present=True)
    world.begin_again()
    assert world.engine.next_due() == START
    world.run("2026-03-04 09:00")
    world.version = 1
    assert world.counts().ended == {"completed": 9_001}
