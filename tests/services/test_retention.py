"""What a workspace lets go of after some months, and how its file becomes smaller."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import time
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from app.core.clock import DAY, HOUR
from app.core.errors import StellwerkError, WorkspaceError
from app.core.records import EventRecord
from app.services.jobs import Cancelled
from app.services.retention import MONTH
from app.store import compacting, retention
from app.store import tables as t
from app.store.consistency import check
from app.store.incidents import Incident, note
from tests.support.shop import Shop
from tests.support.small_journey import small_journey


def count(shop: Shop, table: str) -> int:
    with shop.space.database.read() as conn:
        return conn.execute(select(func.count()).select_from(t.metadata.tables[table])).scalar_one()


@pytest.fixture
def old(shop: Shop) -> Shop:
    """Anna's journey ended 13 months ago, Ben is under way since then, Clara's ended last month."""
    for name in ("Anna", "Ben", "Clara"):
        shop.contact(name)
    shop.space.journeys.publish(small_journey())
    shop.event("Anna", key="order-1")
    shop.event("Anna", "page_visited")
    shop.space.runner.run_until_idle()
    shop.clock.move_to(shop.clock.now() + 3 * DAY)
    shop.space.runner.run_until_idle()
    shop.event("Ben")
    shop.space.runner.run_until_idle()
    shop.space.pausing.pause("probe")  # Ben waits on
    with shop.space.database.write() as conn:
        note(conn, Incident(shop.clock.now(), "pool_empty", detail={"pool": "A"}))
    shop.clock.move_to(shop.clock.now() + 13 * MONTH)
    other = small_journey().replace(id="other", name="Other")
    shop.space.journeys.publish(other)
    shop.event("Clara")
    shop.space.runner.run_until_idle()
    shop.clock.move_to(shop.clock.now() + 3 * DAY)
    shop.space.runner.run_until_idle()
    return shop


def test_by_default_everything_is_kept(old: Shop) -> None:
    assert old.space.retention.months() is None
    assert old.space.retention.tidy().total == 0
    assert not old.space.retention.quiet_step()


def test_what_ended_long_ago_goes_and_nobody_under_way_loses_anything(old: Shop) -> None:
    before = old.space.journeys.counts("probe")
    old.space.retention.keep(12)
    gone = old.space.retention.tidy()
    assert (gone.history, gone.messages, gone.events, gone.incidents) == (2, 1, 2, 1)
    with old.space.database.read() as conn:
        assert check(conn) == ()
        left = set(conn.execute(select(t.outbox.c.address)).scalars())
    assert left == {"ben@example.org", "clara@example.org"}
    assert old.space.journeys.counts("probe") == before
    assert count(old, "enrollments") == 3
    old.space.pausing.resume("probe")
    old.space.runner.run_until_idle()
    assert old.space.journeys.counts("probe").ended == {"completed": 2}


def test_an_event_that_was_let_go_is_not_recorded_again(old: Shop) -> None:
    old.space.retention.keep(12)
    old.space.retention.tidy()
    again = EventRecord("form_submitted", old.clock.now(), "anna@example.org", {}, "order-1")
    assert not old.space.contacts.record(again)
    assert "" not in old.space.contacts.event_types()
    kinds = {entry.kind for entry in old.space.contacts.detail(1).timeline}
    assert "event" not in kinds


def test_a_message_that_waits_for_a_word_stays(old: Shop) -> None:
    with old.space.database.write() as conn:
        conn.execute(t.outbox.update().where(t.outbox.c.contact_id == 1).values(state="uncertain"))
    old.space.retention.keep(12)
    assert old.space.retention.tidy().messages == 0
    assert old.space.activity.to_decide().uncertain_count == 1


def test_a_cancel_leaves_the_rest_for_the_next_time(old: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "STRETCH", 1)
    old.space.retention.keep(12)
    steps = iter(range(2))

    def cancels(_done: int, _total: int) -> None:
        if next(steps, None) is None:
            raise Cancelled

    with pytest.raises(Cancelled):
        old.space.retention.tidy(cancels)
    with old.space.database.read() as conn:
        assert check(conn) == ()
    assert old.space.retention.tidy().total > 0


def test_the_runner_tidies_up_when_there_is_nothing_else_to_do_and_once_a_day(
    old: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "STRETCH", 2)
    old.space.retention.keep(12)
    old.space.runner.start()
    wait_for(lambda: count(old, "incidents") == 0)
    old.space.runner.stop()
    assert not old.space.retention.quiet_step()
    old.clock.move_to(old.clock.now() + 25 * HOUR)
    assert old.space.retention.quiet_step()


def wait_for(what) -> None:
    for _ in range(2_000):
        if what():
            return
        time.sleep(0.01)
    raise AssertionError("it did not happen")


def fill(shop: Shop, rows: int = 40_000) -> None:
    """Many events, and then gaps where they were."""
    contact = shop.contact("Anna")
    with shop.space.database.write() as conn:
        conn.execute(
            insert(t.events),
            [
                {"contact_id": contact, "type": "x", "at": n, "properties": "{}", "pending": 0}
                for n in range(rows)
            ],
        )
        conn.execute(t.events.delete().where(t.events.c.id % 3 != 0))


def test_the_file_becomes_smaller_and_tells_how_far_it_is(shop: Shop) -> None:
    fill(shop)
    before = shop.space.retention.size()
    assert before.unused > before.total // 4
    told: list[tuple[int, int]] = []
    after = shop.space.retention.compact(shop.space.runner, lambda done, total: told.append((done, total)))
    assert after.total < before.total * 0.7
    assert after.unused == 0
    assert told[-1] == (1, 1)
    assert len(told) > 3
    assert [done for done, _ in told[:-1]] == sorted(done for done, _ in told[:-1])
    shop.event("Anna")  # it works on
    assert count(shop, "events") > 10_000


def test_a_cancel_leaves_the_file_as_it_was(shop: Shop) -> None:
    fill(shop)
    rests: list[bool] = []
    shop.space.runner.on_change(lambda state: rests.append(state.doing == "waiting"))
    shop.space.runner.start()
    wait_for(lambda: any(rests))  # its first pass writes
    before = shop.space.retention.size()

    def cancels(_done: int, _total: int) -> None:
        raise Cancelled

    rests.clear()
    with pytest.raises(Cancelled):
        shop.space.retention.compact(shop.space.runner, cancels)
    wait_for(lambda: any(rests))  # it goes on, and has begun with a pass again
    assert shop.space.retention.size() == before
    with shop.space.database.read() as conn:
        assert check(conn) == ()
    assert shop.space.runner.state.doing != "off", "the runner goes on"
    shop.space.runner.stop()


def test_without_room_nothing_is_begun(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(shop.path.parent)
    monkeypatch.setattr(compacting.shutil, "disk_usage", lambda _: usage._replace(free=10))
    with pytest.raises(WorkspaceError, match="room"):
        shop.space.retention.compact(shop.space.runner)


def test_a_workspace_that_runs_elsewhere_is_left_alone(shop: Shop) -> None:
    shop.space.runner.start()
    other = Shop(shop.path.parent)
    with other.space, pytest.raises(StellwerkError, match="run by another"):
        other.space.retention.compact(other.space.runner)
    shop.space.runner.stop()


def shrink(path: Path, ready) -> None:
    """What the process does that is killed."""

    def slowly(_done: int, _total: int) -> None:
        ready.set()
        time.sleep(0.02)

    compacting.compact(path, slowly)


def test_a_kill_leaves_the_file_as_it_was(shop: Shop) -> None:
    fill(shop)
    rows = count(shop, "events")
    spawning = multiprocessing.get_context("spawn")
    ready = spawning.Event()
    process = spawning.Process(target=shrink, args=(shop.path, ready))
    process.start()
    assert ready.wait(60)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with shop.space.database.read() as conn:
        assert check(conn) == ()
    assert count(shop, "events") == rows
    shop.event("Anna")
