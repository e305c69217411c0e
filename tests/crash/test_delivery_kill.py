"""Delivery is killed at every named place and at chance moments: nothing twice, nothing lost."""

from __future__ import annotations

import os
import random
import signal
import time

import pytest
from sqlalchemy import text

from tests.support.post import column, ready, states
from tests.support.workshop import Workshop

KILLS = 6

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork processes")


def fill(workshop: Workshop, count: int) -> None:
    ready([f"Leser{number}" for number in range(count)], database := workshop.database())
    database.close()


def after(workshop: Workshop) -> tuple[list[str], list[str]]:
    """States and reasons of all messages; the file is whole."""
    database = workshop.database()
    try:
        with database.read() as conn:
            assert conn.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        return states(database), column(database, "reason")
    finally:
        database.close()


@pytest.mark.parametrize(
    ("place", "killed", "final"),
    [
        ("delivery.claimed", ["claimed"] * 5, ["accepted"] * 5),
        (
            "delivery.at_wire",
            ["accepted", "at_wire", "claimed", "claimed", "claimed"],
            ["accepted", "uncertain", "accepted", "accepted", "accepted"],
        ),
        (
            "delivery.handed_over",
            ["accepted", "at_wire", "claimed", "claimed", "claimed"],
            ["accepted", "uncertain", "accepted", "accepted", "accepted"],
        ),
        ("delivery.marked", ["accepted", "accepted", "claimed", "claimed", "claimed"], ["accepted"] * 5),
    ],
)
def test_a_kill_at_a_named_place_doubles_and_loses_nothing(
    workshop: Workshop, place: str, killed: list[str], final: list[str]
) -> None:
    fill(workshop, 5)
    assert workshop.run(place, 1 if place == "delivery.claimed" else 2) == -signal.SIGKILL
    assert after(workshop)[0] == killed
    assert workshop.run() == 0
    found, reasons = after(workshop)
    assert found == final
    assert [reason for reason in reasons if reason] == ["interrupted"] * final.count("uncertain")
    arrived = workshop.arrived()
    assert set(arrived.values()) == {1}
    # Killed just before the last dot, the uncertain message has not arrived; just after it, it has.
    assert len(arrived) == (4 if place == "delivery.at_wire" else 5)


def test_kills_at_chance_moments_double_and_lose_nothing(workshop: Workshop) -> None:
    fill(workshop, 120)
    chance = random.Random(7)
    for _ in range(KILLS):
        number = workshop.start()
        time.sleep(chance.uniform(0.02, 0.2))
        os.kill(number, signal.SIGKILL)
        assert workshop.wait() == -signal.SIGKILL
    assert workshop.run() == 0
    found, _ = after(workshop)
    arrived = workshop.arrived()
    assert set(arrived.values()) == {1}
    assert set(found) <= {"accepted", "uncertain"}
    assert found.count("uncertain") <= KILLS
    assert found.count("accepted") <= len(arrived) <= 120
