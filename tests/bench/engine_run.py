"""The ten-step journey over the contacts of a workspace, in a process that does nothing else.

`python -m tests.bench.engine_run WORKSPACE NORMAL|FULL` says as JSON what it took.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, func, select

import nodes
from app.core.rules.tree import Attribute
from app.engine.engine import Engine
from app.store import tables as t
from app.store.contact_lists import ContactQuery, count_contacts
from app.store.counts import counts
from app.store.database import Database
from app.store.sqlite import Synchronous
from tests.bench.ten_steps import BUY, ENTER, OVER, READ, STEPS_PER_CONTACT, half_of_them_buy, ten_steps

IO = Path("/proc/self/io")


class Timed(Database):
    """A workspace that notes how long each transaction held the write lock."""

    held: list[tuple[float, float]]
    """Seconds by the clock and of the processor."""

    @contextmanager
    def write(self) -> Generator[Connection]:
        """See `Database`; only the outermost counts."""
        outermost, start = self._open.writing is None, (time.perf_counter(), time.process_time())
        with super().write() as conn:
            yield conn
        if outermost and hasattr(self, "held"):
            self.held.append((time.perf_counter() - start[0], time.process_time() - start[1]))


def main(path: str, synchronous: str) -> None:
    database = Timed.open(Path(path), synchronous=cast("Synchronous", synchronous))
    database.held = []
    engine, written = Engine(database, nodes.catalog()), _written()
    wall = cpu = 0.0
    for instant in (ENTER, READ, BUY, OVER):
        if instant == BUY:
            half_of_them_buy(database, BUY)
            database.held.pop()  # no work of the engine
        start = time.perf_counter(), time.process_time()
        if instant == ENTER:
            engine.publish(ten_steps(), ENTER)
        engine.advance(instant)
        wall += time.perf_counter() - start[0]
        cpu += time.process_time() - start[1]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    written = _written() - written
    with database.read() as conn:
        contacts = conn.execute(select(func.count()).select_from(t.contacts)).scalar_one()
    steps = contacts * STEPS_PER_CONTACT
    held, busy = (sorted(times) for times in zip(*database.held, strict=True))
    found = {
        "wall": wall,
        "cpu": cpu,
        "steps": steps,
        "memory": memory,
        "longest": held[-1],
        "p99": held[int(len(held) * 0.99) - 1],
        "p99_cpu": busy[int(len(busy) * 0.99) - 1],
        "written": written / steps,
        "history": _history_bytes(database) / steps,
        "canvas": _median(lambda conn: counts(conn, 1), database),
        "segment": _median(lambda conn: _berliners(conn, database), database),
    }
    database.close()
    print(json.dumps(found))


def _berliners(conn: Connection, database: Database) -> int:
    rule = Attribute(field="city", op="eq", value="Berlin")
    return count_contacts(conn, database.fields, ContactQuery(rule=rule))


def _median(ask, database: Database) -> float:
    """Seconds of the middle one of seven."""
    times: list[float] = []
    for _ in range(7):
        with database.read() as conn:
            start = time.perf_counter()
            ask(conn)
            times.append(time.perf_counter() - start)
    return statistics.median(times)


def _written() -> int:
    """Bytes that this process has handed to the system to write, 0 where nobody counts them."""
    if not IO.exists():
        return 0
    return int(next(line.split()[1] for line in IO.read_text().splitlines() if line.startswith("wchar")))


def _history_bytes(database: Database) -> int:
    """What history, its index and its dictionary take in the file."""
    names = "('history', 'ix_history_enrollment', 'paths')"
    with database.read() as conn:
        return conn.exec_driver_sql(f"SELECT sum(pgsize) FROM dbstat WHERE name IN {names}").scalar_one()


if __name__ == "__main__":
    main(*sys.argv[1:])
