"""Places and boxes on the canvas in plain numbers (100 % = one pixel), and the measures of a card."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from app.core.journey import Point

CARD_WIDTH = 232
CARD_HEIGHT = 72
GRID = 20


class Spot(NamedTuple):
    """A place on the canvas."""

    x: float
    y: float


class Box(NamedTuple):
    """A rectangle on the canvas; its right and bottom are outside."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def center(self) -> Spot:
        """The middle."""
        return Spot((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    def meets(self, other: Box) -> bool:
        """Whether the two share some area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def has(self, spot: Spot) -> bool:
        """Whether a place is inside."""
        return self.left <= spot.x < self.right and self.top <= spot.y < self.bottom

    def grown(self, by: float) -> Box:
        """The box with a margin around it; a negative one shrinks it."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def moved(self, dx: float, dy: float) -> Box:
        """The box elsewhere."""
        return Box(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)

    def united(self, other: Box) -> Box:
        """The smallest box around both."""
        left, top, right, bottom = self
        x, y, end, low = other
        return Box(min(left, x), min(top, y), max(right, end), max(bottom, low))

    def holds(self, other: Box) -> bool:
        """Whether the other lies within."""
        left, top, right, bottom = self
        return left <= other[0] and top <= other[1] and other[2] <= right and other[3] <= bottom


def around(spots: Iterable[Spot]) -> Box:
    """The smallest box around some places (at least one)."""
    xs, ys = zip(*spots, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def card_box(at: Point) -> Box:
    """The box of a card whose top left corner is at a point."""
    return Box(at.x, at.y, at.x + CARD_WIDTH, at.y + CARD_HEIGHT)


def entry_spot(card: Box) -> Spot:
    """Where connections come in: the middle of the top."""
    return Spot((card.left + card.right) / 2, card.top)


def exit_spot(card: Box, offset: float) -> Spot:
    """Where a way out leaves; `offset` goes from -0.5 (left corner) to 0.5 (right corner)."""
    return Spot(card.center.x + card.width * offset, card.bottom)


def snapped(x: float, y: float) -> Point:
    """The nearest point of the grid."""
    return Point(round(x / GRID) * GRID, round(y / GRID) * GRID)


def card_at_center(spot: Spot) -> Point:
    """The grid point for a card whose middle is near a place."""
    return snapped(spot.x - CARD_WIDTH / 2, spot.y - CARD_HEIGHT / 2)
