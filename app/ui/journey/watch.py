"""Checks the journey shortly after each change, so that typing is never held up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.journey import Journey
from app.core.problems import Problem
from canvas.document import DocumentModel

DELAY_MS = 200
Check = Callable[[Journey], tuple[Problem, ...]]


class ProblemWatch(QObject):
    """Tells `found(problems)` when the document has come to rest."""

    found = Signal(object)

    def __init__(self, document: DocumentModel, check: Check, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._check = document, check
        self.problems: tuple[Problem, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.look)
        document.changed.connect(self._wait)

    def _wait(self, *_journeys: object) -> None:
        self._timer.start()

    def look(self) -> tuple[Problem, ...]:
        """Check now."""
        self._timer.stop()
        self.problems = self._check(self._document.journey)
        self.found.emit(self.problems)
        return self.problems
