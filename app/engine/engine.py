"""The engine: publishes versions, lets contacts in, and moves them up to an instant.

There is one engine. Production, preview, tests and the command line differ in the database (file or
memory), in the clock, and in the channel.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, select

from app.core.clock import Instant
from app.core.journey import Journey
from app.core.node import NodeCatalog
from app.core.program import OnManual
from app.core.protocols import Faults, NoFaults
from app.core.rules.reads import Reads
from app.engine import pending
from app.engine.clock.admitting import Admission
from app.engine.clock.clockwork import Clockwork
from app.engine.delivery import put_off
from app.engine.delivery.report import Outcome
from app.engine.interventions.catching_up import CatchUp
from app.engine.interventions.erasing import take_out, wipe
from app.engine.interventions.intervening import Intervention
from app.engine.knowledge import Knowledge
from app.engine.motion import Hook, Motion
from app.engine.rounds import wake_senders
from app.engine.scratch import crowd, fill_crowd
from app.engine.version import Version
from app.store import journeys
from app.store.bulk import Prepared
from app.store.database import Database


class _OnlyRehearsedError(Exception):
    """Ends the transaction of a rehearsal."""


@dataclass(frozen=True)
class Advance:
    """What an advance did: enrollments moved, up to which instant, and whether all was carried out."""

    moved: int
    until: Instant
    complete: bool = True


class Engine:
    """Runs the journeys of one database. All methods are called from one thread."""

    def __init__(
        self,
        database: Database,
        catalog: NodeCatalog,
        faults: Faults | None = None,
        after_round: Hook | None = None,
        catch_up: CatchUp | None = None,
    ) -> None:
        self._catch_up = catch_up
        self._knowledge = Knowledge(database, catalog, faults or NoFaults(), catch_up)
        self._motion = Motion(self._knowledge, after_round)
        self._clockwork = Clockwork(self._knowledge)

    def publish(self, journey: Journey, at: Instant, *, enroll_present: bool | None = None) -> Version:
        """Store a version, make it live, and treat contacts who satisfy segment triggers already (rule 3)."""
        self._clockwork.admit()
        with self._knowledge.transaction() as conn:
            version = self._knowledge.add(conn, journeys.publish(conn, journey, at), journey)
            doors = self._knowledge.doors(conn, version)
            wished = doors.present(conn, at, enroll=enroll_present if version.live else False)
            self._clockwork.note(conn, [Admission(version.id, step, at) for step in wished])
        self._clockwork.admit()
        return version

    @contextmanager
    def intervene(self) -> Generator[Intervention]:
        """One transaction for what a person has asked for from outside the journeys."""
        with self._knowledge.transaction() as conn:
            yield Intervention(conn, self._knowledge.machine(conn), partial(self._knowledge.version, conn))
            self._knowledge.write(conn)
        self.reload()

    @contextmanager
    def rehearse(self) -> Generator[Intervention]:
        """The same, but nothing of it stays: to see what would happen."""
        with self._clockwork.rehearsal(), suppress(_OnlyRehearsedError), self.intervene() as hand:
            yield hand
            raise _OnlyRehearsedError

    def enroll(self, journey_id: str, contact_ids: Sequence[int], at: Instant) -> int:
        """Let contacts in by the manual triggers of a live journey; returns how many entered."""
        entered = 0
        with self._knowledge.transaction() as conn:
            fill_crowd(conn, contact_ids)
            for version in self.versions(conn):
                if version.live and version.journey_id == journey_id:
                    for step, source in version.program.sources.items():
                        if isinstance(source, OnManual):
                            chosen = select(crowd.c.contact_id)
                            entered += self._knowledge.doors(conn, version).by_hand(conn, step, chosen, at)
            self._knowledge.write(conn)
        return entered

    def erase(self, contact_id: int, at: Instant, *, keep_off: bool) -> None:
        """Take a contact out of all journeys and delete what is known about it, at once or not at all."""
        with self._knowledge.transaction() as conn:
            take_out(conn, contact_id, at, self._knowledge.machine(conn), self._knowledge.version)
            self._knowledge.write(conn)
            wipe(conn, contact_id, at, keep_off=keep_off)

    def advance(self, until: Instant, *, stop: Callable[[], bool] | None = None) -> Advance:
        """Carry out everything that is due up to an instant; stops between transactions if asked to.

        The engine's clock is kept in the database and never goes back.
        """
        moved = 0
        self._catch_up_with(until)
        self._clockwork.look_outside()
        self._clockwork.admit()
        while True:
            appointment = self._clockwork.next_up_to(until)
            reached = until if appointment is None else appointment - 1
            for done in self._motion.up_to(reached):
                moved += done
                if stop is not None and stop():
                    return Advance(moved, reached, complete=False)
            if self._clockwork.next_up_to(until) != appointment:
                continue  # what a journey has written makes for an earlier one
            if appointment is None:
                break
            self._clockwork.keep(appointment)
        self._clockwork.reach(until)
        if self._catch_up is not None:
            with self._knowledge.transaction() as conn:
                self._catch_up.settle(conn)
        return Advance(moved, until)

    def _catch_up_with(self, now: Instant) -> None:
        """Look at who is late for a message before anybody moves (rule 18)."""
        if self._catch_up is None:
            return
        self._catch_up.now = now
        with self._knowledge.transaction() as conn:
            told = self._clockwork.told(conn) or now
            running = {version.id: version for version in self.versions(conn)}
            for number in self._catch_up.left_behind(conn, told):
                running[number] = self._knowledge.version(conn, number)
            versions = tuple(running.values())
            if self._catch_up.look_around(conn, versions, told):
                wake_senders(conn, versions)

    def next_due(self) -> Instant | None:
        """The next instant at which a contact is to move, or None; messages are the matter of delivery."""
        with self._knowledge.read() as conn:
            machine, versions = self._knowledge.machine(conn), self.versions(conn)
            key = ("first due", *(version.id for version in versions))
            firsts = machine.prepared(key, lambda: Prepared(partial(pending.firsts, versions), seldom=True))
            instants = [
                put_off.first_due(conn) if self._motion.delivers else None,
                *firsts.rows(conn, {})[0],
                self._clockwork.next_instant(conn),
                self._clockwork.first_waiting(conn),
            ]
        return min((instant for instant in instants if instant is not None), default=None)

    def watched(self) -> Reads:
        """What criteria, triggers and waits of running versions look at."""
        with self._knowledge.read() as conn:
            total = self._knowledge.watched(conn)
            for version in self.versions(conn):
                total |= version.dated
        return total

    def versions(self, conn: Connection) -> tuple[Version, ...]:
        """The versions that are live or still have contacts on them, those of paused journeys left out."""
        return self._knowledge.running(conn)

    def reload(self) -> None:
        """Forget what was read from the store: after publishing, pausing, new fields or segments."""
        self._knowledge.forget()
        self._clockwork.look_again()

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Take note of what became of messages (rules 15 and 17).

        Whoever waits at the step for the outcome goes on; a message that failed for good ends an
        enrollment whose step has no port for that.
        """
        if not outcomes:
            return
        with self._knowledge.transaction() as conn:
            self._motion.take_note(conn, outcomes)
            self._knowledge.write(conn)
