"""What is under the pointer, in the order in which a hand means it: plus, ports, card, connection."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import hypot

from app.core.journey import FrameId, NodeId
from canvas.scene.frames import Part
from canvas.scene.geometry import Box, Spot, entry_spot
from canvas.scene.scene import EdgeKey, Scene

REACH = 9.0
"""How near, in pixels of the screen, the pointer must come to a port, a plus or a line."""
TOUCH_REACH = 18.0
"""The same for a finger: what it means is at least 36 pixels wide."""
NEAR_SCALE = 0.5
"""Below this scale ports and plus are not shown and cannot be hit."""


@dataclass(frozen=True)
class StepHit:
    """A card."""

    node: NodeId


@dataclass(frozen=True)
class PortHit:
    """The dot of a way out."""

    node: NodeId
    port: str


@dataclass(frozen=True)
class EntryHit:
    """The place at the top of a card where connections come in."""

    node: NodeId


@dataclass(frozen=True)
class EndHit:
    """One end of the selected connection."""

    edge: EdgeKey
    at_source: bool


@dataclass(frozen=True)
class PlusHit:
    """The plus on a connection."""

    edge: EdgeKey


@dataclass(frozen=True)
class EdgeHit:
    """A connection."""

    edge: EdgeKey


@dataclass(frozen=True)
class FrameHit:
    """Where a frame or a note is taken hold of, or the card of a collapsed frame."""

    frame: FrameId
    part: Part


Hit = StepHit | PortHit | EntryHit | EndHit | PlusHit | EdgeHit | FrameHit | None


def hit(scene: Scene, spot: Spot, scale: float, reach: float = REACH, grips: EdgeKey | None = None) -> Hit:
    """What is at a place of the canvas when it is shown at a scale.

    `reach` is in pixels of the screen; `grips` is the selected connection, whose ends come first.
    """
    reach /= scale
    near = Box(spot.x, spot.y, spot.x, spot.y).grown(reach)
    if scale >= NEAR_SCALE:
        sign = (
            (_end(scene, spot, grips, reach) if grips is not None else None)
            or _plus(scene, spot, near, reach)
            or _port(scene, spot, near, reach)
            or _entry(scene, spot, near, reach)
        )
        if sign is not None:
            return sign
    framed = _frame(scene, spot)
    if framed is not None and framed.frame in scene.folding.folds:
        return framed
    return step_at(scene, spot) or _edge(scene, spot, near, reach) or framed


def step_at(scene: Scene, spot: Spot) -> StepHit | None:
    """The topmost card at a place; for that of a collapsed frame, the step that one comes to in it."""
    found = [each for each in scene.steps_in(Box(*spot, *spot)) if scene.box(each).has(spot)]
    found += [scene.folding.folds[each].entry for each in scene.folds_in(Box(*spot, *spot).grown(0.5))]
    return StepHit(found[-1]) if found else None


def edge_at(scene: Scene, spot: Spot, reach: float, without: Collection[NodeId] = ()) -> EdgeKey | None:
    """The connection nearest to a place, if it is within reach and at none of some steps."""
    found = _edge(scene, spot, Box(*spot, *spot).grown(reach), reach, without)
    return found.edge if found else None


def nearer_end(scene: Scene, edge: EdgeKey, spot: Spot) -> EndHit:
    """Which end of a connection a place on it is nearer to."""
    points = scene.route(edge).points
    start, end = (hypot(each.x - spot.x, each.y - spot.y) for each in (points[0], points[-1]))
    return EndHit(edge, start <= end)


def _end(scene: Scene, spot: Spot, edge: EdgeKey, reach: float) -> EndHit | None:
    found = nearer_end(scene, edge, spot)
    at = scene.route(edge).points[0 if found.at_source else -1]
    return found if hypot(at.x - spot.x, at.y - spot.y) <= reach else None


def _plus(scene: Scene, spot: Spot, near: Box, reach: float) -> PlusHit | None:
    for key in scene.edges_in(near):
        at = scene.plus(key)
        if hypot(at.x - spot.x, at.y - spot.y) <= max(reach, 10):
            return PlusHit(key)
    return None


def _frame(scene: Scene, spot: Spot) -> FrameHit | None:
    found = scene.frames.at(spot)
    return FrameHit(found.frame, found.part) if found is not None else None


def _port(scene: Scene, spot: Spot, near: Box, reach: float) -> PortHit | None:
    for frame_id in scene.folds_in(near):
        for way in scene.folding.folds[frame_id].ways:
            at = scene.exit(way.step, way.port.name)
            if hypot(at.x - spot.x, at.y - spot.y) <= reach:
                return PortHit(way.step, way.port.name)
    for node_id in reversed(scene.steps_in(near)):
        for port in scene.ports(node_id):
            at = scene.exit(node_id, port.name)
            if hypot(at.x - spot.x, at.y - spot.y) <= reach:
                return PortHit(node_id, port.name)
    return None


def _entry(scene: Scene, spot: Spot, near: Box, reach: float) -> EntryHit | None:
    for node_id in reversed(scene.steps_in(near)):
        at = entry_spot(scene.box(node_id))
        if hypot(at.x - spot.x, at.y - spot.y) <= reach and scene.accepts(node_id):
            return EntryHit(node_id)
    return None


def _edge(
    scene: Scene, spot: Spot, near: Box, reach: float, without: Collection[NodeId] = ()
) -> EdgeHit | None:
    keys = [
        key for key in scene.edges_in(near) if key[0] not in without and scene.edge(key).target not in without
    ]
    distances = ((scene.route(key).distance(spot), key) for key in keys)
    nearest = min(distances, default=None)
    return EdgeHit(nearest[1]) if nearest and nearest[0] <= reach else None
