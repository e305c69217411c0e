"""A large journey on several pages of paper: where the cuts are."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from canvas.scene.geometry import Box

PAPER = (595.0, 842.0)
"""Points of an A4 page."""
EDGE = 34.0
"""Points that stay white around the picture, and below it for the line that tells the page."""
FOOT = 20.0
OVERLAP = 40.0
"""Units of the canvas that neighboring pages share, so that they can be glued."""
SMALLEST, LARGEST = 0.42, 0.75
"""Points for a unit of the canvas: below, nobody can read it; above, it only costs paper."""


class Page(NamedTuple):
    """A part of the picture, and its row and column among the pages, from 1."""

    part: Box
    row: int
    column: int


class Paging(NamedTuple):
    """How a picture is laid on paper; `scale` is points for each unit."""

    pages: tuple[Page, ...]
    rows: int
    columns: int
    scale: float
    landscape: bool


def paged(area: Box) -> Paging:
    """As few pages as keep it readable; upright or across, whichever needs fewer."""
    upright, across = _tried(area, *PAPER), _tried(area, *PAPER[::-1])
    needed = len(across.pages), -across.scale
    return across._replace(landscape=True) if needed < (len(upright.pages), -upright.scale) else upright


def _tried(area: Box, width: float, height: float) -> Paging:
    wide, high = width - 2 * EDGE, height - 2 * EDGE - FOOT
    scale = min(LARGEST, max(SMALLEST, min(wide / area.width, high / area.height)))
    columns, across = _cuts(area.width, wide / scale)
    rows, down = _cuts(area.height, high / scale)
    pages = tuple(
        Page(
            Box(
                area.left + column * across,
                area.top + row * down,
                min(area.right, area.left + column * across + wide / scale),
                min(area.bottom, area.top + row * down + high / scale),
            ),
            row + 1,
            column + 1,
        )
        for row in range(rows)
        for column in range(columns)
    )
    return Paging(pages, rows, columns, scale, landscape=False)


def _cuts(length: float, room: float) -> tuple[int, float]:
    """How many pages a length takes, and the way from the beginning of one to that of the next."""
    if length <= room:
        return 1, room
    return ceil((length - OVERLAP) / (room - OVERLAP)), room - OVERLAP
