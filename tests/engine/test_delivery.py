from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import pytest
from sqlalchemy import delete, insert

from app.channels.recording import RecordingChannel
from app.core.clock import HOUR, MINUTE, VirtualClock
from app.core.errors import AccountStopped, DeliveryError
from app.core.protocols import AtWire, Channel, Outgoing, Receipt, ReceiptOutcome
from app.core.text import same
from app.engine.delivery.delivery import Delivery
from app.engine.delivery.retry import RetryPlan
from app.store import tables as t
from app.store.database import Database
from app.store.journeys import set_state
from tests.support.post import NOON, PlainComposer, ScriptedChannel, column, ready, states

NAMES = ["Anna", "Bert", "Cleo"]


def delivery(database: Database, channel: Channel, clock: VirtualClock | None = None, **options) -> Delivery:
    return Delivery(database, channel, PlainComposer(), clock or VirtualClock(NOON), **options)


def test_each_due_message_is_sent_once_and_accepted() -> None:
    database, channel = ready(NAMES), ScriptedChannel()
    post = delivery(database, channel)
    report = post.deliver_due(NOON)
    post.deliver_due(NOON)
    assert channel.sent == ["Anna@example.org", "Bert@example.org", "Cleo@example.org"]
    assert states(database) == ["accepted"] * 3
    assert column(database, "response") == ["250 ok"] * 3
    assert [(each.enrollment, each.step, each.outcome) for each in report.outcomes] == [
        (1, "hello", "accepted"),
        (2, "hello", "accepted"),
        (3, "hello", "accepted"),
    ]
    assert post.next_due() is None


def test_a_message_is_not_sent_before_it_is_due() -> None:
    database, channel = ready(NAMES), ScriptedChannel()
    post = delivery(database, channel)
    post.deliver_due(NOON - 1)
    assert channel.sent == []
    assert post.next_due() == NOON


def test_the_limit_holds() -> None:
    database, channel = ready(NAMES), ScriptedChannel()
    delivery(database, channel).deliver_due(NOON, limit=2)
    assert states(database) == ["accepted", "accepted", "queued"]


def test_the_rate_of_the_account_holds_for_any_minute() -> None:
    database, channel, clock = ready(NAMES), ScriptedChannel(), VirtualClock(NOON)
    post = delivery(database, channel, clock, per_minute=2)
    post.deliver_due(NOON)
    assert len(channel.sent) == 2
    assert post.next_due() == NOON + MINUTE
    clock.move_to(NOON + MINUTE)
    post.deliver_due(clock.now())
    assert len(channel.sent) == 3


def test_a_message_that_cannot_be_written_stops_no_other() -> None:
    database, channel = ready(["Anna", "", "Cleo"]), ScriptedChannel()
    report = delivery(database, channel).deliver_due(NOON)
    assert states(database) == ["accepted", "refused", "accepted"]
    assert column(database, "reason")[1] == "missing_value: contact.first_name"
    assert [each.outcome for each in report.outcomes if each.key == 2] == ["failed"]


def test_a_defect_while_writing_stops_no_other_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    class Defective(PlainComposer):
        def compose(self, message):
            if message.key == 1:
                raise RuntimeError("defect")
            return super().compose(message)

    database, channel = ready(NAMES), ScriptedChannel()
    Delivery(database, channel, Defective(), VirtualClock(NOON)).deliver_due(NOON)
    assert states(database) == ["refused", "accepted", "accepted"]
    assert column(database, "reason")[0] == "defect"
    assert "RuntimeError: defect" in caplog.text


def test_a_refused_recipient_stops_no_other() -> None:
    def script(message: Outgoing) -> Receipt | None:
        return Receipt(message.key, "refused", "550 no such user") if message.key == 2 else None

    database = ready(NAMES)
    report = delivery(database, ScriptedChannel(script)).deliver_due(NOON)
    assert states(database) == ["accepted", "refused", "accepted"]
    assert column(database, "response")[1] == "550 no such user"
    assert report.counts == {"accepted": 2, "refused": 1}


