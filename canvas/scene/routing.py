"""The ways of connections as values in plain numbers: shared by view, hit test and export.

A connection leaves its card downwards and enters the next one from above. It is one smooth curve where
that is free; otherwise it takes a lane beside the cards, and one that leads up again goes around.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import hypot
from typing import NamedTuple

from canvas.scene.geometry import CARD_WIDTH, Box, Spot, around

Obstacles = Callable[[Box], Iterable[Box]]

LANE_GAP = 24
"""From a card to a lane beside it."""
TURN = 40
"""Height in which a connection swings over to its lane."""
STUB = 20
"""How far a connection that leads up again first runs down."""
ENTER = 11
"""How far it comes from above in the end: below the plus of one that comes straight down."""
LEAST_DROP = 24
"""A target that lies less deep than this below the port is gone around to."""
NEAR = 10
"""How near a way may come to a card that it does not belong to."""
LANE_NEAR = 14
"""How near a lane may come to any card."""
REACH = 700
"""How far beside its ends a connection looks for a lane."""
MOST_LANES = 24
FEW_LANES = 3
SAMPLES = 14


class Curve(NamedTuple):
    """A cubic Bézier curve."""

    start: Spot
    first: Spot
    second: Spot
    end: Spot

    @property
    def is_straight(self) -> bool:
        """Whether it has no bend."""
        return self.start.x == self.first.x == self.second.x == self.end.x or (
            self.start == self.first and self.second == self.end
        )

    def at(self, t: float) -> Spot:
        """The place at a parameter from 0 to 1."""
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        return Spot(
            a * self.start.x + b * self.first.x + c * self.second.x + d * self.end.x,
            a * self.start.y + b * self.first.y + c * self.second.y + d * self.end.y,
        )


@dataclass(frozen=True)
class Route:
    """The way of one connection."""

    curves: tuple[Curve, ...]

    @cached_property
    def points(self) -> tuple[Spot, ...]:
        """The way as a fine polyline."""
        found = [self.curves[0].start]
        for curve in self.curves:
            if curve.is_straight:
                found.append(curve.end)
            else:
                found.extend(curve.at(step / SAMPLES) for step in range(1, SAMPLES + 1))
        return tuple(found)

    @cached_property
    def corners(self) -> tuple[tuple[float, float, float, float], ...]:
        """The way in straight lines from the end of one curve to that of the next."""
        return tuple((curve.start.x, curve.start.y, curve.end.x, curve.end.y) for curve in self.curves)

    @cached_property
    def box(self) -> Box:
        """A box around the way: around what its curves are pulled to, which they never leave."""
        return around(spot for curve in self.curves for spot in curve)

    def moved(self, dx: float, dy: float) -> Route:
        """The same way elsewhere; what was found out about it goes along."""
        made = Route(tuple(Curve(*_moved(curve, dx, dy)) for curve in self.curves))
        known, kept = vars(self), vars(made)
        kept["box"] = self.box.moved(dx, dy)
        if "points" in known:
            kept["points"] = tuple(_moved(self.points, dx, dy))
        if "length" in known:
            kept["length"] = self.length
        return made

    @cached_property
    def length(self) -> float:
        """From end to end along the way."""
        return sum(hypot(b.x - a.x, b.y - a.y) for a, b in pairwise(self.points))

    def along(self, distance: float) -> Spot:
        """The place some way along, counted from the start; beyond the end, the end."""
        left = distance
        for a, b in pairwise(self.points):
            step = hypot(b.x - a.x, b.y - a.y)
            if left <= step and step > 0:
                return Spot(a.x + (b.x - a.x) * left / step, a.y + (b.y - a.y) * left / step)
            left -= step
        return self.points[-1]

    def distance(self, spot: Spot) -> float:
        """From a place to the nearest part of the way."""
        return min(_distance(spot, a, b) for a, b in pairwise(self.points))

    def crosses(self, box: Box) -> bool:
        """Whether some of the way is inside a box."""
        left, top, right, bottom = box
        if not self.box.grown(0.5).meets(box):
            return False
        # Most pieces lie wholly on one side, and this is asked for every card near every connection.
        for (ax, ay), (bx, by) in pairwise(self.points):
            if (ax < left and bx < left) or (ax > right and bx > right):
                continue
            if (ay < top and by < top) or (ay > bottom and by > bottom):
                continue
            if _segment_meets(Spot(ax, ay), Spot(bx, by), box):
                return True
        return False


def _moved(spots: Iterable[Spot], dx: float, dy: float) -> list[Spot]:
    return [Spot(x + dx, y + dy) for x, y in spots]


def direct(start: Spot, end: Spot) -> Route:
    """The plain curve from one place down to another."""
    pull = max(LEAST_DROP, (end.y - start.y) / 2)
    return Route((Curve(start, Spot(start.x, start.y + pull), Spot(end.x, end.y - pull), end),))


class Found(NamedTuple):
    """A way, and whether it is the plain curve because nothing stands there.

    Any other depends on all cards in `reach_of` its ends.
    """

    route: Route
    free: bool


def find_route(start: Spot, end: Spot, obstacles: Obstacles) -> Route:
    """The way from a port to the top of a card, past other cards if there is room."""
    return found_route(start, end, obstacles).route


def found_route(start: Spot, end: Spot, obstacles: Obstacles) -> Found:
    """The same, and whether it is free of all cards."""
    if end.y < start.y + LEAST_DROP:
        far = _around_route(start, end, max(start.x, end.x) + CARD_WIDTH)
        return Found(_first_free(start, end, obstacles, _around_route) or far, free=False)
    plain = direct(start, end)
    if not _blocked(plain, obstacles):
        return Found(plain, free=True)
    detour = _first_free(start, end, obstacles, _lane_route) or _over_two_lanes(start, end, obstacles)
    return Found(detour or plain, free=False)


def reach_of(ends: Box) -> Box:
    """How far from its ends a way may lead, and a card may have a say in it."""
    beside, above = REACH + CARD_WIDTH + LANE_GAP + 2 * NEAR, STUB + 2 * NEAR
    return Box(ends.left - beside, ends.top - above, ends.right + beside, ends.bottom + above)


def _first_free(
    start: Spot, end: Spot, obstacles: Obstacles, build: Callable[[Spot, Spot, float], Route]
) -> Route | None:
    zone = Box(
        min(start.x, end.x) - REACH,
        min(start.y, end.y),
        max(start.x, end.x) + REACH,
        max(start.y, end.y),
    )
    for lane in _free_lanes(start, end, list(obstacles(zone))):
        candidate = build(start, end, lane)
        if not _blocked(candidate, obstacles):
            return candidate
    return None


def _over_two_lanes(start: Spot, end: Spot, obstacles: Obstacles) -> Route | None:
    """A way down one lane, across between two rows of cards, and down another lane."""
    left, right = sorted((start.x, end.x))
    boxes = list(obstacles(Box(left - REACH, start.y, right + REACH, end.y)))
    for level in _free_levels(start.y + TURN, end.y - TURN, boxes):
        across = Spot(end.x, level), Spot(start.x, level)
        for first in _free_lanes(start, across[1], boxes)[:FEW_LANES]:
            for last in _free_lanes(across[0], end, boxes)[:FEW_LANES]:
                candidate = _two_lane_route(start, end, first, level, last)
                if not _blocked(candidate, obstacles):
                    return candidate
    return None


def _free_levels(top: float, bottom: float, boxes: Sequence[Box]) -> list[float]:
    """Heights between rows of cards, those nearest to the middle first."""
    rows = sorted((box.top - NEAR, box.bottom + NEAR) for box in boxes)
    free: list[float] = []
    end = top
    for high, low in rows:
        if high > end + NEAR:
            free.append((end + high) / 2)
        end = max(end, low)
    return sorted(
        (level for level in free if top < level < bottom), key=lambda level: abs(level - (top + bottom) / 2)
    )[:MOST_LANES]


def _free_lanes(start: Spot, end: Spot, boxes: Sequence[Box]) -> list[float]:
    """Places beside cards where nothing stands between the heights of both ends, the shortest ways first."""
    high, low = sorted((start.y, end.y))
    between = [box for box in boxes if box.top < low - 1 and box.bottom > high + 1]
    lanes = {start.x, end.x}
    for box in between:
        lanes |= {box.left - LANE_GAP, box.right + LANE_GAP}
    taken = sorted((box.left - LANE_NEAR, box.right + LANE_NEAR) for box in between)
    free = _outside(sorted(lanes), taken)
    return sorted(free, key=lambda x: (abs(x - start.x) + abs(x - end.x), -x))[:MOST_LANES]


def _outside(values: Sequence[float], taken: Sequence[tuple[float, float]]) -> list[float]:
    """The values, in order, that no interval of some sorted ones contains."""
    found: list[float] = []
    end, index = float("-inf"), 0
    for value in values:
        while index < len(taken) and taken[index][0] < value:
            end = max(end, taken[index][1])
            index += 1
        if value >= end:
            found.append(value)
    return found


def _blocked(route: Route, obstacles: Obstacles) -> bool:
    """Whether a way runs under a card or so near that it would be taken for its border."""
    start, end = route.curves[0].start, route.curves[-1].end
    return any(
        route.crosses(box.grown(-1.5 if _is_end(box, start, end) else NEAR))
        for box in obstacles(route.box.grown(NEAR))
    )


def _is_end(box: Box, start: Spot, end: Spot) -> bool:
    """Whether a card is one of the two that are connected."""
    if box.bottom == start.y and box.left <= start.x <= box.right:
        return True
    return box.top == end.y and box.left <= end.x <= box.right


def _lane_route(start: Spot, end: Spot, lane: float) -> Route:
    turn = min(TURN, (end.y - start.y) / 2)
    high, low = Spot(lane, start.y + turn), Spot(lane, end.y - turn)
    return Route(
        (
            *direct(start, high).curves,
            Curve(high, high, low, low),
            *direct(low, end).curves,
        )
    )


def _two_lane_route(start: Spot, end: Spot, first: float, level: float, last: float) -> Route:
    corners = (
        start,
        Spot(start.x, start.y + STUB),
        Spot(first, start.y + STUB),
        Spot(first, level),
        Spot(last, level),
        Spot(last, end.y - ENTER),
        Spot(end.x, end.y - ENTER),
        end,
    )
    return _rounded([*dict.fromkeys(corners)], 14)


def _around_route(start: Spot, end: Spot, lane: float) -> Route:
    corners = (
        start,
        Spot(start.x, start.y + STUB),
        Spot(lane, start.y + STUB),
        Spot(lane, end.y - ENTER),
        Spot(end.x, end.y - ENTER),
        end,
    )
    return _rounded(corners, 14)


def _rounded(corners: Sequence[Spot], radius: float) -> Route:
    curves: list[Curve] = []
    here = corners[0]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        bend = min(radius, _gap(before, corner) / 2, _gap(corner, after) / 2)
        into, out = _towards(corner, before, bend), _towards(corner, after, bend)
        curves += [Curve(here, here, into, into), Curve(into, corner, corner, out)]
        here = out
    last = corners[-1]
    return Route((*curves, Curve(here, here, last, last)))


def _gap(a: Spot, b: Spot) -> float:
    return hypot(b.x - a.x, b.y - a.y)


def _towards(a: Spot, b: Spot, by: float) -> Spot:
    gap = _gap(a, b)
    return Spot(a.x + (b.x - a.x) * by / gap, a.y + (b.y - a.y) * by / gap) if gap else a


def _distance(spot: Spot, a: Spot, b: Spot) -> float:
    dx, dy = b.x - a.x, b.y - a.y
    square = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((spot.x - a.x) * dx + (spot.y - a.y) * dy) / square)) if square else 0.0
    return hypot(spot.x - a.x - t * dx, spot.y - a.y - t * dy)


def _segment_meets(a: Spot, b: Spot, box: Box) -> bool:
    """Whether a line enters a box: the part of the line inside each pair of sides must not be empty."""
    enter, leave = 0.0, 1.0
    for start, end, low, high in ((a.x, b.x, box.left, box.right), (a.y, b.y, box.top, box.bottom)):
        step = end - start
        if step == 0:
            if not low < start < high:
                return False
            continue
        first, last = sorted(((low - start) / step, (high - start) / step))
        enter, leave = max(enter, first), min(leave, last)
    return enter < leave
