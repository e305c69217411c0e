"""The surface: a widget that paints the journey and keeps up with document, selection and camera."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.core.compiler import surroundings
from app.core.journey import Journey, NodeId
from app.core.node import NodeCatalog, Surroundings
from app.core.records import Trail
from app.core.text import Language
from canvas.accessible.reader import Reader
from canvas.accessible.voice import Voice
from canvas.camera import Camera
from canvas.document import DocumentModel
from canvas.editing.editor import Editor
from canvas.gestures.connect import paint_request
from canvas.gliding import Gliding
from canvas.keys import Keyboard
from canvas.overlays.finder import Finder
from canvas.overlays.hint import Hint
from canvas.overlays.menu import ContextMenu
from canvas.overlays.minimap import Minimap
from canvas.overlays.remedies import Remedies
from canvas.overlays.welcome import Welcome
from canvas.overlays.zoom_bar import ZoomBar
from canvas.painting.faces import FaceBook
from canvas.painting.marks import Marks
from canvas.painting.picture import Accents, Look, Picture, level_at
from canvas.painting.spotlight import Ground
from canvas.painting.trail import TrailPainter, Way
from canvas.painting.typeface import Typeface
from canvas.pointer import Pointer
from canvas.scene.geometry import Box
from canvas.scene.scene import Scene, key_of
from canvas.scene.walk import first_step
from canvas.selection import Selection
from canvas.sight import Materials, Sight
from canvas.speech import about_canvas, about_frame, about_step
from canvas.stage import Stage
from canvas.theme import CanvasTheme
from canvas.wayfinding.guide import Guide, Sources

OVERLAY_EDGE = 14
TICK = 16
"""Milliseconds between two pushes while something is dragged at the border."""


class Surface(QWidget):
    """Shows the journey of a document; `Input` adds what a person does, `CanvasView` what a window calls."""

    inspect_requested = Signal(str)
    zoom_changed = Signal(float)
    hint_changed = Signal(object)
    search_opened = Signal()

    def __init__(
        self,
        document: DocumentModel,
        selection: Selection,
        catalog: NodeCatalog,
        theme: CanvasTheme,
        language: Language,
        around: Callable[[Journey], Surroundings] = surroundings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._selection, self._catalog = document, selection, catalog
        self._theme = theme
        self._language: Language = language
        self._around = around
        self._marks = Marks()
        self._trail: Trail | None = None
        self._camera = Camera(self)
        self._scene = Scene(catalog, document.journey)
        self._sight = Sight(self, self._scene, self._camera, self._materials)
        self._lay_over: Sequence[Box] | None = ()
        self._faces = FaceBook(catalog, language, around)
        self._faces.show(document.journey)
        self._editor = Editor(document, selection, catalog)
        self._finder = Finder(self, self._scene, self._camera, self._editor)
        self._stage = self._make_stage()
        self._pointer = Pointer(self._stage)
        self._keyboard = Keyboard(self._stage, self._pointer)
        self._menu = ContextMenu(self, lambda: self._keyboard.commands)
        self._zoom_bar = ZoomBar(self._camera, self)
        self._welcome = Welcome(self)
        self._hint = Hint(self)
        self._remedies = Remedies(self, document, selection, self.inspect_requested.emit, lambda: self._marks)
        self._minimap = Minimap(self._scene, self._camera, self._faces, theme, self)
        self._gliding = Gliding(self._scene, self._refresh, lambda: self._pointer.gesture is not None, self)
        self._ticker = QTimer(self, interval=TICK)
        self._fitted = False
        self._welcome.setVisible(not document.journey.nodes)
        self._listen()
        self._guide = Guide(
            self, self._stage, Sources(lambda: self._faces, lambda: self._marks, self._finder)
        )
        reader = Reader(self, self._stage, self._guide.flow, lambda: self._marks)
        self.voice = Voice(reader, self._stage)
        self.hint_changed.connect(self.voice.tell)
        self._minimap.accompany(self._guide.map_marks, self._guide.flight.go)
        self._prepare_widget()
        self._dress()

    def _make_stage(self) -> Stage:
        return Stage(
            document=self._document,
            selection=self._selection,
            scene=self._scene,
            camera=self._camera,
            editor=self._editor,
            search=self._finder.ask,
            hint=self.hint_changed.emit,
            inspect=self.inspect_requested.emit,
            repaint=self._refresh,
            faces=lambda: self._faces,
        )

    def _listen(self) -> None:
        self._document.changed.connect(self._show_journey)
        self._selection.changed.connect(self._show_selection)
        self._camera.changed.connect(self._show_camera)
        self._finder.opened.connect(self.search_opened)
        self._finder.added.connect(self._show_added)
        self._finder.closed.connect(self._regain_focus)
        self._finder.told.connect(self.hint_changed)
        self._welcome.start_wanted.connect(self._keyboard.search)
        self._ticker.timeout.connect(self._tick)
        self.hint_changed.connect(self._hint.tell)
        self._remedies.closed.connect(self._regain_focus)

    def _prepare_widget(self) -> None:
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 240)

    @property
    def pointer(self) -> Pointer:
        """What the pointer is on, and the gesture it is making."""
        return self._pointer

    @property
    def camera(self) -> Camera:
        """What is seen, and how large."""
        return self._camera

    @property
    def scene(self) -> Scene:
        """Where everything is."""
        return self._scene

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, journey and gesture."""
        painter = QPainter(self)
        self._sight.paint(painter)
        over = self._over()
        if over is None or over:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(self._camera.scale, self._camera.scale)
            painter.translate(-self._camera.seen.left, -self._camera.seen.top)
            self._paint_over(painter)
        painter.end()

    def _over(self) -> Sequence[Box] | None:
        """Where something is drawn over the picture of the journey; None if that may be anywhere."""
        lit = self._guide.searching.spotlight.steps is not None or self._trail is not None
        if lit or self._finder.request is not None:
            return None
        gesture = self._pointer.gesture
        return () if gesture is None else gesture.bounds()

    def _paint_over(self, painter: QPainter) -> None:
        """Draw what is found, the way of a contact, or what a gesture would do."""
        look, scale, seen = self._look(), self._camera.scale, self._camera.seen
        picture = Picture(self._scene, self._faces, look, self._marks, self._accents())
        cards = self._sight.cards
        ground = Ground(self._theme, self._scene, seen)
        self._guide.searching.spotlight.paint(painter, picture, ground, level_at(scale), cards)
        if (way := self._way()) is not None:
            TrailPainter(way, self._scene, look).paint(painter, picture, seen, level_at(scale), cards)
        if self._pointer.gesture is not None:
            self._pointer.gesture.paint(painter, look)
        elif (request := self._finder.request) is not None:
            paint_request(painter, self._scene, request, look)

    def update(self) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]  # parts are for the sight
        """Paint everything anew; `_refresh` paints only what has changed."""
        self._sight.forget()

    def _refresh(self) -> None:
        """Something of the journey, the selection or a gesture may look other than before."""
        before, self._lay_over = self._lay_over, self._over()
        over = self._lay_over
        self._sight.refresh(None if before is None or over is None else [*before, *over])

    def _way(self) -> Way | None:
        return Way(self._trail, self._document.journey) if self._trail else None

    def _materials(self) -> Materials:
        return Materials(self._look(), self._faces, self._marks, self._accents())

    def _look(self) -> Look:
        return Look(self._theme, Typeface(self.font().family()), self._language)

    def _accents(self) -> Accents:
        edge = self._selection.edge
        chosen = Accents(self._selection.steps, key_of(edge) if edge else None, frames=self._selection.frames)
        return self._pointer.accents(chosen)

    def _dress(self) -> None:
        self._zoom_bar.dress(self._theme, self._language)
        self._minimap.dress(self._theme, self._faces, self._language)
        self._welcome.dress(self._theme, self._language)
        self._guide.dress(self._theme, self._language)
        self._hint.dress(self._theme, self._language)
        self._finder.dress(self._theme, Typeface(self.font().family()), self._language)
        self._menu.dress(self._theme, self._language)
        self._remedies.dress(self._theme, self._language)
        self._tell()
        self.update()

    def _renew_faces(self) -> None:
        self._faces = FaceBook(self._catalog, self._language, self._around)
        self._faces.show(self._document.journey)
        self._dress()

    def _tell(self) -> None:
        """Say to a screen reader what is shown and which step is current."""
        self.setAccessibleName(about_canvas(self._document.journey, self._language))
        current, frame = self._selection.current, self._selection.frame
        words = about_step(self._scene, self._faces, self._marks, current) if current else ""
        if frame is not None and frame in self._scene.journey.frame_by_id:
            words = about_frame(self._scene, self._faces, frame).pick(self._language)
        self.setAccessibleDescription(words)

    # What others tell

    def _show_journey(self, old: Journey, journey: Journey) -> None:
        self._pointer.cancel()
        origins = self._gliding.origins(old, journey, self._camera.seen)
        self._scene.show(journey)
        self._gliding.start(origins)
        others = self._faces.show(journey)
        self._selection.keep_existing(journey)
        self._finder.keep_existing(journey)
        self._pointer.look_again()
        self._minimap.refresh()
        self._welcome.setVisible(not journey.nodes)
        if old.id != journey.id:
            self._show_beginning()
        self._tell()
        if others:
            self.update()
        else:
            self._refresh()

    def _show_beginning(self) -> None:
        bounds, first = self._scene.bounds(), first_step(self._scene)
        if bounds is not None and first is not None:
            self._camera.open_on(bounds, self._scene.box(first))

    def _show_selection(self) -> None:
        self._document.seal()
        self._tell()
        self._refresh()

    def _show_camera(self) -> None:
        self._remedies.close_window()
        self.zoom_changed.emit(self._camera.scale)
        self._sight.follow_camera()

    def _show_added(self, node_id: NodeId) -> None:
        # Clear of the zoom bar, which stands in a corner.
        self._camera.ensure_seen(self._scene.box(node_id), self._zoom_bar.height() + 2 * OVERLAY_EDGE)
        self._regain_focus()

    def _tick(self) -> None:
        self._pointer.push_at_border(self.width(), self.height())

    def _regain_focus(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._refresh()

    # The window

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the overlays in their corners; the first time, show the whole journey."""
        self._camera.resize(event.size().toSizeF())
        bar, small = self._zoom_bar, self._minimap
        bar.adjustSize()
        self._welcome.settle()
        self._guide.settle()
        bar.move(OVERLAY_EDGE, self.height() - bar.height() - OVERLAY_EDGE)
        small.refresh()
        if not self._fitted:
            self._fitted = True
            self._show_beginning()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the font."""
        if event.type() == QEvent.Type.FontChange:
            self._dress()
        super().changeEvent(event)
