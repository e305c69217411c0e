"""How every connection to SQLite is made: settings, transactions, and the functions rules need."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool, StaticPool

from app.core.clock import Instant, to_datetime
from app.core.dates import UntilDate, date_due
from app.core.schedule import Duration, DurationUnit, after, zone

BEGIN = "stellwerk_begin"
"""Execution option of a connection: the statement that begins its transactions."""
CACHE_KIB = 16_384
STATEMENTS = 512
CHECKPOINT_PAGES = 8_000
"""32 MB of log before it is written back; with the usual 4 MB, waves spend a tenth of their time on that."""
Synchronous = Literal["FULL", "NORMAL", "OFF"]


@dataclass
class StatementCache:
    """Compiled statements that several short-lived databases share.

    SQLAlchemy keeps them by their dialect, which each engine has one of its own of, unless it is given.
    """

    compiled: MutableMapping[Any, Any] = field(default_factory=dict[Any, Any])
    dialect: Dialect | None = None


@dataclass(frozen=True)
class Opening:
    """How a file is opened. `busy_seconds` is how long to wait for other programs."""

    read_only: bool = False
    synchronous: Synchronous = "FULL"
    busy_seconds: float = 5.0


def file_engine(path: Path, opening: Opening) -> Engine:
    """An engine on a file; connections come from a pool and may be used by any one thread at a time."""
    return _engine(lambda: _connect(_address(path, opening), opening), QueuePool, opening)


def memory_engine(statements: StatementCache | None = None) -> Engine:
    """An engine on a database in memory that has exactly one connection."""
    opening = Opening(synchronous="OFF")
    engine = _engine(lambda: _connect(":memory:", opening), StaticPool, opening)
    if statements is None:
        return engine
    if statements.dialect is None:
        statements.dialect = engine.dialect
    else:
        engine.dialect = statements.dialect
    return engine.execution_options(compiled_cache=statements.compiled)


def stellwerk_lower(value: str | float | bytes | None) -> str | float | bytes | None:
    """Text in lower case in every script (SQLite's own `lower` knows ASCII only)."""
    return value.lower() if isinstance(value, str) else value


def stellwerk_local_date(at: Instant | None, zone_name: str | None, fallback: str, days: int) -> str | None:
    """The local date of an instant as ISO text, some days later or earlier.

    PostgreSQL's twin is `to_char(timezone(zone, to_timestamp(at / 1000.0)) + days, 'YYYY-MM-DD')`.
    """
    if at is None:
        return None
    try:
        return (
            to_datetime(at).astimezone(zone(zone_name or "", fallback)).date() + timedelta(days)
        ).isoformat()
    except OverflowError:
        return "9999-12-31" if days > 0 else "0001-01-01"


def stellwerk_date_due(
    until: str, value: str | float | None, arrived: Instant, zone_name: str | None, fallback: str
) -> Instant | None:
    """`app.core.dates.date_due` for a date (as JSON) and the value of its field; null if there is no day."""
    return date_due(_until(until), value, arrived, zone(zone_name or "", fallback))


@lru_cache(maxsize=1_000)
def _until(text: str) -> UntilDate:
    return UntilDate.model_validate_json(text)


def stellwerk_after(
    at: Instant | None, amount: int, unit: DurationUnit, zone_name: str | None, fallback: str
) -> Instant | None:
    """`app.core.schedule.after` for a duration that is calendar time."""
    if at is None:
        return None
    return after(at, Duration(amount=amount, unit=unit), zone(zone_name or "", fallback))


def _engine(
    connect: Callable[[], sqlite3.Connection], pool: type[QueuePool | StaticPool], opening: Opening
) -> Engine:
    engine = create_engine("sqlite://", creator=connect, poolclass=pool)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        _prepare(connection, opening)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get(BEGIN, "BEGIN"))

    # Used through `event` above; named so that no checker takes them for forgotten ones.
    _ = (prepare, begin)
    return engine


def _address(path: Path, opening: Opening) -> str:
    mode = "mode=ro" if opening.read_only else "mode=rwc"
    return f"file:{quote(path.resolve().as_posix())}?{mode}"


def _connect(address: str, opening: Opening) -> sqlite3.Connection:
    # isolation_level None: the driver starts no transactions of its own, SQLAlchemy's events do.
    return sqlite3.connect(
        address,
        uri=address.startswith("file:"),
        timeout=opening.busy_seconds,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=STATEMENTS,
    )


def _prepare(connection: sqlite3.Connection, opening: Opening) -> None:
    connection.create_function("stellwerk_lower", 1, stellwerk_lower, deterministic=True)
    connection.create_function("stellwerk_local_date", 4, stellwerk_local_date, deterministic=True)
    connection.create_function("stellwerk_date_due", 5, stellwerk_date_due, deterministic=True)
    connection.create_function("stellwerk_after", 5, stellwerk_after, deterministic=True)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    connection.execute(f"PRAGMA synchronous = {opening.synchronous}")
