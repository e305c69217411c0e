"""What a person decides about messages: uncertain, held and failed ones."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from app.channels.service_settings import ServiceSettings
from app.core.clock import HOUR
from app.core.journey import Settings
from app.core.records import MessageState
from app.engine.delivery.decisions import Chosen
from app.services.activity import Decision, Wanted
from app.store import tables as t
from app.store.consistency import check
from tests.support.shop import Shop
from tests.support.small_journey import small_journey
from tests.support.world import days, journey, step

MAIL = {"subject": "Hallo", "body": "Guten Tag.", "layout": "letter"}


def sent(shop: Shop, *names: str) -> Shop:
    """Contacts who have entered and got the first mail."""
    for name in names:
        shop.contact(name)
    shop.space.journeys.publish(small_journey())
    for name in names:
        shop.event(name)
    shop.space.runner.run_until_idle()
    return shop


def put(shop: Shop, state: MessageState, reason: str = "", due: int | None = None) -> None:
    """As if all messages had come to this."""
    with shop.space.database.write() as conn:
        conn.execute(update(t.outbox).values(state=state, reason=reason, due=due))


def messages(shop: Shop) -> list[tuple[str, str]]:
    with shop.space.database.read() as conn:
        rows = conn.execute(select(t.outbox.c.state, t.outbox.c.reason).order_by(t.outbox.c.id))
        return [(row.state, row.reason) for row in rows]


def reasons(shop: Shop) -> list[str | None]:
    with shop.space.database.read() as conn:
        return list(conn.execute(select(t.enrollments.c.reason).order_by(t.enrollments.c.id)).scalars())


def sound(shop: Shop) -> None:
    with shop.space.database.read() as conn:
        assert check(conn) == ()


@pytest.mark.parametrize(
    ("decision", "becomes"),
    [
        ("send_again", ("queued", "")),
        ("arrived", ("accepted", "")),
        ("leave", ("uncertain", "left: interrupted")),
    ],
)
def test_an_uncertain_message_becomes_what_the_person_says(
    shop: Shop, decision: Decision, becomes: tuple[str, str]
) -> None:
    sent(shop, "Anna")
    put(shop, "uncertain", "interrupted")
    activity = shop.space.activity
    asked = activity.to_decide()
    assert (asked.count, asked.uncertain[0].email) == (1, "anna@example.org")
    assert activity.decide(decision, Chosen((asked.uncertain[0].id,))) == 1
    assert messages(shop) == [becomes]
    assert activity.to_decide().count == 0
    sound(shop)


def test_what_is_sent_again_is_the_same_message_and_its_contact_stays_where_it_is(shop: Shop) -> None:
    sent(shop, "Anna")
    before = shop.space.journeys.counts("probe")
    put(shop, "uncertain", "connection_lost")
    shop.space.activity.decide("send_again", Chosen())
    shop.space.runner.run_until_idle()
    assert messages(shop) == [("accepted", "")]
    assert shop.space.journeys.counts("probe") == before
    sound(shop)


def test_a_word_about_a_message_that_is_not_uncertain_any_more_changes_nothing(shop: Shop) -> None:
    sent(shop, "Anna")
    for decision in ("send_again", "arrived", "leave", "release", "skip", "retry", "hurry"):
        assert shop.space.activity.decide(decision, Chosen()) == 0
    assert messages(shop) == [("accepted", "")]


def test_a_message_of_which_its_enrollment_does_not_know_yet_is_left_alone(shop: Shop) -> None:
    sent(shop, "Anna")
    put(shop, "uncertain", "interrupted", due=shop.clock.now())
    assert shop.space.activity.decide("send_again", Chosen()) == 0


def held(shop: Shop, edges: str) -> Shop:
    """A contact whose message is held; the contact waits for its outcome if `edges` say so."""
    shop.contact("Anna")
    steps = (
        step("form", "event_trigger", event={"type": "form_submitted"}),
        step("mail", "send_mail", **MAIL),
        step("wait", "wait", until=days(2)),
        step("tag", "change_tags", add=["spät"]),
    )
    shop.space.journeys.publish(journey(*steps, edges=edges))
    shop.event("Anna")
    # The engine alone: the message is decided, but not delivered.
    shop.space.runner._machine._engine._engine.advance(shop.clock.now())
    put(shop, "held")
    return shop


def test_a_held_message_that_is_skipped_lets_its_contact_go_on_by_the_way_for_that(shop: Shop) -> None:
    held(shop, "form>mail mail>wait mail.skipped>tag")
    group = shop.space.activity.to_decide().held[0]
    assert (group.journey, group.step, group.n) == ("probe", "mail", 1)
    assert shop.space.activity.decide("skip", Chosen(journey="probe", step="mail")) == 1
    shop.space.runner.run_until_idle()
    assert messages(shop) == [("skipped", "late_dropped")]
    assert shop.space.journeys.counts("probe").steps["tag"].passed == 1
    assert shop.mails() == []
    sound(shop)


def test_a_held_message_that_is_released_goes_out_and_the_gate_is_asked_all_the_same(shop: Shop) -> None:
    held(shop, "form>mail mail>wait mail.skipped>tag")
    shop.space.contacts.block(1)
    assert shop.space.activity.decide("release", Chosen()) == 1
    shop.space.runner.run_until_idle()
    assert messages(shop) == [("skipped", "suppressed")]
    sound(shop)


def test_held_messages_are_decided_by_journey(shop: Shop) -> None:
    held(shop, "form>mail mail>wait")
    assert shop.space.activity.decide("release", Chosen(journey="other")) == 0
    assert shop.space.activity.decide("release", Chosen(journey="probe")) == 1
    shop.space.runner.run_until_idle()
    assert len(shop.mails()) == 1


def test_what_is_released_while_its_journey_is_paused_waits_for_that(shop: Shop) -> None:
    held(shop, "form>mail mail>wait")
    shop.space.pausing.pause("probe")
    assert shop.space.activity.decide("release", Chosen()) == 1
    shop.space.runner.run_until_idle()
    assert messages(shop) == [("queued", "paused")]
    shop.space.pausing.resume("probe")
    shop.space.runner.run_until_idle()
    assert messages(shop) == [("accepted", "")]


def failed(shop: Shop, edges: str, settings: Settings | None = None) -> Shop:
    """A contact whose name was missing, so that the mail could not be written."""
    shop.contact("Anna", first_name=None)
    steps = (
        step("form", "event_trigger", event={"type": "form_submitted"}),
        step("mail", "send_mail", **{**MAIL, "subject": "Hallo {{ contact.first_name }}"}),
        step("wait", "wait", until=days(2)),
    )
    shop.space.journeys.publish(journey(*steps, edges=edges, settings=settings))
    shop.event("Anna")
    shop.space.runner.run_until_idle()
    return shop


def test_a_failed_message_is_tried_again_though_its_journey_has_ended_for_the_contact(shop: Shop) -> None:
    failed(shop, "form>mail mail>wait")
    [message] = shop.space.activity.messages(Wanted("failed"), 0, 10)
    assert message.reason.startswith("missing_value")
    assert shop.space.activity.may_be_tried([message.id]) == {message.id}
    shop.space.contacts.change(1, {"first_name": "Anna", "email": "anna.neu@example.org"})
    assert shop.space.activity.decide("retry", Chosen((message.id,))) == 1
    shop.space.runner.run_until_idle()
    assert messages(shop) == [("accepted", "")]
    assert reasons(shop) == ["failed"]
    [mail] = shop.space.settings.mail_folder().glob("*.eml")
    assert "anna.neu@example.org" in mail.read_text()
    assert "Hallo Anna" in mail.read_text()
    sound(shop)


def test_a_message_to_a_phone_that_is_tried_again_goes_to_a_phone(shop: Shop) -> None:
    shop.contact("Anna", phone="none")
    settings = shop.space.settings.get()
    service = ServiceSettings(id="sms", name="SMS", preset="seven")
    shop.space.settings.save(settings.model_copy(update={"services": (service,)}))
    sms = step("sms", "service_message", service="sms", text="Hallo", recipient="phone")
    shop.space.journeys.publish(journey(step("form", "event_trigger", event={"type": "form_submitted"}), sms))
    shop.event("Anna")
    shop.space.runner.run_until_idle()
    put(shop, "refused", "bad_phone: none")
    shop.space.contacts.change(1, {"phone": "+49 30 123456"})
    assert shop.space.activity.decide("retry", Chosen()) == 1
    [message] = shop.space.activity.messages(Wanted(), 0, 10)
    assert message.email == "+49 30 123456"


def test_a_failure_that_the_journey_has_answered_itself_is_not_tried_again(shop: Shop) -> None:
    failed(shop, "form>mail mail.failed>wait")
    [message] = shop.space.activity.messages(Wanted("failed"), 0, 10)
    assert shop.space.activity.may_be_tried([message.id]) == frozenset()
    assert shop.space.activity.decide("retry", Chosen((message.id,))) == 0


@pytest.mark.parametrize(
    ("reason", "hurried"), [("try_later", 1), ("service_unreachable", 1), ("wait_hours", 0)]
)
def test_a_message_the_server_put_off_may_be_tried_at_once(shop: Shop, reason: str, hurried: int) -> None:
    sent(shop, "Anna")
    put(shop, "deferred", reason, due=shop.clock.now() + 3 * HOUR)
    activity = shop.space.activity
    assert activity.counts(Wanted())["delayed"] == 1
    assert activity.decide("hurry", Chosen()) == hurried
    assert activity.counts(Wanted())["waiting"] == hurried


def test_shelves_are_searched_by_journey_and_address(shop: Shop) -> None:
    sent(shop, "Anna", "Bert")
    put(shop, "uncertain", "interrupted")
    activity = shop.space.activity
    for wanted, expected in (
        (Wanted("uncertain"), 2),
        (Wanted("uncertain", search="BERT@"), 1),
        (Wanted("uncertain", journey="probe"), 2),
        (Wanted("uncertain", journey="other"), 0),
    ):
        assert activity.counts(wanted)["uncertain"] == expected
        assert len(activity.messages(wanted, 0, 10)) == expected
