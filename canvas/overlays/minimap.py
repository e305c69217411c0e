"""The minimap: the whole journey in small, with the part that is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from app.core.text import Language, Text
from canvas.camera import Camera
from canvas.overlays.map_marks import MapMarks, MarkLayer, MarkPlaces
from canvas.painting.brush import color, rect
from canvas.painting.faces import FaceBook
from canvas.scene.geometry import Box, Spot
from canvas.scene.scene import Scene
from canvas.theme import CanvasTheme

WIDTH, HEIGHT, INSET, EDGE = 132, 92, 8, 14


LATER = 250
"""Milliseconds after the last change until the map is drawn anew: it looks at all steps."""
MANY = 1_000_000
"""More than any journey has steps."""
ROOM = QSize(4 * WIDTH, 4 * HEIGHT)
"""In a smaller canvas the map would hide more than it shows."""


class Minimap(QWidget):
    """Shows where the camera is; a click or drag takes it elsewhere. Hidden while all is seen anyway.

    It sits in the corner at the right or the top in which it covers the fewest steps.
    """

    def __init__(
        self, scene: Scene, camera: Camera, faces: FaceBook, theme: CanvasTheme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._host = parent
        self._scene = scene
        self._camera = camera
        self._faces = faces
        self._theme = theme
        self._drawn: tuple[object, QPixmap] | None = None
        self._wanted = -1
        self._marks: Callable[[], MapMarks] = MapMarks
        self._layer = MarkLayer()
        self._jump: Callable[[Callable[[], None]], None] = _at_once
        self._held: QPointF | None = None
        self._later = QTimer(self, interval=LATER, singleShot=True)
        self._later.timeout.connect(self.update)
        self.setFixedSize(WIDTH, HEIGHT)
        camera.changed.connect(self.refresh)

    def dress(self, theme: CanvasTheme, faces: FaceBook, language: Language) -> None:
        """Take on colors and language."""
        self._theme, self._faces, self._drawn = theme, faces, None
        self.setAccessibleName(Text("Übersichtskarte", "Minimap").pick(language))
        self.update()

    def accompany(self, marks: Callable[[], MapMarks], jump: Callable[[Callable[[], None]], None]) -> None:
        """Show what stands out, and leave it to `jump` how the camera goes far away."""
        self._marks, self._jump = marks, jump

    def refresh(self) -> None:
        """Look again whether the journey is larger than the view."""
        bounds, seen = self._scene.bounds(), self._camera.seen
        fits = bounds is None or (
            seen.left <= bounds.left
            and seen.top <= bounds.top
            and bounds.right <= seen.right
            and bounds.bottom <= seen.bottom
        )
        small = self._host.width() < ROOM.width() or self._host.height() < ROOM.height()
        shown, was_there = not fits and not small, self.isVisible()
        self.setVisible(shown)
        if shown and not (was_there and self.underMouse()):  # nothing moves away below the hand
            self._step_aside()
        if shown:
            self.update()

    def _step_aside(self) -> None:
        """Go to the corner with the fewest steps; stay where no other has fewer."""
        right, bottom = self._host.width() - WIDTH - EDGE, self._host.height() - HEIGHT - EDGE
        corners = [QPoint(right, bottom), QPoint(right, EDGE), QPoint(EDGE, EDGE)]
        others = [each for each in self._host.children() if isinstance(each, QWidget) and each is not self]
        taken = [each.geometry() for each in others if not each.isHidden()]
        corners.sort(key=self.pos().__ne__)  # the one it is in comes first
        self.move(min(corners, key=lambda corner: self._covered(corner, taken)))

    def _covered(self, corner: QPoint, taken: Iterable[QRect]) -> int:
        """How much lies below the map in a corner; another widget counts for more than all steps."""
        scale = self._camera.scale
        spot = self._camera.to_canvas(QPointF(corner))
        covered = Box(spot.x, spot.y, spot.x + WIDTH / scale, spot.y + HEIGHT / scale)
        place = QRect(corner, self.size())
        hidden = sum(map(place.intersects, taken))
        return self._scene.count_in(covered) + hidden * MANY

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cards as blocks and the seen part as a frame."""
        bounds = self._scene.bounds()
        if bounds is None:
            return
        whole = self._whole(bounds)
        small = self._bring_up(whole)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, small)
        scale, left, top = self._fit(whole)
        places = MarkPlaces(self._scene, self._theme, whole, scale, QPointF(left, top))
        painter.drawPixmap(0, 0, self._layer.picture(small, self._marks(), places))
        painter.setClipRect(self.rect().adjusted(2, 2, -2, -2))
        painter.setBrush(color(self._theme.accent, 0.08))
        painter.setPen(QPen(color(self._theme.accent), 1.4))
        painter.drawRoundedRect(self._small(whole, self._camera.seen), 3, 3)
        painter.end()

    def _bring_up(self, whole: Box) -> QPixmap:
        """The map, drawn anew as soon as nothing more of the journey has changed for a moment."""
        revision = self._scene.revision
        if revision != self._wanted:
            self._wanted = revision
            self._later.start()
        if self._drawn is None or (self._drawn[0] != revision and not self._later.isActive()):
            self._drawn = revision, self._draw(whole)
        return self._drawn[1]

    def _draw(self, whole: Box) -> QPixmap:
        """The journey without the frame; kept, because the camera moves more often than the steps."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(color(self._theme.card))
        painter.setPen(QPen(color(self._theme.line), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.setPen(Qt.PenStyle.NoPen)
        scale, left, top = self._fit(whole)
        painter.translate(left - whole.left * scale, top - whole.top * scale)
        painter.scale(scale, scale)
        for tint, boxes in self._blocks().items():
            painter.setBrush(color(tint, 0.75))
            painter.drawRects(boxes)
        painter.end()
        return picture

    def _blocks(self) -> dict[str, list[QRectF]]:
        found: dict[str, list[QRectF]] = {}
        for node in self._scene.journey.nodes:
            tint = self._theme.group(self._faces.group(node))
            found.setdefault(tint, []).append(rect(self._scene.box(node.id)))
        return found

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the frame, or go to another part of the journey."""
        bounds = self._scene.bounds()
        if bounds is None:
            return
        frame = self._small(self._whole(bounds), self._camera.seen)
        if frame.contains(event.position()):
            self._held = event.position() - frame.center()
        else:
            self._held = QPointF()
            self._jump(lambda: self._go(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer; the frame stays where it was taken hold of."""
        if self._held is not None:
            self._go(event.position() - self._held)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = None

    def _go(self, place: QPointF) -> None:
        bounds = self._scene.bounds()
        if bounds is not None:
            whole = self._whole(bounds)
            scale, left, top = self._fit(whole)
            self._camera.center_on(
                Spot(whole.left + (place.x() - left) / scale, whole.top + (place.y() - top) / scale)
            )

    def _whole(self, bounds: Box) -> Box:
        """The journey with some air around it."""
        return bounds.grown(max(bounds.width, bounds.height) * 0.08)

    def _fit(self, whole: Box) -> tuple[float, float, float]:
        scale = min((WIDTH - 2 * INSET) / whole.width, (HEIGHT - 2 * INSET) / whole.height)
        return scale, (WIDTH - whole.width * scale) / 2, (HEIGHT - whole.height * scale) / 2

    def _small(self, whole: Box, box: Box) -> QRectF:
        scale, left, top = self._fit(whole)
        full = rect(box)
        return QRectF(
            left + (full.left() - whole.left) * scale,
            top + (full.top() - whole.top) * scale,
            max(full.width() * scale, 2),
            max(full.height() * scale, 2),
        )


def _at_once(change: Callable[[], None]) -> None:
    change()
