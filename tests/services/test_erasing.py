"""Blocking an address, and erasing a contact."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.core.clock import DAY
from app.core.errors import WorkspaceError
from app.store import tables
from app.store.consistency import check
from app.store.suppressions import suppression_of
from tests.support.shop import Shop
from tests.support.small_journey import small_journey

ABOUT_A_CONTACT = (
    tables.contacts,
    tables.tags,
    tables.consents,
    tables.events,
    tables.changes,
    tables.enrollments,
    tables.history,
    tables.members,
    tables.outbox,
)


def rows(shop: Shop) -> dict[str, int]:
    """How many rows each table about contacts has."""
    with shop.space.database.read() as conn:
        return {
            table.name: conn.execute(select(func.count()).select_from(table)).scalar_one()
            for table in ABOUT_A_CONTACT
        }


def findings(shop: Shop) -> tuple[str, ...]:
    """What is wrong in the workspace."""
    with shop.space.database.read() as conn:
        return check(conn)


def under_way(shop: Shop) -> int:
    """Anna has a tag, has ordered, got the first mail, and waits; returns her id."""
    who = shop.contact("Anna")
    shop.space.contacts.set_tags(who, ["treu"])
    shop.space.journeys.publish(small_journey())
    shop.event("Anna")
    shop.space.runner.run_until_idle()
    return who


def test_a_blocked_address_gets_nothing_until_it_is_unblocked(shop: Shop) -> None:
    who = shop.contact("Anna")
    shop.space.journeys.publish(small_journey())
    shop.space.contacts.block(who)
    assert shop.space.contacts.detail(who).suppressed == "manual"
    shop.event("Anna")
    shop.space.runner.run_until_idle()
    assert shop.mails() == []
    shop.space.contacts.unblock(who)
    assert shop.space.contacts.detail(who).suppressed == ""
    shop.clock.move_to(shop.clock.now() + 3 * DAY)
    shop.space.runner.run_until_idle()
    shop.event("Anna")
    shop.space.runner.run_until_idle()
    assert len(shop.mails()) == 1


def test_nothing_about_an_erased_contact_stays_and_the_numbers_still_hold(shop: Shop) -> None:
    who = under_way(shop)
    shop.space.erasing.erase(who, keep_off=False)
    assert set(rows(shop).values()) == {0}
    counts = shop.space.journeys.counts("probe")
    assert (counts.entered, counts.active, counts.ended) == (1, 0, {"removed": 1})
    assert findings(shop) == ()
    with pytest.raises(WorkspaceError):
        shop.space.contacts.detail(who)


def test_others_keep_everything_when_one_is_erased(shop: Shop) -> None:
    who = under_way(shop)
    before = rows(shop)
    other = shop.contact("Bert")
    shop.event("Bert")
    shop.space.runner.run_until_idle()
    shop.space.erasing.erase(other, keep_off=False)
    assert rows(shop) == before
    shop.clock.move_to(shop.clock.now() + 3 * DAY)
    shop.space.runner.run_until_idle()
    counts = shop.space.journeys.counts("probe")
    assert counts.ended == {"removed": 1, "completed": 1}
    assert "begrüßt" in shop.space.contacts.load([who])[0].tags
    assert findings(shop) == ()


def test_a_mail_that_waits_is_withdrawn_and_a_paused_journey_lets_go(shop: Shop) -> None:
    who = under_way(shop)
    with shop.space.database.write() as conn:
        conn.execute(tables.outbox.update().values(state="queued", due=shop.clock.now() + DAY))
    shop.space.pausing.pause("probe")
    shop.space.erasing.erase(who, keep_off=False)
    shop.clock.move_to(shop.clock.now() + 3 * DAY)
    shop.space.pausing.resume("probe")
    shop.space.runner.run_until_idle()
    assert len(shop.mails()) == 1  # the one that had left before
    assert findings(shop) == ()


@pytest.mark.parametrize(("keep_off", "mails"), [(True, 1), (False, 2)])
def test_whoever_is_never_to_be_written_to_again_is_not_after_a_new_import(
    shop: Shop, keep_off: bool, mails: int
) -> None:
    shop.space.erasing.erase(under_way(shop), keep_off=keep_off)
    with shop.space.database.read() as conn:
        kept = suppression_of(conn, "anna@example.org")
    assert (kept.reason if kept else None) == ("erased" if keep_off else None)
    shop.clock.move_to(shop.clock.now() + DAY)
    shop.contact("Anna")
    shop.event("Anna")
    shop.space.runner.run_until_idle()
    assert len(shop.mails()) == mails
    assert findings(shop) == ()


def test_erasing_twice_is_erasing_once(shop: Shop) -> None:
    who = under_way(shop)
    for _ in range(2):
        shop.space.erasing.erase(who, keep_off=True)
    assert findings(shop) == ()