def test_a_deferred_recipient_is_tried_five_times_over_a_day_and_then_fails() -> None:
    clock, tries = VirtualClock(NOON), []

    def script(message: Outgoing) -> Receipt:
        tries.append(clock.now())
        return Receipt(message.key, "deferred", "451 later")

    database = ready(["Anna"])
    post = delivery(database, ScriptedChannel(script), clock)
    report = post.deliver_due(NOON)
    assert (states(database), column(database, "reason"), report.outcomes) == (
        ["deferred"],
        ["try_later"],
        (),
    )
    while (due := post.next_due()) is not None:
        clock.move_to(due)
        report = post.deliver_due(due)
    assert len(tries) == 5
    assert tries[-1] - tries[0] == 24 * HOUR
    assert (states(database), column(database, "reason")) == (["refused"], ["gave_up"])
    assert [each.outcome for each in report.outcomes] == ["failed"]


def test_an_account_that_has_to_pause_keeps_its_messages_and_goes_on_by_itself() -> None:
    clock, busy = VirtualClock(NOON), [True]

    def script(message: Outgoing) -> Receipt | None:
        return Receipt(message.key, "deferred", "421 too many", "account") if busy else None

    database = ready(NAMES)
    post = delivery(database, ScriptedChannel(script), clock)
    report = post.deliver_due(NOON)
    assert states(database) == ["queued"] * 3
    assert column(database, "attempts") == [0, 0, 0]
    assert report.problem is not None
    assert "421 too many" in report.problem.de
    assert report.resume_at == post.next_due() == NOON + MINUTE
    busy.clear()
    post.deliver_due(NOON)
    assert states(database) == ["queued"] * 3
    clock.move_to(NOON + MINUTE)
    assert post.deliver_due(clock.now()).problem is None
    assert states(database) == ["accepted"] * 3


