"""Tables as files, and a workspace in memory to import them into."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from app.services.importing.contacts import ImportOrder, import_contact_table
from app.services.importing.events import import_event_table
from app.services.importing.mapping import ContactMapping
from app.services.importing.preview import preview_table
from app.services.importing.report import ImportReport
from app.services.jobs import Progress, silent
from app.store import tables as t
from app.store.contacts import contact_by_email
from app.store.database import Database

NOW = 1_772_000_000_000


def write(folder: Path, words: str, encoding: str = "utf-8", name: str = "kunden.csv") -> Path:
    """A table with the given text."""
    path = folder / name
    path.write_bytes(words.encode(encoding))
    return path


def take_contacts(
    database: Database,
    path: Path,
    mapping: ContactMapping | None = None,
    progress: Progress = silent,
    at: int = NOW,
) -> ImportReport:
    """Import a table of contacts as it is guessed, or as it is mapped."""
    table = preview_table(path, database.fields)
    order = ImportOrder(table, "de", "Europe/Berlin", at, watch=True)
    return import_contact_table(database, order, mapping or table.mapping, progress)


def take_events(database: Database, path: Path, at: int = NOW) -> ImportReport:
    """Import a table of events as it is guessed."""
    table = preview_table(path, database.fields)
    assert table.events is not None
    order = ImportOrder(table, "de", "Europe/Berlin", at, watch=True)
    return import_event_table(database, order, table.events, silent)


def contact(database: Database, email: str) -> dict[str, object]:
    """The fields of a contact that are filled, tags included."""
    with database.read() as conn:
        found = contact_by_email(conn, database.fields, email)
    assert found is not None
    values = {key: value for key, value in found.values.items() if value is not None}
    return {**values, "tags": set(found.tags)}


def consents(database: Database) -> Sequence[tuple[str, str, int]]:
    """All consents: purpose, status, instant."""
    with database.read() as conn:
        return [
            tuple(row)
            for row in conn.execute(select(t.consents.c.purpose, t.consents.c.status, t.consents.c.at))
        ]


def count(database: Database, table: str) -> int:
    """How many rows a table has."""
    with database.read() as conn:
        return len(conn.execute(select(t.metadata.tables[table])).all())
