"""The same ten steps as plain loops, to be compared with: careful rows, and one object per contact."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from sqlalchemy import BigInteger, Integer, String, bindparam, create_engine, event, insert, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from app.core.clock import DAY
from app.store import tables as t
from tests.bench.ten_steps import START, STEPS_PER_CONTACT, workspace

CHUNK = 2_000
_SET_CONTACT = (
    update(t.contacts).where(t.contacts.c.id == bindparam("key")).values(stage="lead", score=bindparam("new"))
)


def row_loop(contacts: int) -> float:
    """Steps a second: rows read in chunks, decided in Python, written with executemany, a commit a chunk."""
    with workspace(contacts) as database:
        start = time.perf_counter()
        for stretch in (_enter, _write, _end):
            for first in range(1, contacts + 1, CHUNK):
                with database.write() as conn:
                    span = t.contacts.c.id.between(first, first + CHUNK - 1)
                    stretch(conn, conn.execute(select(t.contacts).where(span)).all())
        return contacts * STEPS_PER_CONTACT / (time.perf_counter() - start)


def _history(conn, rows, steps: list[str], at: int) -> None:
    conn.execute(
        insert(t.history),
        [
            {"enrollment_id": row.id, "path_id": number, "at": at, "seen": f'["{row.city}"]'}
            for row in rows
            for number, _ in enumerate(steps)
        ],
    )


def _enter(conn, rows) -> None:
    conn.execute(_SET_CONTACT, [{"key": row.id, "new": row.score + 10} for row in rows])
    conn.execute(insert(t.tags), [{"contact_id": row.id, "tag": "Krimi"} for row in rows])
    _history(conn, rows, ["in", "city", "half", "stage", "tag", "score"], START)
    conn.execute(insert(t.changes), [{"contact_id": row.id, "at": START + 2 * DAY} for row in rows])


def _write(conn, rows) -> None:
    tokens = t.changes.c
    statement = update(t.changes).where(tokens.contact_id == bindparam("key")).values(at=bindparam("due"))
    conn.execute(statement, [{"key": row.id, "due": START + 5 * DAY} for row in rows])
    conn.execute(
        insert(t.members),
        [{"journey_id": f"Hallo {row.first_name}", "step": "hello", "contact_id": row.id} for row in rows],
    )
    _history(conn, rows, ["pause", "read", "hello"], START + 2 * DAY)


def _end(conn, rows) -> None:
    conn.execute(
        t.changes.delete().where(t.changes.c.contact_id == bindparam("key")),
        [{"key": row.id} for row in rows],
    )
    _history(conn, rows, ["buys", "end"], START + 5 * DAY)


class _Base(DeclarativeBase):
    pass


class _Person(_Base):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    city: Mapped[str] = mapped_column(String)
    score: Mapped[int] = mapped_column(Integer)
    stage: Mapped[str] = mapped_column(String)
    at: Mapped[int] = mapped_column(BigInteger)
    step: Mapped[str] = mapped_column(String)


class _Step(_Base):
    __tablename__ = "step"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    person: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String)


STEPS = ("in", "city", "half", "stage", "tag", "score", "pause", "read", "hello", "buys", "end")


def orm_loop(contacts: int) -> float:
    """Steps a second: one object per contact, loaded, changed and committed at every step."""
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'orm.db'}")
        with engine.connect() as conn:  # the same settings as a workspace has in the other figures
            conn.exec_driver_sql("PRAGMA journal_mode = WAL")
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous = NORMAL"))
        engine.dispose()
        _Base.metadata.create_all(engine)
        with Session(engine) as session:
            people = [
                _Person(id=n, city="Berlin", score=0, stage="", at=START, step="") for n in range(contacts)
            ]
            session.add_all(people)
            session.commit()
            start = time.perf_counter()
            for number in range(contacts):
                for name in STEPS:
                    person = session.get_one(_Person, number)
                    person.step, person.at = name, person.at + 1
                    if name == "score":
                        person.score += 10
                    session.add(_Step(person=number, name=name))
                    session.commit()
            spent = time.perf_counter() - start
        engine.dispose()
    return contacts * STEPS_PER_CONTACT / spent
