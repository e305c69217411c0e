"""The camera: which part of the canvas is seen, and how large."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, QPointF, QSizeF, Signal

from canvas.scene.geometry import Box, Spot

SMALLEST, LARGEST = 0.02, 3.0
STEPS = (0.02, 0.05, 0.1, 0.15, 0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
FIT_MARGIN = 48.0
READABLE = 0.8
"""The smallest scale at which a journey is opened: below, words are hard to read."""


class View(NamedTuple):
    """What a camera shows: pixels per unit, and the place of the canvas in its top left corner."""

    scale: float
    left: float
    top: float


class Camera(QObject):
    """Maps places between canvas and widget. Signal: `changed()`."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scale = 1.0
        self._left = 0.0
        self._top = 0.0
        self._size = QSizeF(800, 600)

    @property
    def scale(self) -> float:
        """Pixels of the widget per unit of the canvas."""
        return self._scale

    @property
    def view(self) -> View:
        """Where the camera is, to come back to."""
        return View(self._scale, self._left, self._top)

    def restore(self, view: View) -> None:
        """Go to a place, at once."""
        self._set(*view)

    @property
    def seen(self) -> Box:
        """The part of the canvas in the widget."""
        width, height = self._size.width() / self._scale, self._size.height() / self._scale
        return Box(self._left, self._top, self._left + width, self._top + height)

    def resize(self, size: QSizeF) -> None:
        """Tell the size of the widget."""
        self._size = size
        self.changed.emit()

    def to_canvas(self, place: QPointF) -> Spot:
        """The place of the canvas under a place of the widget."""
        return Spot(self._left + place.x() / self._scale, self._top + place.y() / self._scale)

    def to_widget(self, spot: Spot) -> QPointF:
        """Where a place of the canvas is seen."""
        return QPointF((spot.x - self._left) * self._scale, (spot.y - self._top) * self._scale)

    def pan(self, dx: float, dy: float) -> None:
        """Push the picture by some pixels."""
        self._set(self._scale, self._left - dx / self._scale, self._top - dy / self._scale)

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Enlarge by a factor; the place under `at` (or the middle) stays where it is."""
        at = at if at is not None else QPointF(self._size.width() / 2, self._size.height() / 2)
        self.hold(self.to_canvas(at), at, self._scale * factor)

    def hold(self, spot: Spot, place: QPointF, scale: float) -> None:
        """Bring a place of the canvas under a place of the widget, as near to a scale as may be."""
        scale = min(LARGEST, max(SMALLEST, scale))
        self._set(scale, spot.x - place.x() / scale, spot.y - place.y() / scale)

    def step(self, direction: int) -> None:
        """Go to the next larger (1) or smaller (-1) round scale."""
        if direction > 0:
            target = min((each for each in STEPS if each > self._scale * 1.01), default=LARGEST)
        else:
            target = max((each for each in STEPS if each < self._scale * 0.99), default=SMALLEST)
        self.zoom(target / self._scale)

    def fit(self, box: Box) -> None:
        """Show a box as a whole, never larger than 100 %."""
        width = max(self._size.width() - 2 * FIT_MARGIN, 50)
        height = max(self._size.height() - 2 * FIT_MARGIN, 50)
        scale = min(1.0, width / max(box.width, 1), height / max(box.height, 1))
        scale = max(SMALLEST, scale)
        self._center(box.center, scale)

    def open_on(self, box: Box, first: Box) -> None:
        """Show a box as a whole if it can then be read; otherwise its beginning, in a size that can."""
        self.fit(box)
        if self._scale < READABLE:
            height = self._size.height() / READABLE
            self._center(Spot(first.center.x, first.top - FIT_MARGIN / READABLE + height / 2), READABLE)

    def center_on(self, spot: Spot) -> None:
        """Bring a place into the middle."""
        self._center(spot, self._scale)

    def ensure_seen(self, box: Box, margin: float = 24) -> None:
        """Push the picture just as far as a box needs to be seen."""
        seen, wanted = self.seen, box.grown(margin / self._scale)
        dx = min(0.0, wanted.left - seen.left) or max(0.0, wanted.right - seen.right)
        dy = min(0.0, wanted.top - seen.top) or max(0.0, wanted.bottom - seen.bottom)
        if dx or dy:
            self._set(self._scale, self._left + dx, self._top + dy)

    def bring(self, box: Box) -> None:
        """Bring a box into sight: pushed if it fits at this scale, otherwise as a whole, smaller."""
        seen = self.seen
        if box.width <= seen.width - 2 * FIT_MARGIN and box.height <= seen.height - 2 * FIT_MARGIN:
            self.ensure_seen(box)
        else:
            self.fit(box)

    def _center(self, spot: Spot, scale: float) -> None:
        left = spot.x - self._size.width() / scale / 2
        self._set(scale, left, spot.y - self._size.height() / scale / 2)

    def _set(self, scale: float, left: float, top: float) -> None:
        # Whole pixels keep text and lines sharp.
        left, top = round(left * scale) / scale, round(top * scale) / scale
        if (scale, left, top) != (self._scale, self._left, self._top):
            self._scale, self._left, self._top = scale, left, top
            self.changed.emit()
