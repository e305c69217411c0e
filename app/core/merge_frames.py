"""The frames and notes of a three-way merge: a step is in one frame at most."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from app.core.journey import Frame, FrameId, Journey, Node, NodeId, Point
from app.core.merge_parts import MISSING, Side, Three, in_order

_WORDS = ("title", "notes", "tint")
_SPOT = ("at", "width", "height")
_FOLD = ("collapsed", "lifted", "lift")


def merged_frames(
    three: Three, nodes: Mapping[NodeId, Node], kept: Mapping[NodeId, Side]
) -> tuple[Frame, ...]:
    """The frames and notes of the merged journey, in order."""
    if not any(each.frames for each in three.all):
        return ()
    found: dict[FrameId, Frame] = {}
    for frame_id in dict.fromkeys(key for each in three.all for key in each.frame_by_id):
        frame = _frame(three, frame_id)
        if frame is not None and frame_id not in nodes:
            found[frame_id] = frame
    members = _members(three, nodes, kept, found)
    filled = {key: _filled(three, frame, members.get(key, {})) for key, frame in found.items()}
    left = {key: frame for key, frame in filled.items() if frame is not None}
    known = nodes.keys() | left.keys()
    clean = {key: _forgetting(frame, known) for key, frame in left.items()}
    return in_order(clean, *(each.frame_by_id for each in three.all))


def _frame(three: Three, frame_id: FrameId) -> Frame | None:
    before, ours, theirs = (each.frame_by_id.get(frame_id) for each in three.all)
    if ours is None or theirs is None:
        left = ours or theirs
        if before is None or left is None:
            return left
        if all(getattr(left, part) == getattr(before, part) for part in _WORDS):
            return None
        return three.part(
            ("frame", frame_id), [side.frame_by_id.get(frame_id) for side in three.all], clash=True
        )
    changes: dict[str, Any] = {
        part: three.part(("frame", frame_id, part), [_read(side, frame_id, part) for side in three.all])
        for part in _WORDS
    }
    for group in (_SPOT, _FOLD):
        values = three.place(
            f"{frame_id} {group[0]}", [_read_all(side, frame_id, group) for side in three.all]
        )
        changes |= dict(zip(group, values, strict=True))
    return ours.but(**changes)


def _read(side: Journey, frame_id: FrameId, part: str) -> Any:
    frame = side.frame_by_id.get(frame_id)
    return MISSING if frame is None else getattr(frame, part)


def _read_all(side: Journey, frame_id: FrameId, parts: tuple[str, ...]) -> Any:
    return tuple(_read(side, frame_id, part) for part in parts)


def _members(
    three: Three,
    nodes: Mapping[NodeId, Node],
    kept: Mapping[NodeId, Side],
    frames: Collection[FrameId],
) -> Mapping[FrameId, Mapping[NodeId, NodeId]]:
    """The steps of each frame."""
    found: dict[FrameId, dict[NodeId, NodeId]] = {}
    for node_id in nodes:
        if node_id in kept:
            frame_id = _home(three.side(kept[node_id]), node_id)
        else:
            frame_id = three.part(("member", node_id), [_home(side, node_id) for side in three.all])
        if frame_id not in frames:
            homes = (_home(three.ours, node_id), _home(three.theirs, node_id))
            frame_id = next((home for home in homes if home in frames), None) if frame_id else None
        if frame_id is not None:
            found.setdefault(frame_id, {})[node_id] = node_id
    return found


def _home(side: Journey, node_id: NodeId) -> FrameId | None:
    frame = side.frame_of.get(node_id)
    return frame.id if frame else None


def _filled(three: Three, frame: Frame, steps: Mapping[NodeId, NodeId]) -> Frame | None:
    """The frame around its steps; one that has lost them all becomes a note if it says something."""
    if steps:
        orders = (_steps(each, frame.id) for each in three.all)
        return frame.but(steps=in_order(steps, *orders), at=None)
    if frame.at is not None:
        return frame.but(steps=())
    stood = [each.position(step) for each in three.all for step in _steps(each, frame.id)]
    if not frame.notes or not stood:
        return None
    at = Point(min(place.x for place in stood), min(place.y for place in stood))
    return frame.but(steps=(), at=at, collapsed=False, lifted=(), lift=0)


def _steps(side: Journey, frame_id: FrameId) -> tuple[NodeId, ...]:
    frame = side.frame_by_id.get(frame_id)
    return frame.steps if frame else ()


def _forgetting(frame: Frame, known: Collection[str]) -> Frame:
    lifted = tuple(each for each in frame.lifted if each in known)
    return frame if lifted == frame.lifted else frame.but(lifted=lifted)
