"""Delivery is killed at every named place and at chance moments: nothing twice, nothing lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from app.store.database import Database
from tests.support.certificates import Authority
from tests.support.post import column, ready, states
from tests.support.smtp_server import PASSWORD, Server, smtp_server

ROOT = Path(__file__).resolve().parents[2]
KILLS = 6

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork processes")


@dataclass
class Workshop:
    """A workspace file, a server that remembers what has arrived, and a program that delivers."""

    path: Path
    server: Server
    program: subprocess.Popen[str]

    def start(self, die_at: str | None = None, passing: int = 1) -> int:
        """Deliver in a process of its own; its number."""
        order = {
            "workspace": str(self.path),
            "account": json.loads(self.server.account.model_dump_json()),
            "password": PASSWORD,
            "die_at": die_at,
            "passing": passing,
        }
        assert self.program.stdin is not None
        self.program.stdin.write(json.dumps(order) + "\n")
        self.program.stdin.flush()
        return self._hear("ready")

    def run(self, die_at: str | None = None, passing: int = 1) -> int:
        """Deliver to the end; how it ended (-9: killed)."""
        self.start(die_at, passing)
        return self.wait()

    def wait(self) -> int:
        """How the process that was started has ended."""
        return self._hear("ended")

    def database(self) -> Database:
        return Database.open(self.path)

    def arrived(self) -> Counter[str]:
        return Counter(mail["Message-ID"] for mail in self.server.mailbox.messages)

    def _hear(self, word: str) -> int:
        assert self.program.stdout is not None
        said, number = self.program.stdout.readline().split()
        assert said == word
        return int(number)


@pytest.fixture(scope="module")
def program() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.support.delivery_worker"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        yield process


@pytest.fixture
def workshop(tmp_path: Path, program: subprocess.Popen[str]) -> Iterator[Workshop]:
    with smtp_server(Authority(tmp_path).issue()) as server:
        yield Workshop(tmp_path / "test.stellwerk", server, program)


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
