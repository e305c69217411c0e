"""The engine's clock: appointments are kept in their order, and crowds that come in do so before all else.

How far time has been carried out is kept in the database and never goes back, so that everything is asked
by the clock exactly once.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import Connection

from app.core.clock import HOUR, Instant
from app.engine.clock import admitting, waits
from app.engine.clock.admitting import Admission
from app.engine.clock.appointments import drifting_at
from app.engine.knowledge import Knowledge
from app.store import settings

CLOCK = "engine_clock"
CLOCK_STEP = HOUR


class Clockwork:
    """Keeps the appointments of one database."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._told: Instant | None = None
        self._written: Instant | None = None
        self._crowds = True
        """Whether somebody may still have to be let in at an instant that has come."""

    def look_outside(self) -> None:
        """Learn which days have come into fields from outside; before anybody moves."""
        if self._knowledge.asked_by_clock:
            with self._knowledge.read() as conn:
                self._knowledge.machine(conn).appointments.learn_from_outside(conn)

    def next_up_to(self, until: Instant) -> Instant | None:
        """The next instant up to another at which something is asked by the clock."""
        if not self._knowledge.asked_by_clock:
            return None
        with self._knowledge.read() as conn:
            found = self.next_instant(conn)
        return found if found is not None and found <= until else None

    def next_instant(self, conn: Connection) -> Instant | None:
        """The next instant at which something is asked by the clock."""
        appointments = self._knowledge.machine(conn).appointments
        return appointments.next_after(conn, self._knowledge.running(conn), self.told(conn))

    def keep(self, appointment: Instant) -> None:
        """Ask what has to be asked by the clock; a crowd comes in in pieces."""
        with self._knowledge.transaction() as conn:
            machine, versions = self._knowledge.machine(conn), self._knowledge.running(conn)
            for version in drifting_at(versions, appointment):
                waits.wake_at_midnight(conn, version, machine, appointment)
                if version.live:
                    self._knowledge.doors(conn, version).drifted(conn, appointment)
            triggers = machine.appointments.triggers_at(conn, versions, appointment)
            self._let_in(conn, [Admission(version.id, step, appointment) for version, step in triggers])
            settings.put(conn, CLOCK, appointment)
            self._knowledge.write(conn)
        self._told = self._written = appointment
        self.admit()

    def note(self, conn: Connection, admissions: list[Admission]) -> None:
        """Note whom `admit` has to let in."""
        admitting.note(conn, [*admitting.waiting(conn), *admissions])
        self._crowds = True

    def admit(self) -> None:
        """Let in everybody who is still to be let in at an instant that has come."""
        while self._crowds:
            with self._knowledge.read() as conn:
                first = admitting.first_of(admitting.waiting(conn), self._knowledge.running(conn))
            if first is None:
                self._crowds = False
                return
            with self._knowledge.transaction() as conn:
                others = [each for each in admitting.waiting(conn) if each != first]
                rest = self._admit_some(conn, first)
                admitting.note(conn, others if rest is None else [rest, *others])
                self._knowledge.write(conn)

    def first_waiting(self, conn: Connection) -> Instant | None:
        """The instant at which somebody is still to be let in, or None."""
        if not self._crowds:
            return None
        first = admitting.first_of(admitting.waiting(conn), self._knowledge.running(conn))
        return first.at if first is not None else None

    def reach(self, instant: Instant) -> None:
        """Note how far time has been carried out; in the store rarely, to spare the disk."""
        if self._written is None or self._written + CLOCK_STEP < instant:
            with self._knowledge.transaction() as conn:
                written, told = self._tell(conn, instant), max(instant, self.told(conn))
            self._written, self._told = written, told  # only once it is committed
        elif self._told is None or self._told < instant:
            self._told = instant

    def _tell(self, conn: Connection, instant: Instant) -> Instant:
        written: Instant | None = settings.get(conn, CLOCK)
        if written is None or written + CLOCK_STEP < instant:
            settings.put(conn, CLOCK, instant)
            return instant
        return written

    def look_again(self) -> None:
        """Somebody may have to be let in whose journey was paused."""
        self._crowds = True

    @contextmanager
    def rehearsal(self) -> Generator[None]:
        """What happens meanwhile does not move the clock."""
        told = self._told
        try:
            yield
        finally:
            self._told, self._written, self._crowds = told, None, True

    def told(self, conn: Connection) -> Instant:
        """How far time has been carried out; 0 at the very beginning."""
        if self._told is None:
            self._told = settings.get(conn, CLOCK, 0)
        return self._told or 0

    def _let_in(self, conn: Connection, admissions: list[Admission]) -> None:
        """Let everybody in who comes by some triggers, or note who is left if there are too many at once."""
        for number, admission in enumerate(admissions):
            rest = self._admit_some(conn, admission)
            if rest is not None:
                self.note(conn, [rest, *admissions[number + 1 :]])
                return

    def _admit_some(self, conn: Connection, admission: Admission) -> Admission | None:
        machine = self._knowledge.machine(conn)
        version = self._knowledge.version(conn, admission.version)
        doors = self._knowledge.doors(conn, version)
        return admitting.let_in(conn, doors, machine.appointments, admission)
