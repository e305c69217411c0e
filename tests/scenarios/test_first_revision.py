"""A workspace of the first version of this program, with contacts and messages under way, runs on.

`first_revision.sql` was written by that program: four contacts wait for a purchase, one of them has bought
and nobody has looked yet; one mail is queued, one was put off by the server, of one nobody knows whether it
arrived.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.clock import DAY, HOUR
from app.services.activity import Wanted
from app.store import tables as t
from app.store.consistency import check
from app.store.schema import APPLICATION_ID
from tests.support.shop import Shop
from tests.support.world import START

WAITING = ["Anna", "Emil", "Fay"]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The folder of the workspace as that program left it, two days after its start."""
    words = Path(__file__).with_name("first_revision.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / "laden.stellwerk")) as conn:
        conn.executescript(words)
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    return tmp_path


def run(shop: Shop, days: float) -> None:
    shop.clock.move_to(START + int(days * DAY))
    shop.space.runner.run_until_idle()
    with shop.space.database.read() as conn:
        assert check(conn) == ()


def mailed(shop: Shop, step: str) -> list[tuple[str, str]]:
    """Who was to get the mail of a step, and what became of it."""
    o, c = t.outbox.c, t.contacts.c
    chosen = select(c.first_name, o.state).join_from(t.outbox, t.contacts, c.id == o.contact_id)
    with shop.space.database.read() as conn:
        return [(row[0], row[1]) for row in conn.execute(chosen.where(o.step == step).order_by(o.id))]


def ended(shop: Shop) -> dict[str, str]:
    """Why the enrollments have ended, by name."""
    e, c = t.enrollments.c, t.contacts.c
    chosen = select(c.first_name, e.reason).join_from(t.enrollments, t.contacts, c.id == e.contact_id)
    with shop.space.database.read() as conn:
        return {row[0]: row[1] for row in conn.execute(chosen.where(e.reason.is_not(None)))}


def test_contacts_and_messages_of_the_first_version_go_on_where_they_were(old: Path) -> None:
    shop = Shop(old)
    with shop.space:
        assert list(old.glob("*.backup-0001-*"))
        run(shop, 2 + HOUR / DAY)
        assert [state for _, state in mailed(shop, "hello")] == [
            "accepted", "accepted", "skipped", "accepted", "uncertain", "accepted", "accepted",
        ]  # fmt: skip
        assert ended(shop) == {"Bert": "completed", "Cleo": "completed"}
        shop.space.contacts.change(1, {"score": 60})  # has satisfied the trigger since before publishing
        shop.space.contacts.change(3, {"score": 10})
        run(shop, 4)
        assert mailed(shop, "thanks") == [("Bert", "accepted")]
        run(shop, 6)
        assert mailed(shop, "again") == [(name, "accepted") for name in WAITING]
        assert set(ended(shop).values()) == {"completed"}


def test_what_the_first_version_left_open_a_person_decides_now(old: Path) -> None:
    shop = Shop(old)
    with shop.space:
        run(shop, 2 + HOUR / DAY)
        [uncertain] = shop.space.activity.to_decide().uncertain
        assert uncertain.subject.startswith("Willkommen")
        assert shop.space.activity.messages(Wanted("uncertain"), 0, 9) == [uncertain]
        shop.space.pausing.pause("probe")
        run(shop, 6)
        assert mailed(shop, "again") == []
        shop.space.pausing.resume("probe", "stood_still")
        run(shop, 6.5)
        assert mailed(shop, "again") == []
        run(shop, 9)
        assert mailed(shop, "again")[:3] == [(name, "accepted") for name in WAITING]
