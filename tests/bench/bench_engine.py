"""The engine: durable steps a second beside the raw limit of the database and beside plain loops."""

from __future__ import annotations

import os
import resource
import sqlite3
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

import nodes
from app.engine.engine import Engine
from app.store.database import Database
from app.store.sqlite import Synchronous
from tests.bench.figure import Figure
from tests.bench.loops import orm_loop, row_loop
from tests.bench.ten_steps import (
    BUY,
    ENTER,
    OVER,
    READ,
    STEPS_PER_CONTACT,
    half_of_them_buy,
    ten_steps,
    workspace,
)

CONTACTS = int(os.environ.get("STELLWERK_BENCH_CONTACTS", "100000"))


def measure() -> list[Figure]:
    raw = max(_raw_inserts() for _ in range(3))
    normal, growth, longest = _waves(CONTACTS, "NORMAL")
    full, _, _ = _waves(CONTACTS, "FULL")
    rows = row_loop(min(CONTACTS, 20_000))
    orm = orm_loop(500)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        Figure("raw limit: executemany of narrow rows", raw, "rows/s"),
        Figure(f"waves, {CONTACTS:,} contacts", normal, "steps/s"),
        Figure("waves / raw limit", normal / raw, "", at_least=0.6),
        Figure("row loop over Core rows", rows, "steps/s"),
        Figure("waves / row loop", normal / rows, "", at_least=8),
        Figure("one object per contact (ORM)", orm, "steps/s"),
        Figure("waves / ORM loop", normal / orm, "", at_least=400),
        Figure("synchronous FULL / NORMAL, time", normal / full, "", at_most=1.15),
        Figure("growth of the file", growth, "bytes/step", at_most=30),
        Figure("longest transaction of a wave", longest * 1000, "ms", at_most=50),
        Figure("memory at the end, all of the above", memory, "MB", at_most=150),
    ]


def _waves(contacts: int, synchronous: Synchronous) -> tuple[float, float, float]:
    """Steps a second, bytes of history and paths a step, and the longest transaction in seconds."""
    with workspace(contacts, synchronous) as database:
        engine = Engine(database, nodes.catalog())
        timed = Stopwatch(database)
        spent = 0.0
        for instant in (ENTER, READ, BUY, OVER):
            if instant == BUY:
                half_of_them_buy(database, BUY)
            start = time.perf_counter()
            if instant == ENTER:
                engine.publish(ten_steps(), ENTER)
            engine.advance(instant)
            spent += time.perf_counter() - start
        steps = contacts * STEPS_PER_CONTACT
        return steps / spent, _history_bytes(database) / steps, timed.longest


class Stopwatch:
    """Notes how long the longest transaction of a database held the write lock."""

    def __init__(self, database: Database) -> None:
        self.longest = 0.0
        self._write = database.write
        database.write = self._timed

    @contextmanager
    def _timed(self) -> Generator[Connection]:
        start = time.perf_counter()
        with self._write() as conn:
            yield conn
        self.longest = max(self.longest, time.perf_counter() - start)


def _history_bytes(database: Database) -> int:
    """What history, its index and its dictionary take in the file."""
    names = "('history', 'ix_history_enrollment', 'paths')"
    with database.read() as conn:
        return conn.exec_driver_sql(f"SELECT sum(pgsize) FROM dbstat WHERE name IN {names}").scalar_one()


def _raw_inserts(rows: int = 1_000_000) -> float:
    """Rows a second: one transaction, prepared statement, narrow rows, same settings as a workspace."""
    with tempfile.TemporaryDirectory() as folder:
        conn = sqlite3.connect(Path(folder) / "raw.db", isolation_level=None)
        conn.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE TABLE r (a, b, c)")
        start = time.perf_counter()
        conn.execute("BEGIN")
        conn.executemany("INSERT INTO r VALUES (?, ?, ?)", ((n, n + 1, n + 2) for n in range(rows)))
        conn.execute("COMMIT")
        spent = time.perf_counter() - start
        conn.close()
    return rows / spent
