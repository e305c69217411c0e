"""How contacts move, wait and end (docs/semantics.md, rules 6 to 13)."""

from __future__ import annotations

from app.core.journey import Settings
from app.core.rules.tree import Attribute, EventFilter, EventHappened, HasTag
from tests.support.world import World, days, journey, step

ASKED = {"type": "form_submitted"}
BOUGHT = {"type": "purchase"}


def started(document, *names: str) -> World:
    """A world in which contacts have asked for samples on 3 March at 10:00."""
    world = World()
    for name in names or ("Anna",):
        world.contact(name)
    world.publish(document)
    for name in names or ("Anna",):
        world.event(name, "form_submitted", "2026-03-03 10:00")
    return world


def entrance():
    return step("in", "event_trigger", event=ASKED)


def test_a_hold_is_due_at_its_instant_however_late_the_program_runs() -> None:
    document = journey(entrance(), step("a", "wait", until=days(2)), step("b", "wait", until=days(1)))
    world = started(document)
    world.run("2026-03-20 09:00")
    assert world.path("Anna") == [
        "in.next 2026-03-03 10:00",
        "a.next 2026-03-05 10:00",
        "b.next 2026-03-06 10:00",
    ]


def test_running_minute_by_minute_or_once_gives_the_same_path() -> None:
    document = journey(
        entrance(),
        step("a", "wait", until={"after": {"amount": 90, "unit": "minutes"}}),
        step("ask", "wait_for_event", event=BOUGHT, timeout=days(1)),
        step("yes", "exit"),
        step("no", "exit"),
        edges="in>a a>ask ask.matched>yes ask.timed_out>no",
    )
    paths = []
    for instants in (
        ["2026-03-03 10:00", "2026-03-03 11:30", "2026-03-03 12:00", "2026-03-03 12:30", "2026-03-09 10:00"],
        ["2026-03-09 10:00"],
    ):
        world = started(document)
        world.event("Anna", "purchase", "2026-03-03 12:00")
        for instant in instants:
            world.run(instant)
        paths.append(world.path("Anna"))
    assert paths[0] == paths[1]
    assert paths[0][-1] == "yes. 2026-03-03 12:00"


def test_two_days_are_calendar_days_across_the_change_of_the_clocks() -> None:
    world = World()
    world.contact("Anna")
    world.publish(journey(entrance(), step("a", "wait", until=days(2))), at="2026-03-02 10:00")
    world.event("Anna", "form_submitted", "2026-03-28 10:00")
    world.run("2026-04-20 09:00")
    assert world.path("Anna")[-1] == "a.next 2026-03-30 10:00"


def test_the_zone_of_the_contact_decides() -> None:
    world = World()
    world.contact("Anna", time_zone="America/New_York")
    window = {
        "after": {"amount": 0, "unit": "minutes"},
        "window": {"weekdays": [0, 1, 2, 3, 4], "start": "09:00", "end": "17:00"},
    }
    world.publish(journey(entrance(), step("a", "wait", until=window)))
    world.event("Anna", "form_submitted", "2026-03-03 10:00")
    world.run("2026-03-20 09:00")
    assert world.path("Anna")[-1] == "a.next 2026-03-03 15:00"  # 9:00 in New York


def waiting(**config: object):
    return journey(
        entrance(),
        step("ask", "wait_for_event", event=BOUGHT, **config),
        step("yes", "exit"),
        step("no", "exit"),
        edges="in>ask ask.matched>yes ask.timed_out>no",
    )


def test_an_event_at_the_instant_of_the_time_out_wins() -> None:
    world = started(waiting(timeout=days(1)))
    world.event("Anna", "purchase", "2026-03-04 10:00")
    world.run("2026-03-09 09:00")
    assert world.path("Anna")[-1] == "yes. 2026-03-04 10:00"


def test_an_event_after_the_time_out_is_too_late() -> None:
    world = started(waiting(timeout=days(1)))
    world.event("Anna", "purchase", "2026-03-04 10:01")
    world.run("2026-03-09 09:00")
    assert world.path("Anna")[-1] == "no. 2026-03-04 10:00"


def test_a_look_back_finds_an_event_from_before_the_arrival() -> None:
    looking_back = waiting(timeout=days(1), since="look_back", look_back={"amount": 2, "unit": "hours"})
    for config_document, expected in (
        (looking_back, "yes. 2026-03-03 10:00"),
        (waiting(timeout=days(1)), "no. 2026-03-04 10:00"),
    ):
        world = World()
        world.contact("Anna")
        world.publish(config_document)
        world.event("Anna", "purchase", "2026-03-03 09:00")
        world.event("Anna", "form_submitted", "2026-03-03 10:00")
        world.run("2026-03-09 09:00")
        assert world.path("Anna")[-1] == expected


