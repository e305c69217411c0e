"""Painting what differs: outlines, line styles and badges, so that colors are never alone."""

from __future__ import annotations

from collections.abc import Iterable
from math import atan2, cos, hypot, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from app.core.change_list import SIGNS, Change, Kind
from canvas.comparing.comparison import Places
from canvas.painting.brush import color, path_of, rect
from canvas.painting.faces import FaceBook
from canvas.painting.lettering import CENTER, write
from canvas.painting.paint_card import RADIUS
from canvas.painting.paint_signs import paint_label
from canvas.painting.picture import MARGIN, CardPainter, Level, Look, Picture
from canvas.scene.geometry import Box, Spot, card_box
from canvas.scene.scene import EdgeKey, Scene
from canvas.scene.signs import label_spot

VEIL = 0.4
"""How much of what is the same is covered."""
GHOST = 0.55
BADGE = 20.0
LEAST_SCALE = 0.7
"""Below this scale badges keep their size on the screen."""
LEAST_WAY = 12.0
"""A step that went less far has no arrow."""
HEAD = 8.0


class ChangePainter:
    """Draws the differences over the picture of the newer journey."""

    def __init__(self, places: Places, faces: FaceBook, ghosts: FaceBook, look: Look) -> None:
        self._places, self._faces, self._ghosts, self._look = places, faces, ghosts, look
        self._theme = look.theme
        self._found = places.comparison

    def tint(self, kind: Kind) -> str:
        """The color of a kind of change."""
        return self._theme.secondary if kind == "moved" else str(getattr(self._theme, kind))

    def paint(self, painter: QPainter, picture: Picture, seen: Box, level: Level, cards: CardPainter) -> None:
        """Cover what is the same, then draw ghosts, connections, cards and badges."""
        painter.fillRect(rect(seen), color(self._theme.canvas, VEIL))
        wide = seen.grown(MARGIN)
        self._paint_frames(painter, wide)
        self._paint_moves(painter, wide)
        gone = self._places.ghosts.edges_in(wide)
        here = [key for key in self._places.shown.edges_in(wide) if key in self._found.edges]
        self._paint_lines(painter, self._places.ghosts, gone, level)
        self._paint_lines(painter, self._places.shown, here, level)
        self._paint_ghosts(painter, wide, level, cards)
        shown = [each for each in self._places.shown.steps_in(wide) if each in self._found.steps]
        picture.paint_steps(painter, shown, level, cards)
        for each in shown:
            self._paint_card(painter, self._places.shown.box(each), self._found.steps[each])
        for scene, keys in ((self._places.ghosts, gone), (self._places.shown, here)):
            for key in keys:
                self._paint_signs(painter, scene, key, level)

    def ring(self, painter: QPainter, change: Change) -> None:
        """Mark the change that a person looks at."""
        box = self._places.box(change)
        if box is None:
            return
        pen = QPen(color(self._theme.accent), 2.4)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(color(self._theme.accent, 0.06))
        painter.drawRoundedRect(rect(box.grown(9)), RADIUS + 9, RADIUS + 9)

    def _paint_ghosts(self, painter: QPainter, seen: Box, level: Level, cards: CardPainter) -> None:
        scene = self._places.ghosts
        for each in scene.steps_in(seen):
            if self._found.steps.get(each) != "removed":
                continue
            box = scene.box(each)
            if level != "far":
                self._clear(painter, box)  # what goes on past it must not cross out its words
                painter.setOpacity(GHOST)
                face = self._ghosts.face(scene.journey.by_id[each])
                cards.paint(painter, face, Spot(box.left, box.top), self._look, level)
                painter.setOpacity(1.0)
            self._paint_card(painter, box, "removed")

    def _clear(self, painter: QPainter, box: Box) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(self._theme.canvas))
        painter.drawRoundedRect(rect(box), RADIUS, RADIUS)

    def _paint_card(self, painter: QPainter, box: Box, kind: Kind) -> None:
        painter.setPen(self._pen(kind, 2.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect(box.grown(2)), RADIUS + 2, RADIUS + 2)
        self._paint_badge(painter, Spot(box.left + 2, box.top + 1), kind)

    def _paint_frames(self, painter: QPainter, seen: Box) -> None:
        rooms = self._places.shown.frames
        boxes = {each: rooms.box(each) for each, kind in self._found.frames.items() if kind != "removed"}
        boxes |= self._places.lost_frames
        for frame_id, box in boxes.items():
            if box.meets(seen):
                self._paint_card(painter, box, self._found.frames[frame_id])

    def _paint_lines(self, painter: QPainter, scene: Scene, keys: Iterable[EdgeKey], level: Level) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for key in keys:
            pen = self._pen(self._kind(scene, key), 2.6)
            pen.setCosmetic(level == "far")
            painter.setPen(pen)
            painter.drawPath(path_of(scene.route(key)))

    def _kind(self, scene: Scene, key: EdgeKey) -> Kind:
        return "removed" if scene is self._places.ghosts else self._found.edges[key]

    def _paint_signs(self, painter: QPainter, scene: Scene, key: EdgeKey, level: Level) -> None:
        """The name of the way out and the badge, over the line."""
        route, name = scene.route(key), key[1]
        if level == "near" and scene.labelled(key):
            label = next((port.label for port in scene.ports(key[0]) if port.name == name), None)
            words = self._faces.pick(label) if label else name
            paint_label(painter, words, label_spot(route), self._theme, self._look.typeface)
        if key in self._found.told:
            self._paint_badge(painter, self._places.sign(key, scene), self._kind(scene, key))

    def _paint_moves(self, painter: QPainter, seen: Box) -> None:
        """Thin arrows from where steps stood."""
        pen = QPen(color(self._theme.secondary), 1.2, Qt.PenStyle.DotLine)
        pen.setCosmetic(True)
        for each in self._places.shown.steps_in(seen):
            if each not in self._found.found.moved:
                continue
            here, was = self._places.shown.box(each), card_box(self._found.old.position(each))
            if hypot(here.center.x - was.center.x, here.center.y - was.center.y) >= LEAST_WAY:
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect(was), RADIUS, RADIUS)
                self._paint_arrow(painter, was, here)

    def _paint_arrow(self, painter: QPainter, was: Box, here: Box) -> None:
        """From one border to the other, so that no words are crossed out."""
        start, tip = _border(was, here.center), _border(here, was.center)
        painter.drawLine(start, tip)
        angle = atan2(here.center.y - was.center.y, here.center.x - was.center.x)
        sides = [tip - QPointF(cos(angle + turn), sin(angle + turn)) * HEAD for turn in (-0.45, 0.45)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(self._theme.secondary))
        painter.drawPolygon(QPolygonF([tip, *sides]))

    def _paint_badge(self, painter: QPainter, at: Spot, kind: Kind) -> None:
        size = badge_size(painter.transform().m11())
        place = QRectF(at.x - size / 2, at.y - size / 2, size, size)
        painter.setPen(QPen(color(self._theme.canvas), 2))
        painter.setBrush(color(self.tint(kind)))
        painter.drawEllipse(place)
        font = self._look.typeface.small(round(size * 0.75))
        write(painter, SIGNS[kind], place, font, self._theme.on_change, CENTER)

    def _pen(self, kind: Kind, width: float) -> QPen:
        pen = QPen(color(self.tint(kind)), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if kind == "removed":
            pen.setDashPattern([4, 3])
        elif kind == "changed":
            pen.setDashPattern([9, 2])
        elif kind == "moved":
            pen.setStyle(Qt.PenStyle.DotLine)
        return pen


def _border(box: Box, toward: Spot) -> QPointF:
    """Where a line from the middle of a box to a place leaves the box."""
    dx, dy = toward.x - box.center.x, toward.y - box.center.y
    across = box.width / 2 / abs(dx) if dx else 1.0
    along = box.height / 2 / abs(dy) if dy else 1.0
    part = min(across, along, 1.0)
    return QPointF(box.center.x + dx * part, box.center.y + dy * part)


def badge_size(scale: float) -> float:
    """How large a badge is in units of the canvas."""
    return BADGE * max(1.0, LEAST_SCALE / scale)
