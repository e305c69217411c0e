"""The engine is killed again and again at a named place of its waves: everybody's way stays the same."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.store import tables as t
from app.store.consistency import check
from app.store.database import Database
from tests.crash.conftest import ROOT
from tests.support.agreement import Run, judged
from tests.support.random_worlds import RandomWorld, random_world

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork processes")
PLACES = ("wave.gathered", "wave.acted", "wave.moved", "wave.before_commit", "wave.committed")
PASSINGS = (1, 3, 6)
SEED = 21
"""A world with many waves and mails."""


@pytest.fixture(scope="module")
def worker() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.support.wave_worker"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        yield process


def quiet_world() -> RandomWorld:
    """A world in which nothing is done from outside but events, which are all known beforehand."""
    world = random_world(SEED)
    people = (
        replace(one, email=f"{n}{one.email}", writes=(), chosen=()) for n in range(5) for one in world.people
    )
    return replace(world, people=tuple(people))


def work(worker: subprocess.Popen[str], path: Path, die_at: str | None, passing: int = 1) -> int:
    """Move everybody to the end of time; how the program ended (-9: killed)."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    order = {"workspace": str(path), "seed": SEED, "die_at": die_at, "passing": passing}
    worker.stdin.write(json.dumps(order) + "\n")
    worker.stdin.flush()
    word, code = worker.stdout.readline().split()
    assert word == "ended"
    return int(code)


def begin(path: Path) -> RandomWorld:
    world = quiet_world()
    database = Database.open(path)
    Run(world, database=database).begin()
    database.close()
    return world


@pytest.mark.parametrize("place", PLACES)
def test_kills_in_a_wave_change_nobodys_way_and_lose_and_double_nothing(
    worker: subprocess.Popen[str], tmp_path: Path, place: str
) -> None:
    path = tmp_path / "test.stellwerk"
    world = begin(path)
    killed = [work(worker, path, place, passing) for passing in PASSINGS]
    assert killed == [-signal.SIGKILL] * len(PASSINGS)
    assert work(worker, path, None) == 0
    database = Database.open(path)
    try:
        with database.read() as conn:
            assert check(conn) == ()
            pending = select(func.count()).where(t.events.c.pending == 1, t.events.c.at <= world.frame.until)
            assert conn.execute(pending).scalar() == 0
        assert Run(world, database=database).told() == judged(world)
    finally:
        database.close()
