"""What one engine knows of its database, and its transactions: forgotten together when one fails."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, select

from app.core.clock import Instant
from app.core.compiler import compile_journey, surroundings
from app.core.journey import Journey
from app.core.node import NodeCatalog
from app.core.protocols import Faults
from app.core.rules.reads import Reads
from app.core.rules.tree import Rule
from app.engine.acting import Acting
from app.engine.clock.appointments import Appointments, asked_by_clock
from app.engine.effects.journeys import Others
from app.engine.entry import Doors
from app.engine.interventions.catching_up import CatchUp
from app.engine.scratch import prepare
from app.engine.tally import Tally
from app.engine.version import Version, load, store_contents
from app.engine.wave import Waves
from app.store import segments
from app.store import tables as t
from app.store.database import Database


class Knowledge:
    """Versions, and the machine that moves their contacts, as they were read from one database."""

    def __init__(
        self, database: Database, catalog: NodeCatalog, faults: Faults, catch_up: CatchUp | None
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._faults = faults
        self._catch_up = catch_up
        self._versions: dict[int, Version] = {}
        self._running: tuple[Version, ...] | None = None
        self._waves: Waves | None = None

    def read(self) -> AbstractContextManager[Connection]:
        """A snapshot to read from."""
        return self._database.read()

    @contextmanager
    def transaction(self) -> Generator[Connection]:
        """A transaction of the engine; if it fails, what was learnt in it is forgotten."""
        try:
            with self._database.write() as conn:
                prepare(conn)
                yield conn
                self._faults.reach("wave.before_commit")
            self._faults.reach("wave.committed")
        except BaseException:
            self.forget()
            raise

    def running(self, conn: Connection) -> tuple[Version, ...]:
        """The versions that are live or still have contacts on them, those of paused journeys left out.

        One whose last contact has left in the meantime may be among them.
        """
        if self._running is None:
            self._running = tuple(self.version(conn, key) for key in conn.execute(_RUNNING).scalars())
        return self._running

    def version(self, conn: Connection, version_id: int) -> Version:
        """A version, whatever has become of it."""
        if version_id not in self._versions:
            self._versions[version_id] = load(conn, self._catalog, self._database.fields, version_id)
        return self._versions[version_id]

    def add(self, conn: Connection, version_id: int, journey: Journey) -> Version:
        """Prepare a version that has just been published."""
        program = compile_journey(journey, self._catalog, surroundings(journey, self._database.fields))
        store_contents(conn, version_id, program)
        self.forget()
        return self.version(conn, version_id)

    def machine(self, conn: Connection) -> Waves:
        """What moves contacts."""
        if self._waves is None:
            known: Mapping[str, Rule] = segments.rules(conn)
            versions, tally, fields = self.running(conn), Tally(), self._database.fields
            watched = self.watched(conn)
            for version in versions:
                version.watched_by_all = watched
            live = {version.journey_id: version for version in versions if version.live}
            acting = Acting(fields, watched, Others(live, self.version, known, tally), self._catch_up)
            appointments = Appointments(fields)
            self._waves = Waves(fields, known, self._faults, acting, appointments, tally, self._catch_up)
        return self._waves

    def doors(self, conn: Connection, version: Version) -> Doors:
        """The triggers of a version."""
        machine = self.machine(conn)
        return Doors(version, machine.fields, machine.segments, machine.tally)

    def watched(self, conn: Connection) -> Reads:
        """What criteria, triggers and waits of running versions look at when it changes."""
        total = Reads()
        for version in self.running(conn):
            total |= version.watched
        return total

    @property
    def gives_vouchers(self) -> bool:
        """Whether any running version may give vouchers; so it counts as long as nothing is known."""
        return self._running is None or any(version.voucher_places for version in self._running)

    @property
    def asked_by_clock(self) -> bool:
        """The same for what is asked by the clock."""
        return self._running is None or any(map(asked_by_clock, self._running))

    def bound(self, until: Instant) -> Instant:
        """How far contacts may be led: a day that a journey has written may be an earlier appointment."""
        return until if self._waves is None else self._waves.appointments.bound(until)

    def write(self, conn: Connection) -> None:
        """Write what the transaction has counted."""
        self.machine(conn).tally.write(conn)

    def forget(self) -> None:
        """Everything is read again when it is next needed."""
        self._versions.clear()
        self._running = None
        self._waves = None


_RUNNING = (
    select(t.versions.c.id)
    .join(t.journeys, t.journeys.c.id == t.versions.c.journey_id)
    .where(
        ((t.journeys.c.state == "live") & (t.journeys.c.version == t.versions.c.number))
        | t.journeys.c.state.in_(("live", "archived"))
        & select(t.enrollments.c.id)
        .join(t.positions, t.positions.c.id == t.enrollments.c.position)
        .where(t.positions.c.version_id == t.versions.c.id)
        .exists(),
    )
    .order_by(t.versions.c.id)
)
