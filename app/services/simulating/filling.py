"""Whom a preview is about: invented people, the rows of tables, or the contacts of a workspace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.clock import DAY, MINUTE, Instant
from app.core.errors import TableError
from app.core.fields import FieldSpec
from app.core.journey import Journey
from app.core.program import GiveVoucher, Program
from app.core.text import Text
from app.services.importing.contacts import ImportOrder, import_contact_table
from app.services.importing.events import import_event_table
from app.services.importing.preview import preview_table
from app.services.jobs import silent
from app.services.simulating.listening import Listening
from app.services.simulating.people import invent
from app.store.contact_columns import add_field
from app.store.contact_lists import ContactQuery, contact_ids
from app.store.contacts import upsert_contacts
from app.store.copying import copy_contacts, copy_surroundings
from app.store.database import Database
from app.store.events import first_event, record_events
from app.store.vouchers import add_codes, add_pool

CODES = 1_000
"""How many codes a preview invents for each pool that nobody knows."""


@dataclass(frozen=True)
class Invented:
    """So many invented contacts, the same for the same seed."""

    count: int = 200


@dataclass(frozen=True)
class FromTable:
    """Contacts of a CSV table, with events of another one if there is one."""

    contacts: Path
    events: Path | None = None


@dataclass(frozen=True)
class FromWorkspace:
    """The first contacts of a workspace with their past, at most so many."""

    path: Path
    limit: int = 1_000


Who = Invented | FromTable | FromWorkspace


@dataclass(frozen=True)
class Filled:
    """Who came on stage, how many rows of tables did not fit, and when the simulation begins."""

    contacts: int
    left_out: int
    start: Instant


@dataclass(frozen=True)
class Stage:
    """An empty database in memory, to be filled for one journey."""

    database: Database
    journey: Journey
    program: Program
    heard: Listening
    seed: int
    days: int
    workspace: Path | None = None

    def fill(self, who: Who, start: Instant, *, fixed: bool) -> Filled:
        """Bring everybody in; a table of events moves the start to its first event unless it is `fixed`."""
        path = who.path if isinstance(who, FromWorkspace) else self.workspace
        if path is None:
            self._furnish(())
            self._invent_codes()
            return self._people(who, start, fixed=fixed)
        origin = Database.open(path, read_only=True)
        try:
            self._furnish(origin.fields.custom.values())
            with self.database.write() as target, origin.read() as source:
                copy_surroundings(source, target)
            return self._people(who, start, fixed=fixed, origin=origin)
        finally:
            origin.close()

    def _furnish(self, known: Iterable[FieldSpec]) -> None:
        """Make the fields of the journey and of the workspace, whose word counts."""
        specs = {spec.key: spec for spec in (*self.journey.fields, *known)}
        with self.database.write() as conn:
            for place, spec in enumerate(specs.values()):
                add_field(conn, spec, place)
        self.database.refresh_fields()

    def _invent_codes(self) -> None:
        steps = (step.instruction for step in self.program.steps.values())
        with self.database.write() as conn:
            for pool in {step.pool for step in steps if isinstance(step, GiveVoucher)}:
                add_pool(conn, pool, pool)
                add_codes(conn, pool, [f"PROBE-{number:05d}" for number in range(1, CODES + 1)])

    def _people(self, who: Who, start: Instant, *, fixed: bool, origin: Database | None = None) -> Filled:
        if isinstance(who, FromWorkspace):
            assert origin is not None
            return self._copied(who, origin, start)
        if isinstance(who, Invented):
            return self._invented(who, start)
        return self._read(who, start, fixed=fixed)

    def _invented(self, who: Invented, start: Instant) -> Filled:
        fields = tuple(self.database.fields.custom.values())
        crowd = invent(self.program, fields, self.heard, who.count, self.seed, start, self.days)
        with self.database.write() as conn:
            upsert_contacts(conn, self.database.fields, crowd.contacts, start - DAY, watch=False)
            record_events(conn, crowd.events, watch=False)
        return Filled(len(crowd.contacts), 0, start)

    def _read(self, who: FromTable, start: Instant, *, fixed: bool) -> Filled:
        zone = self.journey.settings.time_zone
        table = preview_table(who.contacts, self.database.fields)
        order = ImportOrder(table, self.journey.language, zone, start - DAY, watch=False, keep_errors=False)
        done = import_contact_table(self.database, order, table.mapping, silent)
        left_out = done.rejected
        if who.events:
            table = preview_table(who.events, self.database.fields)
            if table.events is None:
                raise TableError(_NO_EVENTS.fill(name=who.events.name))
            report = import_event_table(self.database, replace(order, table=table), table.events, silent)
            left_out += report.rejected
            with self.database.read() as conn:
                first = first_event(conn)
            start = first - MINUTE if first is not None and not fixed else start
        return Filled(done.created, left_out, start)

    def _copied(self, who: FromWorkspace, origin: Database, start: Instant) -> Filled:
        with self.database.write() as target, origin.read() as source:
            ids = contact_ids(source, origin.fields, ContactQuery(), 0, who.limit)
            copy_contacts(source, target, origin.fields, ids, start)
        return Filled(len(ids), 0, start)


_NO_EVENTS = Text(
    "Die Tabelle „{name}“ enthält keine Ereignisse. Bitte nennen Sie die Spalten in der ersten Zeile "
    "„E-Mail“, „Ereignis“ und „Zeit“.",
    "The table “{name}” holds no events. Please name the columns in its first row “email”, “event” and "
    "“time”.",
)
