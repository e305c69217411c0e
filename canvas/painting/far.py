"""From afar: over each block its icon and its number, in a size of the screen that can still be read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QTransform

from app.core.journey import NodeId
from app.core.node import Group
from app.core.records import StepCount
from canvas.painting.brush import color
from canvas.painting.faces import FaceBook
from canvas.painting.fold_card import fold_count, fold_sign
from canvas.painting.icons import paint_icon
from canvas.painting.lettering import CENTER, width_of, write
from canvas.painting.marks import Marks
from canvas.painting.paint_signs import count_colors
from canvas.painting.picture import Look
from canvas.painting.words import number
from canvas.scene.dirt import card_room
from canvas.scene.geometry import CARD_WIDTH, Box
from canvas.scene.scene import Scene

SMALLEST = 0.1
"""Below this scale a sign would be larger than the room of its step."""
MOST = 400
"""Steps in view; with more of them, signs are a crowd that nobody reads, and slow."""
SMALL, LARGE = 11, 16
"""Pixels of the screen: the least and the most a sign is high."""
ROOM = 104
"""Canvas units a sign may be high before it meets that of the step below."""
MARK = 6.0
"""Half the width of the mark of a problem, in pixels of the screen."""
BUDGET = 1024
"""Kept pictures at most, more than one view can need; a number of 200 % is about 8 kB."""


class FarSigns:
    """Draws icons and numbers from kept pictures, so that a step costs a blit or two."""

    def __init__(self) -> None:
        self._pictures: dict[Hashable, QPixmap] = {}

    def paint(
        self,
        painter: QPainter,
        scene: Scene,
        faces: FaceBook,
        marks: Marks,
        look: Look,
        seen: Box,
        parts: Sequence[Box],
    ) -> None:
        """Draw the signs of the steps in some parts of the view; the painter is scaled to the canvas."""
        transform = painter.transform()
        if transform.m11() >= SMALLEST and scene.count_in(seen) <= MOST:
            self._paint_signs(painter, scene, faces, marks, look, parts)
        _paint_problems(painter, scene, marks, look, seen)

    def _paint_signs(
        self,
        painter: QPainter,
        scene: Scene,
        faces: FaceBook,
        marks: Marks,
        look: Look,
        parts: Sequence[Box],
    ) -> None:
        transform = painter.transform()
        # A number may be wider than its card.
        steps = scene.steps_in(*[card_room(part) for part in parts])
        side = min(LARGE, max(SMALL, round(transform.m11() * ROOM)))
        ratio = painter.device().devicePixelRatioF()
        least = ceil(CARD_WIDTH * transform.m11()) + 1 - side
        ink, _ = count_colors(marks.kind, look.theme)
        painter.save()
        painter.setTransform(QTransform())
        for box, (icon, group), count in _signed(scene, faces, marks, steps, parts):
            at = transform.map(QPointF(box.left, box.center.y))
            left, top = floor(at.x() * ratio + 0.5) / ratio, floor((at.y() - side / 2) * ratio + 0.5) / ratio
            tile = self._tile(icon, look.theme.group(group), look, side, ratio)
            painter.drawPixmap(QPointF(left, top), tile)
            if count is not None:
                words = number(count.here or count.passed, look.language)
                painter.drawPixmap(
                    QPointF(left + side, top), self._pill(words, ink, look, side, least, ratio)
                )
        painter.restore()

    def _tile(self, icon: str, tint: str, look: Look, side: int, ratio: float) -> QPixmap:
        def draw(painter: QPainter) -> None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(tint))
            painter.drawRoundedRect(QRectF(0, 0, side, side), 3, 3)
            paint_icon(painter, icon, look.theme.card, QRectF(1.5, 1.5, side - 3, side - 3))

        key = (icon, tint, look.theme.card, side, ratio)
        return self._kept(key, lambda: _drawn(QSizeF(side, side), ratio, draw))

    def _pill(self, words: str, ink: str, look: Look, side: int, least: float, ratio: float) -> QPixmap:
        """The number on the ground of a card, over what the tile leaves of the block."""

        def make() -> QPixmap:
            font = look.typeface.small(min(side - 2, LARGE - 5))
            place = QRectF(0, 0, max(width_of(words, font) + 8, least), side)

            def draw(painter: QPainter) -> None:
                painter.setPen(QPen(color(look.theme.line), 1))
                painter.setBrush(color(look.theme.card))
                painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
                write(painter, words, place.adjusted(4, 0, 0, 0), font, ink)

            return _drawn(place.size(), ratio, draw)

        return self._kept((words, ink, look.typeface.family, side, least, ratio), make)

    def _kept(self, key: Hashable, make: Callable[[], QPixmap]) -> QPixmap:
        found = self._pictures.get(key)
        if found is None:
            if len(self._pictures) >= BUDGET:
                self._pictures.clear()
            found = self._pictures[key] = make()
        return found


def _paint_problems(painter: QPainter, scene: Scene, marks: Marks, look: Look, seen: Box) -> None:
    """A mark at every step in view where something is wrong: these are few, and must be found from afar."""
    transform = painter.transform()
    painter.save()
    painter.setTransform(QTransform())
    for step, severity in marks.troubled.items():
        if step not in scene.journey.by_id or not (box := scene.box(step)).meets(seen):
            continue
        at = transform.map(QPointF(box.right, box.top))
        painter.setPen(QPen(color(look.theme.canvas), 1.5))
        painter.setBrush(color(look.theme.error if severity == "error" else look.theme.warning))
        painter.drawEllipse(at, MARK, MARK)
        place = QRectF(at.x() - MARK, at.y() - MARK, 2 * MARK, 2 * MARK)
        write(painter, "!", place, look.typeface.small(round(1.6 * MARK)), look.theme.on_problem, CENTER)
    painter.restore()


def _signed(
    scene: Scene, faces: FaceBook, marks: Marks, steps: Iterable[NodeId], parts: Sequence[Box]
) -> Iterator[tuple[Box, tuple[str, Group | None], StepCount | None]]:
    """What has a sign: steps, and the cards of collapsed frames with the numbers of all they hold."""
    journey, folds = scene.journey, scene.folding.folds
    for step in steps:
        yield scene.box(step), faces.sign(journey.by_id[step]), marks.count(step)
    for frame_id in {each: None for part in parts for each in scene.folds_in(card_room(part))}:
        fold = folds[frame_id]
        yield scene.frames.box(frame_id), fold_sign(fold), fold_count(fold, marks, journey)


def _drawn(size: QSizeF, ratio: float, draw: Callable[[QPainter], None]) -> QPixmap:
    picture = QPixmap(ceil(size.width() * ratio), ceil(size.height() * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    draw(painter)
    painter.end()
    return picture
