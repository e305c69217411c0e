"""The engine is killed while it gives vouchers: all get the same code as otherwise, and none goes twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.clock import DAY, HOUR
from app.core.fields import FieldSpec
from app.core.journey import Journey
from app.engine.engine import Engine
from app.store import tables as t
from app.store.consistency import check
from app.store.contact_columns import add_field
from app.store.contacts import NewContact, upsert_contacts
from app.store.database import Database
from app.store.vouchers import add_codes, add_pool
from nodes import catalog
from tests.crash.conftest import ROOT
from tests.support.world import START, days, journey, step

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork processes")
PLACES = ("wave.gathered", "wave.acted", "wave.moved", "wave.before_commit", "wave.committed")
PASSINGS = (1, 2, 4)
PEOPLE, LAPS = 12, 3
UNTIL = START + 30 * DAY


@pytest.fixture(scope="module")
def worker() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.support.voucher_worker"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        yield process


def laps() -> Journey:
    """A code every second day, three times."""
    return journey(
        step("in", "manual_trigger"),
        step("give", "give_voucher", pool="summer", field="code"),
        step("wait", "wait", until=days(2)),
        step("back", "jump", step="give", at_most=LAPS - 1),
        edges="in>give give>wait wait>back",
    )


def begin(path: Path) -> None:
    """A workspace with contacts who come in one after the other, and too few codes for all of them."""
    database = Database.open(path)
    with database.write() as conn:
        add_field(conn, FieldSpec(key="code", label="Code"))
        add_pool(conn, "summer", "Summer")
        add_codes(conn, "summer", [f"C{number}" for number in range(PEOPLE * LAPS - 4)])
    fields = database.refresh_fields()
    with database.write() as conn:
        people = [NewContact({"email": f"k{number}@example.org"}) for number in range(PEOPLE)]
        upsert_contacts(conn, fields, people, START, watch=False)
    engine = Engine(database, catalog())
    engine.publish(laps(), START)
    for number in range(PEOPLE):
        engine.enroll("probe", [PEOPLE - number], START + number * 5 * HOUR)
    database.close()


def work(worker: subprocess.Popen[str], path: Path, die_at: str | None = None, passing: int = 1) -> int:
    """Give everything that is to be given; how the program ended (-9: killed)."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    order = {"workspace": str(path), "until": UNTIL, "die_at": die_at, "passing": passing}
    worker.stdin.write(json.dumps(order) + "\n")
    worker.stdin.flush()
    word, code = worker.stdout.readline().split()
    assert word == "ended"
    return int(code)


def given(path: Path) -> list[tuple[str, int | None, int | None]]:
    """Each code, who got it, and when; the workspace is sound."""
    v = t.vouchers.c
    database = Database.open(path)
    try:
        with database.read() as conn:
            assert check(conn) == ()
            rows = conn.execute(select(v.code, v.contact_id, v.given_at).order_by(v.id))
            return [(row.code, row.contact_id, row.given_at) for row in rows]
    finally:
        database.close()


@pytest.fixture(scope="module")
def undisturbed(
    worker: subprocess.Popen[str], tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[str, int | None, int | None]]:
    path = tmp_path_factory.mktemp("undisturbed") / "test.stellwerk"
    begin(path)
    assert work(worker, path) == 0
    told = given(path)
    assert all(contact is not None for _, contact, _ in told)
    assert [at for _, _, at in told] == sorted(at or 0 for _, _, at in told)
    return told


@pytest.mark.parametrize("place", PLACES)
def test_kills_neither_lose_nor_double_a_code_nor_change_its_taker(
    worker: subprocess.Popen[str],
    tmp_path: Path,
    place: str,
    undisturbed: list[tuple[str, int | None, int | None]],
) -> None:
    path = tmp_path / "test.stellwerk"
    begin(path)
    killed = [work(worker, path, place, passing) for passing in PASSINGS]
    assert killed == [-signal.SIGKILL] * len(PASSINGS)
    assert work(worker, path) == 0
    assert given(path) == undisturbed
