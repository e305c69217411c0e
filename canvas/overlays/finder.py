"""The step search at work: remembers what was asked, and adds the step that is picked."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QPointF, Signal
from PySide6.QtWidgets import QWidget

from app.core.text import Language
from canvas.camera import Camera
from canvas.editing.editor import Editor
from canvas.overlays.fitting import fitting
from canvas.overlays.search import StepSearch
from canvas.painting.typeface import Typeface
from canvas.scene.geometry import CARD_WIDTH, card_at_center, snapped
from canvas.scene.scene import Scene
from canvas.stage import SearchRequest
from canvas.theme import CanvasTheme


class Finder(QObject):
    """Opens the search where it was asked for. Signals: `opened()`, `added(str)` with the new step."""

    opened = Signal()
    added = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget, scene: Scene, camera: Camera, editor: Editor) -> None:
        super().__init__(parent)
        self._scene = scene
        self._camera = camera
        self._editor = editor
        self._request: SearchRequest | None = None
        self.popup = StepSearch(parent)
        self.popup.picked.connect(self._picked)
        self.popup.closed.connect(self.closed)

    @property
    def request(self) -> SearchRequest | None:
        """What the open search is for."""
        return self._request if self.popup.isVisible() else None

    def dress(self, theme: CanvasTheme, typeface: Typeface, language: Language) -> None:
        """Take on colors, fonts and language."""
        self.popup.dress(theme, typeface, language)

    def ask(self, request: SearchRequest) -> None:
        """Open the search for a request."""
        self._request = request
        place = self._camera.to_widget(request.spot) + QPointF(12, 12)
        self.popup.open_at(QPoint(round(place.x()), round(place.y())), fitting(self._editor.catalog, request))
        self.opened.emit()

    def _picked(self, type_id: str) -> None:
        request, self._request = self._request, None
        if request is not None:
            self.added.emit(self._add(type_id, request))

    def _add(self, type_id: str, request: SearchRequest) -> str:
        spot = request.spot
        if request.edge is not None:
            return self._editor.insert(type_id, self._scene.edge(request.edge))
        if request.port is not None:
            at = snapped(spot.x - CARD_WIDTH / 2, spot.y) if request.pointed else None
            return self._editor.add_after(type_id, *request.port, at)
        return self._editor.add(type_id, card_at_center(spot))
