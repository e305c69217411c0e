"""The step search at work: remembers what was asked, and adds the step that is picked."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QPointF, Signal
from PySide6.QtWidgets import QWidget

from app.core.journey import Journey
from app.core.node import AnyNodeType
from app.core.text import Language
from canvas.camera import Camera
from canvas.editing.editor import Editor
from canvas.overlays.fitting import fitting, going_on, source_of, where_words
from canvas.overlays.habit_book import HabitBook, before_of
from canvas.overlays.offers import Offer, offers_of
from canvas.overlays.search import Question, StepSearch
from canvas.painting.typeface import Typeface
from canvas.scene.geometry import CARD_HEIGHT, CARD_WIDTH, card_at_center, snapped
from canvas.scene.scene import Scene
from canvas.stage import SearchRequest
from canvas.theme import CanvasTheme


class Finder(QObject):
    """Opens the search where it was asked for. Signals: `opened()`, `added(str)` with the new step.

    `closed()` tells that nothing was picked; after a step was added, the search may be open once more.
    `told(object)` has a `Text` about what became of a step's connections, or None.
    """

    opened = Signal()
    added = Signal(str)
    closed = Signal()
    told = Signal(object)

    def __init__(self, parent: QWidget, scene: Scene, camera: Camera, editor: Editor) -> None:
        super().__init__(parent)
        self._scene = scene
        self._camera = camera
        self._editor = editor
        self._request: SearchRequest | None = None
        self.book = HabitBook()
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
        self.popup.open_at(QPoint(round(place.x()), round(place.y())), self._question(request))
        self.opened.emit()

    def keep_existing(self, journey: Journey) -> None:
        """Close the search if what it was opened for is no longer part of the journey."""
        if self._request is not None and not self._request.stands_in(journey):
            self._request = None
            self.popup.close_search()

    def note(self, added: str) -> None:
        """Remember what a step was put behind, however it was chosen."""
        journey, catalog = self._editor.journey, self._editor.catalog
        sources = [edge.source for edge in journey.incoming.get(added, ())]
        before = before_of(journey, catalog, sources[0] if sources else None)
        self.book.note(before, journey.by_id[added].type)

    def _question(self, request: SearchRequest) -> Question:
        catalog = self._editor.catalog
        return Question(
            offers_of(self._types(request)),
            before_of(self._editor.journey, catalog, source_of(request)),
            self.book.habits,
            where_words(self._scene, request),
        )

    def _types(self, request: SearchRequest) -> list[AnyNodeType]:
        if request.swaps is not None:
            return self._editor.swapping.types_for(request.swaps)
        return fitting(self._editor.catalog, request)

    def _picked(self, offer: Offer, stay: bool) -> None:  # noqa: FBT001  # a signal's slot
        request, self._request = self._request, None
        if request is None:
            return
        journey = self._editor.journey
        self.book.note(before_of(journey, self._editor.catalog, source_of(request)), offer.key)
        added = self._add(offer, request)
        following = going_on(self._scene, self._editor, added) if stay else None
        if stay and following is None:
            self.popup.hide()
        self.added.emit(added)
        if following is not None:
            self.ask(following)

    def _add(self, offer: Offer, request: SearchRequest) -> str:
        type_id, spot = offer.node_type.id, request.spot
        if request.edge is not None:
            return self._editor.insert(type_id, self._scene.edge(request.edge), offer.config)
        if request.port is not None:
            at = snapped(spot.x - CARD_WIDTH / 2, spot.y) if request.pointed else None
            return self._editor.add_after(type_id, *request.port, at, offer.config)
        if request.entry is not None:
            at = snapped(spot.x - CARD_WIDTH / 2, spot.y - CARD_HEIGHT)
            instead = self._scene.edge(request.instead) if request.instead is not None else None
            return self._editor.linking.add_before(type_id, request.entry, at, instead, offer.config)
        if request.swaps is not None:
            self.told.emit(self._editor.swapping.swap(request.swaps, type_id, offer.config))
            return request.swaps
        return self._editor.add(type_id, card_at_center(spot), offer.config)
