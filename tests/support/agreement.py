"""The engine on a random world, told in the words of its judge, so that both can be compared."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from sqlalchemy import select

import nodes
from app.channels.recording import RecordingChannel
from app.core.clock import Instant, VirtualClock
from app.core.compiler import compile_journey
from app.core.protocols import Faults
from app.core.records import EventRecord
from app.engine.delivery import Delivery
from app.engine.engine import Engine
from app.engine.trace import trace
from app.store import tables as t
from app.store.changes import mark_changed
from app.store.consistency import check
from app.store.contact_columns import add_field
from app.store.contacts import NewContact, id_by_email, load_contacts, set_tag, set_values, upsert_contacts
from app.store.database import Database
from app.store.events import record_events
from app.store.segments import Segment, save_segment
from app.store.suppressions import Suppression, suppress
from tests.support import reference
from tests.support.lives import Person, Told, Write, in_order
from tests.support.post import PlainComposer
from tests.support.random_worlds import RandomWorld
from tests.support.rules import Happened


def judged(world: RandomWorld) -> dict[str, Told]:
    """What the reference says."""
    program = compile_journey(world.journey, nodes.catalog())
    return {person.email: reference.told(program, person, world.frame) for person in world.people}


def carried_out(world: RandomWorld, slices: int = 0, *, told_late: bool = False) -> dict[str, Told]:
    """What the engine does, in so many slices of time.

    `told_late`: events are recorded just before their instant instead of all beforehand.
    """
    run = Run(world, told_late=told_late)
    run.begin()
    chance = random.Random(world.seed + slices)
    extra = {chance.randint(world.frame.publish, world.frame.until) for _ in range(slices)}
    if slices:
        extra |= {event.at for person in world.people for event in person.events}
    run.live(sorted(at for at in extra if world.frame.publish <= at <= world.frame.until))
    return run.told()


def disagreement(world: RandomWorld, slices: int = 0, *, told_late: bool = False) -> str:
    """What the engine does otherwise than the reference, in words; empty if they agree."""
    expected = judged(world)
    found = carried_out(world, slices, told_late=told_late)
    lines = [
        f"{email}: {name}\n  judge:  {getattr(one, name)}\n  engine: {getattr(found[email], name)}"
        for email, one in expected.items()
        for name in ("passes", "lines", "messages", "values", "tags")
        if getattr(one, name) != getattr(found[email], name)
    ]
    return "\n".join(lines)


class Run:
    """One database (in memory, or a file), one engine, one world."""

    def __init__(
        self,
        world: RandomWorld,
        *,
        told_late: bool = False,
        database: Database | None = None,
        faults: Faults | None = None,
    ) -> None:
        self.world = world
        self.told_late = told_late
        self.database = database or Database.memory()
        self.version = 1
        self.clock = VirtualClock(world.frame.publish)
        delivery = Delivery(self.database, RecordingChannel(), PlainComposer(), self.clock, own_instants=True)
        self.engine = Engine(
            self.database,
            nodes.catalog(),
            faults=faults,
            after_round=lambda _, until: delivery.deliver_due(until),
        )

    def begin(self) -> None:
        """Bring in the contacts and publish."""
        self.fill()
        frame = self.world.frame
        version = self.engine.publish(self.world.journey, frame.publish, enroll_present=frame.present)
        self.version = version.id

    def fill(self) -> None:
        """Bring in the contacts, segments, and the events that are known beforehand."""
        frame = self.world.frame
        with self.database.write() as conn:
            for spec in self.world.journey.fields:
                add_field(conn, spec)
        self.database.refresh_fields()
        with self.database.write() as conn:
            people = [
                NewContact({"email": p.email, **p.values}, p.tags, p.consents) for p in self.world.people
            ]
            upsert_contacts(conn, self.database.fields, people, frame.publish, watch=False)
            for name, rule in frame.segments.items():
                save_segment(conn, Segment(name, name, rule))
            for person in self.world.people:
                if person.suppressed_at is not None:
                    suppress(conn, Suppression(person.email, "manual", person.suppressed_at))
        self._record([e for e in self._events() if not self.told_late or e[1].at < frame.publish])

    def live(self, extra: Sequence[Instant]) -> None:
        """Let time pass; what happens from outside happens just before everything else at its instant."""
        frame, deeds = self.world.frame, self._deeds()
        late = [each for each in self._events() if self.told_late and each[1].at >= frame.publish]
        for instant in sorted({*extra, *deeds, *(event.at for _, event in late), frame.until}):
            if instant in deeds or late:
                self.advance(instant - 1)
                for person, write in deeds.get(instant, ()):
                    self._do(person, write, instant)
                self._record([each for each in late if each[1].at == instant])
            self.advance(instant)

    def _deeds(self) -> dict[Instant, list[tuple[Person, Write | None]]]:
        """What is done to contacts from outside, by instant: a write, or None for a choice by hand."""
        found: dict[Instant, list[tuple[Person, Write | None]]] = {}
        for person in self.world.people:
            for write in person.writes:
                found.setdefault(write.at, []).append((person, write))
            for instant in person.chosen:
                found.setdefault(instant, []).append((person, None))
        return found

    def told(self) -> dict[str, Told]:
        """What has become of everybody."""
        with self.database.read() as conn:
            assert check(conn) == ()
            emails = dict(conn.execute(select(t.contacts.c.id, t.contacts.c.email)).all())
            everybody = load_contacts(conn, self.database.fields, list(emails))
            lines = list(trace(conn, self.version))
            passes = conn.execute(select(t.enrollments).order_by(t.enrollments.c.id)).all()
            messages = conn.execute(select(t.outbox).order_by(t.outbox.c.id)).all()
        found: dict[str, Told] = {}
        for contact in everybody:
            own = [row for row in passes if row.contact_id == contact.id]
            numbers = {row.id: number for number, row in enumerate(own)}
            sent = [
                (numbers[row.enrollment_id], row.step, row.at, row.state)
                for row in messages
                if row.enrollment_id in numbers
            ]
            found[contact.email] = Told(
                passes=tuple((row.entered_at, row.reason, row.ended_at) for row in own),
                lines=tuple((line.node, line.port, line.at) for line in lines if line.email == contact.email),
                messages=in_order(sent),
                values=known(contact.values),
                tags=contact.tags,
            )
        return found

    def _events(self) -> list[tuple[str, Happened]]:
        return [(person.email, event) for person in self.world.people for event in person.events]

    def _record(self, events: Sequence[tuple[str, Happened]]) -> None:
        records = [EventRecord(event.type, event.at, email, event.properties) for email, event in events]
        with self.database.write() as conn:
            record_events(conn, records)

    def advance(self, until: Instant) -> None:
        """Let time pass without anything from outside."""
        self.clock.move_to(until)
        self.engine.advance(until)

    def _do(self, person: Person, write: Write | None, at: Instant) -> None:
        with self.database.write() as conn:
            contact = id_by_email(conn, person.email)
        assert contact is not None
        if write is None:
            self.engine.enroll(self.world.journey.id, [contact], at)
            return
        with self.database.write() as conn:
            set_values(conn, self.database.fields, contact, write.values, at, watch=False)
            for present, tags in ((True, write.add), (False, write.remove)):
                for tag in tags:
                    set_tag(conn, [contact], tag, at, present=present, watch=False)
            if write.consent is not None:
                new = NewContact({"email": person.email}, consents=(write.consent,))
                upsert_contacts(conn, self.database.fields, [new], at, watch=False)
            mark_changed(conn, select(t.contacts.c.id).where(t.contacts.c.id == contact), at)


def known(values: Mapping[str, object]) -> dict[str, object]:
    """Values that are there; when a contact was made is not the journey's matter."""
    return {
        key: value
        for key, value in values.items()
        if value not in (None, "") and key not in ("email", "created_at")
    }
