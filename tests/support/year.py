"""A year of the bookshop in virtual time, with invented customers who read, buy, move and leave."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from app.channels.recording import RecordingChannel
from app.core.clock import DAY, HOUR, Instant, VirtualClock
from app.core.document_io import from_text
from app.core.records import ConsentRecord, EventRecord
from app.engine.delivery.delivery import Delivery
from app.engine.engine import Engine
from app.store import tables as t
from app.store.consistency import check
from app.store.contact_columns import add_field
from app.store.contacts import NewContact, id_by_email, upsert_contacts
from app.store.counts import ENTERED, ERASED, JOURNEY
from app.store.database import Database
from app.store.events import record_events
from app.store.suppressions import Suppression, suppress
from nodes import catalog
from tests.support.post import PlainComposer
from tests.support.world import berlin

BOOKSHOP = Path(__file__).resolve().parents[2] / "resources" / "samples" / "bookshop"
JOURNEYS = ("newsletter-welcome", "crime-samples", "long-time-no-purchase")
BEGIN = berlin("2026-03-01 00:00")
HOURS = 365 * 24
HABITS = {"page_visited": 5.0, "purchase": 3.0, "form_submitted": 0.8, "message_opened": 4.0}
"""How often a customer does something in a year."""
LEAVING = {"suppressed": 0.02, "withdrawn": 0.05, "erased": 0.01}
"""Which share of the customers that becomes of in a year."""
_PROPERTIES: Mapping[str, Mapping[str, Any]] = {
    "page_visited": {"page": "/krimi/top-10"},
    "form_submitted": {"form": "Top 10 Kriminalromane"},
}


@dataclass
class Figures:
    """What the year came to."""

    checks: int = 0
    whole_checks: int = 0
    moved: int = 0
    enrollments: int = 0
    steps: int = 0
    messages: Counter[str] = field(default_factory=Counter)
    events: int = 0

    def __str__(self) -> str:
        states = ", ".join(f"{state} {n}" for state, n in sorted(self.messages.items()))
        return (
            f"{self.checks} checks of the sums, {self.whole_checks} of the whole file\n"
            f"{self.events} events, {self.enrollments} enrollments, {self.moved} moves, {self.steps} steps\n"
            f"messages: {states}"
        )


class Year:
    """The workspace; `live` lets the year pass."""

    def __init__(self, path: Path, customers: int, seed: int = 1) -> None:
        self.figures = Figures()
        self._chance = random.Random(seed)
        self._customers = customers
        self._gone: set[int] = set()
        self._latest = 0
        self.database = Database.open(path, synchronous="NORMAL")
        self._clock = VirtualClock(BEGIN)
        delivery = Delivery(
            self.database, RecordingChannel(), PlainComposer(), self._clock, own_instants=True
        )
        self.engine = Engine(
            self.database, catalog(), after_round=lambda _, until: delivery.deliver_due(until)
        )
        self._open_shop()

    def live(self, hours_between: int, days_between: int) -> None:
        """Let a year pass; every so many hours the sums are checked, every so many days the whole file."""
        leaving = self._leaving()
        for hour in range(hours_between, HOURS + 1, hours_between):
            now = BEGIN + hour * HOUR
            while leaving and leaving[0][0] <= now:
                at, number, how = leaving.pop(0)
                self.engine.advance(at)
                self._leave(number, how, at)
            self._clock.move_to(now)
            self.figures.moved += self.engine.advance(now).moved
            with self.database.read() as conn:
                self._check_sums(conn, now)
                if hour % (24 * days_between) == 0:
                    assert check(conn) == ()
                    self.figures.whole_checks += 1
        self._count()

    def _open_shop(self) -> None:
        documents = [from_text((BOOKSHOP / f"{name}.journey").read_bytes()) for name in JOURNEYS]
        with self.database.write() as conn:
            for spec in documents[0].fields:
                add_field(conn, spec)
        self.database.refresh_fields()
        with self.database.write() as conn:
            people = [_customer(row, number) for number, row in self._rows()]
            upsert_contacts(conn, self.database.fields, people, BEGIN - 1, watch=False)
            for some in _in_parts(self._events()):
                self.figures.events += len(some)
                record_events(conn, some)
        for document in documents:
            self.engine.publish(document, BEGIN)

    def _rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        with (BOOKSHOP / "contacts.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        for number in range(self._customers):
            yield number, rows[number % len(rows)]

    def _events(self) -> Iterator[EventRecord]:
        steps = ("welcome", "reminder", "mail_crime", "hello")
        for number in range(self._customers):
            for kind, often in HABITS.items():
                for _ in range(int(self._chance.expovariate(1 / often))):
                    at = BEGIN - 90 * DAY + self._chance.randrange(455 * DAY)
                    properties = dict(_PROPERTIES.get(kind, {"step": self._chance.choice(steps)}))
                    yield EventRecord(kind, at, _address(number), properties)

    def _leaving(self) -> list[tuple[Instant, int, str]]:
        found = [
            (BEGIN + self._chance.randrange(HOURS) * HOUR, number, how)
            for number in range(self._customers)
            for how, share in LEAVING.items()
            if self._chance.random() < share
        ]
        return sorted(found)

    def _leave(self, number: int, how: str, at: Instant) -> None:
        if number in self._gone:
            return
        with self.database.write() as conn:
            contact = id_by_email(conn, _address(number))
            assert contact is not None
            if how == "suppressed":
                suppress(conn, Suppression(_address(number), "manual", at))
            elif how == "withdrawn":
                word = ConsentRecord("newsletter", "withdrawn", at)
                new = NewContact({"email": _address(number)}, consents=(word,))
                upsert_contacts(conn, self.database.fields, [new], at, watch=True)
        if how == "erased":
            self._gone.add(number)
            self.engine.erase(contact, at, keep_off=True)

    def _check_sums(self, conn: Connection, now: Instant) -> None:
        """What can be asked every hour: nobody lost or late, nobody mailed who must not be."""
        e, n = t.enrollments.c, t.counters.c
        rows, ended = conn.execute(
            select(func.count(), func.count(e.ended_at)).select_from(t.enrollments)
        ).one()
        told = dict(
            conn.execute(select(n.port, func.sum(n.n)).where(n.step == JOURNEY).group_by(n.port)).all()
        )
        erased = told.get(ERASED, 0)
        assert rows == told.get(ENTERED, 0) - erased
        assert ended == sum(count for port, count in told.items() if not port.startswith("@")) - erased
        late = e.position.is_not(None) & (e.due <= now)
        assert conn.execute(select(func.count()).where(late)).scalar() == 0
        assert conn.execute(select(func.count()).where(t.outbox.c.due <= now)).scalar() == 0
        blocked = (t.suppressions.c.address == t.outbox.c.address) & (
            t.suppressions.c.at <= t.outbox.c.state_at
        )
        new = (t.outbox.c.id > self._latest) & (t.outbox.c.state == "accepted")
        assert conn.execute(select(t.outbox.c.id).join(t.suppressions, blocked).where(new)).first() is None
        self._latest = conn.execute(select(func.max(t.outbox.c.id))).scalar() or 0
        self.figures.checks += 1

    def _count(self) -> None:
        with self.database.read() as conn:
            figures, o, n = self.figures, t.outbox.c, t.counters.c
            figures.enrollments = conn.execute(select(func.count()).select_from(t.enrollments)).scalar_one()
            figures.messages.update(dict(conn.execute(select(o.state, func.count()).group_by(o.state)).all()))
            steps = (n.step != JOURNEY) & n.port.not_like("@%")
            figures.steps = conn.execute(select(func.sum(n.n)).where(steps)).scalar() or 0


def _customer(row: Mapping[str, str], number: int) -> NewContact:
    consents = ()
    if row["Einwilligung Newsletter"] == "ja":
        consents = (ConsentRecord("newsletter", "granted", BEGIN - 100 * DAY),)
    values = {
        "email": _address(number),
        "first_name": row["Vorname"],
        "last_name": row["Nachname"],
        "city": row["Ort"],
        "lieblingsgenre": row["Lieblingsgenre"],
        "time_zone": ("", "Europe/Berlin", "America/New_York", "Asia/Kolkata")[number % 4],
    }
    tags = frozenset(tag.strip() for tag in row["Schlagwörter"].split(",") if tag.strip())
    return NewContact(values, tags, consents)


def _address(number: int) -> str:
    return f"kunde{number}@example.org"


def _in_parts(records: Iterator[EventRecord]) -> Iterator[list[EventRecord]]:
    part: list[EventRecord] = []
    for record in records:
        part.append(record)
        if len(part) == 10_000:
            yield part
            part = []
    yield part
