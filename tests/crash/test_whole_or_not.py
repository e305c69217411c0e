"""Killed while it publishes, imports, erases, migrates or saves: the whole is done, or nothing is.

With STELLWERK_KILLS of 1,000 or more the program is killed at every single touch of store and disk,
otherwise at some of them.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import text

from app.bootstrap import open_workspace
from app.core.atomic import write_file
from app.core.clock import DAY, VirtualClock
from app.core.impact import Choice, Spot
from app.core.journey import Journey
from app.services.secrets import Secrets
from app.services.workspace import Workspace
from app.store import schema
from app.store.consistency import check
from app.store.database import Database
from app.store.sqlite import Opening, file_engine
from nodes import catalog
from tests.support.killing import killed_at
from tests.support.shop import NoKeyring, Shop
from tests.support.world import START, days, journey, step

EVERY = int(os.environ.get("STELLWERK_KILLS", "50")) >= 1_000
STEPS_BETWEEN = 1 if EVERY else 7
ABOUT = (
    *("contacts", "tags", "consents", "events", "changes", "enrollments", "history", "members", "outbox"),
    *("versions", "positions", "counters", "journeys", "contents", "suppressions", "paths"),
)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork processes")


def version(wait: int, *, tagged: bool) -> Journey:
    tag = (step("tag", "change_tags", add=["alt"]),) if tagged else ()
    return journey(
        step("form", "event_trigger", event={"type": "form_submitted"}),
        step("hello", "send_mail", subject="Hallo", body="Text", layout="letter"),
        step("wait", "wait", until=days(wait)),
        *tag,
        step("last", "wait", until=days(9)),
        step("end", "exit"),
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A workspace in which contacts wait in a live journey."""
    shop = Shop(tmp_path)
    with shop.space as space:
        for name in ("Anna", "Bert", "Cleo", "Dora"):
            shop.contact(name)
        space.journeys.publish(version(5, tagged=True))
        for name in ("Anna", "Bert", "Cleo"):
            shop.event(name)
        space.runner.run_until_idle()
    return shop.path


def opened(path: Path) -> Workspace:
    return open_workspace(path, catalog(), Secrets(NoKeyring(), {}), VirtualClock(START + DAY))


def publish(path: Path) -> None:
    """Contacts at one step move to another wait, and a step is gone."""
    with opened(path) as space:
        move = {Spot(1, "wait"): Choice("move", "last")}
        space.journeys.publish(version(2, tagged=False), choices=move)


def bring_in(path: Path) -> None:
    table = path.with_name("contacts.csv")
    with opened(path) as space:
        preview = space.imports.preview(table)
        space.imports.contacts(preview, preview.mapping, "de")


def erase(path: Path) -> None:
    with opened(path) as space:
        space.erasing.erase(1, keep_off=True)


def save_draft(path: Path) -> None:
    with opened(path) as space:
        space.journeys.save_draft(version(3, tagged=False))


def content(path: Path) -> dict[str, Any]:
    """Everything that the file holds about contacts and journeys; it is whole."""
    database = Database.open(path)
    try:
        with database.read() as conn:
            assert check(conn) == ()
            return {
                name: sorted(json.dumps(list(row)) for row in conn.execute(text(f"SELECT * FROM {name}")))
                for name in ABOUT
            }
    finally:
        database.close()


def copied(path: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(path.parent, folder)
    return folder / path.name


@pytest.mark.parametrize("act", [publish, bring_in, erase, save_draft])
def test_a_kill_leaves_the_workspace_before_or_after(
    file: Path, tmp_path: Path, act: Callable[[Path], None]
) -> None:
    rows = "\n".join(f"neu{n}@example.org;Neu {n}" for n in range(300))
    file.with_name("contacts.csv").write_text(f"email;first_name\n{rows}\n", encoding="utf-8")
    before = content(file)
    act(done := copied(file, tmp_path.with_name("done")))
    after = content(done)
    assert before != after
    seen = {False: 0, True: 0}
    touches = 1
    while killed_at(touches, str(again := copied(file, tmp_path.with_name("again"))), lambda: act(again)):
        found = content(again)
        assert found in (before, after)
        seen[found == after] += 1
        touches += STEPS_BETWEEN
    assert seen[False] > 3


def test_a_kill_while_migrating_leaves_an_old_or_a_new_file_and_its_copy(tmp_path: Path) -> None:
    old = tmp_path / "old" / "laden.stellwerk"
    old.parent.mkdir()
    _make_first_revision(old)
    touches = 1
    revisions: set[str] = set()
    while killed_at(
        touches, str(again := copied(old, tmp_path / "again")), lambda: Database.open(again).close()
    ):
        revision = _revision(again)
        revisions.add(revision)
        if revision == schema.NEWEST:
            assert list(again.parent.glob("*.backup-0001-*"))
        database = Database.open(again)
        with database.read() as conn:
            assert check(conn) == ()
            assert conn.execute(text("SELECT value FROM meta WHERE key = 'kept'")).scalar() == '"yes"'
        database.close()
        touches += STEPS_BETWEEN
    assert "0001" in revisions
    assert _revision(again) == schema.NEWEST


def test_a_kill_while_saving_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path, touches = tmp_path / "journey.json", 1
    path.write_bytes(b"old" * 10_000)
    while killed_at(touches, str(tmp_path), lambda: write_file(path, b"new" * 10_000)):
        assert path.read_bytes() in (b"old" * 10_000, b"new" * 10_000)
        path.write_bytes(b"old" * 10_000)
        touches += 1
    assert touches > 3
    assert path.read_bytes() == b"new" * 10_000


def _make_first_revision(path: Path) -> None:
    engine = file_engine(path, Opening())
    with engine.connect() as conn, conn.begin():
        config = schema.migrations()
        config.attributes["connection"] = conn
        command.upgrade(config, "0001")
        conn.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        conn.exec_driver_sql("""INSERT INTO meta (key, value) VALUES ('kept', '"yes"')""")
    engine.dispose()


def _revision(path: Path) -> str:
    conn = sqlite3.connect(path)
    (found,) = conn.execute("SELECT version_num FROM alembic_version").fetchone()
    conn.close()
    return str(found)
