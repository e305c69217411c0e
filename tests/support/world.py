"""A small world for engine tests: contacts, events, one engine, everything in memory and virtual time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

import nodes
from app.channels.recording import RecordingChannel
from app.core.clock import Instant, VirtualClock, from_datetime, to_datetime
from app.core.fields import FieldSpec
from app.core.journey import Edge, Journey, Node, Settings
from app.core.protocols import Faults
from app.core.records import ConsentRecord, Counts, EventRecord
from app.engine.delivery.delivery import Delivery
from app.engine.engine import Engine
from app.engine.trace import trace
from app.store import tables as t
from app.store.consistency import check
from app.store.contact_columns import add_field
from app.store.contacts import NewContact, id_by_email, set_values, upsert_contacts
from app.store.counts import counts
from app.store.database import Database
from app.store.events import record_events
from tests.support.post import PlainComposer

BERLIN = ZoneInfo("Europe/Berlin")


def berlin(text: str) -> Instant:
    """The instant of a wall time in Berlin, `2026-03-02 10:00`."""
    return from_datetime(datetime.fromisoformat(text).replace(tzinfo=BERLIN))


def shown(instant: Instant) -> str:
    """An instant as a wall time in Berlin."""
    return to_datetime(instant).astimezone(BERLIN).strftime("%Y-%m-%d %H:%M")


START = berlin("2026-03-02 10:00")


def step(name: str, step_type: str, **config: Any) -> Node:
    """A step whose id is its title."""
    return Node(id=name, type=step_type, title=name, config=config)


def journey(*chain: Node, edges: str = "", settings: Settings | None = None, **parts: Any) -> Journey:
    """A journey whose steps follow one another by `next`; `edges` adds `a.port>b` separated by spaces.

    With `edges` given, only these connect the steps.
    """
    if edges:
        found = [_edge(text) for text in edges.split()]
    else:
        found = [Edge(source=a.id, port="next", target=b.id) for a, b in pairwise(chain)]
    return Journey(
        id="probe", name="Probe", nodes=chain, edges=tuple(found), settings=settings or Settings(), **parts
    )


def _edge(text: str) -> Edge:
    source, target = text.split(">")
    name, _, port = source.partition(".")
    return Edge(source=name, port=port or "next", target=target)


def days(amount: int) -> Mapping[str, Any]:
    """The config of a wait or time-out of some days."""
    return {"after": {"amount": amount, "unit": "days"}}


class World:
    """Contacts by first name; all times are Berlin wall times in words."""

    def __init__(self, *fields: FieldSpec, deliver: bool = True) -> None:
        self.database = Database.memory()
        with self.database.write() as conn:
            for spec in fields:
                add_field(conn, spec)
        self.database.refresh_fields()
        self.clock = VirtualClock(START)
        self._deliver = deliver
        self.engine = self.begin_again()
        self.version = 0

    def begin_again(self, faults: Faults | None = None) -> Engine:
        """A new engine, as after a start of the program."""
        delivery = Delivery(self.database, RecordingChannel(), PlainComposer(), self.clock, own_instants=True)
        after_round = (lambda _, until: delivery.deliver_due(until)) if self._deliver else None
        self.engine = Engine(self.database, nodes.catalog(), faults, after_round=after_round)
        return self.engine

    def contact(
        self, name: str, *, tags: set[str] | None = None, consent: bool = True, **values: Any
    ) -> None:
        """Add a contact, or change one."""
        address = f"{name.lower()}@example.org"
        words = (ConsentRecord("newsletter", "granted", START),) if consent else ()
        new = NewContact(
            {"email": address, "first_name": name, **values}, frozenset(tags or ()), consents=words
        )
        with self.database.write() as conn:
            upsert_contacts(conn, self.database.fields, [new], START, watch=False)

    def contacts(self, names: Sequence[str]) -> None:
        """Add many contacts."""
        new = [NewContact({"email": f"{name.lower()}@example.org", "first_name": name}) for name in names]
        with self.database.write() as conn:
            upsert_contacts(conn, self.database.fields, new, START, watch=False)

    def change(self, name: str, at: str, **values: Any) -> None:
        """Change fields of a contact at a wall time, as an import or a person would."""
        with self.database.write() as conn:
            contact = id_by_email(conn, f"{name.lower()}@example.org")
            assert contact is not None
            set_values(conn, self.database.fields, contact, values, berlin(at), watch=True)

    def event(self, name: str, event_type: str, at: str, **properties: Any) -> None:
        """Something a contact did."""
        record = EventRecord(event_type, berlin(at), f"{name.lower()}@example.org", properties)
        with self.database.write() as conn:
            record_events(conn, [record])

    def publish(
        self, document: Journey, at: str = "2026-03-02 10:00", *, present: bool | None = None
    ) -> None:
        """Publish a journey."""
        self.version = self.engine.publish(document, berlin(at), enroll_present=present).id

    def run(self, until: str) -> None:
        """Let time pass."""
        self.clock.move_to(berlin(until))
        self.engine.advance(berlin(until))
        with self.database.read() as conn:
            assert check(conn) == ()

    def path(self, name: str) -> list[str]:
        """The steps a contact took: `step.port wall-time`."""
        with self.database.read() as conn:
            return [
                f"{line.node}.{line.port} {shown(line.at)}"
                for line in trace(conn, self.version)
                if line.email == f"{name.lower()}@example.org"
            ]

    def reason(self, name: str) -> str | None:
        """Why the latest enrollment of a contact ended; `active` while it has not, None if there is none."""
        with self.database.read() as conn:
            contact = id_by_email(conn, f"{name.lower()}@example.org")
            rows = conn.execute(
                select(t.enrollments)
                .where(t.enrollments.c.contact_id == contact)
                .order_by(t.enrollments.c.id)
            ).all()
        if not rows:
            return None
        return rows[-1].reason or "active"

    def counts(self) -> Counts:
        """The numbers on the canvas."""
        with self.database.read() as conn:
            return counts(conn, self.version)
