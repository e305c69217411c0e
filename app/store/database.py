"""A workspace: one SQLite file (or memory), with one writer at a time and any number of readers."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock, local
from typing import Self, cast

from sqlalchemy import Connection, Engine

from app.core.fields import FieldBook
from app.store import schema
from app.store.contact_columns import load_fields
from app.store.failures import MISSING, failure, in_plain_words
from app.store.sqlite import BEGIN, Opening, StatementCache, Synchronous, file_engine, memory_engine
from app.store.tables import metadata


class _Open(local):
    """What the thread that asks has open."""

    writing: Connection | None = None


class Database:
    """Open with `Database.open` or `Database.memory`, close with `close`.

    Within `write`, a further `write` or `read` of the same thread joins the one that is open.
    """

    def __init__(self, engine: Engine, path: Path | None = None) -> None:
        self.path = path
        self._engine = engine
        self._lock = RLock()
        self._open = _Open()
        self._commits = 0
        self._writer = engine.connect().execution_options(**{BEGIN: "BEGIN IMMEDIATE"})
        self._watcher = engine.connect() if path else None
        self.fields = FieldBook()
        self.refresh_fields()

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        synchronous: Synchronous = "FULL",
        busy_seconds: float = 5.0,
    ) -> Self:
        """Open a workspace, creating or migrating it; raises `WorkspaceError` in plain words.

        Read-only opening skips the search for damage, so that what is left can be looked at.
        """
        if read_only and not path.is_file():
            raise failure(MISSING, path)
        opening = Opening(read_only=read_only, synchronous=synchronous, busy_seconds=busy_seconds)
        engine = file_engine(path, opening)
        try:
            with in_plain_words(path):
                _prepare(engine, path, read_only=read_only)
                return cls(engine, path)
        except BaseException:
            engine.dispose()
            raise

    @classmethod
    def memory(cls, statements: StatementCache | None = None) -> Self:
        """A new, empty workspace in memory; threads take turns on its only connection.

        Whoever opens many, one after the other, gives them a common dict for compiled statements.
        """
        engine = memory_engine(statements)
        metadata.create_all(engine)
        return cls(engine)

    @contextmanager
    def write(self) -> Generator[Connection, None, None]:
        """A transaction that may write: committed at the end, rolled back if an error passes through."""
        with in_plain_words(self.path), self._lock:
            if self._open.writing is not None:
                yield self._open.writing
                return
            with self._writer.begin():
                self._open.writing = self._writer
                try:
                    yield self._writer
                finally:
                    self._open.writing = None
            self._commits += 1

    @contextmanager
    def read(self) -> Generator[Connection, None, None]:
        """A snapshot to read from; within `write` of the same thread, what has been written so far."""
        if self.path is None or self._open.writing is not None:
            with self.write() as conn:
                yield conn
            return
        with in_plain_words(self.path), self._engine.connect() as conn, conn.begin():
            yield conn

    @contextmanager
    def alone(self) -> Generator[None]:
        """Nobody else in this program writes while this lasts, and no transaction is open."""
        with self._lock:
            yield

    def refresh_fields(self) -> FieldBook:
        """Read the custom fields again, after one was added."""
        with self.read() as conn:
            self.fields = load_fields(conn)
        return self.fields

    def data_version(self) -> int:
        """A number that changes whenever anyone, in this program or another, has written."""
        if self._watcher is None:
            return self._commits
        with in_plain_words(self.path):
            return int(_driver(self._watcher).execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Give back the file; call it once nobody reads or writes any more."""
        with self._lock:
            if self._watcher is not None:
                self._watcher.close()
            self._writer.close()
            self._engine.dispose()


def _prepare(engine: Engine, path: Path, *, read_only: bool) -> None:
    with engine.connect() as conn:
        schema.recognise(conn, path)
        if read_only:
            schema.require_current(conn, path)
            return
        schema.check_pages(conn, path)
    with engine.connect() as conn:
        _use_write_ahead_log(conn)
    _migrate(engine, path)


def _use_write_ahead_log(conn: Connection) -> None:
    # Through the driver, because the mode cannot be changed within a transaction.
    _driver(conn).execute("PRAGMA journal_mode = WAL")


def _migrate(engine: Engine, path: Path) -> None:
    with engine.connect() as conn:
        if not schema.pending(conn, path):
            return
        revision = schema.current_revision(conn)
    if revision is not None:
        schema.keep_copy(path, revision)
    with engine.connect().execution_options(**{BEGIN: "BEGIN IMMEDIATE"}) as conn, conn.begin():
        # Asked again: another program may have migrated the file in the meantime.
        if schema.pending(conn, path):
            schema.migrate(conn)


def _driver(conn: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", conn.connection.driver_connection)
