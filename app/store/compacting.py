"""Making the file of a workspace as small as what is in it, wholly or not at all."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from app.core.errors import WorkspaceError
from app.core.text import Text
from app.store.failures import in_plain_words

LOOK_EVERY = 20_000
"""Instructions of SQLite between two reports."""
OPS_PER_ENTRY = 4
"""Instructions that copying one row, or one entry of an index, takes."""
Progress = Callable[[int, int], None]
"""Told how far it is; it may raise to stop, and then nothing has changed."""


@dataclass(frozen=True)
class FileSize:
    """How many bytes a workspace takes on the disk, and how many of these hold nothing any more."""

    total: int
    unused: int


def file_size(path: Path) -> FileSize:
    """The size of a workspace, with what has not been written back into the file yet."""
    companions = (path, path.with_name(f"{path.name}-wal"))
    with in_plain_words(path), closing(_connect(path)) as conn:
        free, page = _number(conn, "PRAGMA freelist_count"), _number(conn, "PRAGMA page_size")
    return FileSize(sum(each.stat().st_size for each in companions if each.exists()), free * page)


def compact(path: Path, progress: Progress) -> None:
    """Write the file anew without its gaps. Nobody else may write meanwhile; who reads sees the old state.

    SQLite does it in one transaction: whoever stops it, even by pulling the plug, finds the file as it was.
    """
    _require_room(path)
    with in_plain_words(path), closing(_connect(path)) as conn:
        conn.execute("PRAGMA temp_store = FILE")  # the copy may be larger than the memory
        watch = _Watch(progress, _entries(conn) * OPS_PER_ENTRY)
        conn.set_progress_handler(watch.look, LOOK_EVERY)
        try:
            conn.execute("VACUUM")
        except sqlite3.OperationalError:
            if watch.stopped is not None:
                raise watch.stopped from None
            raise
        conn.set_progress_handler(None, 0)
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    progress(1, 1)


class _Watch:
    """Passes on the progress; what a listener raises ends the work and is raised after it."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total = progress, max(total, 1)
        self._done = 0
        self.stopped: BaseException | None = None

    def look(self) -> int:
        self._done += LOOK_EVERY
        try:
            self._progress(min(self._done, self._total - 1), self._total)
        except BaseException as error:  # noqa: BLE001 (SQLite must end first; then it is raised again)
            self.stopped = error
            return 1
        return 0


def _entries(conn: sqlite3.Connection) -> int:
    """How many rows and entries of indexes there are to be copied."""
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    total = 0
    for (name,) in conn.execute(tables).fetchall():
        indexes = len(conn.execute("SELECT 1 FROM pragma_index_list(?)", (name,)).fetchall())
        total += _number(conn, f'SELECT count(*) FROM "{name}"') * (1 + indexes)  # noqa: S608 (our own names)
    return total


def _require_room(path: Path) -> None:
    """The copy lies among the temporary files, and then beside the file, before the old one goes."""
    size = path.stat().st_size
    for folder in {path.parent.resolve(), Path(tempfile.gettempdir()).resolve()}:
        if shutil.disk_usage(folder).free < size:
            raise WorkspaceError(_NO_ROOM.fill(folder=str(folder), need=f"{size / 1e6:,.0f} MB"))


def _connect(path: Path) -> sqlite3.Connection:
    address = f"file:{quote(path.resolve().as_posix())}?mode=rw"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=5)


def _number(conn: sqlite3.Connection, statement: str) -> int:
    return int(conn.execute(statement).fetchone()[0])


_NO_ROOM = Text(
    "Zum Verkleinern fehlt Platz: Im Ordner „{folder}“ werden vorübergehend {need} gebraucht. An der Datei "
    "wurde nichts geändert; bitte schaffen Sie Platz und versuchen Sie es noch einmal.",
    "There is no room for making the file smaller: {need} are needed in the folder “{folder}” for a while. "
    "The file was not changed; please free some space and try again.",
)
