"""Starts the window."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.core.errors import StellwerkError
from app.core.text import Language, Text
from app.services.facade import Services
from app.services.settings import WorkspaceSettings
from app.services.workspace import Workspace
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.ending import ending_by_signal
from app.ui.faults import catch_faults
from app.ui.jobs import Jobs
from app.ui.looks import Looks
from app.ui.sorry import SorryWindow
from app.ui.widgets.signals import ignoring, takes
from app.ui.window import MainWindow
from canvas import motion
from canvas.accessible import voice

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Opening:
    """What the window begins with: a workspace, perhaps a journey file, and perhaps something to say.

    `spare` is opened if the workspace cannot be.
    """

    workspace: Path
    journey: Path | None = None
    spare: Path | None = None
    note: Text | None = None


class WindowProgram:
    """The window with one open workspace, which it can change for another one.

    Rebuilds what is seen when language or theme change.
    """

    def __init__(
        self,
        application: QApplication,
        services: Services,
        workspace: Workspace,
        remember: Callable[[Path], None] = lambda _: None,
    ) -> None:
        self._services, self._remember = services, remember
        self._looks = Looks(application, services.catalog)
        voice.install()
        self.desk = Desk(services, workspace, Jobs())
        self.window = MainWindow(self.desk, self._context())
        self.window.looks_changed.connect(self.dress)
        # Queued: the button that asks for it belongs to a page that goes.
        self.window.workspace_wanted.connect(takes(Path, self.change), Qt.ConnectionType.QueuedConnection)
        application.styleHints().colorSchemeChanged.connect(ignoring(lambda: self._follow_system()))
        self._begin()

    def dress(self) -> None:
        """Show everything in the language and theme of the settings."""
        self.window.dress(self._context())

    def change(self, path: Path) -> None:
        """Open another workspace in this window; if that cannot be, the present one stays."""
        try:
            opened = self._services.open_workspace(path)
        except StellwerkError as error:
            self.window.show_error(error.message)
            return
        if not self.window.leave():
            opened.close()
            return
        old = self.desk
        _keep_looks(old.workspace, opened)
        self.desk = Desk(self._services, opened, Jobs())
        self.window.show_desk(self.desk, self._context())
        old.jobs.finish()
        old.workspace.close()
        self._begin()

    def close(self) -> None:
        """Let long work end."""
        if isValid(self.window):  # whoever closed it may have let it go already
            self.window.rest()
        self.desk.jobs.finish()

    def _begin(self) -> None:
        """Let live journeys run, and remember for next time what is open."""
        workspace = self.desk.workspace
        self.window.look_for_decisions()
        live = any(row.state == "live" for row in workspace.journeys.rows())
        if live and not workspace.runner.start() and workspace.runner.state.problem is not None:
            self.window.show_error(workspace.runner.state.problem)
        if workspace.path is not None:
            try:
                self._remember(workspace.path)
            except StellwerkError as error:
                self.window.show_error(error.message)

    def _follow_system(self) -> None:
        if self.desk.workspace.settings.get().theme == "system":
            self.dress()

    def _context(self) -> Context:
        settings = self.desk.workspace.settings.get()
        motion.follow(settings.motion)
        return self._looks.context(settings.language or system_language(), settings.theme, settings.time_zone)


def _keep_looks(old: Workspace, new: Workspace) -> None:
    """A workspace that nobody has set up yet speaks and looks as the one before."""
    settings, before = new.settings.get(), old.settings.get()
    if settings == WorkspaceSettings():
        kept = ("language", "theme", "motion", "time_zone")
        looks = {name: getattr(before, name) for name in kept}
        new.settings.save(settings.model_copy(update=looks))


def system_language() -> Language:
    """German on a German system, English everywhere else."""
    return "de" if QLocale.system().language() == QLocale.Language.German else "en"


def run_window(
    services: Services,
    opening: Opening,
    argv: list[str],
    remember: Callable[[Path], None] = lambda _: None,
) -> int:
    """Open the window; returns the exit code."""
    application = (
        existing if isinstance(existing := QApplication.instance(), QApplication) else QApplication(argv)
    )
    application.setApplicationName("Stellwerk")
    application.setDesktopFileName("stellwerk")
    try:
        workspace, trouble = _open(services, opening)
    except StellwerkError as error:
        log.warning("the workspace cannot be opened: %s", error)
        context = Looks(application, services.catalog).context(system_language(), "system", "UTC")
        sorry = SorryWindow(context, error.message)
        sorry.show()
        application.exec()
        return 2
    program = WindowProgram(application, services, workspace, remember)
    try:
        with catch_faults(program.window.show_error), ending_by_signal(program.window.close):
            if opening.journey is not None:
                program.window.open_file(opening.journey)
            if trouble is not None:
                program.window.show_error(trouble)
            program.window.show()
            code = application.exec()
        program.close()
    finally:
        program.desk.workspace.close()
    return code


def _open(services: Services, opening: Opening) -> tuple[Workspace, Text | None]:
    """The workspace, or the spare one and why."""
    try:
        return services.open_workspace(opening.workspace), opening.note
    except StellwerkError as error:
        if opening.spare is None:
            raise
        return services.open_workspace(opening.spare), error.message
