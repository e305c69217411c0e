"""Checks the journey shortly after each change, so that typing is never held up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.journey import Journey
from app.core.problems import Problem
from app.ui.jobs import Jobs
from canvas.document import DocumentModel

DELAY_MS = 200
AT_ONCE = 300
"""Steps that are checked in the blink of an eye; a larger journey is checked off the interface thread."""
Check = Callable[[Journey], tuple[Problem, ...]]


class ProblemWatch(QObject):
    """Tells `found(problems)` when the document has come to rest. With `jobs` it can check aside."""

    found = Signal(object)

    def __init__(self, document: DocumentModel, check: Check, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._check = document, check
        self.jobs: Jobs | None = None
        self.problems: tuple[Problem, ...] = ()
        self._checking: Journey | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._look_aside)
        document.changed.connect(self._wait)

    def _wait(self, *_journeys: object) -> None:
        self._timer.start()

    def begin(self) -> None:
        """Check a small journey now, a large one when it has shown itself."""
        if self._is_large:
            self._timer.start()
        else:
            self.look()

    def look(self) -> tuple[Problem, ...]:
        """Check now, and wait for it."""
        self._timer.stop()
        self._tell(self._check(self._document.journey))
        return self.problems

    @property
    def _is_large(self) -> bool:
        return len(self._document.journey.nodes) > AT_ONCE

    def _look_aside(self) -> None:
        if self.jobs is None or not self._is_large:
            self.look()
        elif self._checking is None:
            journey = self._checking = self._document.journey
            self.jobs.start(self, lambda _progress: self._check(journey), self._checked, self._failed)

    def _checked(self, problems: tuple[Problem, ...]) -> None:
        journey, self._checking = self._checking, None
        if journey is self._document.journey:
            self._tell(problems)
        else:
            self._timer.start()  # it has changed meanwhile

    def _failed(self, _words: object) -> None:
        """The log has the details; the next change is checked again."""
        self._checking = None

    def _tell(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        self.found.emit(problems)
