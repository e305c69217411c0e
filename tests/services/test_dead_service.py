"""A service that does not answer holds no mail back, however many there are."""

from __future__ import annotations

from app.core.clock import VirtualClock
from app.core.errors import AccountStopped
from app.core.program import ServiceContent
from app.core.text import same
from app.engine.delivery.delivery import Delivery
from app.engine.delivery.post_office import PostOffice
from app.engine.engine import Engine
from app.services.engine_turn import EngineTurn
from app.services.machine import MESSAGES_PER_PASS, Machine
from app.services.runner import Runner
from app.services.settings import SettingsService
from app.store.database import Database
from nodes import catalog
from tests.support.post import (
    NOON,
    PlainComposer,
    ScriptedChannel,
    add_contacts,
    add_content,
    decide,
)


def test_all_mails_leave_while_a_service_waits_for_a_person() -> None:
    database, clock = Database.memory(), VirtualClock(NOON)
    names = [f"N{number}" for number in range(MESSAGES_PER_PASS + 5)]
    with database.write() as conn:
        add_contacts(conn, names)
        decide(conn, add_content(conn, ServiceContent("sms", "Hallo", "phone")), names)
        decide(conn, add_content(conn), names, visit=1)

    def make(route: str) -> Delivery:
        stopped = None if route == "mail" else AccountStopped(same("no key"))
        channel = ScriptedChannel(refuses_to_begin=stopped)
        return Delivery(database, channel, PlainComposer(), clock, route=route)

    office = PostOffice(database, make)
    turn = EngineTurn(Engine(database, catalog()))
    machine = Machine(database, turn, SettingsService(database), clock, lambda: office)
    done = Runner(machine, database, clock, None).run_until_idle()
    assert (done.delivered, done.problem) == (len(names), same("no key"))
