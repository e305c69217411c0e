"""The engine on a random world, told in the words of its judge, so that both can be compared."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.util import LRUCache

from app.channels.recording import RecordingChannel
from app.core.clock import Instant, VirtualClock
from app.core.compiler import compile_journey
from app.core.protocols import Faults
from app.core.records import EventRecord
from app.engine.delivery.delivery import Delivery
from app.engine.delivery.gate_terms import put_workspace_cap
from app.engine.engine import Engine
from app.store import tables as t
from app.store.changes import mark_changed
from app.store.consistency import check
from app.store.contact_columns import add_field
from app.store.contacts import NewContact, id_by_email, set_tag, set_values, upsert_contacts
from app.store.database import Database
from app.store.events import record_events
from app.store.segments import Segment, save_segment
from app.store.sqlite import StatementCache
from app.store.suppressions import Suppression, suppress
from tests.support import reference
from tests.support.dice import LISTS
from tests.support.lives import Choice, Person, Told, Write
from tests.support.post import PlainComposer
from tests.support.random_worlds import RandomWorld
from tests.support.rules import Happened
from tests.support.telling import tell

Deed = Write | Choice
_STATEMENTS = StatementCache(LRUCache(4_000))
"""Compiled statements, common to all worlds; those that only one world has must not add up for ever."""


def judged(world: RandomWorld) -> Mapping[str, Told]:
    """What the reference says."""
    programs = [compile_journey(journey, world.catalog) for journey in world.journeys]
    return reference.told(programs, world.people, world.frame)


def carried_out(world: RandomWorld, slices: int = 0, *, told_late: bool = False) -> Mapping[str, Told]:
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
    found = run.told()
    run.database.close()  # compiled statements may keep it otherwise
    return found


def disagreement(world: RandomWorld, slices: int = 0, *, told_late: bool = False) -> str:
    """What the engine does otherwise than the reference, in words; empty if they agree."""
    return difference(judged(world), carried_out(world, slices, told_late=told_late))


def difference(expected: Mapping[str, Told], found: Mapping[str, Told]) -> str:
    """What differs, in words."""
    return "\n".join(
        f"{email}: {name}\n  judge:  {getattr(one, name)}\n  engine: {getattr(found[email], name)}"
        for email, one in expected.items()
        for name in Told.__dataclass_fields__
        if getattr(one, name) != getattr(found[email], name)
    )


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
        self.database = database or Database.memory(_STATEMENTS)
        self.clock = VirtualClock(world.frame.publish)
        delivery = Delivery(self.database, RecordingChannel(), PlainComposer(), self.clock, own_instants=True)
        self.engine = Engine(
            self.database,
            world.catalog,
            faults=faults,
            after_round=lambda _, until: delivery.deliver_due(until),
        )

    def begin(self) -> None:
        """Bring in the contacts and publish."""
        self.fill()
        frame = self.world.frame
        for journey in self.world.journeys:
            self.engine.publish(journey, frame.publish, enroll_present=frame.present)

    def fill(self) -> None:
        """Bring in the contacts, what the workspace has, and the events that are known beforehand."""
        frame = self.world.frame
        with self.database.write() as conn:
            for spec in self.world.journeys[0].fields:
                add_field(conn, spec)
        self.database.refresh_fields()
        with self.database.write() as conn:
            # All name the same fields, so that they are added in their order.
            keys = dict.fromkeys(key for person in self.world.people for key in person.values)
            people = [
                NewContact({"email": p.email, **keys, **p.values}, p.tags, p.consents)
                for p in self.world.people
            ]
            upsert_contacts(conn, self.database.fields, people, frame.publish, watch=False)
            for name, rule in frame.segments.items():
                save_segment(conn, Segment(name, name, rule))
            for person in self.world.people:
                if person.suppressed_at is not None:
                    suppress(conn, Suppression(person.email, "manual", person.suppressed_at))
            self._stock(conn)
        self._record([e for e in self._events() if not self.told_late or e[1].at < frame.publish])

    def _stock(self, conn: Connection) -> None:
        frame = self.world.frame
        put_workspace_cap(conn, frame.cap)
        conn.execute(insert(t.lists), [{"id": name, "name": name} for name in LISTS])
        for pool, codes in frame.pools.items():
            conn.execute(insert(t.voucher_pools).values(id=pool, name=pool))
            if codes:
                conn.execute(insert(t.vouchers), [{"pool_id": pool, "code": code} for code in codes])

    def live(self, extra: Sequence[Instant]) -> None:
        """Let time pass; what happens from outside happens just before everything else at its instant."""
        frame, deeds = self.world.frame, self._deeds()
        late = [each for each in self._events() if self.told_late and each[1].at >= frame.publish]
        instants = {*extra, *deeds, *(event.at for _, event in late), frame.until}
        for instant in sorted(at for at in instants if at <= frame.until):
            if instant in deeds or late:
                self.advance(instant - 1)
                for person, write in deeds.get(instant, ()):
                    self._do(person, write, instant)
                self._record([each for each in late if each[1].at == instant])
            self.advance(instant)

    def _deeds(self) -> dict[Instant, list[tuple[Person, Deed]]]:
        """What is done to contacts from outside, by instant."""
        found: dict[Instant, list[tuple[Person, Deed]]] = {}
        for person in self.world.people:
            for write in person.writes:
                found.setdefault(write.at, []).append((person, write))
            for choice in person.chosen:
                found.setdefault(choice.at, []).append((person, choice))
        return found

    def told(self) -> Mapping[str, Told]:
        """What has become of everybody."""
        with self.database.read() as conn:
            assert check(conn) == ()
            return tell(conn, self.database.fields, [journey.id for journey in self.world.journeys])

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

    def _do(self, person: Person, write: Deed, at: Instant) -> None:
        with self.database.write() as conn:
            contact = id_by_email(conn, person.email)
        assert contact is not None
        if isinstance(write, Choice):
            self.engine.enroll(write.journey, [contact], at)
            return
        with self.database.write() as conn:
            set_values(conn, self.database.fields, contact, write.values, at, watch=False)
            for present, tags in ((True, write.add), (False, write.remove)):
                for tag in tags:
                    set_tag(conn, [contact], tag, at, present=present, watch=False)
            if write.consent is not None:
                new = NewContact({"email": person.email}, consents=(write.consent,))
                upsert_contacts(conn, self.database.fields, [new], at, watch=False)
            if write.tasks_done:
                open_ones = (t.tasks.c.contact_id == contact) & t.tasks.c.done_at.is_(None)
                conn.execute(update(t.tasks).where(open_ones).values(done_at=at))
            mark_changed(conn, select(t.contacts.c.id).where(t.contacts.c.id == contact), at)