def test_without_a_time_out_one_waits_for_ever() -> None:
    world = started(waiting(timeout=None))
    world.run("2027-03-09 09:00")
    assert world.reason("Anna") == "active"
    world.event("Anna", "purchase", "2027-03-10 12:00")
    world.run("2027-03-11 09:00")
    assert world.reason("Anna") == "completed"


def branching(*rules: dict[str, object]):
    cases = [{"id": f"c{number}", "name": "", "rule": rule} for number, rule in enumerate(rules)]
    ends = [step(f"e{number}", "exit") for number in range(len(rules))]
    edges = " ".join(f"b.c{number}>e{number}" for number in range(len(rules)))
    return journey(
        entrance(),
        step("b", "branch", cases=cases),
        *ends,
        step("other", "exit"),
        edges=f"in>b {edges} b.else>other",
    )


def scored(at_least: int) -> dict[str, object]:
    return {"kind": "attribute", "field": "score", "op": "ge", "value": at_least}


def test_the_first_rule_that_holds_decides() -> None:
    world = World()
    world.contact("Anna", score=15)
    world.contact("Ben", score=25)
    world.contact("Cem", score=1)
    world.publish(branching(scored(20), scored(10)))
    for name in ("Anna", "Ben", "Cem"):
        world.event(name, "form_submitted", "2026-03-03 10:00")
    world.run("2026-03-04 09:00")
    ends = [world.path(name)[-1].split(".")[0] for name in ("Anna", "Ben", "Cem")]
    assert ends == ["e1", "e0", "other"]


def test_a_branch_sees_what_an_action_before_it_has_changed() -> None:
    document = journey(
        entrance(),
        step("plus", "change_score", amount=10),
        step("tag", "change_tags", add=["Krimi"]),
        step("b", "branch", cases=[{"id": "y", "name": "", "rule": scored(10)}]),
        step("t", "branch", cases=[{"id": "y", "name": "", "rule": {"kind": "tag", "tag": "Krimi"}}]),
        step("end", "exit"),
        edges="in>plus plus>tag tag>b b.y>t t.y>end",
    )
    world = started(document)
    world.run("2026-03-04 09:00")
    assert world.path("Anna")[-1] == "end. 2026-03-03 10:00"


def test_a_branch_that_two_ways_lead_to_sees_what_one_of_them_has_changed() -> None:
    document = journey(
        entrance(),
        step("ask", "wait_for_event", event=BOUGHT, timeout=days(2)),
        step("plus", "change_score", amount=10),
        step("b", "branch", cases=[{"id": "y", "name": "", "rule": scored(10)}]),
        edges="in>ask ask.matched>plus ask.timed_out>b plus>b",
    )
    world = started(document, "Anna", "Ben")
    world.event("Anna", "purchase", "2026-03-04 10:00")
    world.run("2026-03-09 09:00")
    assert [world.path(name)[-1] for name in ("Anna", "Ben")] == [
        "b.y 2026-03-04 10:00",
        "b.else 2026-03-05 10:00",
    ]


def test_a_split_keeps_its_arm_and_its_shares() -> None:
    arms = [{"id": "a", "name": "A", "weight": 30}, {"id": "b", "name": "B", "weight": 70}]
    names = [f"K{number}" for number in range(1_000)]
    document = journey(
        entrance(),
        step("s", "split", arms=arms),
        step("x", "exit"),
        step("y", "exit"),
        edges="in>s s.a>x s.b>y",
    )
    runs = []
    for _ in range(2):
        world = started(document, *names)
        world.run("2026-03-04 09:00")
        runs.append([world.path(name)[1] for name in names[:50]])
        assert 250 < world.counts().edges["s", "a"] < 350
    assert runs[0] == runs[1]


def test_a_cycle_with_a_hold_goes_round_until_something_ends_it() -> None:
    document = journey(
        entrance(),
        step("a", "wait", until=days(1)),
        step("plus", "change_score", amount=1),
        step("b", "branch", cases=[{"id": "y", "name": "", "rule": scored(3)}]),
        step("end", "exit"),
        edges="in>a a>plus plus>b b.y>end b.else>a",
    )
    world = started(document)
    world.run("2026-03-20 09:00")
    assert world.path("Anna").count("a.next 2026-03-04 10:00") == 1
    assert world.path("Anna")[-1] == "end. 2026-03-06 10:00"


def test_a_thousand_laps_are_enough() -> None:
    document = journey(
        entrance(), step("a", "wait", until={"after": {"amount": 1, "unit": "minutes"}}), edges="in>a a>a"
    )
    world = started(document)
    world.run("2026-03-20 09:00")
    assert world.reason("Anna") == "failed"


def with_goal(goal, exit_rule=None):
    return journey(
        entrance(),
        step("a", "wait", until=days(5)),
        step("mail", "send_mail", subject="Hallo {{ contact.first_name }}", body="Guten Tag"),
        settings=Settings(goal=goal, exit=exit_rule),
    )


BUYING = EventHappened(event=EventFilter(type="purchase"), since_entry=True)


