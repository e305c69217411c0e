from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.channels.accounts import AccountSettings
from app.core.clock import DAY
from app.core.errors import StellwerkError, WorkspaceError
from app.services.exclusive import RunnerLock
from app.services.runner import RunnerState
from tests.packaging.checkout import ROOT
from tests.support.shop import Shop
from tests.support.small_journey import small_journey


def wait_for(what: Callable[[], bool]) -> None:
    """Until something has come true in the runner's thread; a failure after a generous time."""
    for _ in range(2_000):
        if what():
            return
        time.sleep(0.01)
    raise AssertionError("it did not happen")


def test_the_scheduler_wakes_on_an_event_and_on_the_clock(shop: Shop) -> None:
    shop.contact("Anna")
    shop.space.journeys.publish(small_journey())
    assert shop.space.runner.start()
    shop.event("Anna")
    wait_for(lambda: len(shop.mails()) == 1)
    shop.clock.move_to(shop.clock.now() + 3 * DAY)
    shop.space.runner.wake()
    wait_for(lambda: shop.space.journeys.counts("probe").ended == {"completed": 1})
    shop.space.runner.stop()
    assert shop.space.runner.state == RunnerState("off")


def test_the_scheduler_notices_what_another_program_writes(shop: Shop) -> None:
    shop.contact("Anna")
    shop.space.journeys.publish(small_journey())
    assert shop.space.runner.start()
    other = Shop(shop.path.parent)
    with other.space:
        other.event("Anna")
        wait_for(lambda: len(shop.mails()) == 1)


def test_publishing_while_the_scheduler_runs_takes_turns(shop: Shop) -> None:
    shop.contact("Anna")
    shop.space.runner.start()
    for _ in range(3):
        shop.space.journeys.publish(small_journey())
    shop.event("Anna")
    wait_for(lambda: len(shop.mails()) == 1)


def test_listeners_hear_of_every_state(shop: Shop) -> None:
    heard: list[RunnerState] = []
    shop.space.runner.on_change(heard.append)
    shop.space.runner.start()
    wait_for(lambda: any(state.doing == "waiting" for state in heard))
    shop.space.runner.stop()
    assert heard[0].doing == "working"
    assert heard[-1].doing == "off"


def test_a_second_runner_looks_on_and_says_so(shop: Shop) -> None:
    assert shop.space.runner.start()
    other = Shop(shop.path.parent)
    with other.space:
        assert not other.space.runner.start()
        assert other.space.runner.state.doing == "elsewhere"
        with pytest.raises(StellwerkError, match="has been run by another Stellwerk"):
            other.space.runner.run_until_idle()
        shop.space.runner.stop()
        assert other.space.runner.start()


def test_the_lock_of_a_program_that_was_killed_is_free_again(tmp_path: Path) -> None:
    workspace = tmp_path / "w.stellwerk"
    script = (
        "import os, sys; from pathlib import Path; from app.services.exclusive import RunnerLock\n"
        "assert RunnerLock(Path(sys.argv[1])).take(0) is None; os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, str(workspace)], cwd=ROOT, check=False)
    lock = RunnerLock(workspace)
    assert lock.take(0) is None
    lock.give_back()
    assert not list(tmp_path.glob("*.json"))


def test_smtp_without_an_account_waits_and_says_why(shop: Shop) -> None:
    shop.contact("Anna")
    shop.space.journeys.publish(small_journey())
    settings = shop.space.settings.get().model_copy(
        update={"delivery": "smtp", "account": AccountSettings(imprint="Musterstraße 7")}
    )
    shop.space.settings.save(settings)
    shop.event("Anna")
    done = shop.space.runner.run_until_idle()
    assert done.problem is not None
    assert "Mailkonto noch nicht eingerichtet" in done.problem.de
    assert dict(shop.space.reports.message_states()) == {"queued": 1}
    shop.space.settings.save(settings.model_copy(update={"delivery": "folder"}))
    assert shop.space.runner.run_until_idle().delivered == 1


def test_a_mail_held_back_does_not_count_as_delivered(shop: Shop) -> None:
    shop.contact("Anna", consent=False)
    shop.space.journeys.publish(small_journey())
    shop.event("Anna")
    done = shop.space.runner.run_until_idle()
    assert (done.handled, done.delivered, shop.mails()) == (1, 0, [])


def test_a_workspace_of_virtual_time_is_never_run_for_real(shop: Shop) -> None:
    shop.contact("Anna")
    shop.space.journeys.publish(small_journey())
    shop.event("Anna")
    run = shop.space.virtual.run(5)
    assert (run.messages, run.until) == (1, shop.clock.now() + 5 * DAY)
    assert shop.space.virtual.run(1).until == shop.clock.now() + 6 * DAY
    with pytest.raises(WorkspaceError, match="virtual time"):
        shop.space.runner.run_until_idle()


def test_a_scheduler_that_fails_again_and_again_stops_and_says_so(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def fail() -> None:
        calls.append(1)
        raise ZeroDivisionError

    monkeypatch.setattr(shop.space.runner._machine, "work", fail)
    monkeypatch.setattr(shop.space.runner._stopping, "wait", lambda _seconds: None)
    shop.space.runner.start()
    wait_for(lambda: shop.space.runner.state.doing == "failed")
    assert len(calls) == 5
    assert shop.space.runner.state.problem is not None
    assert "fünfmal" in shop.space.runner.state.problem.de
