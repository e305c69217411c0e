"""Import a table of contacts: batch by batch, in one transaction.

One transaction for the whole table, however long it is: a cancelled or failed import leaves nothing
behind, and importing the same table again is always safe.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import tzinfo
from itertools import compress
from typing import cast

from app.core.clock import Instant
from app.core.fields import FieldBook
from app.core.rules.tree import ConsentStatus
from app.core.schedule import zone
from app.core.text import Language, Text
from app.services.importing.addresses import BAD_ADDRESS, clean_address, not_plain
from app.services.importing.batches import Batch, batches, many_cells
from app.services.importing.columns import Bad, field_reader, read_column
from app.services.importing.mapping import ContactMapping, IntoConsent, IntoConsentTime, IntoField, IntoTags
from app.services.importing.preview import TablePreview
from app.services.importing.report import ErrorFile, ImportReport
from app.services.importing.values import Reader, read_consent, read_instant
from app.services.jobs import Progress
from app.store.contact_columns import add_field
from app.store.contact_import import ContactColumns, ContactImporter, TableConsent
from app.store.database import Database

_NO_ADDRESS = Text("Die E-Mail-Adresse fehlt", "The email address is missing")
_TWICE = Text(
    "Diese Adresse steht schon weiter oben in der Tabelle",
    "This address stands further up in the table already",
)


@dataclass(frozen=True)
class ImportOrder:
    """What is to be imported, at which instant, and in which language the error file speaks.

    `watch`: whether the engine wants to know who has changed. `keep_errors`: whether rows that do not fit
    are kept in a file.
    """

    table: TablePreview
    language: Language
    time_zone: str
    at: Instant
    watch: bool
    keep_errors: bool = True

    def error_file(self) -> ErrorFile:
        """Where rows that do not fit go."""
        return ErrorFile(self.table.path if self.keep_errors else None, self.table.header, self.language)


@dataclass
class _Tally:
    created: int = 0
    updated: int = 0
    duplicates: int = 0
    kept: int = 0
    seen: set[int] = field(default_factory=set[int])


@dataclass(frozen=True)
class _Words:
    """The consents of a batch on one purpose."""

    purpose: str
    status: list[ConsentStatus | None]
    at: list[Instant | None]


def import_contact_table(
    database: Database, order: ImportOrder, mapping: ContactMapping, progress: Progress
) -> ImportReport:
    """Import a table; raises `TableError`, or `Cancelled` out of `progress`, and then nothing has changed."""
    table = order.table
    mapping.check(table.header, database.fields)
    tally = _Tally()
    with order.error_file() as errors, many_cells():
        try:
            with database.write() as conn:
                for spec in mapping.new_fields:
                    add_field(conn, spec, len(database.fields.custom))
                book = database.refresh_fields()
                store = ContactImporter(conn, book, order.at, table.path.name)
                reader = _ContactBatches(mapping, book, zone(order.time_zone), errors, tally)
                for batch in batches(table.path, table.format, len(table.header), errors, progress):
                    reader.take(store, batch)
                if order.watch:
                    store.finish()
        except BaseException:
            database.refresh_fields()  # those just created have been undone
            raise
        return ImportReport(
            read=tally.created + tally.updated + errors.count,
            created=tally.created,
            updated=tally.updated,
            rejected=errors.count,
            duplicates=tally.duplicates,
            consents_kept=tally.kept,
            problems=tuple(errors.problems),
            errors_file=errors.path,
        )


class _ContactBatches:
    """Turns batches of cells into contacts of the store."""

    def __init__(
        self, mapping: ContactMapping, book: FieldBook, where: tzinfo, errors: ErrorFile, tally: _Tally
    ) -> None:
        self._errors = errors
        self._tally = tally
        self._where = where
        self._columns = mapping.columns
        self._email = next(
            place
            for place, target in enumerate(mapping.columns)
            if isinstance(target, IntoField) and target.key == "email"
        )
        self._readers: dict[int, tuple[str, Reader]] = {
            place: (target.key, field_reader(target, book, where))
            for place, target in enumerate(mapping.columns)
            if isinstance(target, IntoField) and place != self._email
        }

    def take(self, store: ContactImporter, batch: Batch) -> None:
        """Import one batch."""
        cells, bad = batch.columns(), Bad()
        addresses = self._addresses(cells[self._email], bad)
        values = {key: read_column(cells[place], read, bad) for place, (key, read) in self._readers.items()}
        words = self._consents(cells, bad)
        remain = batch.refuse(bad, self._errors)
        contacts = ContactColumns(addresses, values)
        if bad:
            chosen = {key: list(compress(column, remain)) for key, column in values.items()}
            contacts = ContactColumns(list(compress(addresses, remain)), chosen)
        done = store.contacts(contacts)
        self._tally.created += done.new
        self._tally.updated += done.known
        self._write_tags(store, cells, addresses, remain)
        self._write_consents(store, words, addresses, remain)

    def _addresses(self, cells: tuple[str, ...], bad: Bad) -> list[str]:
        """The cleaned addresses; an address that is wrong or stands there twice makes its row unfit."""
        found = list(cells)
        for place in not_plain(cells):
            address = clean_address(cells[place])
            if address is None:
                words = cells[place].strip()[:80]
                bad[place] = BAD_ADDRESS.fill(value=words) if words else _NO_ADDRESS
            found[place] = address or ""
        # A number per address instead of the address itself: a million of them have to fit.
        marks = list(map(hash, "\n".join(found).lower().split("\n")))
        seen, new = self._tally.seen, {mark for place, mark in enumerate(marks) if place not in bad}
        if len(new) == len(marks) - len(bad) and seen.isdisjoint(new):
            seen |= new
            return found
        for place, mark in enumerate(marks):
            if place not in bad and mark in seen:
                bad[place] = _TWICE
                self._tally.duplicates += 1
            elif place not in bad:
                seen.add(mark)
        return found

    def _consents(self, cells: list[tuple[str, ...]], bad: Bad) -> list[_Words]:
        times = {
            target.purpose: cast(
                "list[Instant | None]",
                read_column(
                    cells[place], lambda cell, t=target: read_instant(cell, t.dates, self._where), bad
                ),
            )
            for place, target in enumerate(self._columns)
            if isinstance(target, IntoConsentTime)
        }
        empty: list[Instant | None] = [None] * len(cells[0])
        return [
            _Words(
                target.purpose,
                cast("list[ConsentStatus | None]", read_column(cells[place], read_consent, bad)),
                times.get(target.purpose, empty),
            )
            for place, target in enumerate(self._columns)
            if isinstance(target, IntoConsent)
        ]

    def _write_tags(
        self, store: ContactImporter, cells: list[tuple[str, ...]], addresses: list[str], remain: list[bool]
    ) -> None:
        for place, target in enumerate(self._columns):
            if isinstance(target, IntoTags):
                pairs = [
                    (address, tag.strip()[:80])
                    for address, cell, stays in zip(addresses, cells[place], remain, strict=True)
                    if stays and cell
                    for tag in cell.split(target.separator)
                    if tag.strip()
                ]
                store.tags([pair[0] for pair in pairs], [pair[1] for pair in pairs])

    def _write_consents(
        self, store: ContactImporter, words: list[_Words], addresses: list[str], remain: list[bool]
    ) -> None:
        for each in words:
            rows = [
                TableConsent(address, each.purpose, status, at)
                for address, status, at, stays in zip(addresses, each.status, each.at, remain, strict=True)
                if stays and status
            ]
            self._tally.kept += store.consents(rows)
