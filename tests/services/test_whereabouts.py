"""Where people stand in a running journey, where messages fail, and the way one contact took."""

from __future__ import annotations

from app.core.clock import DAY, HOUR
from app.core.journey import Journey
from app.core.records import Waiting
from tests.support.shop import Shop
from tests.support.world import days, journey, step


def waiting_two_days() -> Journey:
    return journey(
        step("in", "event_trigger", event={"type": "form_submitted"}),
        step("mail", "send_mail", subject="Guten Tag", body="Hallo"),
        step("wait", "wait", until=days(10)),
        step("out", "exit"),
    )


def enter(shop: Shop, *names: str) -> None:
    """Let some contacts in now."""
    for name in names:
        shop.event(name, key=f"{name} {shop.clock.now()}")
    shop.space.runner.run_until_idle()


def running(shop: Shop) -> str:
    document = waiting_two_days()
    shop.space.journeys.publish(document)
    return document.id


def test_a_step_tells_how_many_stand_there_of_which_age_and_when_the_next_goes_on(shop: Shop) -> None:
    for name in ("Anna", "Berta", "Clara"):
        shop.contact(name)
    journey_id = running(shop)
    first = shop.clock.now()
    enter(shop, "Anna")
    shop.clock.move_to(first + 3 * DAY)
    enter(shop, "Berta", "Clara")
    shop.clock.move_to(first + 3 * DAY + HOUR)
    found = shop.space.whereabouts.look(journey_id).waiting
    assert found == {"wait": Waiting(3, first, first + 10 * DAY, (2, 1, 0, 0))}
    assert [guest.email for guest in shop.space.whereabouts.at_step(journey_id, "wait")] == [
        "anna@example.org",
        "berta@example.org",
        "clara@example.org",
    ]
    assert shop.space.whereabouts.at_step(journey_id, "mail") == []


def test_the_way_of_a_contact_leads_to_where_it_stands_and_then_to_its_end(shop: Shop) -> None:
    who = shop.contact("Anna")
    journey_id = running(shop)
    assert shop.space.whereabouts.trail(journey_id, who) is None
    first = shop.clock.now()
    enter(shop, "Anna")
    trail = shop.space.whereabouts.trail_of(journey_id, "ANNA@example.org")
    assert trail is not None
    assert [(line.node, line.port) for line in trail.lines] == [("in", "next"), ("mail", "next")]
    assert (trail.here, trail.due, trail.reason) == ("wait", first + 10 * DAY, None)
    shop.clock.move_to(first + 11 * DAY)
    shop.space.runner.run_until_idle()
    ended = shop.space.whereabouts.trail(journey_id, who)
    assert ended is not None
    assert [line.node for line in ended.lines] == ["in", "mail", "wait", "out"]
    assert (ended.here, ended.reason) == (None, "completed")


def test_a_mail_that_fails_is_told_at_its_step_with_the_reason(shop: Shop) -> None:
    shop.contact("Anna")
    broken = waiting_two_days()
    mail = broken.by_id["mail"].model_copy(
        update={"config": {"subject": "Guten Tag {{ contact.first_name }}", "body": "{{ 1 / 0 }}"}}
    )
    journey_id = broken.id
    shop.space.journeys.publish(broken.with_node(mail))
    enter(shop, "Anna")
    failing = shop.space.whereabouts.look(journey_id).failing
    assert failing["mail"].n == 1
    assert failing["mail"].reasons[0][1] == 1
    assert shop.space.whereabouts.look(journey_id).waiting == {}


def test_a_way_of_somebody_unknown_is_none(shop: Shop) -> None:
    assert shop.space.whereabouts.trail_of(running(shop), "niemand@example.org") is None
