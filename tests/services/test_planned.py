"""What is due in the next days, read from those who wait."""

from __future__ import annotations

from datetime import date

from app.core.late import Planned
from tests.support.shop import Shop
from tests.support.world import berlin, days, journey, step

IN = step("in", "manual_trigger")
MAIL = step("mail", "send_mail", subject="Hallo", body="Guten Tag")
TAG = step("tag", "change_tags", add=["da"])


def entered(shop: Shop, *names: str) -> None:
    """Contacts enter, and the program runs until nothing is due."""
    shop.space.journeys.enroll("probe", [shop.contact(name) for name in names])
    shop.space.runner.run_until_idle()


def test_each_day_tells_who_moves_and_who_may_get_a_message(shop: Shop) -> None:
    first, second = step("first", "wait", until=days(2)), step("second", "wait", until=days(1))
    shop.space.journeys.publish(journey(IN, first, TAG, second, MAIL))
    entered(shop, "Anna", "Ben")
    shop.clock.move_to(berlin("2026-03-03 23:30"))
    entered(shop, "Cleo")
    assert shop.space.lateness.planned(7) == (
        Planned(date(2026, 3, 4), "probe", 1, "first", 2, 0),
        Planned(date(2026, 3, 5), "probe", 1, "first", 1, 0),
    )
    shop.clock.move_to(berlin("2026-03-04 11:00"))
    shop.space.runner.run_until_idle()
    assert shop.space.lateness.planned(1) == ()
    assert shop.space.lateness.planned(2) == (
        Planned(date(2026, 3, 5), "probe", 1, "first", 1, 0),
        Planned(date(2026, 3, 5), "probe", 1, "second", 2, 2),
    )


def test_what_is_overdue_stands_on_the_first_day(shop: Shop) -> None:
    shop.space.journeys.publish(journey(IN, step("wait", "wait", until=days(2)), MAIL))
    entered(shop, "Anna")
    shop.clock.move_to(berlin("2026-03-20 10:00"))
    assert shop.space.lateness.planned() == (Planned(date(2026, 3, 20), "probe", 1, "wait", 1, 1),)


def test_a_message_behind_the_next_wait_is_not_counted(shop: Shop) -> None:
    more = step("more", "wait", until=days(1))
    shop.space.journeys.publish(journey(IN, step("wait", "wait", until=days(2)), more, MAIL))
    entered(shop, "Anna")
    assert [each.may_send for each in shop.space.lateness.planned()] == [0]


def test_paused_journeys_plan_nothing(shop: Shop) -> None:
    shop.space.journeys.publish(journey(IN, step("wait", "wait", until=days(2)), MAIL))
    entered(shop, "Anna")
    shop.space.pausing.pause("probe")
    assert shop.space.lateness.planned() == ()
