"""Temporary tables of a wave: they live in the connection, never in the file."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    text,
)

from app.store.bulk import Prepared

_metadata = MetaData()
_TEMPORARY = ["TEMPORARY"]

MESSAGE, EVENT, CHANGE, TIMER, VOUCHER = range(5)

crowd = Table(
    "crowd",
    _metadata,
    Column("contact_id", Integer, primary_key=True),
    prefixes=_TEMPORARY,
)
"""The contacts of one transaction."""

item = Table(
    "item",
    _metadata,
    Column("contact_id", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("kind", Integer, nullable=False),
    Column("ref", Integer, nullable=False),
    prefixes=_TEMPORARY,
)
"""What comes next for each contact: a message that was put off (0), an event (1), a change of data (2), or a
timer (3); `ref` is its row."""

wave = Table(
    "wave",
    _metadata,
    Column("token", Integer, primary_key=True),
    Column("contact_id", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("visit", Integer, nullable=False),
    Column("zone", String),
    Column("code", Integer, nullable=False),
    Column("seen", Text),
    prefixes=_TEMPORARY,
)
"""The enrollments that move together, each at its own instant, with the answers to all tests."""

path_of = Table(
    "path_of",
    _metadata,
    Column("code", Integer, primary_key=True),
    Column("path_id", Integer, nullable=False),
    prefixes=_TEMPORARY,
)
"""Which path each code of the wave leads to."""

due_of = Table(
    "due_of",
    _metadata,
    Column("zone", String, primary_key=True),
    Column("at", BigInteger, primary_key=True),
    Column("due", BigInteger, nullable=False),
    prefixes=_TEMPORARY,
)
"""When a hold is over for each zone and arrival in the wave."""


woken = Table(
    "woken",
    _metadata,
    Column("token", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    prefixes=_TEMPORARY,
)
"""The enrollments that an event wakes, and at which instant."""

judged = Table(
    "judged",
    _metadata,
    Column("key", Integer, primary_key=True),
    Column("content_id", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", String),
    Column("reason", String, nullable=False),
    Column("until", BigInteger),
    prefixes=_TEMPORARY,
)
"""Messages whose turn it is, with the gate's answer at their instants (`app.engine.delivery.gate`)."""

value_of = Table(
    "value_of",
    _metadata,
    Column("contact_id", Integer, primary_key=True),
    Column("value", LargeBinary),
    prefixes=_TEMPORARY,
)
"""What a field becomes for each contact; a column of this type leaves every value as it is."""

left_of = Table(
    "left_of",
    _metadata,
    Column("lot", Integer, primary_key=True),
    Column("token", Integer, nullable=False),
    Column("remaining", Integer, nullable=False),
    Column("taken", Integer, nullable=False),
    prefixes=_TEMPORARY,
)
"""What is left of lots of points, and how many were taken for which enrollment."""

served = Table(
    "served",
    _metadata,
    Column("token", Integer, primary_key=True),
    Column("voucher", Integer, nullable=False, unique=True),
    prefixes=_TEMPORARY,
)
"""Which enrollment of the wave gets which voucher."""


def fill_crowd(conn: Connection, contact_ids: Sequence[int]) -> None:
    """Name the contacts that the rounds of a transaction are about."""
    _NO_CROWD.run(conn, [{}])
    _CROWD.run(conn, [{"contact_id": contact_id} for contact_id in contact_ids])


def prepare(conn: Connection) -> None:
    """Make the temporary tables of this connection if it has none.

    It is asked each time: those made in a transaction that was rolled back, wherever, are gone with it.
    """
    if not _THERE.rows(conn, {}):
        _metadata.create_all(conn)


_NO_CROWD = Prepared(lambda: delete(crowd))
_CROWD = Prepared(lambda: insert(crowd).values(contact_id=None))
_THERE = Prepared(lambda: text("SELECT 1 FROM sqlite_temp_master WHERE name = 'wave'"))
"""PostgreSQL's twin is `to_regclass('pg_temp.wave')`."""
