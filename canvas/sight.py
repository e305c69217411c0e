"""What is seen of the journey: painted once, then only where something is other than before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from math import ceil, floor
from time import monotonic
from typing import NamedTuple, cast

from PySide6.QtCore import QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QWidget

from app.core.journey import NodeId
from canvas.camera import Camera
from canvas.painting.backdrop import Backdrop
from canvas.painting.cards import CachedCards
from canvas.painting.faces import FaceBook
from canvas.painting.far import FarSigns
from canvas.painting.ground import paint_ground
from canvas.painting.marks import Marks
from canvas.painting.overview import Overview
from canvas.painting.picture import Accents, Look, Picture, level_at
from canvas.scene.dirt import card_room, way_room
from canvas.scene.geometry import Box
from canvas.scene.route_book import EdgeKey
from canvas.scene.scene import Scene

REST = 120
"""Milliseconds after the last move of the camera until everything is painted as finely as can be.

A line that is cut off where a part ends may look a little other beside the cut than one painted as a whole.
"""
PAUSE, BREATH, SLICE, FEW = 100, 5, 0.004, 8
"""Ways are laid for later when nothing was painted for so many milliseconds: for a slice of so many seconds,
so many ways at a time, then the hand of the person has its turn."""
MOST_PARTS = 12
"""Parts painted one by one; more of them are painted as one that holds them all."""
CROWD = 500
"""Cards in a part from afar that are drawn from ready lists of all."""
FEW_OPEN = 400
"""Connections laid for a view from afar at once; more of them come while nothing happens."""
FEW_PASSED = 6
"""Connections laid in one frame of a view that is only passed; the others are straight until it rests."""


class Materials(NamedTuple):
    """What the journey is painted with at the moment."""

    look: Look
    faces: FaceBook
    marks: Marks
    accents: Accents


class Sight(QObject):
    """Keeps the picture of the journey in a view; `materials` hands in what it is painted with."""

    def __init__(
        self, view: QWidget, scene: Scene, camera: Camera, materials: Callable[[], Materials]
    ) -> None:
        super().__init__(view)
        self._view, self._scene, self._camera, self._materials = view, scene, camera, materials
        self._backdrop = Backdrop(self._draw)
        self.cards = CachedCards()
        self._far = FarSigns()
        self._overview = Overview()
        self._accents = Accents()
        self._shown = self._place()
        self._rough = False
        """Whether something was painted less finely than it can be."""
        self._rest = QTimer(self, interval=REST, singleShot=True)
        self._rest.timeout.connect(self._come_to_rest)
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self._lay_some)

    # What others tell

    def forget(self) -> None:
        """Everything may look other than before."""
        self._backdrop.forget()
        self._update()

    def refresh(self, over: Sequence[Box] | None = ()) -> None:
        """Look what has changed. `over` says where something lay or lies on it; None for anywhere."""
        self._lay_seen()
        stale = self._changed()
        if stale is not None:
            self._backdrop.renew(stale)
        if over is None or stale is None:
            self._update()
        elif not (shown := stale + self._region(over)).isEmpty():
            QWidget.update(self._view, shown)

    def follow_camera(self) -> None:
        """The camera has moved."""
        before, self._shown = self._shown, self._place()
        if before[0] == self._shown[0]:
            by = QPoint(before[1] - self._shown[1], before[2] - self._shown[2])
            stays = self._backdrop.push(by)
        else:
            stays = False
            self._backdrop.forget()
        if stays:
            self._rough = True
        elif self._rest.isActive():  # it goes on changing: a single jump is painted finely at once
            self._rough = self.cards.quick = True
        self._rest.start()
        self._update()

    def paint(self, painter: QPainter) -> None:
        """Lay down the picture, brought up to date."""
        self._lay_seen()
        if self._scene.routes.open_count:
            self._idle.start(PAUSE)
        stale = self._changed()
        if stale is not None:
            self._backdrop.renew(stale)
        self._backdrop.bring_up(self._view.size(), self._view.devicePixelRatioF())
        self._backdrop.paint(painter)

    def widget_box(self, box: Box) -> QRect:
        """The pixels of the view that a box of the canvas touches."""
        scale, seen = self._camera.scale, self._camera.seen
        left, top = floor((box.left - seen.left) * scale) - 1, floor((box.top - seen.top) * scale) - 1
        right, bottom = ceil((box.right - seen.left) * scale) + 1, ceil((box.bottom - seen.top) * scale) + 1
        return QRect(left, top, right - left, bottom - top)

    # What has changed

    def _lay_seen(self) -> None:
        """Lay the ways in sight: only then it is known where they run."""
        routes, level = self._scene.routes, level_at(self._camera.scale)
        if routes.open_count and (level != "far" or routes.open_count <= FEW_OPEN):
            routes.lay_in(self._camera.seen, FEW_PASSED if self.cards.quick else None)

    def _changed(self) -> QRegion | None:
        """The part of the view that looks other than it was painted; None if everything does."""
        dirt = self._scene.take_dirt()
        accents = self._materials().accents
        before, self._accents = self._accents, accents
        if dirt is None:
            self._backdrop.forget()
            return None
        if accents != before:
            dirt += self._boxes_between(before, accents)
        return self._region(dirt)

    def _region(self, boxes: Iterable[Box]) -> QRegion:
        """What boxes of the canvas touch of the view, in few parts."""
        seen = self._camera.seen
        rects = [self.widget_box(box) for box in boxes if box.meets(seen)]
        if len(rects) > MOST_PARTS:
            whole = QRect()
            for each in rects:
                whole = whole.united(each)
            rects = [whole]
        found = QRegion()
        for each in rects:
            found += each
        return found.intersected(self._view.rect())

    def _boxes_between(self, old: Accents, new: Accents) -> list[Box]:
        steps = set((old.steps ^ new.steps) | (old.lifted ^ new.lifted))
        edges = set(old.hidden ^ new.hidden)
        if (old.hot_step, old.hot_entry, old.hot_port) != (new.hot_step, new.hot_entry, new.hot_port):
            steps |= _hot_steps(old) | _hot_steps(new)
        if (old.edge, old.hot_edge, old.hot_plus) != (new.edge, new.hot_edge, new.hot_plus):
            edges |= _hot_edges(old) | _hot_edges(new)
        shown = old.frames ^ new.frames
        if old.hot_frame != new.hot_frame:
            shown |= {each for each in (old.hot_frame, new.hot_frame) if each is not None}
        journey, routes, frames = self._scene.journey, self._scene.routes, self._scene.frames
        found = [card_room(self._scene.box(each)) for each in steps if each in journey.by_id]
        found += [card_room(frames.box(each)) for each in shown if each in journey.frame_by_id]
        return found + [way_room(self._scene.route(key).box) for key in edges if key in routes]

    def _place(self) -> tuple[float, int, int]:
        scale, seen = self._camera.scale, self._camera.seen
        return scale, round(seen.left * scale), round(seen.top * scale)

    def _update(self) -> None:
        QWidget.update(self._view)

    # Painting

    def _draw(self, painter: QPainter, region: QRegion) -> None:
        scale, seen = self._camera.scale, self._camera.seen
        look, faces, marks, accents = self._materials()
        paint_ground(painter, self._view.size(), seen, scale, look.theme, region.boundingRect())
        _, left, top = self._place()
        painter.translate(-left, -top)  # whole pixels, so that a pushed picture and a new one agree
        painter.scale(scale, scale)
        parts = [self._canvas_box(each) for each in _rects(region)]
        if level_at(scale) == "far" and region.boundingRect() != self._view.rect():
            self._rough = True
            self._rest.start()
        picture = Picture(self._scene, faces, look, marks, accents, hasty=self.cards.quick)
        level = level_at(scale)
        if level == "far" and self._scene.count_in(reduce(Box.united, parts)) > CROWD:
            self._overview.look(self._scene, faces.group)
            picture.paint_crowd(painter, self._overview, seen, self.cards)
        else:
            picture.paint_parts(painter, parts, level, self.cards)
        if level == "far":
            self._far.paint(painter, self._scene, faces, marks, look, seen, parts)
            picture.paint_titles(painter, parts)

    def _canvas_box(self, place: QRect) -> Box:
        scale, seen = self._camera.scale, self._camera.seen
        left, top = seen.left + place.x() / scale, seen.top + place.y() / scale
        return Box(left, top, left + place.width() / scale, top + place.height() / scale)

    # At rest

    def _come_to_rest(self) -> None:
        self.cards.quick = False
        if self._rough:
            self._rough = False
            self.forget()

    def _lay_some(self) -> None:
        """Lay ways that nobody has asked for yet, so that later nobody has to wait for them."""
        if not self._view.isVisible():
            return
        routes, end = self._scene.routes, monotonic() + SLICE
        while routes.open_count and monotonic() < end:
            routes.lay_some(FEW)
        if routes.open_count:
            self._idle.start(BREATH)
        else:
            self.refresh()


def _hot_steps(accents: Accents) -> set[NodeId]:
    port = accents.hot_port[0] if accents.hot_port is not None else None
    return {each for each in (accents.hot_step, accents.hot_entry, port) if each is not None}


def _hot_edges(accents: Accents) -> set[EdgeKey]:
    found = (accents.edge, accents.hot_edge, accents.hot_plus)
    return {each for each in found if each is not None}


def _rects(region: QRegion) -> Iterable[QRect]:
    if region.rectCount() > MOST_PARTS:
        return [region.boundingRect()]
    return cast("Iterable[QRect]", region)