def test_a_goal_is_reached_at_the_instant_of_the_event() -> None:
    world = started(with_goal(BUYING))
    world.event("Anna", "purchase", "2026-03-04 12:00")
    world.run("2026-03-20 09:00")
    assert (world.reason("Anna"), world.counts().messages) == ("goal", 0)


def test_a_goal_is_reached_when_data_changes() -> None:
    world = started(with_goal(Attribute(field="city", op="eq", value="Berlin")))
    world.change("Anna", "2026-03-05 12:00", city="Berlin")
    world.run("2026-03-20 09:00")
    assert (world.reason("Anna"), world.counts().messages) == ("goal", 0)


def test_a_goal_reached_by_an_action_of_the_journey_ends_before_the_next_mail() -> None:
    document = journey(
        entrance(),
        step("tag", "change_tags", add=["Kunde"]),
        step("mail", "send_mail", subject="Hallo", body="Guten Tag"),
        settings=Settings(goal=HasTag(tag="Kunde")),
    )
    world = started(document)
    world.run("2026-03-04 09:00")
    assert (world.reason("Anna"), world.counts().messages) == ("goal", 0)


def test_goal_wins_over_exit() -> None:
    world = started(with_goal(BUYING, EventHappened(event=EventFilter(type="purchase"))))
    world.event("Anna", "purchase", "2026-03-04 12:00")
    world.run("2026-03-20 09:00")
    assert world.reason("Anna") == "goal"


def test_the_mail_is_decided_once_per_visit_with_the_values_of_that_moment() -> None:
    world = started(with_goal(None))
    world.run("2026-03-08 10:00")
    world.change("Anna", "2026-03-08 11:00", first_name="Johanna")
    world.run("2026-03-20 09:00")
    assert world.counts().messages == 1


def test_an_unconnected_port_ends_as_completed() -> None:
    world = started(branching(scored(100)))
    world.run("2026-03-04 09:00")
    assert world.reason("Anna") == "completed"


def test_a_skipped_mail_takes_its_port_if_that_is_connected() -> None:
    document = journey(
        entrance(),
        step("mail", "send_mail", subject="Hallo", body="Guten Tag"),
        step("sent", "exit"),
        step("skipped", "exit"),
        edges="in>mail mail.next>sent mail.skipped>skipped",
    )
    world = World()
    world.contact("Anna")
    world.contact("Ben", consent=False)
    world.publish(document)
    for name in ("Anna", "Ben"):
        world.event(name, "form_submitted", "2026-03-03 10:00")
    world.run("2026-03-04 09:00")
    assert [world.path(name)[-1].split(".")[0] for name in ("Anna", "Ben")] == ["sent", "skipped"]


def test_hundreds_of_steps_without_a_rest_are_passed_at_once() -> None:
    steps = [step(f"s{n}", "change_score", amount=1) for n in range(300)]
    world = started(journey(entrance(), *steps))
    world.run("2026-03-03 11:00")
    assert len(world.path("Anna")) == 301


def nameless(edges: str) -> World:
    """A world in which Ben has no first name, so that his mail cannot be written."""
    document = journey(
        entrance(),
        step("mail", "send_mail", subject="Hallo {{ contact.first_name }}", body="Guten Tag"),
        step("hold", "wait", until=days(2)),
        step("skipped", "exit"),
        step("failed", "exit"),
        edges=edges,
    )
    world = World()
    world.contact("Anna")
    world.contact("Ben", first_name=None)
    world.publish(document)
    for name in ("Anna", "Ben"):
        world.event(name, "form_submitted", "2026-03-03 10:00")
    world.run("2026-03-20 09:00")
    return world


def test_a_mail_that_fails_takes_its_port_if_that_is_connected() -> None:
    world = nameless("in>mail mail>hold mail.failed>failed")
    assert [world.path(name)[-1].split(".")[0] for name in ("Anna", "Ben")] == ["hold", "failed"]


def test_a_mail_that_fails_ends_as_failed_if_there_is_no_way_for_that() -> None:
    for edges in ("in>mail mail>hold", "in>mail mail>hold mail.skipped>skipped"):
        world = nameless(edges)
        assert [world.reason(name) for name in ("Anna", "Ben")] == ["completed", "failed"]
        assert "hold" not in str(world.path("Ben"))


def test_of_two_messages_that_fail_the_one_without_a_way_for_that_ends_the_enrollment() -> None:
    mail = {"subject": "Hallo {{ contact.first_name }}", "body": "Guten Tag"}
    document = journey(
        entrance(),
        step("one", "send_mail", **mail),
        step("two", "send_mail", **mail),
        step("sorry", "wait", until=days(1)),
        edges="in>one one>two two.failed>sorry",
    )
    world = World()
    world.contact("Anna", first_name=None)
    world.publish(document)
    world.event("Anna", "form_submitted", "2026-03-03 10:00")
    world.run("2026-03-09 09:00")
    assert world.reason("Anna") == "failed"
