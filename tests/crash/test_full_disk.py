"""The disk gets full while the program works: nothing is sent twice or lost, and a sentence says so."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.clock import HOUR
from app.store import tables as t
from app.store.consistency import check
from app.store.database import Database
from tests.support.shop import Shop
from tests.support.world import journey, step

PEOPLE = 120
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of files exist on Unix only")


@pytest.fixture
def filled(tmp_path: Path) -> Shop:
    """Contacts who wait for an hour before they get a mail."""
    shop = Shop(tmp_path)
    mail = step("mail", "send_mail", subject="Hallo", body="Hallo {{ contact.first_name }}", layout="plain")
    wait = step("wait", "wait", until={"after": {"amount": 1, "unit": "hours"}})
    with shop.space:
        people = [shop.contact(f"N{number}") for number in range(PEOPLE)]
        shop.space.journeys.publish(journey(step("in", "manual_trigger"), wait, mail))
        shop.space.journeys.enroll("probe", people)
    return shop


@pytest.mark.parametrize("more", [0, 40_000, 150_000, 400_000])
def test_a_full_disk_doubles_and_loses_nothing_and_is_told(filled: Shop, more: int) -> None:
    largest = max(file.stat().st_size for file in filled.path.parent.iterdir())
    now = filled.clock.now() + 2 * HOUR
    order = [sys.executable, "-m", "tests.support.full_disk_worker", str(filled.path), str(now)]
    done = subprocess.run([*order, str(largest + more)], capture_output=True, text=True, check=False)
    said = done.stdout.splitlines()
    assert said[-1:] == ["done"], done.stderr
    (full,) = [line for line in said if line.startswith("full ")]
    assert "Bitte" in full
    assert "voll" in full
    sent = Counter(line for line in said if line.startswith("sent "))
    assert set(sent.values()) == {1}
    database = Database.open(filled.path)
    with database.read() as conn:
        states = Counter(conn.execute(select(t.outbox.c.state)).scalars())
        assert check(conn) == ()
    database.close()
    assert states["accepted"] + states["uncertain"] == PEOPLE
    assert states["uncertain"] <= 1
    assert states["accepted"] <= len(sent) <= PEOPLE
