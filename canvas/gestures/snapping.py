"""Where a dragged card rests: in line with its neighbors, at equal distance from them, or on the grid."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtGui import QPainter, QPen

from app.core.journey import NodeId, Point
from canvas.camera import Camera
from canvas.painting.brush import color, point
from canvas.painting.picture import Look
from canvas.scene.geometry import Box, Spot, around, entry_spot, snapped
from canvas.scene.scene import Scene

PULL = 8.0
"""How near, in pixels of the screen, a line must be to draw a card to it."""
MOST_PULL = 14.0
"""The same in units of the canvas: from afar not everything snaps to everything."""
LEAST_SCALE = 0.25
"""From further away nothing but the grid draws a card: nobody could see what else would."""
BEYOND = 10
"""How far a guide reaches beyond the cards."""
TICK = 6
"""Half the length of the ends of a line that shows a distance."""
SLACK = 20
"""How far a card may overlap one that it could stand beside."""

_Span = tuple[float, float]
"""From where to where along one direction."""


class Guide(NamedTuple):
    """A thin line that shows why a card rests where it does."""

    start: Spot
    end: Spot


class Rest(NamedTuple):
    """Where a card comes to rest, and why."""

    at: Point
    guides: tuple[Guide, ...] = ()


class _Pull(NamedTuple):
    """How far something would draw the card, how far off it stands, and what to show once it has."""

    by: float
    off: float
    show: Callable[[Box], Iterable[Guide]]


class Snapper:
    """Looks for what a dragged card could be in line with, among the cards in view that stay."""

    def __init__(self, scene: Scene, camera: Camera, moving: Collection[NodeId] = ()) -> None:
        self._scene = scene
        self._camera = camera
        self._moving = frozenset(moving)

    def rest(self, box: Box, step: NodeId | None = None) -> Rest:
        """Where a card rests that is held at a box; `step` says which card, if it is one already."""
        grid = snapped(box.left, box.top)
        if self._camera.scale < LEAST_SCALE:
            return Rest(grid)
        reach = min(PULL / self._camera.scale, MOST_PULL)
        seen = self._camera.seen
        column = self._staying(Box(box.left - reach, seen.top, box.right + reach, seen.bottom))
        row = self._staying(Box(seen.left, box.top - reach, seen.right, box.bottom + reach))
        sideways = _nearest(
            (*_in_column(box, column), *self._on_ways(box, step), *_even_row(box, row)), reach
        )
        upward = _nearest((*_in_row(box, row), *_even_column(box, column)), reach)
        at = Point(
            round(box.left + sideways.by) if sideways else grid.x,
            round(box.top + upward.by) if upward else grid.y,
        )
        final = Box(at.x, at.y, at.x + box.width, at.y + box.height)
        shown = [guide for pull in (sideways, upward) if pull is not None for guide in pull.show(final)]
        return Rest(at, tuple(shown))

    def _staying(self, area: Box) -> list[Box]:
        scene = self._scene
        return [scene.box(each) for each in scene.steps_in(area) if each not in self._moving]

    def _on_ways(self, box: Box, step: NodeId | None) -> Iterator[_Pull]:
        """Straight above or below the other ends of the card's own connections."""
        if step is None:
            return
        scene, journey, entry = self._scene, self._scene.journey, entry_spot(box)
        for edge in journey.incoming.get(step, ()):
            if edge.source not in self._moving:
                yield _straight(scene.exit(edge.source, edge.port), entry.x, box)
        for edge in journey.outgoing.get(step, {}).values():
            if edge.target not in self._moving:
                yield _straight(entry_spot(scene.box(edge.target)), scene.exit(step, edge.port).x, box)


def paint_guides(painter: QPainter, guides: Iterable[Guide], look: Look) -> None:
    """Draw thin lines, one pixel wide at any scale."""
    pen = QPen(color(look.theme.accent), 1)
    pen.setCosmetic(True)
    painter.setPen(pen)
    for guide in guides:
        painter.drawLine(point(guide.start), point(guide.end))


def bounds_of(guides: Iterable[Guide]) -> list[Box]:
    """Where guides are drawn."""
    return [around(guide) for guide in guides]


