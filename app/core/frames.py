"""Edits of frames and notes: pure functions from a journey to a journey, like those of `edits`.

A frame reaches around its steps, so that moving it is moving them. One whose last step goes becomes a note
where the step stood if it has notes, otherwise it goes as well. Unknown ids raise `KeyError`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from app.core.journey import Edge, Frame, FrameId, Journey, NodeId, Point


def add_frame(journey: Journey, frame: Frame) -> Journey:
    """Put a frame around its steps, which leave the frames they were in, or a note at its place."""
    if frame.id in journey.by_id or frame.id in journey.frame_by_id:
        raise ValueError(f"id {frame.id} is taken")
    _known(journey, frame.steps)
    if frame.is_note == (frame.at is None):
        raise ValueError("a note has a place, a frame has steps")
    left = take_out(journey, frame.steps)
    return left.replace(frames=(*left.frames, frame))


def change_frame(journey: Journey, frame_id: FrameId, **changes: Any) -> Journey:
    """Replace parts of a frame (`title`, `notes`, `tint`, `collapsed`, `lifted`, `lift`)."""
    frame = journey.frame_by_id[frame_id]
    changed = frame.but(**changes)
    return journey if changed == frame else _with(journey, changed)


def resize_note(journey: Journey, frame_id: FrameId, at: Point, width: int, height: int) -> Journey:
    """Give a note another place and size."""
    return change_frame(journey, frame_id, at=at, width=width, height=height)


def put_in(journey: Journey, steps: Collection[NodeId], frame_id: FrameId) -> Journey:
    """Let steps belong to a frame; they leave the frames they were in. A note becomes a frame by it."""
    frame = journey.frame_by_id[frame_id]
    _known(journey, steps)
    new = tuple(node.id for node in journey.nodes if node.id in steps and node.id not in frame.steps)
    if not new:
        return journey
    left = take_out(journey, new)
    return _with(left, left.frame_by_id[frame_id].but(steps=(*frame.steps, *new), at=None))


def put_between(journey: Journey, steps: Collection[NodeId], edge: Edge) -> Journey:
    """Let steps that come between the ends of a connection belong to the frame that both ends are in.

    They leave frames that neither end is in. A frame whose steps all come along keeps them.
    """
    framed, moving = journey.frame_of, frozenset(steps)
    ends = [framed.get(edge.source), framed.get(edge.target)]
    free = [step for step in steps if step not in framed or not moving.issuperset(framed[step].steps)]
    if ends[0] is not None and ends[0] is ends[1]:
        return put_in(journey, free, ends[0].id)
    return take_out(journey, [step for step in free if framed.get(step) not in ends])


def take_out(journey: Journey, steps: Collection[NodeId]) -> Journey:
    """Let steps belong to no frame."""
    _known(journey, steps)
    gone = frozenset(steps)
    if gone.isdisjoint(journey.frame_of):
        return journey
    return journey.replace(frames=_left(journey, lambda frame: _without(frame, gone, journey)))


def move(journey: Journey, places: Mapping[NodeId | FrameId, Point]) -> Journey:
    """Give steps and notes new places."""
    steps = {key: at for key, at in places.items() if key in journey.by_id and journey.layout.get(key) != at}
    moved = journey.replace(layout={**journey.layout, **steps}) if steps else journey
    for key, at in places.items():
        if key in journey.frame_by_id:
            moved = change_frame(moved, key, at=at)
    return moved


def remove_frames(journey: Journey, ids: Collection[FrameId]) -> Journey:
    """Take frames and notes away; the steps stay where they are."""
    gone = frozenset(ids)
    for frame_id in gone:
        journey.frame_by_id[frame_id]  # an unknown id is an error of the caller
    if not gone:
        return journey
    kept = (frame for frame in journey.frames if frame.id not in gone)
    return journey.replace(frames=tuple(_forgetting(frame, gone) for frame in kept))


def with_members(journey: Journey, ids: Iterable[NodeId | FrameId]) -> frozenset[NodeId]:
    """The steps among some ids, and those in the frames among them."""
    found: set[NodeId] = set()
    for each in ids:
        frame = journey.frame_by_id.get(each)
        found.update(frame.steps if frame else (each,))
    return frozenset(found)


def after_removal(journey: Journey, gone: Collection[NodeId]) -> tuple[Frame, ...]:
    """The frames of a journey once some of its steps are gone."""
    chosen = frozenset(gone)
    return _left(journey, lambda frame: _forgetting(_without(frame, chosen, journey), chosen))


def along_with(journey: Journey, ids: Collection[NodeId | FrameId]) -> tuple[Frame, ...]:
    """The frames that go along when some steps, frames and notes are copied: those chosen as a whole."""
    steps = with_members(journey, ids)
    known = steps | frozenset(ids)
    return tuple(
        frame.but(lifted=tuple(each for each in frame.lifted if each in known))
        for frame in journey.frames
        if frame.id in ids or (frame.steps and steps.issuperset(frame.steps))
    )


def copied(
    frames: Iterable[Frame], names: Mapping[NodeId | FrameId, NodeId | FrameId], offset: Point
) -> tuple[Frame, ...]:
    """Frames under their new ids around the copies of their steps; notes moved by an offset."""
    return tuple(
        frame.but(
            id=names[frame.id],
            steps=tuple(names[step] for step in frame.steps),
            lifted=tuple(names[each] for each in frame.lifted if each in names),
            at=frame.at and Point(frame.at.x + offset.x, frame.at.y + offset.y),
        )
        for frame in frames
    )


def _known(journey: Journey, steps: Iterable[NodeId]) -> None:
    for step in steps:
        journey.by_id[step]  # an unknown id is an error of the caller


def _with(journey: Journey, changed: Frame) -> Journey:
    return journey.replace(
        frames=tuple(changed if each.id == changed.id else each for each in journey.frames)
    )


def _left(journey: Journey, change: Callable[[Frame], Frame]) -> tuple[Frame, ...]:
    """The frames after a change, without those that it has left with nothing to say."""
    changed = ((frame, change(frame)) for frame in journey.frames)
    kept = tuple(new for old, new in changed if old.is_note or new.steps or new.notes)
    dropped = journey.frame_by_id.keys() - {frame.id for frame in kept}
    return tuple(_forgetting(frame, dropped) for frame in kept) if dropped else kept


def _without(frame: Frame, gone: frozenset[NodeId], journey: Journey) -> Frame:
    if gone.isdisjoint(frame.steps):
        return frame
    steps = tuple(step for step in frame.steps if step not in gone)
    if steps:
        return frame.but(steps=steps)
    stood = [journey.position(step) for step in frame.steps]
    at = Point(min(point.x for point in stood), min(point.y for point in stood))
    return frame.but(steps=(), at=at, collapsed=False, lifted=(), lift=0)


def _forgetting(frame: Frame, gone: Collection[NodeId | FrameId]) -> Frame:
    lifted = tuple(each for each in frame.lifted if each not in gone)
    return frame if len(lifted) == len(frame.lifted) else frame.but(lifted=lifted)
