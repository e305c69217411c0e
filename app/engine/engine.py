"""The engine: publishes versions, lets contacts in, and moves them up to an instant.

There is one engine. Production, preview, tests and the command line differ in the database (file or
memory), in the clock, and in the channel.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, bindparam, delete, func, insert, select, union

from app.core.clock import HOUR, Instant
from app.core.journey import Journey
from app.core.node import NodeCatalog
from app.core.program import OnManual
from app.core.protocols import Faults, NoFaults
from app.core.rules.reads import Reads
from app.core.rules.tree import Rule
from app.engine import admitting, clockwork, put_off
from app.engine.acting import Acting
from app.engine.admitting import Admission
from app.engine.ahead import messages
from app.engine.appointments import Appointments
from app.engine.catching_up import CatchUp
from app.engine.delivery_report import DeliveryReport, Outcome
from app.engine.effects.journeys import Others
from app.engine.entry import Doors
from app.engine.erasing import take_out, wipe
from app.engine.intervening import Intervention
from app.engine.rounds import Round, wake_senders
from app.engine.scratch import crowd, prepare
from app.engine.serving import Counter
from app.engine.stretch import Place
from app.engine.tally import Tally
from app.engine.version import Version, load, store_contents
from app.engine.waking import take_in
from app.engine.wave import Waves
from app.store import journeys, segments, settings
from app.store import tables as t
from app.store.database import Database

CHUNK, FEW = 4_000, 16
CLOCK = "engine_clock"
CLOCK_STEP = HOUR


class _OnlyRehearsedError(Exception):
    """Ends the transaction of a rehearsal."""


Hook = Callable[[Connection, Instant], DeliveryReport]
"""Delivers after each round inside its transaction, and tells what became of messages."""


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
        self._database = database
        self._catalog = catalog
        self._faults = faults or NoFaults()
        self._after_round = after_round
        self._catch_up = catch_up
        self._versions: dict[int, Version] = {}
        self._waves: Waves | None = None
        self._told: Instant = 0

    def publish(self, journey: Journey, at: Instant, *, enroll_present: bool | None = None) -> Version:
        """Store a version, make it live, and treat contacts who satisfy segment triggers already (rule 3)."""
        self._admit()
        with self._transaction() as conn:
            version_id = journeys.publish(conn, journey, at)
            version = self._prepared(conn, version_id)
            wished = self._doors(version).present(conn, at, enroll=enroll_present if version.live else False)
            admitting.add(conn, [Admission(version.id, step, at) for step in wished])
        self.reload()
        self._admit()
        return version

    @contextmanager
    def intervene(self) -> Generator[Intervention]:
        """One transaction for what a person has asked for from outside the journeys."""
        with self._transaction() as conn:
            yield Intervention(conn, self._machine(conn), partial(self._version, conn))
            self._write(conn)
        self.reload()

    @contextmanager
    def rehearse(self) -> Generator[Intervention]:
        """The same, but nothing of it stays: to see what would happen."""
        told = self._told
        try:
            with suppress(_OnlyRehearsedError), self.intervene() as hand:
                yield hand
                raise _OnlyRehearsedError
        finally:
            self._told = told

    def enroll(self, journey_id: str, contact_ids: Sequence[int], at: Instant) -> int:
        """Let contacts in by the manual triggers of a live journey; returns how many entered."""
        entered = 0
        with self._transaction() as conn:
            fill_crowd(conn, contact_ids)
            for version in self.versions(conn):
                if version.live and version.journey_id == journey_id:
                    for step, source in version.program.sources.items():
                        if isinstance(source, OnManual):
                            chosen = select(crowd.c.contact_id)
                            entered += self._doors(version).by_hand(conn, step, chosen, at)
            self._write(conn)
        return entered

    def erase(self, contact_id: int, at: Instant, *, keep_off: bool) -> None:
        """Take a contact out of all journeys and delete what is known about it, at once or not at all."""
        with self._transaction() as conn:
            take_out(conn, contact_id, at, self._machine(conn), self._version)
            self._write(conn)
            wipe(conn, contact_id, at, keep_off=keep_off)

    def advance(self, until: Instant, *, stop: Callable[[], bool] | None = None) -> Advance:
        """Carry out everything that is due up to an instant; stops between transactions if asked to.

        The engine's clock is kept in the database and never goes back.
        """
        moved = 0
        self._catch_up_with(until)
        self._admit()
        while True:
            appointment = self._next_appointment(until)
            reached = until if appointment is None else appointment - 1
            for done in self._up_to(reached):
                moved += done
                if stop is not None and stop():
                    return Advance(moved, reached, complete=False)
            if self._next_appointment(until) != appointment:
                continue  # what a journey has written makes for an earlier one
            if appointment is None:
                break
            self._keep(appointment)
        with self._transaction() as conn:
            _tell_clock(conn, until)
            if self._catch_up is not None:
                self._catch_up.settle(conn)
        self._told = max(self._told, until)
        return Advance(moved, until)

    def _catch_up_with(self, now: Instant) -> None:
        """Look at who is late for a message before anybody moves (rule 18)."""
        if self._catch_up is None:
            return
        self._catch_up.now = now
        with self._transaction() as conn:
            for version in self.versions(conn):
                for step in messages(version.program):
                    self._catch_up.shift(conn, version, step)

    def next_due(self) -> Instant | None:
        """The next instant at which a contact is to move, or None; messages are the matter of delivery."""
        with self._database.read() as conn:
            e, active = t.enrollments.c, self._active_positions(conn)
            instants = [
                put_off.first_due(conn) if self._delivers else None,
                conn.execute(select(func.min(e.due)).where(e.position.in_(active))).scalar(),
                conn.execute(select(func.min(t.events.c.at)).where(t.events.c.pending == 1)).scalar(),
                conn.execute(select(func.min(t.changes.c.at))).scalar(),
                self._appointment(conn),
                admitting.first_instant(conn, self.versions(conn)),
            ]
        return min((instant for instant in instants if instant is not None), default=None)

    @property
    def _delivers(self) -> bool:
        """Whether messages are delivered as time goes by, so that those put off have their turn in it."""
        return self._after_round is not None

    def watched(self) -> Reads:
        """What criteria, triggers and waits of running versions look at."""
        with self._database.read() as conn:
            versions = self.versions(conn)
        total = _watched(versions)
        for version in versions:
            total |= version.dated
        return total

    def versions(self, conn: Connection) -> tuple[Version, ...]:
        """The versions that are live or still have contacts on them, those of paused journeys left out."""
        rows = conn.execute(_RUNNING).scalars()
        return tuple(self._version(conn, version_id) for version_id in rows)

    def reload(self) -> None:
        """Forget what was read from the store: after publishing, pausing, new fields or segments."""
        self._versions.clear()
        self._waves = None

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Take note of what became of messages (rules 15 and 17).

        Whoever waits at the step for the outcome goes on; a message that failed for good ends an
        enrollment whose step has no port for that.
        """
        if not outcomes:
            return
        with self._transaction() as conn:
            self._take_note(conn, outcomes)
            self._write(conn)

    @contextmanager
    def _transaction(self) -> Generator[Connection]:
        try:
            with self._database.write() as conn:
                prepare(conn)
                yield conn
                self._faults.reach("wave.before_commit")
            self._faults.reach("wave.committed")
        except BaseException:
            self.reload()  # what was learnt in the transaction (path ids, counts) is gone with it
            raise

    def _up_to(self, until: Instant) -> Iterator[int]:
        """Yields how many enrollments moved in each transaction until nothing is left to do."""
        while self._anything(until := self._bound(until)):
            self._pass_over(until)
            if self._independent(until):
                yield from self._place_by_place(until)
            pending = self._pending_contacts(until)
            for start in range(0, len(pending), CHUNK):
                yield self._lead(pending[start : start + CHUNK], until)
            yield from self._serve(until)

    def _anything(self, until: Instant) -> bool:
        with self._database.read() as conn:
            if self._any_news(conn, until):
                return True
            return any(self._due_places(conn, version, until) for version in self.versions(conn))

    def _pass_over(self, until: Instant) -> None:
        """Take in the events that no contact has to see in the order of its own time."""
        more = True
        while more:
            with self._database.read() as conn:
                urgent = {name for version in self.versions(conn) for name in version.urgent}
                x = t.events.c
                some = select(x.id).where(x.pending == 1, x.at <= until, x.type.not_in(urgent)).limit(1)
                if conn.execute(some).first() is None:
                    return
            with self._transaction() as conn:
                more = take_in(conn, self.versions(conn), self._machine(conn), until, urgent)

    def _independent(self, until: Instant) -> bool:
        """Whether only timers are due, of one journey, with at most one enrollment per contact.

        Then no contact needs its things in order of time, and whole places can move at once.
        """
        with self._database.read() as conn:
            due = [version for version in self.versions(conn) if self._due_places(conn, version, until)]
            if not due or len({version.journey_id for version in due}) > 1:
                return False
            if any(version.several_at_once or version.meddles for version in due):
                return False
            return not self._any_news(conn, until)

    def _due_places(self, conn: Connection, version: Version, until: Instant) -> list[Place]:
        due = set(conn.execute(_DUE_PLACES, {"version": version.id, "until": until}).scalars())
        return [place for place, number in version.position_ids.items() if number in due] if due else []

    def _place_by_place(self, until: Instant) -> Iterator[int]:
        """Move whole places, chunk by chunk, once through the journey or until something happens."""
        with self._database.read() as conn:
            due = [
                (version, place)
                for version in self.versions(conn)
                for place in self._due_places(conn, version, until)
                if version.position_ids[place] not in version.voucher_places
            ]
        for version, place in due:
            moved = CHUNK
            while moved == CHUNK:
                with self._transaction() as conn:
                    moved = self._machine(conn).due(conn, version, place, until, CHUNK)
                    if moved:
                        self._react(conn, until)
                        self._write(conn)
                    news = self._any_news(conn, until) or self._bound(until) < until
                yield moved
                if news:
                    return

    def _lead(self, contacts: Sequence[int], until: Instant) -> int:
        with self._transaction() as conn:
            fill_crowd(conn, contacts)
            machine = self._machine(conn)
            before = machine.moved
            versions = self.versions(conn)
            self._lead_crowd(conn, Round(conn, versions, machine, self._delivers), until)
            self._write(conn)
            return machine.moved - before

    def _serve(self, until: Instant) -> Iterator[int]:
        """Let contacts have their turns at voucher steps, and lead them on; everybody else has been led."""
        with self._database.read() as conn:
            if not any(version.voucher_places for version in self.versions(conn)):
                return
        most, served = CHUNK, True
        while served:
            with self._transaction() as conn:
                machine, until = self._machine(conn), self._bound(until)
                before = machine.moved
                turn = Round(conn, self.versions(conn), machine, self._delivers)
                served = Counter(turn, reactions=self._after_round is not None).serve(until, most)
                if served:
                    fill_crowd(conn, served)
                    self._lead_crowd(conn, turn, until)
                    self._write(conn)
            yield machine.moved - before
            # Where few at a time have their turn, it is no use to look at many each time.
            most = min(CHUNK, max(FEW, 4 * len(served)))

    def _lead_crowd(self, conn: Connection, turn: Round, until: Instant) -> None:
        # Reactions to a message come before the timers that follow it, so they are asked for each round.
        while any([turn.take(until), self._react(conn, until)]):
            until = self._bound(until)

    def _react(self, conn: Connection, until: Instant) -> bool:
        if self._after_round is None:
            return False
        report = self._after_round(conn, until)
        if not any(report.counts.values()):
            return False
        self._take_note(conn, report.outcomes)
        return True

    def _take_note(self, conn: Connection, outcomes: Sequence[Outcome]) -> None:
        versions = self.versions(conn)
        wake_senders(conn, versions)
        failed = [outcome for outcome in outcomes if outcome.outcome == "failed"]
        for version in versions if failed else ():
            Round(conn, (version,), self._machine(conn)).end_failed(version, failed)

    def _any_news(self, conn: Connection, until: Instant) -> bool:
        """Whether anything waits that may have to come before timers."""
        return _any_news(conn, until) or (self._delivers and put_off.any_due(conn, until))

    def _pending_contacts(self, until: Instant) -> Sequence[int]:
        with self._database.read() as conn:
            events, changes, e = t.events.c, t.changes.c, t.enrollments.c
            due = select(e.contact_id).where(e.position.in_(self._active_positions(conn)), e.due <= until)
            everything = union(
                select(events.contact_id).where(events.pending == 1, events.at <= until),
                select(changes.contact_id).where(changes.at <= until),
                due,
                *([put_off.contacts_due(until)] if self._delivers else []),
            )
            return list(conn.execute(everything).scalars())

    def _active_positions(self, conn: Connection) -> list[int]:
        return [number for version in self.versions(conn) for number in version.position_ids.values()]

    def _prepared(self, conn: Connection, version_id: int) -> Version:
        version = load(conn, self._catalog, self._database.fields, version_id)
        store_contents(conn, version_id, version.program)
        self.reload()
        return self._version(conn, version_id)

    def _version(self, conn: Connection, version_id: int) -> Version:
        if version_id not in self._versions:
            self._versions[version_id] = load(conn, self._catalog, self._database.fields, version_id)
        return self._versions[version_id]

    def _machine(self, conn: Connection) -> Waves:
        if self._waves is None:
            known: Mapping[str, Rule] = segments.rules(conn)
            versions, tally = self.versions(conn), Tally()
            watched = _watched(versions)
            for version in versions:
                version.watched_by_all = watched
            live = {version.journey_id: version for version in versions if version.live}
            others = Others(live, self._version, known, tally)
            fields = self._database.fields
            acting, late = Acting(fields, watched, others, self._catch_up), self._catch_up
            self._waves = Waves(fields, known, self._faults, acting, Appointments(fields), tally, late)
        return self._waves

    def _doors(self, version: Version) -> Doors:
        with self._database.read() as conn:
            machine = self._machine(conn)
        return Doors(version, machine.fields, machine.segments, machine.tally)

    def _write(self, conn: Connection) -> None:
        self._machine(conn).tally.write(conn)

    def _next_appointment(self, until: Instant) -> Instant | None:
        """The next instant up to another at which something is asked by the clock."""
        with self._database.read() as conn:
            found = self._appointment(conn)
        return found if found is not None and found <= until else None

    def _appointment(self, conn: Connection) -> Instant | None:
        told: Instant = settings.get(conn, CLOCK, 0)
        appointments = self._machine(conn).appointments
        return appointments.next_after(conn, self.versions(conn), max(told, self._told))

    def _bound(self, until: Instant) -> Instant:
        """How far contacts may be led: a day that a journey has written may be an earlier appointment."""
        return until if self._waves is None else self._waves.appointments.bound(until)

    def _keep(self, appointment: Instant) -> None:
        """Ask what has to be asked by the clock; a crowd comes in afterwards, in pieces."""
        with self._transaction() as conn:
            clockwork.keep(conn, self.versions(conn), self._machine(conn), appointment)
            settings.put(conn, CLOCK, appointment)
            self._admit_some(conn)
        self._admit()

    def _admit(self) -> None:
        """Let in everybody who is still to be let in at an instant that has come."""
        more = True
        while more:
            with self._database.read() as conn:
                if admitting.first_of(conn, self.versions(conn)) is None:
                    return
            with self._transaction() as conn:
                more = self._admit_some(conn)

    def _admit_some(self, conn: Connection) -> bool:
        more = clockwork.admit_some(conn, self.versions(conn), self._machine(conn))
        self._write(conn)
        return more


