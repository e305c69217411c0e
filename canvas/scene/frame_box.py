"""How much room frames, notes and collapsed frames take on the canvas, in plain numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache, reduce
from math import ceil

from app.core.journey import Frame, NodeId, Point
from canvas.scene.geometry import Box, Spot, card_box

MARGIN = 20
"""From the steps of a frame to its border. A frame whose steps stand on the grid has its corners there."""
TITLE_HEIGHT = 28
"""The strip with the title, by which a frame is grabbed."""
DROP = 4
"""How far below the border the title stands."""
ABOVE_STEPS = 12
PADDING = 14
"""From the border to the words."""
ROW = 19
"""Height of a row of notes."""
BETWEEN = 8
"""Between two paragraphs of notes."""
COLUMN = 226
"""Width of the notes of a frame: they stand left of its steps, where no connection comes in."""
LETTER = 6.6
"""Width of a letter of notes, rather more than the usual one."""
CORNER = 22
"""Side of the square at the lower right by which a note is sized."""
FOLD = 34
"""Width of the end of the title strip that collapses a frame."""


def frame_around(frame: Frame, boxes: Iterable[Box]) -> Box:
    """The room of an open frame around the boxes of its steps: with a head for its title, and its notes."""
    steps = reduce(Box.united, boxes)
    top = steps.top - TITLE_HEIGHT - ABOVE_STEPS
    if not frame.notes:
        return Box(steps.left - MARGIN, top, steps.right + MARGIN, steps.bottom + MARGIN)
    lowest = top + DROP + TITLE_HEIGHT + notes_height(frame.notes, COLUMN)
    left = steps.left - MARGIN - COLUMN - PADDING
    return Box(left, top, steps.right + MARGIN, max(steps.bottom, lowest) + MARGIN)


def note_box(frame: Frame) -> Box:
    """The room of a note."""
    at = frame.at or Point(0, 0)
    return Box(at.x, at.y, at.x + frame.width, at.y + frame.height)


def lead_of(frame: Frame, places: Mapping[NodeId, Point]) -> NodeId:
    """The step at whose place a frame stands when it is collapsed: the highest, then the leftmost."""
    return min(frame.steps, key=lambda step: (places[step].y, places[step].x))


def room_of(frame: Frame, places: Mapping[NodeId, Point]) -> Box:
    """How much room a frame takes when its steps stand at some places; collapsed, that of a card."""
    if frame.collapsed:
        return card_box(places[lead_of(frame, places)])
    return frame_around(frame, [card_box(places[step]) for step in frame.steps])


def title_box(box: Box, *, right: float = FOLD) -> Box:
    """Where the title of a frame is written."""
    return Box(box.left + PADDING, box.top + DROP, box.right - right, box.top + DROP + TITLE_HEIGHT)


def notes_box(frame: Frame, box: Box) -> Box:
    """Where the notes are written: of a frame beside its steps, of a note below its title."""
    if not frame.is_note:
        left = box.left + PADDING
        return Box(left, box.top + DROP + TITLE_HEIGHT, left + COLUMN, box.bottom - PADDING / 2)
    top = box.top + (2 * DROP + TITLE_HEIGHT if frame.title else PADDING)
    return Box(box.left + PADDING, top, box.right - PADDING, max(top + 1, box.bottom - PADDING))


def corner_of(box: Box) -> Box:
    """The corner by which a note is sized."""
    return Box(box.right - CORNER, box.bottom - CORNER, box.right, box.bottom)


def fold_box(box: Box) -> Box:
    """The end of the title strip that collapses a frame, or the end of a card that expands it."""
    return Box(box.right - FOLD, box.top, box.right, box.top + 2 * DROP + TITLE_HEIGHT)


def fold_spot(box: Box) -> Spot:
    """The middle of the sign that collapses or expands."""
    return fold_box(box).center


@lru_cache(maxsize=512)
def notes_height(notes: str, width: float) -> int:
    """About how high notes are when they are written in a width; rather too much than too little."""
    letters = max(8, int(width / LETTER))
    height = 0
    for line in notes.split("\n"):
        words = line.strip()
        if not words:
            height += BETWEEN
            continue
        level = len(words) - len(words.lstrip("#"))
        size = {0: 1.0, 1: 1.5, 2: 1.3}.get(level, 1.15)
        rows = ceil(len(words) * size / letters)
        height += ceil(rows * ROW * size) + (BETWEEN if level or not _goes_on(words) else 0)
    return height + (PADDING // 2 if height else 0)


def _goes_on(words: str) -> bool:
    """Whether a line belongs closely to the next: an entry of a list."""
    return words[0] in "-*+" or words[:1].isdigit()
