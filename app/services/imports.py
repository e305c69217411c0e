"""Import of contacts and events into a workspace."""

from __future__ import annotations

from pathlib import Path

from app.core.clock import Clock
from app.core.text import Language
from app.services.importing.mapping import ContactMapping, EventMapping
from app.services.importing.preview import TablePreview, preview_table
from app.services.importing.reading import TableFormat
from app.services.importing.report import ImportReport
from app.services.jobs import Progress, silent
from app.services.settings import SettingsService
from app.store.database import Database


class ImportService:
    """Imports tables: the whole table in one transaction, so that a cancelled or failed import leaves nothing."""

    def __init__(self, database: Database, settings: SettingsService, clock: Clock) -> None: ...

    def preview(self, path: Path, how: TableFormat | None = None) -> TablePreview:
        """Look into a table and guess what its columns are for."""
        ...

    def contacts(
        self, preview: TablePreview, mapping: ContactMapping, language: Language, progress: Progress = silent
    ) -> ImportReport:
        """Import contacts; rows that do not fit go into an error file beside the table."""
        ...

    def events(
        self, preview: TablePreview, mapping: EventMapping, language: Language, progress: Progress = silent
    ) -> ImportReport:
        """Import events; rows that do not fit go into an error file beside the table."""
        ...
