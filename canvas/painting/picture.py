"""Painting a journey: the same code for the view and for every export."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial, reduce
from typing import Literal, Protocol

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from app.core.journey import Frame, FrameId, NodeId
from app.core.text import Language
from canvas.painting.brush import color, mixed, path_of, rect, stroke
from canvas.painting.cache import Draw, Stamp
from canvas.painting.faces import Face, FaceBook
from canvas.painting.fold_card import (
    fold_face,
    fold_sign,
    paint_fold_ground,
    paint_fold_number,
    paint_fold_signs,
    way_name,
)
from canvas.painting.lettering import write
from canvas.painting.marks import Marks
from canvas.painting.overview import Overview
from canvas.painting.paint_card import CARD, RADIUS, paint_card, paint_card_sign
from canvas.painting.paint_frames import FramePainter, paint_titles
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
from canvas.painting.typeface import Typeface
from canvas.painting.words import failed, number, percent, standing
from canvas.scene.dirt import card_room, way_room
from canvas.scene.geometry import Box, Spot, entry_spot
from canvas.scene.routing import Route
from canvas.scene.scene import Dot, EdgeKey, Scene
from canvas.theme import CanvasTheme

Level = Literal["far", "middle", "near"]
MARGIN = 24
"""What a card may paint beyond its box."""
ORIGIN = Spot(0, 0)
PORT_ROOM = QRectF(-8, -8, 16, 16)
PLUS_ROOM = QRectF(-11, -11, 22, 22)
LABEL_ROOM = QRectF(-76, -12, 152, 24)
NAME_ROOM = QRectF(-80, 6, 160, 22)
PROBLEM_ROOM = QRectF(-13, -13, 26, 26)
"""Around signs, in canvas units."""


@dataclass(frozen=True)
class Look:
    """Colors, fonts and language of a picture."""

    theme: CanvasTheme
    typeface: Typeface
    language: Language


@dataclass(frozen=True)
class Accents:
    """What is emphasized: the selection, and what the pointer is on."""

    steps: frozenset[NodeId] = frozenset()
    edge: EdgeKey | None = None
    hot_step: NodeId | None = None
    hot_port: tuple[NodeId, str] | None = None
    hot_plus: EdgeKey | None = None
    hot_edge: EdgeKey | None = None
    hot_entry: NodeId | None = None
    frames: frozenset[FrameId] = frozenset()
    hot_frame: FrameId | None = None
    hidden: frozenset[EdgeKey] = frozenset()
    """Connections that a gesture would take away."""
    lifted: frozenset[NodeId] = frozenset()
    """Cards that are dragged: they lie over all others."""
    tools: bool = field(default=True)
    """Whether ports and plus are shown; a picture on paper has none."""


class CardPainter(Protocol):
    """Draws faces: at once, or from a cache of pictures."""

    frames: FramePainter

    def aim(self, painter: QPainter) -> None:
        """A painter is to be used; it stays where it is until the last flush."""
        ...

    def paint(self, painter: QPainter, face: Face, at: Spot, look: Look, level: Level) -> None:
        """Draw a card with its top left corner at a place, at once."""
        ...

    def card(self, painter: QPainter, face: Face, at: Spot, look: Look, level: Level) -> None:
        """The same, at the latest with the next flush."""
        ...

    def sign(self, painter: QPainter, key: Hashable, at: Spot, room: QRectF, draw: Draw) -> None:
        """Draw something small around a place, at the latest with the next flush; `draw` has it at 0, 0."""
        ...

    def words(self, painter: QPainter, key: Hashable, at: Spot, room: QRectF, draw: Draw) -> None:
        """The same for something of which there are many different ones."""
        ...

    def stamp(self, key: Hashable, room: QRectF, draw: Draw) -> Stamp:
        """Something small to be put down in many places."""
        ...

    def plate(self, face: Face, look: Look, level: Level) -> Stamp:
        """A card without words, to be put down in many places."""
        ...

    def put(self, painter: QPainter, stamp: Stamp, at: Spot) -> None:
        """Put it down, at the latest with the next flush."""
        ...

    def path(self, key: EdgeKey, route: Route) -> QPainterPath:
        """The way of a connection as a path to stroke."""
        ...

    def flush(self, painter: QPainter) -> None:
        """Draw what waits, before anything else is drawn over it."""
        ...


class PlainCards:
    """Draws every card anew, as vectors."""

    def __init__(self) -> None:
        self.frames = FramePainter()

    def aim(self, painter: QPainter) -> None:
        """Nothing is kept."""

    def flush(self, painter: QPainter) -> None:
        """Nothing waits."""

    def path(self, key: EdgeKey, route: Route) -> QPainterPath:
        """The way of a connection as a path to stroke."""
        return path_of(route)

    def stamp(self, key: Hashable, room: QRectF, draw: Draw) -> Stamp:
        """Nothing is kept."""
        return Stamp(room, draw)

    def plate(self, face: Face, look: Look, level: Level) -> Stamp:
        """Nothing is kept."""
        return Stamp(CARD, partial(paint_card_sign, face=face, theme=look.theme))

    def put(self, painter: QPainter, stamp: Stamp, at: Spot) -> None:
        """Draw it."""
        self.sign(painter, "", at, stamp.room, stamp.draw)

    def sign(self, painter: QPainter, key: Hashable, at: Spot, room: QRectF, draw: Draw) -> None:
        """Draw something small around a place."""
        painter.save()
        painter.translate(at.x, at.y)
        draw(painter)
        painter.restore()

    words = sign

    def card(self, painter: QPainter, face: Face, at: Spot, look: Look, level: Level) -> None:
        """Draw a card with its top left corner at a place."""
        self.paint(painter, face, at, look, level)

    def paint(self, painter: QPainter, face: Face, at: Spot, look: Look, level: Level) -> None:
        """Draw a card with its top left corner at a place."""
        painter.save()
        painter.translate(at.x, at.y)
        paint_card(painter, face, look.theme, look.typeface)
        painter.restore()


def level_at(scale: float) -> Level:
    """How much is shown at a scale."""
    if scale < 0.25:
        return "far"
    return "middle" if scale < 0.5 else "near"


class Picture:
    """A journey ready to be painted."""

    def __init__(self, scene: Scene, faces: FaceBook, look: Look, marks: Marks, accents: Accents) -> None:
        self._scene = scene
        self._faces = faces
        self._look = look
        self._theme = look.theme
        self._marks = marks
        self._accents = accents

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
            sketch = self._scene.routes.sketch
            self._paint_hints_of_lines(painter, [QLineF(*line) for key in edges for line in sketch(key)])
            self._paint_blocks(painter, steps)
            self._paint_fold_blocks(painter, folds)
            return
        cards.aim(painter)
        self._paint_lines(painter, edges, level, cards)
        self._paint_cards(painter, steps, level, cards)
        for frame_id in folds:
            self._paint_fold(painter, frame_id, level, cards)
        if level == "near":
            plus = self._plus_stamp(cards, hot=False)
            for key in edges:
                self._paint_signs(painter, key, plus, cards)
            cards.flush(painter)
        else:
            paint_titles(painter, frames, self._look)

    def paint_crowd(self, painter: QPainter, overview: Overview, region: Box, cards: CardPainter) -> None:
        """Draw a region from afar from lists of everything, which is quicker where very much is in sight."""
        frames, accents = self._frames_in(region), self._accents
        cards.frames.paint(painter, frames, self._look, accents.frames, accents.hot_frame, words=False)
        self._paint_hints_of_lines(painter, overview.lines)
        painter.setPen(Qt.PenStyle.NoPen)
        for group, boxes in overview.blocks.items():
            painter.setBrush(color(self._theme.group(group)))
            painter.drawRects(boxes)
        self._paint_chosen(painter, self._accents.steps)
        self._paint_fold_blocks(painter, self._scene.folds_in(region))

    def paint_titles(self, painter: QPainter, parts: Sequence[Box]) -> None:
        """Write the titles of frames, from afar, over everything."""
        paint_titles(painter, self._frames_in(reduce(Box.united, parts)), self._look)

    def _edges_in(self, parts: Sequence[Box], level: Level) -> list[EdgeKey]:
        wide = [way_room(part) for part in parts]
        if level == "far":
            found = sorted(set[EdgeKey]().union(*[self._scene.routes.sketched_near(part) for part in wide]))
        else:
            found = self._scene.edges_in(*wide)
        hidden = self._accents.hidden
        return [key for key in found if key not in hidden] if hidden else found

    def _frames_in(self, region: Box) -> list[tuple[Frame, Box]]:
        """The open frames and notes that meet a region, with their rooms."""
        rooms = self._scene.frames
        met = rooms.meeting(region.grown(MARGIN))
        return [(frame, rooms.box(frame.id)) for frame in met if frame.id not in self._scene.folding.folds]

    def _paint_fold(self, painter: QPainter, frame_id: FrameId, level: Level, cards: CardPainter) -> None:
        fold, box = self._scene.folding.folds[frame_id], self._scene.frames.box(frame_id)
        chosen = self._is_chosen(frame_id)
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

    def _is_chosen(self, frame_id: FrameId) -> bool:
        """Whether a collapsed frame is selected, or a step inside."""
        inside = self._scene.folding.folds[frame_id].frame.steps
        return frame_id in self._accents.frames or not self._accents.steps.isdisjoint(inside)

    def _paint_fold_blocks(self, painter: QPainter, folds: list[FrameId]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for frame_id in folds:
            box = self._scene.frames.box(frame_id)
            tint = self._theme.group(fold_sign(self._scene.folding.folds[frame_id])[1])
            painter.setBrush(color(self._theme.accent if self._is_chosen(frame_id) else tint))
            painter.drawRect(rect(box))
            painter.drawRect(rect(Box(box.left + 16, box.bottom + 6, box.right - 16, box.bottom + 16)))

    def paint_steps(self, painter: QPainter, steps: list[NodeId], level: Level, cards: CardPainter) -> None:
        """Draw some steps once more, over what lies on them."""
        if level == "far":
            self._paint_blocks(painter, steps)
            return
        cards.aim(painter)
        self._paint_cards(painter, steps, level, cards)

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

    def _paint_lines(self, painter: QPainter, edges: list[EdgeKey], level: Level, cards: CardPainter) -> None:
        accents, marks = self._accents, self._marks
        others = {accents.edge, accents.hot_edge, *marks.troubled_edges}
        counted = marks.counts is not None and marks.kind == "preview"
        usual = self._pen(None, level)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(usual)
        for key, route in zip(edges, self._scene.routes.routes_of(edges), strict=True):
            if counted or key in others:
                painter.setPen(self._pen(key, level))
                painter.drawPath(cards.path(key, route))
                painter.setPen(usual)
            else:
                painter.drawPath(cards.path(key, route))

    def _paint_hints_of_lines(self, painter: QPainter, lines: list[QLineF]) -> None:
        """Thin straight lines: from afar nobody sees a bend, and ten thousand of them must not take long."""
        pen = QPen(color(self._theme.edge), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.drawLines(lines)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _pen(self, key: EdgeKey | None, level: Level) -> QPen:
        """The pen of a connection; without one, that of most."""
        # In the middle a line of its true width would be thinner than a pixel of the screen.
        thin = level == "middle" and self._marks.kind != "preview"
        if key is None:
            return stroke(self._theme.edge, 2.0, thin=thin)
        ink = self._theme.edge
        if problems := self._marks.of_edge(key):
            ink = self._theme.error if problems[0].severity == "error" else self._theme.warning
        if key in (self._accents.edge, self._accents.hot_edge):
            ink = self._theme.accent
        return stroke(ink, self._width(key), thin=thin)

    def _width(self, key: EdgeKey) -> float:
        if self._marks.counts is None or self._marks.kind != "preview":
            return 2.6 if key == self._accents.edge else 2.0
        return 1.4 + 5.0 * self._marks.share(key)

    def _paint_blocks(self, painter: QPainter, steps: list[NodeId]) -> None:
        blocks: dict[str, list[QRectF]] = {}
        for node_id in steps:
            group = self._faces.group(self._scene.journey.by_id[node_id])
            blocks.setdefault(self._theme.group(group), []).append(rect(self._scene.box(node_id)))
        painter.setPen(Qt.PenStyle.NoPen)
        for tint, boxes in blocks.items():
            painter.setBrush(color(tint))
            painter.drawRects(boxes)
        self._paint_chosen(painter, [each for each in steps if each in self._accents.steps])

    def _paint_chosen(self, painter: QPainter, steps: Iterable[NodeId]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(self._theme.accent, 0.4))
        hidden = self._scene.folding.holder
        chosen = [rect(self._scene.box(each).grown(24)) for each in steps if each not in hidden]
        if chosen:
            painter.drawRects(chosen)

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
