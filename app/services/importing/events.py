"""Import a table of events: batch by batch, in one transaction.

An event without a key of its own gets one made of all it says, so that importing the same table twice
records each event once.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, cast

from app.core.clock import Instant
from app.core.errors import DocumentError
from app.core.json_text import read_json
from app.core.records import EventRecord
from app.core.schedule import zone
from app.core.text import Text
from app.services.importing.addresses import BAD_ADDRESS, clean_address
from app.services.importing.batches import Batch, batches, many_cells
from app.services.importing.columns import Bad
from app.services.importing.contacts import ImportOrder
from app.services.importing.mapping import EventMapping
from app.services.importing.report import ImportReport
from app.services.importing.values import BadCell, Decimal, read_instant, read_number
from app.services.jobs import Progress
from app.store.database import Database
from app.store.events import record_events

_UNKNOWN = Text(
    "Zu dieser Adresse gibt es keinen Kontakt; bitte importieren Sie zuerst die Kontakte",
    "There is no contact with this address; please import the contacts first",
)
_NO_TYPE = Text("Die Art des Ereignisses fehlt", "The type of the event is missing")
_NO_TIME = Text("Der Zeitpunkt fehlt", "The time is missing")
_NO_JSON = Text(
    'Die Eigenschaften sind kein JSON-Objekt wie {{"genre": "crime"}}',
    'The properties are not a JSON object such as {{"genre": "crime"}}',
)
_NUMBER = re.compile(r"-?\d{1,15}([.,]\d+)?")


def import_event_table(
    database: Database, order: ImportOrder, mapping: EventMapping, progress: Progress
) -> ImportReport:
    """Import a table; raises `TableError`, or `Cancelled` out of `progress`, and then nothing has changed."""
    table, new, fitting = order.table, 0, 0
    with order.error_file() as errors, many_cells():
        with database.write() as conn:
            reader = EventReader(mapping, zone(order.time_zone), order.at)
            for batch in batches(table.path, table.format, len(table.header), errors, progress):
                records, bad = reader.read(batch)
                done = record_events(conn, list(records.values()), watch=order.watch)
                unknown = frozenset(done.unknown)
                bad |= {p: _UNKNOWN for p, record in records.items() if record.email.lower() in unknown}
                batch.refuse(bad, errors)
                new += done.new
                fitting += len(batch.rows) - len(bad)
        return ImportReport(
            read=fitting + errors.count,
            created=new,
            updated=0,
            rejected=errors.count,
            duplicates=fitting - new,
            problems=tuple(errors.problems),
            errors_file=errors.path,
        )


@dataclass(frozen=True)
class EventReader:
    """Turns rows into events; `now` is the instant of rows in a table without times."""

    mapping: EventMapping
    where: tzinfo
    now: Instant

    def read(self, batch: Batch) -> tuple[dict[int, EventRecord], Bad]:
        """The events by their place in the batch, and why the other rows do not fit."""
        records: dict[int, EventRecord] = {}
        bad = Bad()
        for place, row in enumerate(batch.rows):
            try:
                records[place] = self._event([cell.strip() for cell in row])
            except BadCell as error:
                bad[place] = error.reason
        return records, bad

    def _event(self, row: list[str]) -> EventRecord:
        mapping = self.mapping
        address = clean_address(row[mapping.email])
        if address is None:
            raise BadCell(BAD_ADDRESS.fill(value=row[mapping.email][:80]))
        kind = mapping.fixed_type if mapping.kind is None else row[mapping.kind][:80]
        if not kind:
            raise BadCell(_NO_TYPE)
        at, properties = self._at(row), self._properties(row)
        key = row[mapping.dedupe] if mapping.dedupe is not None else ""
        return EventRecord(kind, at, address, properties, key or _key(address, kind, at, properties))

    def _at(self, row: list[str]) -> Instant:
        if self.mapping.at is None:
            return self.now
        cell = row[self.mapping.at]
        if not cell:
            raise BadCell(_NO_TIME)
        return read_instant(cell, self.mapping.dates, self.where)

    def _properties(self, row: list[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self.mapping.properties is not None and row[self.mapping.properties]:
            found |= read_properties(row[self.mapping.properties])
        for place, name in self.mapping.extra:
            if row[place]:
                found[name] = _plain_value(row[place], self.mapping.decimal)
        return found


def read_properties(cell: str) -> dict[str, Any]:
    """The properties of an event as JSON; raises `BadCell`."""
    try:
        value: object = read_json(cell)
    except DocumentError as error:
        raise BadCell(_NO_JSON.fill()) from error
    if not isinstance(value, dict):
        raise BadCell(_NO_JSON.fill())
    return cast("dict[str, Any]", value)


def _plain_value(cell: str, decimal: Decimal) -> str | int | float:
    """A number where the cell is one beyond doubt, else its words."""
    coded = len(cell) > 1 and cell[0] == "0" and cell[1].isdigit()
    if _NUMBER.fullmatch(cell) and not coded:
        try:
            return read_number(cell, decimal)
        except BadCell:
            return cell
    return cell


def _key(address: str, kind: str, at: Instant, properties: Mapping[str, Any]) -> str:
    words = json.dumps([address.lower(), kind, at, properties], sort_keys=True, ensure_ascii=False)
    return "table:" + hashlib.blake2b(words.encode(), digest_size=16).hexdigest()
