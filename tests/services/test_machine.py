from __future__ import annotations

from app.core.clock import MINUTE, VirtualClock
from app.core.errors import AccountStopped
from app.core.text import same
from app.engine.delivery.delivery import Delivery
from app.engine.engine import Engine
from app.services.engine_turn import EngineTurn
from app.services.machine import Machine
from app.services.settings import SettingsService
from app.store.database import Database
from nodes import catalog
from tests.support.post import NOON, PlainComposer, ScriptedChannel, ready, states


def machine(database: Database, channel: ScriptedChannel, clock: VirtualClock, **options) -> Machine:
    def make() -> Delivery:
        return Delivery(database, channel, PlainComposer(), clock, **options)

    return Machine(database, EngineTurn(Engine(database, catalog())), SettingsService(database), clock, make)


def test_a_rate_makes_the_next_pass_wait_instead_of_running_at_once() -> None:
    database, clock = ready(["Anna", "Bert"]), VirtualClock(NOON)
    works = machine(database, ScriptedChannel(), clock, per_minute=1)
    assert works.work().next_due == NOON + MINUTE
    assert works.work().idle
    clock.move_to(NOON + MINUTE)
    works.work()
    assert states(database) == ["accepted", "accepted"]


def test_a_stopped_account_plans_nothing_and_says_why() -> None:
    database, clock = ready(["Anna"]), VirtualClock(NOON)
    channel = ScriptedChannel(refuses_to_begin=AccountStopped(same("wrong password")))
    works = machine(database, channel, clock)
    done = works.work()
    assert (done.problem, done.delivered) == (same("wrong password"), 0)
    channel.refuses_to_begin = None
    works.resume_sending()
    assert works.work().delivered == 1