def _any_news(conn: Connection, until: Instant) -> bool:
    """Whether events or changes wait to be looked at, which may have to come before timers."""
    x = t.events.c
    event = select(x.id).where(x.pending == 1, x.at <= until).limit(1)
    change = select(t.changes.c.contact_id).where(t.changes.c.at <= until).limit(1)
    return conn.execute(event).first() is not None or conn.execute(change).first() is not None


def _tell_clock(conn: Connection, instant: Instant) -> None:
    """Note how far time has been carried out; rarely, so that an idle program does not write all day."""
    told: Instant | None = settings.get(conn, CLOCK)
    if told is None or told + CLOCK_STEP < instant:
        settings.put(conn, CLOCK, instant)


def fill_crowd(conn: Connection, contact_ids: Sequence[int]) -> None:
    """Name the contacts that the rounds of a transaction are about."""
    conn.execute(delete(crowd))
    if contact_ids:
        conn.execute(insert(crowd), [{"contact_id": contact_id} for contact_id in contact_ids])


def _watched(versions: Sequence[Version]) -> Reads:
    total = Reads()
    for version in versions:
        total |= version.watched
    return total


_DUE_PLACES = select(t.positions.c.id).where(
    t.positions.c.version_id == bindparam("version"),
    select(t.enrollments.c.id)
    .where(t.enrollments.c.position == t.positions.c.id, t.enrollments.c.due <= bindparam("until"))
    .correlate(t.positions)
    .exists(),
)
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
