"""Import of contacts and events into a workspace."""

from __future__ import annotations

from pathlib import Path

from app.core.clock import Clock
from app.core.rules.reads import Reads
from app.core.text import Language
from app.services.engine_turn import EngineTurn
from app.services.importing.contacts import ImportOrder, import_contact_table
from app.services.importing.events import import_event_table
from app.services.importing.mapping import ContactMapping, EventMapping
from app.services.importing.preview import TablePreview, preview_table
from app.services.importing.reading import TableFormat
from app.services.importing.report import ImportReport
from app.services.jobs import Progress, silent
from app.services.settings import SettingsService
from app.store import journeys
from app.store.database import Database


class ImportService:
    """Imports tables: each in one transaction, so that a cancelled or failed import leaves nothing."""

    def __init__(
        self, database: Database, engine: EngineTurn, settings: SettingsService, clock: Clock
    ) -> None:
        self._database = database
        self._engine = engine
        self._settings = settings
        self._clock = clock

    def preview(self, path: Path, how: TableFormat | None = None) -> TablePreview:
        """Look into a table and guess what its columns are for."""
        with self._database.read() as conn:
            drafts = [journeys.load_draft(conn, row.id) for row in journeys.list_journeys(conn)]
        declared = [spec for draft in drafts if draft for spec in draft.fields]
        return preview_table(path, self._database.fields, how, declared)

    def contacts(
        self, table: TablePreview, mapping: ContactMapping, language: Language, progress: Progress = silent
    ) -> ImportReport:
        """Import contacts; rows that do not fit go into an error file beside the table."""
        return import_contact_table(self._database, self._order(table, language), mapping, progress)

    def events(
        self, table: TablePreview, mapping: EventMapping, language: Language, progress: Progress = silent
    ) -> ImportReport:
        """Import events; rows that do not fit go into an error file beside the table."""
        return import_event_table(self._database, self._order(table, language), mapping, progress)

    def _order(self, table: TablePreview, language: Language) -> ImportOrder:
        with self._engine.person() as engine:
            watch = engine.watched() != Reads()
        return ImportOrder(
            table=table,
            language=language,
            time_zone=self._settings.get().time_zone,
            at=self._clock.now(),
            watch=watch,
        )
