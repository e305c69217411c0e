"""One delivery for all channels: trouble on one of them leaves the others alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.core.clock import MINUTE, SECOND, VirtualClock
from app.core.errors import AccountStopped
from app.core.program import CallContent, NoteContent, ServiceContent
from app.core.protocols import Outgoing, Receipt
from app.core.text import same
from app.engine.delivery.delivery import Delivery
from app.engine.delivery.post_office import MOST_BY_WEB, PostOffice
from app.store.database import Database
from tests.support.post import (
    NOON,
    PlainComposer,
    ScriptedChannel,
    add_contacts,
    add_content,
    column,
    decide,
)

SMS, PUSH = ServiceContent("sms", "Hallo", "phone"), ServiceContent("push", "Hallo")
NOTE, CALL = NoteContent("team@example.org", "Neu", "Neu"), CallContent("https://shop.example/")


@dataclass
class Office:
    """A post office with a scripted channel for each route."""

    database: Database
    clock: VirtualClock = field(default_factory=lambda: VirtualClock(NOON))
    channels: dict[str, ScriptedChannel] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.post = PostOffice(self.database, self._make)

    def _make(self, route: str) -> Delivery:
        channel = self.channels.setdefault(route, ScriptedChannel())
        return Delivery(
            self.database, channel, PlainComposer(), self.clock, route=route, pause=same("{response}")
        )


def office(n: int = 1) -> Office:
    """A mail, two services, a note and a call are due for each contact."""
    database = Database.memory()
    names = [f"N{number}" for number in range(n)]
    with database.write() as conn:
        add_contacts(conn, names)
        decide(conn, add_content(conn), names)
        for visit, content in enumerate((SMS, PUSH, NOTE, CALL), 1):
            decide(conn, add_content(conn, content), names, visit=visit)
    return Office(database)


def test_each_message_leaves_by_its_route() -> None:
    found = office()
    report = found.post.deliver_due(NOON, 100)
    assert report.counts == {"accepted": 5}
    assert {route: len(channel.sent) for route, channel in found.channels.items()} == {
        "mail": 2,  # the note to the team goes over the same account
        "service:sms": 1,
        "service:push": 1,
        "call": 1,
    }
    assert found.post.next_due() is None


def test_a_dead_service_stops_no_mail_and_is_tried_again_by_itself() -> None:
    def dead(message: Outgoing) -> Receipt:
        return Receipt(message.key, "deferred", "no answer", "account", rest=90 * SECOND)

    found = office(3)
    found.channels["service:sms"] = ScriptedChannel(dead)
    report = found.post.deliver_due(NOON, 100)
    assert report.counts == {"accepted": 12, "queued": 1}
    assert report.problem == same("no answer")
    assert found.post.next_due() == report.resume_at == NOON + 90 * SECOND
    found.channels["service:sms"].script = lambda _: None
    found.clock.move_to(NOON + 90 * SECOND)
    assert found.post.deliver_due(found.clock.now(), 100).counts == {"accepted": 3}


def test_a_service_that_a_person_has_to_see_to_waits_until_then() -> None:
    found = office()
    found.channels["service:sms"] = ScriptedChannel(refuses_to_begin=AccountStopped(same("no key")))
    assert found.post.deliver_due(NOON, 100).problem == same("no key")
    assert found.post.next_due() is None
    found.channels["service:sms"].refuses_to_begin = None
    found.clock.move_to(NOON + 60 * MINUTE)
    assert found.post.deliver_due(found.clock.now(), 100).counts == {}
    found.post.resume()
    assert found.post.deliver_due(found.clock.now(), 100).counts == {"accepted": 1}


def test_mails_do_not_wait_long_for_slow_services() -> None:
    found = office(MOST_BY_WEB + 5)
    found.post.deliver_due(NOON, 100)
    assert len(found.channels["service:sms"].sent) == MOST_BY_WEB
    assert len(found.channels["mail"].sent) == 2 * (MOST_BY_WEB + 5)
    assert found.post.next_due() == NOON


def test_what_is_told_about_an_answer_is_kept() -> None:
    def script(message: Outgoing) -> Receipt:
        return Receipt(message.key, "refused", "404 gone", reason="call_refused")

    found = office()
    found.channels["call"] = ScriptedChannel(script)
    found.post.deliver_due(NOON, 100)
    assert column(found.database, "reason")[-1] == "call_refused"
    assert column(found.database, "response")[-1] == "404 gone"
