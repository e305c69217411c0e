"""The bookshop from end to end, headless: what the demo shows and the self-test checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import resources
from app.core.clock import Instant, VirtualClock
from app.core.journey import Journey
from app.core.problems import Problem
from app.core.schedule import at_wall_time, zone
from app.core.text import Language
from app.services.facade import Services
from app.services.importing.report import ImportReport
from app.services.jobs import Progress, silent
from app.services.preview import FromTable, PreviewRequest, PreviewResult
from app.services.virtual import VirtualRun
from app.services.workspace import Workspace

DAYS = 60
WORKSPACE = "bookshop.stellwerk"
SENDER = {
    "from_name": "Buchhandlung Wintergrün",
    "from_address": "post@wintergruen.example",
    "imprint": "Buchhandlung Wintergrün, Marlene Wintergrün, Musterstraße 7, 12345 Musterstadt",
}
POOLS = ("Geburtstag", "Treue")
"""The names of the voucher pools; their codes lie in text files named alike."""
JOURNEYS = {"de": "krimi-leseproben.journey", "en": "crime-samples.journey"}


@dataclass(frozen=True)
class Bookshop:
    """The sample files, and a workspace in a folder of its own at a time before the first event."""

    services: Services
    folder: Path
    language: Language

    @property
    def journey_file(self) -> Path:
        """The journey in the language of the person."""
        return sample(JOURNEYS[self.language])

    def journey(self) -> Journey:
        """The journey itself."""
        return self.services.files.load(self.journey_file)

    def validate(self) -> tuple[Problem, ...]:
        """What is wrong with it: nothing."""
        return self.services.files.validate(self.journey())

    def simulate(self, progress: Progress = silent) -> PreviewResult:
        """Try it on the sample contacts and events."""
        who = FromTable(sample("contacts.csv"), sample("events.csv"))
        return self.services.preview.run(PreviewRequest(self.journey(), who, DAYS, start=BEGIN), progress)

    def prepare(self) -> Path:
        """A workspace for the window: contacts and events are there, journeys are still to be opened."""
        path = self.folder / WORKSPACE
        with self.services.open_workspace(path) as space:
            self._introduce(space)
            self.import_contacts(space)
            self.import_events(space)
        return path

    def open(self) -> Workspace:
        """The workspace, created if there is none yet."""
        space = self.services.open_workspace(self.folder / WORKSPACE, VirtualClock(BEGIN))
        self._introduce(space)
        return space

    def _introduce(self, space: Workspace) -> None:
        """The bookshop as the sender, unless somebody has put in another one, and its vouchers."""
        settings = space.settings.get()
        if not settings.account.imprint:
            account = settings.account.model_copy(update=SENDER)
            space.settings.save(settings.model_copy(update={"account": account}))
        if not space.vouchers.pools():
            for name in POOLS:
                codes = space.vouchers.read_codes(sample(f"{name.lower()}.txt"))
                space.vouchers.add_codes(space.vouchers.add(name), codes)

    def import_contacts(self, space: Workspace) -> ImportReport:
        """Bring in the sample contacts."""
        table = space.imports.preview(sample("contacts.csv"))
        return space.imports.contacts(table, table.mapping, self.language)

    def import_events(self, space: Workspace) -> ImportReport:
        """Bring in the sample events."""
        table = space.imports.preview(sample("events.csv"))
        assert table.events is not None
        return space.imports.events(table, table.events, self.language)

    def run(self, space: Workspace, progress: Progress = silent) -> VirtualRun:
        """Let two months pass."""
        return space.virtual.run(DAYS, progress=progress)


def sample(name: str) -> Path:
    """A file of the bookshop."""
    return resources.path("samples", "bookshop", name)


def _begin() -> Instant:
    return at_wall_time(datetime(2026, 3, 2, 8), zone("Europe/Berlin"))  # noqa: DTZ001 (local time is meant)


BEGIN = _begin()
"""The morning of the day on which the sample events begin."""
