"""Keeps the draft safe: a moment after each change it is in the workspace."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.errors import StellwerkError
from app.core.text import Text
from app.services.journeys import JourneyService
from app.ui.journey.header import SaveState
from canvas.document import DocumentModel

DELAY_MS = 700


class Autosave(QObject):
    """Saves the document into the workspace; tells `state_changed(state)` and `failed(Text)`."""

    state_changed = Signal(str)
    failed = Signal(object)

    def __init__(
        self, document: DocumentModel, journeys: JourneyService, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._journeys = document, journeys
        self.state: SaveState = "clean"
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.save_now)
        document.changed.connect(self._changed)

    def save_now(self) -> bool:
        """Save what has changed; returns whether the draft is safe."""
        self._timer.stop()
        if self._document.is_clean:
            return True
        try:
            self._journeys.save_draft(self._document.journey)
        except StellwerkError as error:
            self._show("failed")
            self.failed.emit(error.message)
            return False
        self._document.mark_saved()
        self._show("saved")
        return True

    def _changed(self, *_journeys: object) -> None:
        if self._document.is_clean:
            self._show("clean")
            self._timer.stop()
        else:
            self._show("pending")
            self._timer.start()

    def _show(self, state: SaveState) -> None:
        self.state = state
        self.state_changed.emit(state)


def save_failed_words(message: Text) -> Text:
    """The sentence for a draft that could not be saved."""
    return Text("Der Entwurf ist nicht gesichert. {why}", "The draft is not saved. {why}").fill(why=message)
