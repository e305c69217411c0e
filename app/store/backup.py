"""Copies of a workspace, whole at every moment, also while it is being written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from app.store.failures import in_plain_words

Progress = Callable[[int, int], None]
"""Told after each part: pages copied, pages in total. It may raise to stop; nothing is left behind."""
PAGES_AT_ONCE = 2_048


def copy_file(source: Path, target: Path, progress: Progress | None = None) -> None:
    """Copy a database; `target` appears only once the copy is complete."""
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        with in_plain_words(target):
            _copy(source, unfinished, progress)
            unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _copy(source: Path, target: Path, progress: Progress | None) -> None:
    def told(_status: int, remaining: int, total: int) -> None:
        if progress:
            progress(total - remaining, total)

    target.unlink(missing_ok=True)
    address = f"file:{quote(source.resolve().as_posix())}?mode=rw"
    with (
        closing(sqlite3.connect(address, uri=True, isolation_level=None)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        # One snapshot from beginning to end: otherwise every write of others starts the copy anew.
        old.execute("BEGIN")
        old.execute("SELECT count(*) FROM sqlite_master")
        old.backup(new, pages=PAGES_AT_ONCE, progress=told)
        # The copy is a file on its own: without WAL it needs no companions until it is opened.
        new.execute("PRAGMA journal_mode = DELETE")
