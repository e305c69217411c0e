"""The computer's clock was set back while the program was off: nothing happens twice, nothing is lost."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.core.clock import DAY, HOUR, MINUTE, SystemClock, VirtualClock
from app.core.journey import Settings
from app.core.schedule import Window
from app.engine.delivery.delivery import Delivery
from app.engine.engine import Engine
from app.services.engine_turn import EngineTurn
from app.services.machine import Machine
from app.services.settings import SettingsService
from app.store import tables as t
from nodes import catalog
from tests.support.post import PlainComposer, ScriptedChannel
from tests.support.world import START, World, journey, step

HOUR_LONG = {"after": {"amount": 1, "unit": "hours"}}
MAIL = {"subject": "Hallo", "body": "Hallo {{ contact.first_name }}"}
DOCUMENT = journey(
    step("in", "event_trigger", event={"type": "form_submitted"}),
    step("a", "send_mail", **MAIL),
    step("w", "wait", until=HOUR_LONG),
    step("b", "send_mail", **MAIL),
)


class Program:
    """Starts of the program on one workspace, each with a clock of its own."""

    def __init__(self) -> None:
        self.world = World(deliver=False)
        self.world.contact("Anna")
        self.world.contact("Bert")
        self.world.publish(DOCUMENT)
        self.channel = ScriptedChannel()

    def run(self, now: int) -> None:
        database, clock = self.world.database, VirtualClock(now)
        turn = EngineTurn(Engine(database, catalog()))
        delivery = Delivery(database, self.channel, PlainComposer(), clock)
        machine = Machine(database, turn, SettingsService(database), clock, lambda: delivery)
        machine.recover()
        while not machine.work().idle:
            pass

    def reasons(self) -> list[str | None]:
        with self.world.database.read() as conn:
            return list(conn.execute(select(t.enrollments.c.reason).order_by(t.enrollments.c.id)).scalars())


@pytest.mark.parametrize("back", [MINUTE, 2 * DAY, 400 * DAY])
def test_a_clock_that_was_set_back_doubles_and_loses_nothing(back: int) -> None:
    program = Program()
    program.world.event("Anna", "form_submitted", "2026-03-03 10:00")
    before, noon = START + DAY + HOUR - 1, START + DAY + 2 * HOUR
    program.run(before)  # Anna waits for her second mail
    program.run(before - back)
    assert program.channel.sent == ["anna@example.org"]
    program.world.event("Bert", "form_submitted", "2026-03-03 10:30")
    for now in (before - back + 1, noon, noon + 1, noon - back, noon + DAY):
        program.run(now)
    assert sorted(program.channel.sent) == ["anna@example.org"] * 2 + ["bert@example.org"] * 2
    assert program.reasons() == ["completed", "completed"]


def test_a_message_that_was_put_off_waits_for_its_instant_again() -> None:
    program = Program()
    settings = Settings(quiet=Window(weekdays=tuple(range(7)), start="09:00", end="11:00"), reentry="never")
    program.world.publish(DOCUMENT.replace(settings=settings))
    program.world.event("Anna", "form_submitted", "2026-03-03 10:00")
    for now in (START + DAY, START + HOUR, START + DAY + HOUR - 1, START + DAY + HOUR, START + 2 * DAY):
        program.run(now)
    assert program.channel.sent == ["anna@example.org"] * 2


def test_within_one_run_of_the_program_the_clock_never_goes_back() -> None:
    clock = SystemClock(not_before=START + 1_000 * 365 * DAY)
    assert clock.now() == clock.now() == START + 1_000 * 365 * DAY
