"""Painting a journey: the same code for the view and for every export."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial, reduce

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.core.journey import Frame, FrameId, NodeId
from canvas.painting.brush import color, mixed, rect
from canvas.painting.cache import Stamp
from canvas.painting.card_painter import CardPainter, PlainCards
from canvas.painting.faces import FaceBook
from canvas.painting.fold_card import (
    fold_face,
    paint_fold_ground,
    paint_fold_number,
    paint_fold_signs,
    way_name,
)
from canvas.painting.lettering import write
from canvas.painting.looks import Accents, Level, Look, level_at
from canvas.painting.marks import Marks
from canvas.painting.overview import Overview
from canvas.painting.paint_card import CARD, RADIUS
from canvas.painting.paint_far import FarPainter
from canvas.painting.paint_frames import paint_titles
from canvas.painting.paint_lines import LinePainter
from canvas.painting.paint_signs import (
    badge_spot,
    count_colors,
    paint_ages,
    paint_badge,
    paint_label,
    paint_plus,
    paint_port,
    paint_port_name,
    paint_problem,
    problem_spot,
)
from canvas.painting.words import failed, number, percent, standing
from canvas.scene.dirt import card_room, way_room
from canvas.scene.geometry import Box, Spot, entry_spot
from canvas.scene.scene import Dot, EdgeKey, Scene

__all__ = [
    "MARGIN",
    "Accents",
    "CardPainter",
    "Level",
    "Look",
    "Picture",
    "PlainCards",
    "level_at",
]
MARGIN = 24
"""What a card may paint beyond its box."""
ORIGIN = Spot(0, 0)
PORT_ROOM = QRectF(-8, -8, 16, 16)
PLUS_ROOM = QRectF(-11, -11, 22, 22)
LABEL_ROOM = QRectF(-76, -12, 152, 24)
NAME_ROOM = QRectF(-80, 6, 160, 22)
PROBLEM_ROOM = QRectF(-13, -13, 26, 26)
"""Around signs, in canvas units."""


class Picture:
    """A journey ready to be painted."""

    def __init__(
        self,
        scene: Scene,
        faces: FaceBook,
        look: Look,
        marks: Marks,
        accents: Accents,
        *,
        hasty: bool = False,
    ) -> None:
        self._scene = scene
        self._faces = faces
        self._look = look
        self._theme = look.theme
        self._marks = marks
        self._accents = accents
        self._hasty = hasty
        """Whether ways that are not laid yet will do as straight lines."""
        self._far = FarPainter(scene, faces, look, accents)

    def paint(self, painter: QPainter, region: Box, level: Level, cards: CardPainter) -> None:
        """Draw what meets a region of the canvas."""
        self.paint_parts(painter, (region,), level, cards)

    def paint_parts(self, painter: QPainter, parts: Sequence[Box], level: Level, cards: CardPainter) -> None:
        """Draw what meets any of some regions, to which the painter may be clipped."""
        region = reduce(Box.united, parts)
        steps = self._scene.steps_in(*[card_room(part) for part in parts])
        edges = self._edges_in(parts, level)
        frames, folds = self._frames_in(region), self._scene.folds_in(card_room(region))
        accents = self._accents
        if accents.lifted:
            steps.sort(key=accents.lifted.__contains__)
        cards.frames.paint(
            painter, frames, self._look, accents.frames, accents.hot_frame, words=level == "near"
        )
        if level == "far":
            self._paint_sketches(painter, edges)
            self._far.blocks(painter, steps)
            self._far.folds(painter, folds)
            return
        if self._hasty:
            self._paint_sketches(painter, self._shown(self._scene.routes.open_near(map(way_room, parts))))
        cards.aim(painter)
        LinePainter(self._theme, self._marks, accents).paint(painter, edges, self._scene.routes, level, cards)
        self._paint_cards(painter, steps, level, cards)
        for frame_id in folds:
            self._paint_fold(painter, frame_id, level, cards)
        if level == "near":
            self.paint_signs(painter, edges, cards)
        else:
            paint_titles(painter, frames, self._look)

    def paint_crowd(self, painter: QPainter, overview: Overview, region: Box, cards: CardPainter) -> None:
        """Draw a region from afar from lists of everything, which is quicker where very much is in sight."""
        frames, accents = self._frames_in(region), self._accents
        cards.frames.paint(painter, frames, self._look, accents.frames, accents.hot_frame, words=False)
        self._far.crowd(painter, overview)
        self._far.folds(painter, self._scene.folds_in(region))

    def paint_titles(self, painter: QPainter, parts: Sequence[Box]) -> None:
        """Write the titles of frames, from afar, over everything."""
        paint_titles(painter, self._frames_in(reduce(Box.united, parts)), self._look)

    def _edges_in(self, parts: Sequence[Box], level: Level) -> list[EdgeKey]:
        wide = [way_room(part) for part in parts]
        if level == "far":
            found = sorted(set[EdgeKey]().union(*[self._scene.routes.sketched_near(part) for part in wide]))
        elif self._hasty:
            found = self._scene.routes.laid_near(wide)
        else:
            found = self._scene.edges_in(*wide)
        return self._shown(found)

    def _shown(self, edges: list[EdgeKey]) -> list[EdgeKey]:
        hidden = self._accents.hidden
        return [key for key in edges if key not in hidden] if hidden else edges

    def _paint_sketches(self, painter: QPainter, edges: list[EdgeKey]) -> None:
        sketch = self._scene.routes.sketch
        self._far.lines(painter, [QLineF(*line) for key in edges for line in sketch(key)])

    def _frames_in(self, region: Box) -> list[tuple[Frame, Box]]:
        """The open frames and notes that meet a region, with their rooms."""
        rooms = self._scene.frames
        met = rooms.meeting(region.grown(MARGIN))
        return [(frame, rooms.box(frame.id)) for frame in met if frame.id not in self._scene.folding.folds]

    def _paint_fold(self, painter: QPainter, frame_id: FrameId, level: Level, cards: CardPainter) -> None:
        fold, box = self._scene.folding.folds[frame_id], self._scene.frames.box(frame_id)
        chosen = self._far.is_chosen(frame_id)
        if chosen:
            self._paint_halo(painter, box)
        paint_fold_ground(painter, box, self._look)
        face = fold_face(fold, self._scene.journey, self._faces)
        cards.paint(painter, face, Spot(box.left, box.top), self._look, level)
        self._paint_border(painter, box, chosen=chosen, hot=frame_id == self._accents.hot_frame)
        if level == "near":
            paint_fold_signs(
                painter, fold, self._scene, self._faces, self._marks, self._look, tools=self._accents.tools
            )
        else:
            scale = painter.transform().m11()
            paint_fold_number(painter, fold, self._scene, self._marks, self._look, scale)

    def paint_steps(self, painter: QPainter, steps: list[NodeId], level: Level, cards: CardPainter) -> None:
        """Draw some steps once more, over what lies on them; a hidden one as the card that stands for it."""
        if level == "far":
            self._far.blocks(painter, steps)
            return
        holder = self._scene.folding.holder
        cards.aim(painter)
        self._paint_cards(painter, [each for each in steps if each not in holder], level, cards)
        cards.flush(painter)
        for frame_id in dict.fromkeys(holder[each] for each in steps if each in holder):
            self._paint_fold(painter, frame_id, level, cards)

    def paint_signs(self, painter: QPainter, edges: Sequence[EdgeKey], cards: CardPainter) -> None:
        """Draw the labels and signs of some connections once more, over what lies on them."""
        plus = self._plus_stamp(cards, hot=False)
        for key in edges:
            self._paint_signs(painter, key, plus, cards)
        cards.flush(painter)

    def _paint_cards(self, painter: QPainter, steps: list[NodeId], level: Level, cards: CardPainter) -> None:
        """Draw steps; most are but a card and its dots, and there may be very many of them."""
        scene, look, accents = self._scene, self._look, self._accents
        by_id, noted = scene.journey.by_id, self._marks.noted
        emphasized = {*accents.steps, accents.hot_step, accents.hot_port[0] if accents.hot_port else None}
        plates: dict[str, Stamp] = {}
        port = self._port_stamp(cards, hot=False)
        for node_id in steps:
            box, node = scene.box(node_id), by_id[node_id]
            if node_id in emphasized or node_id in noted:
                self._paint_step(painter, node_id, level, cards)
            elif level == "middle":
                plate = plates.get(node.type)
                if plate is None:
                    plate = plates[node.type] = cards.plate(self._faces.kind(node), look, level)
                cards.put(painter, plate, Spot(box[0], box[1]))
            else:
                cards.card(painter, self._faces.face(node), Spot(box[0], box[1]), look, level)
                if accents.tools:
                    self._paint_dots(painter, scene.dots(node_id), port, cards)
        cards.flush(painter)

    def _paint_dots(self, painter: QPainter, dots: Iterable[Dot], port: Stamp, cards: CardPainter) -> None:
        for dot in dots:
            cards.put(painter, port, dot.at)
            if dot.named:
                self._paint_port_name(painter, self._faces.pick(dot.port.label), dot.at, cards)

    def _paint_step(self, painter: QPainter, node_id: NodeId, level: Level, cards: CardPainter) -> None:
        face = (self._faces.face if level == "near" else self._faces.kind)(self._scene.journey.by_id[node_id])
        box = self._scene.box(node_id)
        chosen, hot = node_id in self._accents.steps, node_id == self._accents.hot_step
        if chosen:
            cards.flush(painter)
            self._paint_halo(painter, box)
        cards.card(painter, face, Spot(box.left, box.top), self._look, level)
        if chosen or hot:
            cards.flush(painter)
            self._paint_border(painter, box, chosen=chosen, hot=hot)
        if level == "near" and self._accents.tools:
            self._paint_ports(painter, node_id, cards)
        if self._marks.count(node_id) is not None:
            cards.flush(painter)
            self._paint_count(painter, node_id, box, level)
        if problems := self._marks.of_step(node_id):
            severity, look = problems[0].severity, self._look
            draw = partial(
                paint_problem, at=ORIGIN, severity=severity, theme=look.theme, typeface=look.typeface
            )
            cards.sign(painter, ("problem", severity, look.theme.name), problem_spot(box), PROBLEM_ROOM, draw)

    def _paint_halo(self, painter: QPainter, box: Box) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(self._theme.accent, self._theme.canvas, 0.22))  # ten times as quick as a veil
        painter.drawRoundedRect(rect(box.grown(4)), RADIUS + 4, RADIUS + 4)

    def _paint_border(self, painter: QPainter, box: Box, *, chosen: bool, hot: bool) -> None:
        if chosen:
            pen = QPen(color(self._theme.accent), 2)
        elif hot:
            pen = QPen(color(self._theme.accent, 0.55), 1.4)
        else:
            return
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(CARD.translated(box.left, box.top).adjusted(1, 1, -1, -1), RADIUS, RADIUS)

    def _paint_ports(self, painter: QPainter, node_id: NodeId, cards: CardPainter) -> None:
        used = self._scene.journey.outgoing.get(node_id, {})
        shown = node_id in self._accents.steps or node_id == self._accents.hot_step
        for port in self._scene.visible_ports(node_id, all_of_them=shown):
            at = self._scene.exit(node_id, port.name)
            hot = self._accents.hot_port == (node_id, port.name)
            self._paint_port(painter, at, cards, hot=hot)
            if port.name not in used and (hot or self._scene.main_labelled(node_id, port.name)):
                self._paint_port_name(painter, self._faces.pick(port.label), at, cards)
        if self._accents.hot_step == node_id and self._scene.accepts(node_id):
            hot = node_id == self._accents.hot_entry
            self._paint_port(painter, entry_spot(self._scene.box(node_id)), cards, hot=hot)

    def _paint_port_name(self, painter: QPainter, words: str, at: Spot, cards: CardPainter) -> None:
        theme, typeface = self._theme, self._look.typeface
        draw = partial(paint_port_name, words=words, at=ORIGIN, theme=theme, typeface=typeface)
        cards.words(painter, ("port", words, theme.name, typeface), at, NAME_ROOM, draw)

    def _paint_port(self, painter: QPainter, at: Spot, cards: CardPainter, *, hot: bool) -> None:
        cards.put(painter, self._port_stamp(cards, hot=hot), at)

    def _port_stamp(self, cards: CardPainter, *, hot: bool) -> Stamp:
        draw = partial(paint_port, at=ORIGIN, theme=self._theme, hot=hot)
        return cards.stamp(("port", self._theme.name, hot), PORT_ROOM, draw)

    def _plus_stamp(self, cards: CardPainter, *, hot: bool) -> Stamp:
        draw = partial(paint_plus, at=ORIGIN, theme=self._theme, hot=hot)
        return cards.stamp(("plus", self._theme.name, hot), PLUS_ROOM, draw)

    def _paint_count(self, painter: QPainter, node_id: NodeId, box: Box, level: Level) -> None:
        count = self._marks.count(node_id)
        if count is None:
            return
        fill, ink = count_colors(self._marks.kind, self._theme)
        if level == "middle":
            place = QRectF(box.left + 78, box.top, box.width - 86, box.height)
            words = number(count.here or count.passed, self._look.language)
            font = self._look.typeface.sign(painter.transform().m11())
            write(painter, words, place, font, self._theme.text)
            return
        if (waiting := self._marks.waiting.get(node_id)) is not None:
            paint_ages(painter, waiting, box, self._theme)
        right = badge_spot(box)
        words = standing(count, self._look.language)
        width = paint_badge(painter, words, right, fill, ink, self._look.typeface)
        if failures := self._marks.failed(node_id):
            paint_badge(
                painter,
                failed(failures, self._look.language),
                Spot(right.x - width - 4, right.y),
                self._theme.error,
                self._theme.on_problem,
                self._look.typeface,
            )

    def _paint_signs(self, painter: QPainter, key: EdgeKey, plus: Stamp, cards: CardPainter) -> None:
        theme, typeface = self._theme, self._look.typeface
        if self._scene.labelled(key):
            words = self._label(key)
            draw = partial(paint_label, words=words, at=ORIGIN, theme=theme, typeface=typeface)
            at = self._scene.label_at(key)
            cards.words(painter, ("label", words, theme.name, typeface), at, LABEL_ROOM, draw)
        if key == self._accents.edge and self._accents.tools:
            points = self._scene.route(key).points
            for end in (points[0], points[-1]):
                self._paint_port(painter, end, cards, hot=True)
        if self._accents.tools:
            hot = key == self._accents.hot_plus
            cards.put(painter, self._plus_stamp(cards, hot=True) if hot else plus, self._scene.plus(key))

    def _label(self, key: EdgeKey) -> str:
        words = way_name(self._scene, self._faces, key)
        left = self._marks.left(key[0])
        if not left:
            return words
        return f"{words} · {percent(self._marks.passed(key), left, self._look.language)}"