def test_pauses_of_an_account_grow() -> None:
    clock = VirtualClock(NOON)
    post = delivery(
        ready(["Anna"]), ScriptedChannel(refuses_to_begin=DeliveryError(same("no network"))), clock
    )
    pauses = []
    for _ in range(5):
        post.deliver_due(clock.now())
        due = post.next_due()
        assert due is not None
        pauses.append((due - clock.now()) // MINUTE)
        clock.move_to(due)
    assert pauses == [1, 5, 15, 60, 60]


def test_a_stopped_account_waits_for_a_person() -> None:
    database, clock = ready(NAMES), VirtualClock(NOON)
    channel = ScriptedChannel(refuses_to_begin=AccountStopped(same("wrong password")))
    post = delivery(database, channel, clock)
    report = post.deliver_due(NOON)
    assert (report.problem, report.resume_at, post.next_due()) == (same("wrong password"), None, None)
    channel.refuses_to_begin = None
    clock.move_to(NOON + 24 * HOUR)
    post.deliver_due(clock.now())
    assert channel.sent == []
    post.resume()
    post.deliver_due(clock.now())
    assert states(database) == ["accepted"] * 3


def test_an_uncertain_message_is_never_sent_again() -> None:
    def script(message: Outgoing) -> Receipt:
        return Receipt(message.key, "uncertain", "connection closed")

    database = ready(["Anna"])
    post = delivery(database, ScriptedChannel(script))
    report = post.deliver_due(NOON)
    assert (states(database), column(database, "reason")) == (["uncertain"], ["connection_lost"])
    assert [each.outcome for each in report.outcomes] == ["accepted"]
    assert post.next_due() is None


def test_a_channel_that_breaks_leaves_one_uncertain_and_gives_the_others_back() -> None:
    def script(message: Outgoing) -> Exception | None:
        return RuntimeError("defect") if message.key == 2 else None

    database = ready(NAMES)
    with pytest.raises(RuntimeError):
        delivery(database, ScriptedChannel(script)).deliver_due(NOON)
    assert states(database) == ["accepted", "uncertain", "queued"]


def test_whoever_is_suppressed_while_the_message_is_on_its_way_does_not_get_it() -> None:
    database = ready(NAMES)

    def suppress(message: Outgoing) -> None:
        with database.write() as conn:
            values = {"address": "bert@example.org", "reason": "complaint", "at": NOON}
            conn.execute(insert(t.suppressions).prefix_with("OR IGNORE").values(**values))

    channel = ScriptedChannel(before_wire=suppress)
    report = delivery(database, channel).deliver_due(NOON)
    assert channel.sent == ["Anna@example.org", "Cleo@example.org"]
    assert states(database) == ["accepted", "skipped", "accepted"]
    assert column(database, "reason")[1] == "suppressed"
    assert report.counts == {"accepted": 2, "skipped": 1}


@pytest.mark.parametrize("outcome", ["accepted", "deferred"])
def test_what_has_not_left_when_its_journey_is_paused_waits_for_that(outcome: ReceiptOutcome) -> None:
    database, clock = ready(NAMES), VirtualClock(NOON)

    def pause(message: Outgoing) -> Receipt:
        with database.write() as conn:
            set_state(conn, "j1", "paused", NOON)
        return Receipt(message.key, outcome, "answer")

    channel = ScriptedChannel(pause)
    post = delivery(database, channel, clock)
    post.deliver_due(NOON)
    assert states(database) == [outcome, "queued", "queued"]
    assert post.next_due() is None
    with database.write() as conn:
        set_state(conn, "j1", "live", NOON)
    channel.script = lambda message: None
    post.deliver_due(NOON)
    assert states(database) == ["accepted"] * 3


def test_a_message_that_was_erased_while_on_its_way_is_not_sent() -> None:
    database = ready(NAMES)

    def erase(message: Outgoing) -> None:
        with database.write() as conn:
            conn.execute(delete(t.outbox).where(t.outbox.c.id == 2))

    channel = ScriptedChannel(before_wire=erase)
    delivery(database, channel).deliver_due(NOON)
    assert channel.sent == ["Anna@example.org", "Cleo@example.org"]


def test_recovery_gives_claimed_messages_back_and_leaves_those_at_the_wire_uncertain() -> None:
    database = ready(NAMES)
    with database.write() as conn:
        conn.execute(t.outbox.update().where(t.outbox.c.id == 1).values(state="at_wire"))
        conn.execute(t.outbox.update().where(t.outbox.c.id == 2).values(state="claimed"))
    channel = ScriptedChannel()
    post = delivery(database, channel)
    assert post.recover() == 1
    assert states(database) == ["uncertain", "queued", "queued"]
    assert column(database, "reason")[0] == "interrupted"
    post.deliver_due(NOON)
    assert channel.sent == ["Bert@example.org", "Cleo@example.org"]


def test_in_virtual_time_each_message_has_its_own_instant() -> None:
    database = ready(NAMES)
    with database.write() as conn:
        conn.execute(t.outbox.update().where(t.outbox.c.id == 2).values(due=NOON + HOUR))
        withdrawn = {"contact_id": 3, "purpose": "newsletter", "status": "withdrawn", "at": NOON + 1}
        conn.execute(insert(t.consents).values(**withdrawn))
    for channel in (RecordingChannel(), ScriptedChannel()):
        with database.write() as conn:
            conn.execute(t.outbox.update().values(state="queued", due=t.outbox.c.at, attempts=0))
            conn.execute(t.outbox.update().where(t.outbox.c.id == 2).values(due=NOON + HOUR))
        delivery(database, channel, VirtualClock(NOON + 24 * HOUR), own_instants=True).deliver_due(
            NOON + HOUR
        )
        assert states(database) == ["accepted"] * 3
        assert column(database, "state_at") == [NOON, NOON + HOUR, NOON]


def test_a_retry_plan_is_over_after_its_last_pause() -> None:
    plan = RetryPlan((10, 20))
    assert [plan.next_try(tries, 100) for tries in (1, 2, 3)] == [110, 120, None]


def test_an_instant_channel_refuses_what_cannot_be_written() -> None:
    names = ["Anna", "", "Cleo"]
    database = ready(names)
    report = delivery(database, RecordingChannel()).deliver_due(NOON)
    assert states(database) == ["accepted", "refused", "accepted"]
    assert column(database, "reason")[1] == "missing_value: contact.first_name"
    assert report.counts == {"accepted": 2, "refused": 1}


def test_what_became_of_a_message_is_told_again_until_its_enrollment_knows() -> None:
    database = ready(["Anna", "nobody", "Cleo"])

    def script(message: Outgoing) -> Receipt | None:
        return Receipt(message.key, "refused", "550") if message.key == 2 else None

    outcomes = delivery(database, ScriptedChannel(script)).deliver_due(NOON).outcomes
    after_a_crash = delivery(database, ScriptedChannel())
    assert after_a_crash.unsettled() == outcomes
    assert after_a_crash.next_due() is None
    after_a_crash.settled(outcomes)
    assert after_a_crash.unsettled() == ()
    assert states(database) == ["accepted", "refused", "accepted"]


def test_a_message_left_at_the_wire_is_told_of_after_recovery() -> None:
    database = ready(["Anna"])
    with database.write() as conn:
        conn.execute(t.outbox.update().values(state="at_wire"))
    post = delivery(database, ScriptedChannel())
    post.recover()
    assert [(each.enrollment, each.outcome) for each in post.unsettled()] == [(1, "accepted")]


def test_an_account_that_nothing_can_be_written_for_keeps_its_messages() -> None:
    class BadSender(PlainComposer):
        def compose(self, message):
            raise AccountStopped(same("bad sender"))

    database = ready(NAMES)
    report = Delivery(database, ScriptedChannel(), BadSender(), VirtualClock(NOON)).deliver_due(NOON)
    assert states(database) == ["queued"] * 3
    assert report.problem == same("bad sender")


class TakesAhead:
    """A channel that takes all messages first; they go to the wire together."""

    instant = False

    def __init__(
        self,
        answers: Mapping[int, Receipt | Exception] | None = None,
        before_wire: Callable[[], None] = lambda: None,
        at_wire: Callable[[], None] = lambda: None,
    ) -> None:
        self.sent: list[int] = []
        self._answers = answers or {}
        self._before_wire, self._at_wire = before_wire, at_wire

    def send(self, messages: Iterable[Outgoing], at_wire: AtWire) -> Iterator[Receipt]:
        keys = [message.key for message in messages]
        self._before_wire()
        for number, key in enumerate(keys):
            if not at_wire(key, *keys[number + 1 :]):
                yield Receipt(key, "withheld")
                continue
            self._at_wire()
            answer = self._answers.get(key) or Receipt(key, "accepted", "250 ok", followed=key != keys[-1])
            if isinstance(answer, Exception):
                raise answer
            self.sent.append(key)
            yield answer
            if answer.scope == "account":
                return


def test_messages_that_go_to_the_wire_together_are_marked_one_by_one() -> None:
    database = ready(NAMES)
    seen: list[list[str]] = []
    channel = TakesAhead({2: Receipt(2, "refused", "550")}, at_wire=lambda: seen.append(states(database)))
    report = delivery(database, channel).deliver_due(NOON)
    assert seen == [["at_wire"] * 3, ["at_wire"] * 3, ["accepted", "refused", "at_wire"]]
    assert states(database) == ["accepted", "refused", "accepted"]
    outcomes = [(each.key, each.outcome) for each in report.outcomes]
    assert outcomes == [(1, "accepted"), (2, "failed"), (3, "accepted")]


def test_what_was_at_the_wire_and_not_handed_over_waits_again() -> None:
    database = ready(NAMES)
    pause = Receipt(2, "deferred", "421 too many", "account")
    report = delivery(database, TakesAhead({2: pause})).deliver_due(NOON)
    assert states(database) == ["accepted", "queued", "queued"]
    assert report.problem is not None


def test_a_channel_that_breaks_leaves_only_what_it_was_handing_over_uncertain() -> None:
    database = ready(NAMES)
    with pytest.raises(RuntimeError):
        delivery(database, TakesAhead({2: RuntimeError("defect")})).deliver_due(NOON)
    assert states(database) == ["accepted", "uncertain", "queued"]


def test_the_gate_is_asked_for_each_message_of_a_group() -> None:
    database = ready(NAMES)

    def suppress() -> None:
        with database.write() as conn:
            conn.execute(insert(t.suppressions).values(address="bert@example.org", reason="manual", at=NOON))

    channel = TakesAhead(before_wire=suppress)
    delivery(database, channel).deliver_due(NOON)
    assert channel.sent == [1, 3]
    assert states(database) == ["accepted", "skipped", "accepted"]
    assert column(database, "reason")[1] == "suppressed"


def test_the_rate_of_the_account_holds_for_what_is_taken_ahead() -> None:
    database, channel = ready(NAMES), TakesAhead()
    delivery(database, channel, per_minute=2).deliver_due(NOON)
    assert channel.sent == [1, 2]
    assert states(database) == ["accepted", "accepted", "queued"]
