"""Messages that are put off take their turn among what happens to their contact (Hours)."""

from __future__ import annotations

from sqlalchemy import select

from app.channels.recording import RecordingChannel
from app.core.journey import Cap, Journey, Settings
from app.core.protocols import Faults
from app.core.rules.tree import EventFilter, EventHappened
from app.core.schedule import Duration, Window
from app.engine.delivery.delivery import Delivery
from app.engine.engine import Engine
from app.store import tables as t
from nodes import catalog
from tests.support.post import PlainComposer
from tests.support.world import World, berlin, days, journey, shown, step

EVERY_DAY = tuple(range(7))
NIGHT = Window(weekdays=EVERY_DAY, start="20:00", end="08:00")
IN = step("in", "event_trigger", event={"type": "form_submitted"})


def mail(name: str):
    return step(name, "send_mail", subject=name, body="Hallo {{ contact.first_name }}")


def hours(amount: int) -> dict[str, object]:
    return {"after": {"amount": amount, "unit": "hours"}}


def lived(document: Journey, *events: tuple[str, str], until: str = "2026-03-20 10:00") -> World:
    """Anna's world after some events, run in one go."""
    world = World()
    world.contact("Anna")
    world.publish(document)
    for event_type, at in events:
        world.event("Anna", event_type, at)
    world.run(until)
    return world


def sent(world: World) -> list[str]:
    """What became of each message: step, state, when, and why."""
    with world.database.read() as conn:
        rows = conn.execute(select(t.outbox).order_by(t.outbox.c.state_at, t.outbox.c.id))
        return [f"{row.step} {row.state} {shown(row.state_at)} {row.reason}".strip() for row in rows]


def test_a_mail_of_the_evening_leaves_in_the_morning_while_the_contact_goes_on() -> None:
    document = journey(
        IN, mail("a"), step("w", "wait", until=hours(2)), mail("b"), settings=Settings(quiet=NIGHT)
    )
    world = lived(document, ("form_submitted", "2026-03-03 21:00"))
    assert sent(world) == ["a accepted 2026-03-04 08:00", "b accepted 2026-03-04 08:00"]
    assert world.path("Anna")[-1] == "b.next 2026-03-03 23:00"


def test_who_waits_for_the_outcome_goes_on_at_the_later_instant() -> None:
    document = journey(
        IN, mail("a"), mail("b"), step("end", "exit"),
        edges="in>a a>b a.skipped>end", settings=Settings(quiet=NIGHT),
    )  # fmt: skip
    world = lived(document, ("form_submitted", "2026-03-03 21:00"))
    assert world.path("Anna")[1] == "a.next 2026-03-04 08:00"
    assert sent(world)[1] == "b accepted 2026-03-04 08:00"


def test_one_that_may_not_be_late_takes_the_way_for_skipped_ones() -> None:
    document = journey(
        IN, mail("a"), step("end", "exit"),
        edges="in>a a.skipped>end", settings=Settings(quiet=NIGHT, quiet_action="skip"),
    )  # fmt: skip
    world = lived(document, ("form_submitted", "2026-03-03 21:00"))
    assert sent(world) == ["a skipped 2026-03-03 21:00 hours"]
    assert world.path("Anna")[-1] == "end. 2026-03-03 21:00"


def test_a_capped_mail_leaves_when_the_oldest_has_left_the_period() -> None:
    weekly = Cap(count=2, per=Duration(amount=7, unit="days"), action="delay")
    document = journey(
        IN, mail("a"), step("w1", "wait", until=days(1)), mail("b"), step("w2", "wait", until=days(1)),
        mail("c"), mail("d"), settings=Settings(cap=weekly),
    )  # fmt: skip
    world = lived(document, ("form_submitted", "2026-03-03 10:00"))
    assert sent(world) == [
        "a accepted 2026-03-03 10:00",
        "b accepted 2026-03-04 10:00",
        "c accepted 2026-03-10 10:00",
        "d accepted 2026-03-11 10:00",
    ]


def test_running_in_one_go_or_day_by_day_gives_the_same() -> None:
    daily = Cap(count=1, per=Duration(amount=30, unit="hours"), action="delay")
    document = journey(
        IN, mail("a"), mail("b"), step("w", "wait", until=days(1)), mail("c"),
        settings=Settings(cap=daily, quiet=NIGHT, send_window=Window(start="09:00", end="18:00")),
    )  # fmt: skip
    at_once = lived(document, ("form_submitted", "2026-03-05 19:30"))
    bit_by_bit = lived(document, ("form_submitted", "2026-03-05 19:30"), until="2026-03-05 20:00")
    for day in range(6, 21):
        bit_by_bit.run(f"2026-03-{day:02} 10:00")
    assert sent(at_once) == sent(bit_by_bit)
    assert [line.split()[1] for line in sent(at_once)] == ["accepted"] * 3


def test_a_channel_that_takes_one_message_after_the_other_gives_the_same() -> None:
    class OneByOne(World):
        def begin_again(self, faults: Faults | None = None) -> Engine:
            channel = RecordingChannel(instant=False)
            post = Delivery(self.database, channel, PlainComposer(), self.clock, own_instants=True)
            self.engine = Engine(
                self.database, catalog(), faults, after_round=lambda _, until: post.deliver_due(until)
            )
            return self.engine

    weekly = Cap(count=1, per=Duration(amount=7, unit="days"), action="delay")
    document = journey(IN, mail("a"), mail("b"), mail("c"), settings=Settings(cap=weekly, quiet=NIGHT))
    world = OneByOne()
    world.contact("Anna")
    world.publish(document)
    world.event("Anna", "form_submitted", "2026-03-03 21:00")
    world.run("2026-03-20 10:00")
    assert sent(world) == [
        "a accepted 2026-03-04 08:00",
        "b accepted 2026-03-11 08:00",
        "c accepted 2026-03-18 08:00",
    ]
    assert sent(lived(document, ("form_submitted", "2026-03-03 21:00"))) == sent(world)


def test_at_one_instant_it_comes_before_events() -> None:
    """So an event that ends the journey at that instant finds the mail sent."""
    goal = EventHappened(event=EventFilter(type="purchase"))
    document = journey(
        IN, mail("a"), step("w", "wait", until=days(9)), settings=Settings(quiet=NIGHT, goal=goal)
    )
    world = lived(document, ("form_submitted", "2026-03-03 21:00"), ("purchase", "2026-03-04 08:00"))
    assert sent(world) == ["a accepted 2026-03-04 08:00"]
    assert world.reason("Anna") == "goal"


def test_a_rule_sees_a_mail_that_was_put_off_as_sent_only_while_it_is_on_its_way() -> None:
    """Consent that is withdrawn meanwhile counts: the mail is judged anew, from the beginning."""
    world = World()
    world.contact("Anna")
    world.publish(journey(IN, mail("a"), settings=Settings(quiet=NIGHT)))
    world.event("Anna", "form_submitted", "2026-03-03 21:00")
    world.run("2026-03-03 22:00")
    assert sent(world) == ["a deferred 2026-03-03 21:00 wait_hours"]
    assert world.engine.next_due() == berlin("2026-03-04 08:00")
    with world.database.write() as conn:
        values = {
            "contact_id": 1,
            "purpose": "newsletter",
            "status": "withdrawn",
            "at": berlin("2026-03-04 07:00"),
        }
        conn.execute(t.consents.insert().values(**values))
    world.run("2026-03-05 10:00")
    assert sent(world) == ["a skipped 2026-03-04 08:00 no_consent: newsletter"]
