from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import WorkspaceError
from app.store.backup import copy_file
from app.store.database import Database
from app.store.settings import get, put


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = Database.open(tmp_path / "w.stellwerk")
    with database.write() as conn:
        put(conn, "a", "x" * 20_000_000)
    return database


def test_a_copy_holds_everything_also_while_somebody_writes(database, tmp_path: Path) -> None:
    target = tmp_path / "copy.stellwerk"
    told: list[tuple[int, int]] = []

    def write(done: int, total: int) -> None:
        told.append((done, total))
        assert len(told) < 50
        with database.write() as conn:
            put(conn, "a", "later")

    copy_file(tmp_path / "w.stellwerk", target, write)
    copy = Database.open(target)
    with copy.read() as conn:
        assert len(get(conn, "a")) == 20_000_000
    copy.close()
    database.close()
    assert len(told) > 1
    assert told[-1][0] == told[-1][1]


def test_a_copy_that_is_stopped_leaves_nothing_behind(database, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_file(tmp_path / "w.stellwerk", tmp_path / "copy.stellwerk", stop)
    database.close()
    assert [file.name for file in tmp_path.iterdir()] == ["w.stellwerk"]


def test_a_source_that_is_missing_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError):
        copy_file(tmp_path / "gone.stellwerk", tmp_path / "copy.stellwerk")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(database, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="folder"):
        copy_file(tmp_path / "w.stellwerk", tmp_path / "missing" / "copy.stellwerk")
    database.close()
