"""Collapsing and expanding: what stands below a frame comes up to its card, and makes room for it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

from app.core import frames
from app.core.journey import Frame, FrameId, Journey, NodeId, Point
from canvas.scene.frame_box import ABOVE_STEPS, TITLE_HEIGHT, lead_of, note_box, room_of
from canvas.scene.geometry import CARD_WIDTH, GRID, Box, card_box
from canvas.scene.walk import following

GAP = 48
"""Between a frame that is expanded and what has to make room for it."""
NEAR = 60
"""How near notes must lie to what comes up, so that they come along."""

Unit = NodeId | FrameId
"""What moves as a whole: a step, a note, or a frame with its steps."""


def collapsed(journey: Journey, frame_id: FrameId) -> Journey:
    """The frame as one card; what follows it further down comes up as far as there is room."""
    frame = journey.frame_by_id[frame_id]
    units = _units(journey, without=frame_id)
    card = _lead_box(journey, frame)
    steps = _steps_box(journey, frame_id)
    below = _below(journey, frame_id, units, steps.bottom)
    staying = [box for unit, box in units.items() if unit not in below]
    lift = _room_above([units[unit] for unit in below], [*staying, card], steps.bottom - card.bottom)
    shut = frames.change_frame(journey, frame_id, collapsed=True)
    if not lift:
        return shut
    moved = _shifted(shut, below, -lift)
    return frames.change_frame(moved, frame_id, lifted=tuple(sorted(below)), lift=lift)


def expanded(journey: Journey, frame_id: FrameId) -> Journey:
    """The frame with its steps where they stand; what came up goes down again, what is in the way too."""
    frame = journey.frame_by_id[frame_id]
    wide = frames.change_frame(journey, frame_id, collapsed=False, lifted=(), lift=0)
    known = [each for each in frame.lifted if each in wide.by_id or each in wide.frame_by_id]
    back = _shifted(wide, known, frame.lift)
    steps = _steps_box(back, frame_id)
    taken = [card_box(back.position(step)) for step in frame.steps] if frame.lift else [steps]
    units = _units(back, without=frame_id)
    high = _lead_box(back, frame).top - TITLE_HEIGHT - ABOVE_STEPS
    tops = [
        box.top
        for unit, box in units.items()
        if box.top >= high and not _is_note(back, unit) and any(box.meets(each) for each in taken)
    ]
    if not tops:
        return back
    down = -(-(steps.bottom + GAP - min(tops)) // GRID) * GRID
    return _shifted(back, [unit for unit, box in units.items() if box.top >= min(tops)], round(down))


def _units(journey: Journey, without: FrameId) -> dict[Unit, Box]:
    """Everything but one frame, with its room: collapsed and open frames as a whole."""
    found: dict[Unit, Box] = {}
    for frame in journey.frames:
        if frame.is_note:
            found[frame.id] = note_box(frame)
        elif frame.id != without:
            found[frame.id] = room_of(frame, _places(journey, frame))
    framed = journey.frame_of
    return found | {
        node.id: card_box(journey.position(node.id)) for node in journey.nodes if node.id not in framed
    }


def _is_note(journey: Journey, unit: Unit) -> bool:
    """Notes may lie under cards; nobody moves them for that."""
    return unit in journey.frame_by_id and journey.frame_by_id[unit].is_note


def _steps_box(journey: Journey, frame_id: FrameId) -> Box:
    steps = journey.frame_by_id[frame_id].steps
    return _union(card_box(journey.position(step)) for step in steps)


def _lead_box(journey: Journey, frame: Frame) -> Box:
    return card_box(journey.position(lead_of(frame, _places(journey, frame))))


def _places(journey: Journey, frame: Frame) -> Mapping[NodeId, Point]:
    return {step: journey.position(step) for step in frame.steps}


def _union(boxes: Iterable[Box]) -> Box:
    return reduce(Box.united, boxes)


def _below(journey: Journey, frame_id: FrameId, units: Mapping[Unit, Box], bottom: float) -> set[Unit]:
    """What follows the frame below it, and the notes beside that."""
    framed = journey.frame_of
    reached = following(journey, journey.frame_by_id[frame_id].steps)
    owners: set[Unit] = {framed[step].id if step in framed else step for step in reached}
    found = {unit for unit in owners if unit in units and units[unit].top >= bottom}
    if found:
        near = _union(units[unit] for unit in found).grown(NEAR)
        notes = {frame.id for frame in journey.frames if frame.is_note}
        found |= {unit for unit in notes if units[unit].meets(near) and units[unit].top >= bottom}
    return found


def _room_above(rising: Iterable[Box], staying: Iterable[Box], most: float) -> int:
    """How far some boxes may come up on the grid without coming near others."""
    columns: dict[int, list[Box]] = {}
    for box in staying:
        for column in _columns(box):
            columns.setdefault(column, []).append(box)
    room = most
    for box in rising:
        for other in (each for column in _columns(box.grown(GRID)) for each in columns.get(column, ())):
            aside = other.left >= box.right + GRID or other.right <= box.left - GRID
            if not aside and other.bottom <= box.top:
                room = min(room, box.top - other.bottom - GRID)
    return max(0, int(room // GRID) * GRID)


def _columns(box: Box) -> range:
    return range(int(box.left // CARD_WIDTH), int(box.right // CARD_WIDTH) + 1)


def _shifted(journey: Journey, units: Iterable[Unit], down: int) -> Journey:
    places: dict[Unit, Point] = {}
    for unit in units:
        frame = journey.frame_by_id.get(unit)
        if frame is not None and frame.at is not None:
            places[unit] = Point(frame.at.x, frame.at.y + down)
            continue
        for step in frame.steps if frame is not None else (unit,):
            at = journey.position(step)
            places[step] = Point(at.x, at.y + down)
    return frames.move(journey, places)
