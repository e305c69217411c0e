"""How contacts get into a journey (docs/semantics.md, rules 1 to 4)."""

from __future__ import annotations

from app.core.journey import Settings
from app.core.schedule import Duration
from tests.support.world import World, berlin, days, journey, step

BERLINERS = {"kind": "attribute", "field": "city", "op": "eq", "value": "Berlin"}
ASKED = {"type": "form_submitted"}


def test_an_event_lets_in_at_its_own_instant() -> None:
    world = World()
    world.contact("Anna")
    world.publish(journey(step("in", "event_trigger", event=ASKED), step("hold", "wait", until=days(1))))
    world.event("Anna", "form_submitted", "2026-03-03 11:00")
    world.run("2026-03-09 09:00")
    assert world.path("Anna") == ["in.next 2026-03-03 11:00", "hold.next 2026-03-04 11:00"]


def test_a_filter_keeps_out_whoever_does_not_satisfy_it() -> None:
    world = World()
    world.contact("Anna", city="Berlin")
    world.contact("Ben", city="Wien")
    world.publish(journey(step("in", "event_trigger", event=ASKED, filter=BERLINERS), step("end", "exit")))
    world.event("Anna", "form_submitted", "2026-03-03 11:00")
    world.event("Ben", "form_submitted", "2026-03-03 11:00")
    world.run("2026-03-04 09:00")
    assert (world.reason("Anna"), world.reason("Ben")) == ("completed", None)


def test_events_from_before_publishing_let_nobody_in() -> None:
    world = World()
    world.contact("Anna")
    world.event("Anna", "form_submitted", "2026-03-01 11:00")
    world.publish(journey(step("in", "event_trigger", event=ASKED), step("end", "exit")))
    world.run("2026-03-04 09:00")
    assert world.reason("Anna") is None


def entries(world: World) -> int:
    return world.counts().entered


def test_reentry_after_exit_waits_for_the_end_of_the_first_pass() -> None:
    world = World()
    world.contact("Anna")
    world.publish(journey(step("in", "event_trigger", event=ASKED), step("hold", "wait", until=days(2))))
    for day in (3, 4, 6):
        world.event("Anna", "form_submitted", f"2026-03-0{day} 11:00")
    world.run("2026-03-09 09:00")
    assert entries(world) == 2


def test_reentry_never_means_once_in_a_lifetime() -> None:
    world = World()
    world.contact("Anna")
    never = Settings(reentry="never")
    world.publish(journey(step("in", "event_trigger", event=ASKED), step("end", "exit"), settings=never))
    for day in (3, 4):
        world.event("Anna", "form_submitted", f"2026-03-0{day} 11:00")
    world.run("2026-03-09 09:00")
    assert entries(world) == 1


def test_reentry_always_allows_several_passes_at_once() -> None:
    world = World()
    world.contact("Anna")
    always = Settings(reentry="always")
    document = journey(
        step("in", "event_trigger", event=ASKED), step("hold", "wait", until=days(2)), settings=always
    )
    world.publish(document)
    for hour in (11, 12):
        world.event("Anna", "form_submitted", f"2026-03-03 {hour}:00")
    world.run("2026-03-04 09:00")
    assert (entries(world), world.counts().active) == (2, 2)


def test_a_lock_period_keeps_out_for_a_while_after_the_end() -> None:
    world = World()
    world.contact("Anna")
    locked = Settings(reentry_lock=Duration(amount=3, unit="days"))
    world.publish(journey(step("in", "event_trigger", event=ASKED), step("end", "exit"), settings=locked))
    for day in (3, 5, 7):
        world.event("Anna", "form_submitted", f"2026-03-0{day} 11:00")
    world.run("2026-03-09 09:00")
    assert entries(world) == 2


