"""Sales lock, frequency caps, quiet hours and send window: rule 15, `Frequency caps` and `Hours`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from sqlalchemy import insert, update

from app.channels.recording import RecordingChannel
from app.core.clock import DAY, HOUR, Instant, VirtualClock
from app.core.journey import Cap, Settings
from app.core.program import CallContent, NoteContent
from app.core.protocols import AtWire, Outgoing, Receipt
from app.core.schedule import Duration, Window
from app.engine.delivery.delivery import Delivery
from app.engine.delivery.gate_terms import put_workspace_cap
from app.store import tables as t
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

CHANNELS = [pytest.param(RecordingChannel, id="set-based"), pytest.param(ScriptedChannel, id="one by one")]
EVERY_DAY = tuple(range(7))
WEEK = Duration(amount=7, unit="days")
TASK = {"contact_id": 1, "title": "Call", "created_at": NOON - DAY}
NIGHT = Window(weekdays=EVERY_DAY, start="20:00", end="08:00")
NOON_HOUR = Window(weekdays=EVERY_DAY, start="12:00", end="14:00")  # noon in UTC is 13:00 in Berlin


def cap(count: int, action: Any = "delay", per: Duration = WEEK) -> Cap:
    return Cap(count=count, per=per, action=action)


def world(settings: Settings | None = None, before: tuple[Instant, ...] = (), **values: Any) -> Database:
    """Anna, with messages of the same journey accepted before, and one that is due at noon."""
    database = Database.memory()
    with database.write() as conn:
        add_contacts(conn, ["Anna"])
        content = add_content(conn, settings=settings)
        for number, at in enumerate(before):
            done = {"state": "accepted", "state_at": at, "due": None, "visit": number + 1}
            decide(conn, content, ["Anna"], **done)
        decide(conn, content, ["Anna"], **values)
    return database


def deliver(database: Database, channel: Any, at: Instant = NOON) -> tuple[str, str, Instant | None]:
    """State, reason and due instant of the last message after a delivery."""
    Delivery(database, channel(), PlainComposer(), VirtualClock(at)).deliver_due(at)
    return (column(database, "state")[-1], column(database, "reason")[-1], column(database, "due")[-1])


def outcome(database: Database, channel: Any, at: Instant = NOON) -> str:
    state, reason, _ = deliver(database, channel, at)
    return f"{state} {reason}".strip()


@pytest.mark.parametrize("channel", CHANNELS)
class TestSalesLock:
    def locked(self, channel: Any, settings: Settings | None = None, **task: Any) -> str:
        database = world(settings)
        with database.write() as conn:
            conn.execute(insert(t.tasks).values(**{**TASK, "lock_until": NOON + DAY, **task}))
        return outcome(database, channel)

    def test_an_open_task_with_a_lock_keeps_messages_back(self, channel) -> None:
        assert self.locked(channel) == "skipped sales_lock"

    def test_it_ends_at_its_instant_and_when_the_task_is_done(self, channel) -> None:
        assert self.locked(channel, lock_until=NOON) == "accepted"
        assert self.locked(channel, done_at=NOON) == "accepted"
        assert self.locked(channel, done_at=NOON + 1) == "skipped sales_lock"

    def test_a_task_of_the_future_or_of_somebody_else_or_without_a_lock_does_not_matter(
        self, channel
    ) -> None:
        assert self.locked(channel, created_at=NOON + 1) == "accepted"
        assert self.locked(channel, lock_until=None) == "accepted"
        database = world()
        with database.write() as conn:
            conn.execute(
                insert(t.contacts).values(
                    id=2, email="b@x", email_key="b@x", share=1, created_at=0, updated_at=0
                )
            )
            conn.execute(insert(t.tasks).values(**{**TASK, "contact_id": 2, "lock_until": NOON + DAY}))
        assert outcome(database, channel) == "accepted"

    def test_a_journey_may_do_without(self, channel) -> None:
        assert self.locked(channel, Settings(sales_lock=False)) == "accepted"


@pytest.mark.parametrize("channel", CHANNELS)
class TestCaps:
    def test_one_message_too_many_is_skipped(self, channel) -> None:
        settings = Settings(cap=cap(2, "skip"))
        assert outcome(world(settings, (NOON - 1,)), channel) == "accepted"
        assert outcome(world(settings, (NOON - 2, NOON - 1)), channel) == "skipped cap_journey"

    def test_or_goes_out_when_the_oldest_in_its_way_leaves_the_period(self, channel) -> None:
        before = (NOON - 6 * DAY, NOON - 3 * DAY, NOON - DAY)
        database = world(Settings(cap=cap(2)), before)
        freed = NOON - 3 * DAY + 7 * DAY
        assert deliver(database, channel) == ("deferred", "wait_cap_journey", freed)
        assert deliver(database, channel, freed - 1)[0] == "deferred"
        assert deliver(database, channel, freed) == ("accepted", "", column(database, "due")[-1])

    def test_the_beginning_of_the_period_is_left_out(self, channel) -> None:
        settings = Settings(cap=cap(1, "skip"))
        assert outcome(world(settings, (NOON - 7 * DAY,)), channel) == "accepted"
        assert outcome(world(settings, (NOON - 7 * DAY + 1,)), channel) == "skipped cap_journey"

    @pytest.mark.parametrize(
        ("state", "counts"),
        [("uncertain", True), ("refused", False), ("skipped", False), ("deferred", False)],
    )
    def test_only_what_arrived_or_may_have_counts(self, channel, state, counts) -> None:
        database = world(Settings(cap=cap(1, "skip")), (NOON - 1,))
        with database.write() as conn:
            conn.execute(update(t.outbox).where(t.outbox.c.id == 1).values(state=state))
        assert outcome(database, channel) == ("skipped cap_journey" if counts else "accepted")

    def test_that_of_a_journey_counts_its_messages_only_that_of_the_workspace_all(self, channel) -> None:
        def two_journeys(workspace: Cap | None) -> Database:
            database = Database.memory()
            with database.write() as conn:
                add_contacts(conn, ["Anna"])
                decide(conn, add_content(conn), ["Anna"], state="accepted", due=None)
                decide(conn, add_content(conn, settings=Settings(cap=cap(1))), ["Anna"], visit=1)
                put_workspace_cap(conn, workspace)
            return database

        assert outcome(two_journeys(None), channel) == "accepted"
        assert outcome(two_journeys(cap(2)), channel) == "accepted"
        assert outcome(two_journeys(cap(1, "skip")), channel) == "skipped cap_workspace"
        assert deliver(two_journeys(cap(1)), channel) == ("deferred", "wait_cap_workspace", NOON + 7 * DAY)

    def test_the_journeys_word_comes_before_the_workspaces(self, channel) -> None:
        database = world(Settings(cap=cap(1)), (NOON - 1,))
        with database.write() as conn:
            put_workspace_cap(conn, cap(1, "skip"))
        assert outcome(database, channel) == "deferred wait_cap_journey"

    def test_two_messages_at_one_instant_are_judged_as_they_were_decided(self, channel) -> None:
        database = world(Settings(cap=cap(1, "skip")))
        with database.write() as conn:
            decide(conn, 1, ["Anna"], visit=1)
        Delivery(database, channel(), PlainComposer(), VirtualClock(NOON)).deliver_due(NOON)
        assert column(database, "state") == ["accepted", "skipped"]

    @pytest.mark.parametrize(
        "content", [NoteContent("team@example.org", "Subject", "Body"), CallContent("https://shop.example/")]
    )
    def test_notes_and_calls_are_only_asked_whether_the_contact_was_erased(self, channel, content) -> None:
        database = Database.memory()
        with database.write() as conn:
            add_contacts(conn, ["Anna"])
            conn.execute(insert(t.suppressions).values(address="anna@example.org", reason="bounce", at=NOON))
            conn.execute(insert(t.tasks).values(**TASK, lock_until=NOON + DAY))
            settings = Settings(cap=cap(1, "skip"), quiet=NOON_HOUR)
            number = add_content(conn, content, "unknown", settings)
            decide(conn, number, ["Anna"], state="accepted", due=None)
            decide(conn, number, ["Anna"], visit=1)
            put_workspace_cap(conn, cap(1, "skip"))
        assert outcome(database, channel) == "accepted"
        with database.write() as conn:
            conn.execute(update(t.suppressions).values(reason="erased"))
            decide(conn, number, ["Anna"], visit=2)
        assert outcome(database, channel) == "skipped erased"

    def test_nor_do_they_count(self, channel) -> None:
        database = world(Settings(cap=cap(1)))
        with database.write() as conn:
            note = add_content(conn, NoteContent("team@example.org", "Subject", "Body"))
            decide(conn, note, ["Anna"], visit=1, state="accepted", due=None)
            put_workspace_cap(conn, cap(1))
        deliver(database, channel)
        assert column(database, "state") == ["accepted", "accepted"]


@pytest.mark.parametrize("channel", CHANNELS)
class TestHours:
    def test_quiet_hours_put_a_message_off_until_they_are_over(self, channel) -> None:
        database = world(Settings(quiet=NOON_HOUR))
        assert deliver(database, channel) == ("deferred", "wait_hours", NOON + HOUR)
        assert outcome(database, channel, NOON + HOUR) == "accepted"

    def test_or_skip_it_as_the_journey_says(self, channel) -> None:
        assert outcome(world(Settings(quiet=NOON_HOUR, quiet_action="skip")), channel) == "skipped hours"

    def test_the_send_window_lets_out_only_while_it_is_open(self, channel) -> None:
        morning = Window(weekdays=EVERY_DAY, start="09:00", end="12:00")
        assert deliver(world(Settings(send_window=morning)), channel)[2] == NOON + 20 * HOUR
        assert outcome(world(Settings(send_window=NOON_HOUR)), channel) == "accepted"

    def test_the_zone_of_the_contact_counts(self, channel) -> None:
        database = world(Settings(quiet=NOON_HOUR))
        with database.write() as conn:
            conn.execute(update(t.contacts).values(time_zone="Asia/Tokyo"))
        assert outcome(database, channel) == "accepted"

    def test_quiet_hours_within_the_window_are_left_out(self, channel) -> None:
        settings = Settings(
            send_window=NOON_HOUR, quiet=Window(weekdays=EVERY_DAY, start="12:30", end="13:30")
        )
        assert deliver(world(settings), channel)[2] == NOON + HOUR // 2

    def test_hours_that_never_end_hold_nothing_back(self, channel) -> None:
        always = Window(weekdays=EVERY_DAY, start="00:00", end="00:00")
        assert outcome(world(Settings(quiet=always)), channel) == "accepted"

    def test_caps_are_asked_before_hours_and_both_again_at_the_later_instant(self, channel) -> None:
        settings = Settings(cap=cap(1, per=Duration(amount=9, unit="hours")), quiet=NIGHT)
        database = world(settings, (NOON - HOUR,))
        assert deliver(database, channel) == ("deferred", "wait_cap_journey", NOON + 8 * HOUR)
        assert deliver(database, channel, NOON + 8 * HOUR) == ("deferred", "wait_hours", NOON + 19 * HOUR)
        assert outcome(database, channel, NOON + 19 * HOUR) == "accepted"


def test_at_the_wire_the_gate_is_asked_again_and_puts_the_message_back() -> None:
    database = world(Settings(cap=cap(1)))
    with database.write() as conn:
        decide(conn, 1, ["Anna"], visit=1)  # both are claimed before the first is accepted
    channel = ScriptedChannel()
    report = Delivery(database, channel, PlainComposer(), VirtualClock(NOON)).deliver_due(NOON)
    assert channel.sent == ["Anna@example.org"]
    assert column(database, "state") == ["accepted", "deferred"]
    assert column(database, "due")[1] == NOON + 7 * DAY
    assert column(database, "attempts") == [1, 0]
    assert report.counts == {"accepted": 1, "deferred": 1}


def test_at_the_wire_the_hours_are_asked_again() -> None:
    database, clock = world(Settings(send_window=NOON_HOUR)), VirtualClock(NOON)
    channel = ScriptedChannel(before_wire=lambda _: clock.move_to(NOON + HOUR))
    Delivery(database, channel, PlainComposer(), clock).deliver_due(NOON)
    assert (channel.sent, column(database, "state")) == ([], ["deferred"])
    assert column(database, "due") == [NOON + 23 * HOUR]


def test_messages_that_go_to_the_wire_together_are_judged_one_after_the_other() -> None:
    class Together:
        """Hands over all messages at once."""

        instant = False

        def send(self, messages: Iterable[Outgoing], at_wire: AtWire) -> Iterator[Receipt]:
            taken = list(messages)
            first, *others = [message.key for message in taken]
            at_wire(first, *others)
            for message in taken:
                passed = message.key == first or at_wire(message.key)
                yield Receipt(message.key, "accepted" if passed else "withheld")

    database = world(Settings(cap=cap(2)))
    with database.write() as conn:
        decide(conn, 1, ["Anna"], visit=1)
        decide(conn, 1, ["Anna"], visit=2)
    Delivery(database, Together(), PlainComposer(), VirtualClock(NOON)).deliver_due(NOON)
    assert column(database, "state") == ["accepted", "accepted", "deferred"]
