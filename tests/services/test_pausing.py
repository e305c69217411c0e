"""Pausing, resuming, archiving (docs/semantics.md, rule 19)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from app.channels.accounts import AccountSettings
from app.core.clock import DAY, HOUR
from app.core.errors import WorkspaceError
from app.core.impact import AtOnce
from app.core.journey import Journey, Settings
from app.core.pauses import Clocks
from app.store import tables as t
from app.store.consistency import check
from tests.support.shop import Shop
from tests.support.world import START, days, journey, shown, step

BOUGHT = {"type": "purchase"}
IN = step("in", "event_trigger", event={"type": "form_submitted"})
MAIL = step("mail", "send_mail", subject="Hallo", body="Guten Tag")
PATIENT = Settings(catch_up_hours=8_760)
"""Nothing is ever late, so that only the clocks of the pause are looked at."""


def waiting() -> Journey:
    return journey(IN, step("wait", "wait", until=days(5)), MAIL, step("end", "exit"), settings=PATIENT)


def asking(**config: Any) -> Journey:
    return journey(
        IN,
        step("ask", "wait_for_event", event=BOUGHT, timeout=days(5), **config),
        MAIL,
        step("no", "exit"),
        edges="in>ask ask.matched>mail ask.timed_out>no",
        settings=PATIENT,
    )


def paused(shop: Shop, document: Journey, *, after: int = 2 * DAY) -> None:
    """A contact entered at the start; the journey was paused some time after that."""
    shop.contact("Anna")
    shop.space.journeys.publish(document)
    shop.event("Anna")
    shop.space.runner.run_until_idle()
    shop.clock.move_to(START + after)
    shop.space.pausing.pause("probe")


def at(shop: Shop, instant: int) -> None:
    """The program runs at an instant, and everything holds afterwards."""
    shop.clock.move_to(instant)
    shop.space.runner.run_until_idle()
    with shop.space.database.read() as conn:
        assert check(conn) == ()


def mails(shop: Shop) -> list[str]:
    """When mails were decided."""
    with shop.space.database.read() as conn:
        return [shown(instant) for instant in conn.execute(select(t.outbox.c.at)).scalars()]


@pytest.mark.parametrize(
    ("clocks", "expected"),
    [
        ("ran_on", START + 5 * DAY),
        ("stood_still", START + 9 * DAY),
        ("anew", START + 11 * DAY),
    ],
)
def test_the_clocks_are_what_the_person_says(shop: Shop, clocks: Clocks, expected: int) -> None:
    paused(shop, waiting())
    at(shop, START + 6 * DAY)
    assert mails(shop) == []
    shop.space.pausing.resume("probe", clocks)
    at(shop, START + 20 * DAY)
    assert mails(shop) == [shown(expected)]


def test_each_choice_tells_beforehand_what_it_brings_at_once(shop: Shop) -> None:
    paused(shop, waiting())
    at(shop, START + 6 * DAY)
    told = shop.space.pausing.resumption("probe")
    assert (told.paused_at, told.contacts, told.why) == (START + 2 * DAY, 1, "")
    assert told.options == {"ran_on": AtOnce(1, 1), "stood_still": AtOnce(), "anew": AtOnce()}
    assert told == shop.space.pausing.resumption("probe")


def test_nobody_enters_by_what_happened_during_the_pause(shop: Shop) -> None:
    paused(shop, waiting())
    shop.contact("Ben")
    shop.contact("Cleo")
    shop.clock.move_to(START + 3 * DAY)
    shop.event("Ben")
    at(shop, START + 4 * DAY)
    shop.event("Cleo")  # not yet looked at when the journey is resumed
    shop.clock.move_to(START + 4 * DAY + HOUR)
    shop.space.pausing.resume("probe")
    at(shop, START + 5 * DAY)
    assert shop.space.journeys.counts("probe").entered == 1
    shop.event("Ben")
    at(shop, START + 5 * DAY + HOUR)
    assert shop.space.journeys.counts("probe").entered == 2


def test_who_came_into_a_segment_during_the_pause_does_not_enter(shop: Shop) -> None:
    rule = {"kind": "attribute", "field": "city", "op": "eq", "value": "Köln"}
    document = journey(step("in", "segment_trigger", rule=rule), step("wait", "wait", until=days(5)))
    anna, ben = shop.contact("Anna"), shop.contact("Ben", city="Bonn")
    shop.space.journeys.publish(document)
    shop.space.contacts.change(anna, {"city": "Köln"})
    at(shop, START + HOUR)
    shop.space.pausing.pause("probe")
    at(shop, START + DAY)
    shop.space.contacts.change(ben, {"city": "Köln"})
    at(shop, START + 2 * DAY)
    shop.space.pausing.resume("probe")
    at(shop, START + 3 * DAY)
    assert shop.space.journeys.counts("probe").entered == 1
    shop.space.contacts.change(ben, {"city": "Bonn"})
    at(shop, START + 3 * DAY + HOUR)
    shop.space.contacts.change(ben, {"city": "Köln"})
    at(shop, START + 3 * DAY + 2 * HOUR)
    assert shop.space.journeys.counts("probe").entered == 2


def test_an_event_during_the_pause_is_noted_by_who_waits_for_it(shop: Shop) -> None:
    paused(shop, asking())
    shop.clock.move_to(START + 3 * DAY)
    shop.event("Anna", "purchase")
    at(shop, START + 4 * DAY)
    assert mails(shop) == []
    shop.space.pausing.resume("probe")
    at(shop, START + 4 * DAY + HOUR)
    assert mails(shop) == [shown(START + 3 * DAY)]


def test_waiting_anew_forgets_what_happened_during_the_pause(shop: Shop) -> None:
    paused(shop, asking())
    shop.clock.move_to(START + 3 * DAY)
    shop.event("Anna", "purchase")
    at(shop, START + 4 * DAY)
    shop.space.pausing.resume("probe", "anew")
    at(shop, START + 20 * DAY)
    assert mails(shop) == []
    assert shop.space.journeys.counts("probe").edges["ask", "timed_out"] == 1


def test_a_version_published_during_the_pause_stays_paused(shop: Shop) -> None:
    paused(shop, waiting())
    done = shop.space.journeys.publish(waiting())
    assert done.paused
    row = shop.space.journeys.row("probe")
    assert row is not None
    assert (row.state, row.version, row.paused_at) == ("paused", 2, START + 2 * DAY)
    at(shop, START + 20 * DAY)
    assert mails(shop) == []


def test_an_archived_journey_runs_empty(shop: Shop) -> None:
    shop.contact("Anna")
    shop.contact("Ben")
    shop.space.journeys.publish(waiting())
    shop.event("Anna")
    shop.space.runner.run_until_idle()
    assert shop.space.pausing.archive("probe") == 0
    shop.event("Ben")
    at(shop, START + 20 * DAY)
    assert len(mails(shop)) == 1
    assert shop.space.journeys.counts("probe").entered == 1


def test_whoever_is_inside_an_archived_journey_may_be_taken_out(shop: Shop) -> None:
    shop.contact("Anna")
    shop.space.journeys.publish(waiting())
    shop.event("Anna")
    shop.space.runner.run_until_idle()
    assert shop.space.pausing.archive("probe", "end") == 1
    at(shop, START + 20 * DAY)
    assert mails(shop) == []
    assert shop.space.journeys.counts("probe").ended == {"removed": 1}


def test_an_archived_journey_can_be_brought_back(shop: Shop) -> None:
    shop.contact("Anna")
    shop.space.journeys.publish(waiting())
    shop.space.pausing.archive("probe")
    shop.event("Anna")
    shop.clock.move_to(START + DAY)
    shop.space.pausing.bring_back("probe")
    at(shop, START + 2 * DAY)
    assert shop.space.journeys.counts("probe").entered == 0
    shop.event("Anna")
    at(shop, START + 3 * DAY)
    assert shop.space.journeys.counts("probe").entered == 1


def test_only_a_draft_that_was_never_published_can_be_deleted(shop: Shop) -> None:
    shop.space.journeys.save_draft(waiting())
    shop.space.pausing.delete_draft("probe")
    assert shop.space.journeys.rows() == []
    shop.space.journeys.publish(waiting())
    with pytest.raises(WorkspaceError, match="Archive it instead"):
        shop.space.pausing.delete_draft("probe")
    with pytest.raises(WorkspaceError, match="no such journey"):
        shop.space.pausing.delete_draft("nowhere")


def test_what_makes_no_sense_is_refused_with_what_to_do_now(shop: Shop) -> None:
    shop.space.journeys.publish(waiting())
    with pytest.raises(WorkspaceError, match="running already"):
        shop.space.pausing.resume("probe")
    shop.space.pausing.archive("probe")
    with pytest.raises(WorkspaceError, match="Bring it back"):
        shop.space.pausing.pause("probe")


def test_messages_that_have_not_left_wait_until_the_journey_is_resumed(shop: Shop) -> None:
    shop.contact("Anna")
    shop.space.journeys.publish(journey(IN, MAIL, step("end", "exit")))
    settings = shop.space.settings.get()
    account = AccountSettings(imprint="Buchhandlung, Gasse 1")  # and no server
    shop.space.settings.save(settings.model_copy(update={"delivery": "smtp", "account": account}))
    shop.event("Anna")
    shop.space.runner.run_until_idle()
    shop.space.pausing.pause("probe")
    shop.space.settings.save(settings)
    at(shop, START + HOUR)
    assert shop.mails() == []
    assert shop.space.runner.run_until_idle().next_due is None
    assert shop.space.pausing.resumption("probe").messages == 1
    shop.space.pausing.resume("probe")
    at(shop, START + 2 * HOUR)
    assert len(shop.mails()) == 1
