"""The canvas of a comparison: shows, moves and tells, but edits nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from app.core.change_list import Change
from app.core.journey import Journey, NodeId
from app.core.node import NodeCatalog, Surroundings
from app.core.text import Language
from canvas.camera import READABLE, Camera
from canvas.comparing.comparison import Comparison, Places
from canvas.comparing.paint import ChangePainter, badge_size
from canvas.overlays.minimap import Minimap
from canvas.overlays.zoom_bar import ZoomBar
from canvas.painting.cards import CachedCards
from canvas.painting.faces import FaceBook
from canvas.painting.ground import paint_ground
from canvas.painting.marks import Marks
from canvas.painting.picture import Accents, Look, Picture, level_at
from canvas.painting.typeface import Typeface
from canvas.scene.geometry import Box
from canvas.theme import CanvasTheme
from canvas.wayfinding.flight import Flight
from canvas.zooming import Zooming

EDGE = 14
CLICK = 4
"""Pixels that a press may travel and still be a click."""


class CompareView(QWidget):
    """Shows a comparison. Signals: `picked(int)` a change was clicked; `stepped(int)` next (1), previous."""

    picked = Signal(int)
    stepped = Signal(int)

    def __init__(
        self,
        catalog: NodeCatalog,
        theme: CanvasTheme,
        language: Language,
        around: Callable[[Journey], Surroundings],
    ) -> None:
        super().__init__()
        self._catalog, self._theme, self._around = catalog, theme, around
        self._language: Language = language
        self._cards = CachedCards()
        self._current: int | None = None
        self._fits = False
        self._press: QPointF | None = None
        self._place = QPointF()
        self.camera = Camera(self)
        self._zooming = Zooming(self.camera)
        self._flight = Flight(self.camera, self)
        self._zoom_bar = ZoomBar(self.camera, self)
        self._zoom_bar.dress(theme, language)
        self._zoom_bar.fit_button.clicked.connect(self.fit)
        self._zoom_bar.outline_button.hide()  # a comparison has its list of changes instead
        self._minimap: Minimap | None = None
        empty = Journey(id="empty", name=" ")
        self.show_comparison(Comparison(empty, empty, ()))
        self.camera.changed.connect(self.update)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 240)

    @property
    def places(self) -> Places:
        """Where everything stands."""
        return self._places

    def show_comparison(self, comparison: Comparison) -> None:
        """Show two versions; the camera stays where it is."""
        self._places = Places(comparison, self._catalog)
        self._faces, self._ghosts = (FaceBook(self._catalog, self._language, self._around) for _ in range(2))
        self._faces.show(comparison.new)
        self._ghosts.show(comparison.old)
        self._current = None
        self._renew_minimap()
        self.update()

    def look_at(self, index: int) -> None:
        """Mark a change and bring it into sight."""
        self._current = index
        change = self._places.comparison.changes[index]
        self.setAccessibleDescription(self._about(change))
        box = self._places.box(change)
        if box is not None:
            self._flight.go(partial(self._bring, box), jump=False)
        self.update()

    def bring(self, step: NodeId) -> None:
        """Bring a step into sight that may have changed or not."""
        for scene in (self._places.shown, self._places.ghosts):
            if step in scene.journey.by_id:
                self._flight.go(partial(self._bring, scene.box(step)), jump=False)
                return

    def _bring(self, box: Box) -> None:
        """Bring a box into sight, large enough to read what is in it if it is a card."""
        if self.camera.scale < READABLE:
            self.camera.zoom(READABLE / self.camera.scale)
            self.camera.center_on(box.center)
        self.camera.bring(box)

    def fit(self) -> None:
        """Show everything, ghosts included."""
        bounds = self._places.bounds()
        if bounds is not None:
            self.camera.fit(bounds)
            self._fits = True

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, the newer journey, and what differs."""
        self._fits = False
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, seen = self.camera.scale, self.camera.seen
        paint_ground(painter, self.size(), seen, scale, self._theme, event.rect())
        painter.scale(scale, scale)
        painter.translate(-seen.left, -seen.top)
        look = Look(self._theme, Typeface(self.font().family()), self._language)
        picture = Picture(self._places.shown, self._faces, look, Marks(), Accents(tools=False))
        level = level_at(scale)
        picture.paint(painter, seen, level, self._cards)
        changes = ChangePainter(self._places, self._faces, self._ghosts, look)
        if self._current is not None:
            changes.ring(painter, self._places.comparison.changes[self._current])
        changes.paint(painter, picture, seen, level, self._cards)
        painter.end()

    # Mouse and keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to push the picture, or a click."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._press = self._place = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Push the picture; over a change, show that it can be clicked."""
        if self._press is not None:
            by = event.position() - self._place
            self.camera.pan(by.x(), by.y())
            self._place = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            on = self._index_at(event.position()) is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if on else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press that went nowhere picks what it is on."""
        press, self._press = self._press, None
        self.unsetCursor()
        if press is None or (event.position() - press).manhattanLength() > CLICK:
            return
        index = self._index_at(event.position())
        if index is not None:
            self.picked.emit(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Push or zoom."""
        self._zooming.wheel(event)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Gestures of the trackpad, and what is told about a change."""
        if isinstance(event, QNativeGestureEvent) and self._zooming.native(event):
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self._index_at(QPointF(event.pos()))
            words = "" if index is None else self._about(self._places.comparison.changes[index])
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from change to change, or move the camera; Esc is for whoever closes the comparison."""
        steps = {Qt.Key.Key_N: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_P: -1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_F:
            self.fit()
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.camera.step(1)
        elif event.key() == Qt.Key.Key_Minus:
            self.camera.step(-1)
        elif event.key() == Qt.Key.Key_0:
            self.camera.zoom(1 / self.camera.scale)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the overlays in their corners."""
        self.camera.resize(event.size().toSizeF())
        if self._fits:  # everything was to be shown before the widget had its place in the window
            self.fit()
        self._zoom_bar.adjustSize()
        self._zoom_bar.move(EDGE, self.height() - self._zoom_bar.height() - EDGE)
        if self._minimap is not None:
            self._minimap.refresh()

    def _index_at(self, place: QPointF) -> int | None:
        reach = badge_size(self.camera.scale) / 2
        return self._places.index_at(self.camera.to_canvas(place), reach)

    def _about(self, change: Change) -> str:
        lines = [change.words, *(each.label + ": " + each.old + " → " + each.new for each in change.fields)]
        return "\n".join(line.pick(self._language) for line in lines)

    def _renew_minimap(self) -> None:
        if self._minimap is not None:
            self._minimap.hide()
            self._minimap.deleteLater()
        self._minimap = Minimap(self._places.shown, self.camera, self._faces, self._theme, self)
        self._minimap.dress(self._theme, self._faces, self._language)
        self._minimap.setVisible(False)
        self._minimap.refresh()