def test_with_a_key_reentry_counts_per_value_of_the_key() -> None:
    world = World()
    world.contact("Anna")
    document = journey(
        step("in", "event_trigger", event={"type": "purchase"}, key="order"),
        step("end", "exit"),
        settings=Settings(reentry="never"),
    )
    world.publish(document)
    for hour, order in ((10, "A"), (11, "B"), (12, "A")):
        world.event("Anna", "purchase", f"2026-03-03 {hour}:00", order=order)
    world.run("2026-03-04 09:00")
    assert entries(world) == 2


def test_who_satisfies_a_segment_already_stays_out_unless_wished() -> None:
    for present, expected in ((False, None), (True, "completed")):
        world = World()
        world.contact("Anna", city="Berlin")
        world.publish(
            journey(step("in", "segment_trigger", rule=BERLINERS), step("end", "exit")), present=present
        )
        world.run("2026-03-04 09:00")
        assert world.reason("Anna") == expected


def test_coming_to_satisfy_a_segment_lets_in_at_the_instant_of_the_change() -> None:
    world = World()
    world.contact("Anna", city="Wien")
    world.publish(journey(step("in", "segment_trigger", rule=BERLINERS), step("end", "exit")))
    world.change("Anna", "2026-03-05 14:30", city="Berlin")
    world.run("2026-03-06 09:00")
    assert world.path("Anna") == ["in.next 2026-03-05 14:30", "end. 2026-03-05 14:30"]


def test_a_segment_about_dates_is_asked_again_at_midnight() -> None:
    world = World()
    world.contact("Anna")
    away = {
        "kind": "not",
        "rule": {
            "kind": "event",
            "event": {"type": "purchase"},
            "within": {"amount": 3, "unit": "days"},
        },
    }
    world.event("Anna", "purchase", "2026-03-02 09:00")
    world.publish(journey(step("in", "segment_trigger", rule=away), step("end", "exit")))
    world.run("2026-03-09 09:00")
    assert world.path("Anna") == ["in.next 2026-03-06 00:00", "end. 2026-03-06 00:00"]


def test_by_hand_only_chosen_contacts_enter() -> None:
    world = World()
    world.contact("Anna")
    world.contact("Ben")
    world.publish(journey(step("in", "manual_trigger"), step("end", "exit")))
    assert world.engine.enroll("probe", [2], berlin("2026-03-03 09:00")) == 1
    world.run("2026-03-04 09:00")
    assert (world.reason("Anna"), world.reason("Ben")) == (None, "completed")


def test_an_effect_can_open_the_segment_of_the_same_journey() -> None:
    world = World()
    world.contact("Anna")
    document = journey(
        step("ask", "event_trigger", event=ASKED),
        step("move", "set_attribute", field="city", value="Berlin"),
        step("come", "segment_trigger", rule=BERLINERS),
        step("end", "exit"),
        edges="ask>move come>end",
        settings=Settings(reentry="always"),
    )
    world.publish(document)
    world.event("Anna", "form_submitted", "2026-03-03 11:00")
    world.run("2026-03-04 09:00")
    assert world.path("Anna")[-1] == "end. 2026-03-03 11:00"


def test_ceasing_to_satisfy_a_segment_lets_in_those_who_were_known_to_satisfy_it() -> None:
    world = World()
    world.contact("Anna", city="Berlin")
    world.contact("Ben", city="Wien")
    world.publish(journey(step("in", "segment_trigger", rule=BERLINERS, when="leaves"), step("end", "exit")))
    world.change("Anna", "2026-03-05 14:30", city="Wien")
    world.change("Ben", "2026-03-05 14:30", city="Graz")
    world.run("2026-03-06 09:00")
    world.change("Ben", "2026-03-06 10:00", city="Berlin")
    world.run("2026-03-06 10:30")
    world.change("Ben", "2026-03-06 11:00", city="Wien")
    world.run("2026-03-07 09:00")
    assert world.path("Anna")[0] == "in.next 2026-03-05 14:30"
    assert world.path("Ben")[0] == "in.next 2026-03-06 11:00"


