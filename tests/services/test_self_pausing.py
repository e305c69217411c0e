"""A journey pauses itself when too many messages of a step fail (rule 17)."""

from __future__ import annotations

import json

from sqlalchemy import select, update

from app.core.clock import VirtualClock
from app.core.incidents import incident_words
from app.core.protocols import Outgoing, Receipt
from app.engine.delivery.delivery import Delivery
from app.engine.engine import Engine
from app.services.engine_turn import EngineTurn
from app.services.machine import Machine
from app.services.settings import SettingsService
from app.store import journeys
from app.store import tables as t
from app.store.database import Database
from app.store.incidents import IncidentQuery, incident_page
from nodes import catalog
from tests.support.post import NOON, PlainComposer, ScriptedChannel, add_content, decide, ready


def refused(*keys: int) -> ScriptedChannel:
    """A channel that refuses some messages."""

    def script(message: Outgoing) -> Receipt | None:
        return Receipt(message.key, "refused", "550 no") if message.key in keys else None

    return ScriptedChannel(script)


def live(n: int) -> Database:
    """A workspace whose journey has a message for each of so many contacts."""
    database = ready([f"N{number}" for number in range(n)])
    with database.write() as conn:
        conn.execute(update(t.journeys).values(state="live", version=1))
    return database


def work(database: Database, channel: ScriptedChannel, at: int = NOON) -> None:
    clock = VirtualClock(at)
    turn = EngineTurn(Engine(database, catalog()))
    delivery = Delivery(database, channel, PlainComposer(), clock)
    Machine(database, turn, SettingsService(database), clock, lambda: delivery).work()


def state(database: Database, journey: str = "j1") -> str:
    with database.read() as conn:
        row = journeys.journey_row(conn, journey)
    assert row is not None
    return row.state


def test_more_than_one_in_ten_and_at_least_twenty_pause_the_journey() -> None:
    database = live(100)
    work(database, refused(*range(1, 21)))
    assert state(database) == "paused"
    with database.read() as conn:
        (incident,) = incident_page(conn, IncidentQuery(), 0, 9)
        why = json.loads(conn.execute(select(t.journeys.c.paused_why)).scalar_one())
    assert (incident.journey, incident.step) == ("j1", "hello")
    assert why == {"code": "paused_failing", "failed": 20, "total": 100, "reason": "server_refused"}
    words = incident_words(incident.code, incident.detail).de
    assert "20 von 100" in words
    assert "Der Mailserver hat die E-Mail abgelehnt." in words


def test_nineteen_or_one_in_ten_do_not() -> None:
    few, many = live(30), live(200)
    work(few, refused(*range(1, 20)))
    assert state(few) == "live"
    work(many, refused(*range(1, 21)))
    assert state(many) == "live"


def test_another_journey_goes_on() -> None:
    database = live(20)
    with database.write() as conn:
        content = add_content(conn)
        conn.execute(update(t.journeys).values(state="live", version=1))
        decide(conn, content, [f"N{number}" for number in range(20)], visit=1)
    work(database, refused(*range(1, 21)))
    assert (state(database), state(database, "j2")) == ("paused", "live")


def test_what_failed_before_it_was_resumed_does_not_count_again() -> None:
    database = live(20)
    work(database, refused(*range(1, 21)))
    with database.write() as conn:
        journeys.set_state(conn, "j1", "live", NOON + 1)
        decide(conn, 1, ["N0"], visit=1, due=NOON + 2)
    work(database, refused(21), NOON + 2)
    assert state(database) == "live"
