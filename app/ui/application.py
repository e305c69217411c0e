"""Starts the window."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from app.core.errors import StellwerkError
from app.core.text import Language
from app.services.facade import Services
from app.services.workspace import Workspace
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.ending import ending_by_signal
from app.ui.faults import catch_faults
from app.ui.jobs import Jobs
from app.ui.looks import Looks
from app.ui.sorry import SorryWindow
from app.ui.widgets.signals import ignoring
from app.ui.window import MainWindow

log = logging.getLogger(__name__)


class WindowProgram:
    """The window with one open workspace; rebuilds what is seen when language or theme change."""

    def __init__(self, application: QApplication, services: Services, workspace: Workspace) -> None:
        self._workspace = workspace
        self._looks = Looks(application, services.catalog)
        self.desk = Desk(services, workspace, Jobs())
        self.window = MainWindow(self.desk, self._context())
        self.window.looks_changed.connect(self.dress)
        application.styleHints().colorSchemeChanged.connect(ignoring(lambda: self._follow_system()))
        if any(row.state == "live" for row in workspace.journeys.rows()):
            workspace.runner.start()

    def dress(self) -> None:
        """Show everything in the language and theme of the settings."""
        self.window.dress(self._context())

    def close(self) -> None:
        """Let long work end."""
        self.desk.jobs.finish()

    def _follow_system(self) -> None:
        if self._workspace.settings.get().theme == "system":
            self.dress()

    def _context(self) -> Context:
        settings = self._workspace.settings.get()
        return self._looks.context(settings.language or system_language(), settings.theme, settings.time_zone)


def system_language() -> Language:
    """German on a German system, English everywhere else."""
    return "de" if QLocale.system().language() == QLocale.Language.German else "en"


def run_window(services: Services, workspace: Path, argv: list[str], journey: Path | None = None) -> int:
    """Open the window on a workspace, and on a journey file if one is given; returns the exit code."""
    application = (
        existing if isinstance(existing := QApplication.instance(), QApplication) else QApplication(argv)
    )
    application.setApplicationName("Stellwerk")
    application.setDesktopFileName("stellwerk")
    try:
        opened = services.open_workspace(workspace)
    except StellwerkError as error:
        log.warning("the workspace cannot be opened: %s", error)
        context = Looks(application, services.catalog).context(system_language(), "system", "UTC")
        sorry = SorryWindow(context, error.message)
        sorry.show()
        application.exec()
        return 2
    with opened:
        program = WindowProgram(application, services, opened)
        with catch_faults(program.window.show_error), ending_by_signal(program.window.close):
            if journey is not None:
                program.window.open_file(journey)
            program.window.show()
            code = application.exec()
        program.close()
    return code
