"""What is under the pointer, in the order in which a hand means it: plus, port, card, connection."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from app.core.journey import NodeId
from canvas.scene.geometry import Box, Spot
from canvas.scene.scene import EdgeKey, Scene

REACH = 9.0
"""How near, in pixels of the screen, the pointer must come to a port, a plus or a line."""
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
class PlusHit:
    """The plus on a connection."""

    edge: EdgeKey


@dataclass(frozen=True)
class EdgeHit:
    """A connection."""

    edge: EdgeKey


Hit = StepHit | PortHit | PlusHit | EdgeHit | None


def hit(scene: Scene, spot: Spot, scale: float) -> Hit:
    """What is at a place of the canvas when it is shown at a scale."""
    reach = REACH / scale
    near = Box(spot.x, spot.y, spot.x, spot.y).grown(reach)
    if scale >= NEAR_SCALE:
        sign = _plus(scene, spot, near, reach) or _port(scene, spot, near, reach)
        if sign is not None:
            return sign
    return step_at(scene, spot) or _edge(scene, spot, near, reach)


def step_at(scene: Scene, spot: Spot) -> StepHit | None:
    """The topmost card at a place."""
    found = [each for each in scene.steps_in(Box(*spot, *spot)) if scene.box(each).has(spot)]
    return StepHit(found[-1]) if found else None


def edge_at(scene: Scene, spot: Spot, reach: float) -> EdgeKey | None:
    """The connection nearest to a place, if it is within reach."""
    found = _edge(scene, spot, Box(*spot, *spot).grown(reach), reach)
    return found.edge if found else None


def _plus(scene: Scene, spot: Spot, near: Box, reach: float) -> PlusHit | None:
    for key in scene.edges_in(near):
        at = scene.plus(key)
        if hypot(at.x - spot.x, at.y - spot.y) <= max(reach, 10):
            return PlusHit(key)
    return None


def _port(scene: Scene, spot: Spot, near: Box, reach: float) -> PortHit | None:
    for node_id in reversed(scene.steps_in(near)):
        for port in scene.ports(node_id):
            at = scene.exit(node_id, port.name)
            if hypot(at.x - spot.x, at.y - spot.y) <= reach:
                return PortHit(node_id, port.name)
    return None


def _edge(scene: Scene, spot: Spot, near: Box, reach: float) -> EdgeHit | None:
    distances = ((scene.route(key).distance(spot), key) for key in scene.edges_in(near))
    nearest = min(distances, default=None)
    return EdgeHit(nearest[1]) if nearest and nearest[0] <= reach else None
