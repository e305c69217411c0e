"""What becomes of messages that are late because the program was off (docs/semantics.md, rule 18)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from app.channels.accounts import AccountSettings
from app.core.clock import DAY, HOUR
from app.core.journey import Journey, Settings
from app.core.late import Backlog, LateGroup
from app.engine.delivery.decisions import Chosen
from app.store import tables as t
from app.store.consistency import check
from tests.support.shop import Shop
from tests.support.world import START, berlin, days, journey, shown, step

IN = step("in", "manual_trigger")
WEEKDAYS = {"weekdays": [0, 1, 2, 3, 4], "start": "09:00", "end": "17:00"}


def mailing(policy: str = "shift", hours: int = 24, wait: Any = None) -> Journey:
    """Two mails, one two days (or another wait) after entering, one three days after that."""
    return journey(
        IN,
        step("first", "wait", until=wait or days(2)),
        step("mail", "send_mail", subject="Hallo", body="Guten Tag"),
        step("second", "wait", until=days(3)),
        step("later", "send_mail", subject="Noch etwas", body="Guten Tag"),
        step("end", "exit"),
        settings=Settings(catch_up=policy, catch_up_hours=hours),  # pyright: ignore[reportArgumentType]
    )


def away(shop: Shop, document: Journey, until: str, people: int = 1) -> None:
    """Contacts enter on Monday, 2 March, at 10:00, and the program runs again at a wall time."""
    shop.space.journeys.publish(document)
    shop.space.journeys.enroll("probe", [shop.contact(f"K{n}") for n in range(people)])
    shop.space.runner.run_until_idle()
    back(shop, until)


def back(shop: Shop, until: str) -> None:
    """The program runs at a wall time, and everything holds afterwards."""
    shop.clock.move_to(berlin(until))
    shop.space.runner.run_until_idle()
    with shop.space.database.read() as conn:
        assert check(conn) == ()


def messages(shop: Shop) -> list[tuple[str, str, str, str]]:
    """The messages of the outbox: step, state, reason, when decided."""
    o = t.outbox.c
    with shop.space.database.read() as conn:
        rows = conn.execute(select(o.step, o.state, o.reason, o.at).order_by(o.id)).all()
    return [(step_, state, reason, shown(at)) for step_, state, reason, at in rows]


def test_a_message_within_the_hours_is_sent_at_its_own_instant(shop: Shop) -> None:
    away(shop, mailing(hours=48), "2026-03-06 10:00")
    assert messages(shop) == [("mail", "accepted", "", "2026-03-04 10:00")]


def test_a_shifted_message_goes_out_now_and_what_follows_counts_from_then(shop: Shop) -> None:
    away(shop, mailing(), "2026-03-07 12:00")
    assert messages(shop) == [("mail", "accepted", "", "2026-03-07 12:00")]
    back(shop, "2026-03-10 12:00")
    assert messages(shop)[1] == ("later", "accepted", "", "2026-03-10 12:00")


def test_a_shifted_message_keeps_to_the_window_of_the_wait_before(shop: Shop) -> None:
    document = mailing(wait={"after": {"amount": 1, "unit": "days"}, "window": WEEKDAYS})
    away(shop, document, "2026-03-07 12:00")  # a Saturday
    assert messages(shop) == []
    back(shop, "2026-03-09 09:30")
    assert messages(shop) == [("mail", "accepted", "", "2026-03-09 09:00")]


def test_the_window_opens_in_the_zone_of_the_contact(shop: Shop) -> None:
    document = mailing(wait={"after": {"amount": 1, "unit": "days"}, "window": WEEKDAYS})
    shop.space.journeys.publish(document)
    shop.space.journeys.enroll("probe", [shop.contact("Ann", time_zone="America/New_York")])
    shop.space.runner.run_until_idle()
    back(shop, "2026-03-07 12:00")
    back(shop, "2026-03-09 15:00")
    assert messages(shop) == [
        ("mail", "accepted", "", "2026-03-09 14:00")
    ]  # summer time began there on the 8th


def test_a_policy_to_send_keeps_the_instants(shop: Shop) -> None:
    away(shop, mailing("send"), "2026-03-12 12:00")
    assert messages(shop) == [
        ("mail", "accepted", "", "2026-03-04 10:00"),
        ("later", "accepted", "", "2026-03-07 10:00"),
    ]


def test_a_late_message_may_be_skipped_and_the_contact_goes_on_in_its_own_time(shop: Shop) -> None:
    away(shop, mailing("skip"), "2026-03-07 12:00")
    assert messages(shop) == [
        ("mail", "skipped", "late", "2026-03-04 10:00"),
        ("later", "accepted", "", "2026-03-07 10:00"),
    ]


def test_a_skipped_message_takes_the_way_for_that(shop: Shop) -> None:
    document = mailing("skip")
    other = step("other", "change_tags", add=["late"])
    edges = [edge for edge in document.edges if edge.source != "mail"]
    new = [
        type(edges[0])(source=source, port=port, target=target)
        for source, port, target in [("mail", "next", "second"), ("mail", "skipped", "other")]
    ]
    away(shop, document.replace(nodes=(*document.nodes, other), edges=(*edges, *new)), "2026-03-07 12:00")
    assert shop.space.journeys.counts("probe").edges["mail", "skipped"] == 1
    assert shop.space.journeys.counts("probe").ended == {"completed": 1}


def test_a_policy_to_ask_holds_the_message_until_a_person_has_decided(shop: Shop) -> None:
    away(shop, mailing("ask"), "2026-03-07 12:00")
    assert messages(shop) == [("mail", "held", "late_asked", "2026-03-07 12:00")]
    assert shop.mails() == []
    assert shop.space.activity.decide("release", Chosen()) == 1
    back(shop, "2026-03-07 13:00")
    assert messages(shop) == [("mail", "accepted", "", "2026-03-07 12:00")]


def test_a_step_may_have_a_policy_of_its_own(shop: Shop) -> None:
    document = mailing("skip")
    nodes = tuple(
        node.model_copy(update={"config": {**node.config, "catch_up": "ask"}}) if node.id == "mail" else node
        for node in document.nodes
    )
    away(shop, document.replace(nodes=nodes), "2026-03-07 12:00")
    assert messages(shop) == [("mail", "held", "late_asked", "2026-03-07 12:00")]


def test_few_late_messages_go_out_by_themselves(shop: Shop) -> None:
    away(shop, mailing(), "2026-03-07 12:00", people=20)
    assert {state for _, state, _, _ in messages(shop)} == {"accepted"}


def test_many_late_messages_wait_for_a_person(shop: Shop) -> None:
    away(shop, mailing("send"), "2026-03-06 12:00", people=21)
    assert {(state, reason) for _, state, reason, _ in messages(shop)} == {("held", "late_many")}
    assert shop.mails() == []
    held = shop.space.activity.to_decide().held
    assert [(group.journey, group.step, group.n) for group in held] == [("probe", "mail", 21)]
    assert [each.code for each in shop.space.activity.incidents("", 0, 10)] == ["late_held"]
    shop.space.activity.decide("release", Chosen(journey="probe", step="mail"))
    back(shop, "2026-03-06 12:01")
    assert len(shop.mails()) == 21


def test_messages_dropped_by_a_person_take_the_way_for_that(shop: Shop) -> None:
    away(shop, mailing(), "2026-03-06 12:00", people=21)
    shop.space.activity.decide("skip", Chosen())
    back(shop, "2026-03-06 12:01")
    assert {(state, reason) for _, state, reason, _ in messages(shop)} == {("skipped", "late_dropped")}


def test_who_has_reached_the_goal_meanwhile_gets_no_shifted_message(shop: Shop) -> None:
    document = mailing()
    goal = {"kind": "event", "event": {"type": "purchase"}}
    settings = Settings.model_validate({**document.settings.model_dump(), "goal": goal})
    shop.space.journeys.publish(document.replace(settings=settings))
    shop.space.journeys.enroll("probe", [shop.contact("Anna")])
    shop.space.runner.run_until_idle()
    shop.clock.move_to(berlin("2026-03-05 12:00"))
    shop.event("Anna", "purchase")
    back(shop, "2026-03-07 12:00")
    assert messages(shop) == []
    assert shop.space.journeys.counts("probe").goals == 1


def test_a_laptop_that_slept_for_an_hour_is_not_late(shop: Shop) -> None:
    away(shop, mailing(), "2026-03-04 11:00", people=30)
    assert {state for _, state, _, _ in messages(shop)} == {"accepted"}


@pytest.mark.parametrize(
    ("wish", "state", "reason"),
    [("send", "accepted", ""), ("hold", "held", "late_asked"), ("skip", "skipped", "late")],
)
def test_a_person_may_decide_about_all_beforehand(shop: Shop, wish: Any, state: str, reason: str) -> None:
    shop.space.lateness.wish(wish)
    away(shop, mailing(), "2026-03-06 12:00", people=25)
    assert {(kind, why) for _, kind, why, _ in messages(shop)} == {(state, reason)}


def test_what_would_go_out_is_told_before_anything_does(shop: Shop) -> None:
    shop.space.journeys.publish(mailing())
    shop.space.journeys.enroll("probe", [shop.contact(f"K{n}") for n in range(25)])
    shop.space.runner.run_until_idle()
    shop.clock.move_to(berlin("2026-03-06 12:00"))
    late = LateGroup("probe", "mail", 0, 25, 0, 2 * DAY + 2 * HOUR)
    expected = Backlog(since=berlin("2026-03-04 10:00"), moves=50, messages=0, late=(late,))
    assert shop.space.lateness.preview() == expected
    assert shop.space.lateness.preview() == expected  # nothing has changed
    assert messages(shop) == []
    shop.space.runner.run_until_idle()
    assert shop.space.lateness.preview() == Backlog()


def test_a_clock_that_was_set_back_sends_nothing_twice(shop: Shop) -> None:
    away(shop, mailing(hours=200), "2026-03-08 12:00")
    sent = messages(shop)
    earlier = Shop(shop.path.parent)  # its clock stands at the beginning again
    assert earlier.clock.now() == START
    with earlier.space:
        shop.space.close()
        earlier.space.runner.run_until_idle()
        assert messages(earlier) == sent
        back(earlier, "2026-03-08 12:00")
        assert messages(earlier) == sent


@pytest.mark.parametrize(("people", "sent"), [(20, 20), (21, 0)])
def test_messages_that_were_ready_when_the_program_ended_are_late_as_well(
    shop: Shop, people: int, sent: int
) -> None:
    settings = shop.space.settings.get()
    account = AccountSettings(imprint="Buchhandlung, Gasse 1")  # and no server
    shop.space.settings.save(settings.model_copy(update={"delivery": "smtp", "account": account}))
    away(shop, mailing(), "2026-03-04 11:00", people=people)
    assert {state for _, state, _, _ in messages(shop)} == {"queued"}
    shop.space.settings.save(settings)
    back(shop, "2026-03-06 12:00")
    assert len(shop.mails()) == sent


def test_a_message_that_was_put_off_when_the_program_ended_is_late_as_well(shop: Shop) -> None:
    away(shop, mailing("skip"), "2026-03-04 10:00")
    tried_again = {"state": "deferred", "reason": "try_later", "due": berlin("2026-03-04 10:30")}
    with shop.space.database.write() as conn:
        conn.execute(update(t.outbox).values(tried_again))
    back(shop, "2026-03-06 12:00")
    assert messages(shop) == [("mail", "skipped", "late", "2026-03-04 10:00")]


def test_messages_of_a_journey_that_nobody_is_in_any_more_are_late_as_well(shop: Shop) -> None:
    settings = shop.space.settings.get()
    account = AccountSettings(imprint="Buchhandlung, Gasse 1")  # and no server
    shop.space.settings.save(settings.model_copy(update={"delivery": "smtp", "account": account}))
    only = step("mail", "send_mail", subject="Hallo", body="Guten Tag")
    away(shop, journey(IN, only, settings=Settings(catch_up="skip")), "2026-03-02 11:00")
    shop.space.pausing.archive("probe")
    shop.space.settings.save(settings)
    back(shop, "2026-03-06 12:00")
    assert messages(shop) == [("mail", "skipped", "late", "2026-03-02 10:00")]
