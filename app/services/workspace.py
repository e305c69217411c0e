"""An open workspace: everything the window and the command line can do with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from app.services.activity import ActivityService
from app.services.contacts import ContactService
from app.services.counting import CountingService
from app.services.erasing import Erasing
from app.services.habits import HabitsService
from app.services.imports import ImportService
from app.services.journeys import JourneyService
from app.services.lateness import LatenessService
from app.services.lists import ListService
from app.services.mail_reading import MailReading
from app.services.pausing import PausingService
from app.services.points import PointsService
from app.services.reports import ReportService
from app.services.retention import RetentionService
from app.services.runner import Runner
from app.services.secrets import Secrets
from app.services.settings import SettingsService
from app.services.step_history import StepHistory
from app.services.tasks import TaskService
from app.services.trial import TrialMail, TrialMessage
from app.services.versions import VersionService
from app.services.virtual import VirtualTime
from app.services.vouchers import VoucherService
from app.services.whereabouts import WhereaboutsService
from app.store.database import Database


@dataclass(frozen=True)
class Workspace:
    """One workspace with its services. Close it when done; `with` does so."""

    database: Database
    journeys: JourneyService
    versions: VersionService
    pausing: PausingService
    lateness: LatenessService
    contacts: ContactService
    counting: CountingService
    erasing: Erasing
    imports: ImportService
    settings: SettingsService
    habits: HabitsService
    runner: Runner
    virtual: VirtualTime
    reports: ReportService
    whereabouts: WhereaboutsService
    activity: ActivityService
    retention: RetentionService
    lists: ListService
    vouchers: VoucherService
    points: PointsService
    tasks: TaskService
    passwords: Secrets
    trial: TrialMail
    mail_reading: MailReading
    step_history: StepHistory
    trial_message: TrialMessage

    @property
    def path(self) -> Path | None:
        """The file, or None for a workspace in memory."""
        return self.database.path

    def close(self) -> None:
        """Stop the runner and give back the file."""
        self.runner.stop()
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