def test_ceasing_to_satisfy_a_period_lets_in_at_midnight() -> None:
    world = World()
    world.contact("Anna")
    bought = {"kind": "event", "event": {"type": "purchase"}, "within": {"amount": 3, "unit": "days"}}
    world.event("Anna", "purchase", "2026-03-02 09:00")
    world.publish(journey(step("in", "segment_trigger", rule=bought, when="leaves"), step("end", "exit")))
    world.run("2026-03-20 09:00")
    assert world.path("Anna")[0] == "in.next 2026-03-06 00:00"


def test_another_value_of_a_field_lets_in() -> None:
    world = World()
    world.contact("Anna", stage="lead")
    world.contact("Ben", stage="lead")
    always = Settings(reentry="always")
    trigger = step("in", "attribute_trigger", field="stage")
    world.publish(journey(trigger, step("end", "exit"), settings=always))
    world.change("Anna", "2026-03-05 14:30", stage="customer")
    world.change("Ben", "2026-03-05 14:30", city="Wien")
    world.run("2026-03-06 09:00")
    world.change("Anna", "2026-03-06 10:00", stage="customer")
    world.run("2026-03-06 11:00")
    world.change("Anna", "2026-03-06 12:00", stage="")
    world.run("2026-03-07 09:00")
    assert [line for line in world.path("Anna") if line.startswith("in")] == [
        "in.next 2026-03-05 14:30",
        "in.next 2026-03-06 12:00",
    ]
    assert world.reason("Ben") is None


def test_a_journey_that_opens_its_own_door_comes_to_an_end() -> None:
    world = World()
    world.contact("Anna", score=1)
    trigger = step("in", "attribute_trigger", field="score")
    more = step("more", "change_score", amount=1)
    world.publish(journey(trigger, more, step("end", "exit"), settings=Settings(reentry="always")))
    world.change("Anna", "2026-03-05 14:30", score=5)
    world.run("2026-03-06 09:00")
    assert len([line for line in world.path("Anna") if line.startswith("in.next 2026-03-05 14:30")]) == 100
    world.change("Anna", "2026-03-06 10:00", score=0)
    world.run("2026-03-07 09:00")
    assert len([line for line in world.path("Anna") if line.startswith("in.next 2026-03-06 10:00")]) == 100


def test_the_first_value_known_of_a_contact_that_came_later_is_no_change() -> None:
    world = World()
    world.publish(journey(step("in", "attribute_trigger", field="stage"), step("end", "exit")))
    world.contact("Anna", stage="lead")
    world.change("Anna", "2026-03-05 14:30", stage="lead")
    world.run("2026-03-06 09:00")
    assert world.reason("Anna") is None
    world.change("Anna", "2026-03-06 14:30", stage="customer")
    world.run("2026-03-07 09:00")
    assert world.path("Anna")[0] == "in.next 2026-03-06 14:30"


def test_falling_below_a_bound_lets_in_emptying_does_not() -> None:
    world = World()
    for name in ("Anna", "Ben"):
        world.contact(name, score=60)
    trigger = step("in", "attribute_trigger", field="score", when="falls", bound=50)
    world.publish(journey(trigger, step("end", "exit")))
    world.change("Anna", "2026-03-05 14:30", score=40)
    world.change("Ben", "2026-03-05 14:30", score=55)
    world.run("2026-03-06 09:00")
    assert (world.reason("Anna"), world.reason("Ben")) == ("completed", None)


def test_the_filter_of_a_segment_trigger_is_asked_when_the_occasion_comes() -> None:
    world = World()
    world.contact("Anna", score=10, city="Wien")
    trigger = step("in", "attribute_trigger", field="score", when="rises", bound=50, filter=BERLINERS)
    world.publish(journey(trigger, step("end", "exit")))
    world.change("Anna", "2026-03-05 14:30", score=60)
    world.run("2026-03-05 15:00")
    world.change("Anna", "2026-03-06 14:30", city="Berlin")
    world.run("2026-03-07 09:00")
    assert world.reason("Anna") is None