def _nearest(pulls: Iterable[_Pull], reach: float) -> _Pull | None:
    near = [each for each in pulls if abs(each.by) <= reach]
    return min(near, key=lambda each: (round(abs(each.by)), each.off), default=None)


def _in_column(box: Box, others: Iterable[Box]) -> Iterator[_Pull]:
    for other in others:
        off = abs(other.center.y - box.center.y)
        for here, there in (
            (box.left, other.left),
            (box.center.x, other.center.x),
            (box.right, other.right),
        ):
            yield _Pull(there - here, off, partial(_upright, other, there))


def _in_row(box: Box, others: Iterable[Box]) -> Iterator[_Pull]:
    for other in others:
        off = abs(other.center.x - box.center.x)
        for here, there in (
            (box.top, other.top),
            (box.center.y, other.center.y),
            (box.bottom, other.bottom),
        ):
            yield _Pull(there - here, off, partial(_level, other, there))


def _straight(end: Spot, here: float, box: Box) -> _Pull:
    return _Pull(end.x - here, abs(end.y - box.center.y), partial(_upright, Box(*end, *end), end.x))


def _even_row(box: Box, others: Iterable[Box]) -> Iterator[_Pull]:
    left = sorted((each for each in others if each.right <= box.left + SLACK), key=lambda each: -each.right)
    right = sorted((each for each in others if each.left >= box.right - SLACK), key=lambda each: each.left)
    for wanted, gaps in _even(
        [(each.left, each.right) for each in left[:2]],
        [(each.left, each.right) for each in right[:2]],
        box.width,
    ):
        yield _Pull(wanted - box.left, 0, partial(_level_gaps, gaps))


def _even_column(box: Box, others: Iterable[Box]) -> Iterator[_Pull]:
    above = sorted((each for each in others if each.bottom <= box.top + SLACK), key=lambda each: -each.bottom)
    below = sorted((each for each in others if each.top >= box.bottom - SLACK), key=lambda each: each.top)
    for wanted, gaps in _even(
        [(each.top, each.bottom) for each in above[:2]],
        [(each.top, each.bottom) for each in below[:2]],
        box.height,
    ):
        yield _Pull(wanted - box.top, 0, partial(_upright_gaps, gaps))


def _even(before: list[_Span], after: list[_Span], size: float) -> Iterator[tuple[float, tuple[_Span, ...]]]:
    """Where a card has the same distance to both neighbors, or to one as that one has to the next."""
    if before and after:
        gap = (after[0][0] - before[0][1] - size) / 2
        if gap > 0:
            start = before[0][1] + gap
            yield start, ((before[0][1], start), (start + size, after[0][0]))
    if len(before) == 2 and (gap := before[0][0] - before[1][1]) > 0:
        start = before[0][1] + gap
        yield start, ((before[1][1], before[0][0]), (before[0][1], start))
    if len(after) == 2 and (gap := after[1][0] - after[0][1]) > 0:
        start = after[0][0] - gap - size
        yield start, ((start + size, after[0][0]), (after[0][1], after[1][0]))


def _upright(other: Box, x: float, box: Box) -> Iterable[Guide]:
    top, bottom = min(box.top, other.top) - BEYOND, max(box.bottom, other.bottom) + BEYOND
    return (Guide(Spot(x, top), Spot(x, bottom)),)


def _level(other: Box, y: float, box: Box) -> Iterable[Guide]:
    left, right = min(box.left, other.left) - BEYOND, max(box.right, other.right) + BEYOND
    return (Guide(Spot(left, y), Spot(right, y)),)


def _upright_gaps(gaps: Sequence[_Span], box: Box) -> Iterator[Guide]:
    x = box.center.x
    for top, bottom in gaps:
        yield Guide(Spot(x, top), Spot(x, bottom))
        for end in (top, bottom):
            yield Guide(Spot(x - TICK, end), Spot(x + TICK, end))


def _level_gaps(gaps: Sequence[_Span], box: Box) -> Iterator[Guide]:
    y = box.center.y
    for left, right in gaps:
        yield Guide(Spot(left, y), Spot(right, y))
        for end in (left, right):
            yield Guide(Spot(end, y - TICK), Spot(end, y + TICK))
