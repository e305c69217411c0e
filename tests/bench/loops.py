"""The same ten steps as plain loops, to be compared with: careful rows, and one object per contact."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from sqlalchemy import BigInteger, Integer, String, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from tests.bench.row_loop import row_loop
from tests.bench.ten_steps import START, STEPS_PER_CONTACT

__all__ = ["orm_loop", "row_loop"]


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
    """Steps a second of CPU time: one object per contact, loaded, changed and committed at every step."""
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
            start = time.process_time()
            for number in range(contacts):
                for name in STEPS:
                    person = session.get_one(_Person, number)
                    person.step, person.at = name, person.at + 1
                    if name == "score":
                        person.score += 10
                    session.add(_Step(person=number, name=name))
                    session.commit()
            spent = time.process_time() - start
        engine.dispose()
    return contacts * STEPS_PER_CONTACT / spent
