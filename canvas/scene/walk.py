"""Walking from step to step with the arrow keys: along connections, else to what is nearest."""

from __future__ import annotations

from typing import Literal

from app.core.journey import NodeId
from canvas.scene.geometry import Spot
from canvas.scene.scene import Scene

Direction = Literal["up", "down", "left", "right"]
VECTORS = {"up": Spot(0, -1), "down": Spot(0, 1), "left": Spot(-1, 0), "right": Spot(1, 0)}


def first_step(scene: Scene) -> NodeId | None:
    """Where walking begins: the topmost step."""
    return min(
        scene.journey.by_id, key=lambda each: (scene.box(each).top, scene.box(each).left), default=None
    )


def next_step(scene: Scene, current: NodeId, direction: Direction) -> NodeId | None:
    """The step that an arrow key leads to, or None at the border."""
    if direction == "down":
        linked = _following(scene, current)
    elif direction == "up":
        linked = _leading(scene, current)
    else:
        linked = _beside(scene, current, 1 if direction == "right" else -1)
    return linked if linked is not None else _nearest(scene, current, VECTORS[direction])


def _following(scene: Scene, current: NodeId) -> NodeId | None:
    used = scene.journey.outgoing.get(current, {})
    ordered = [used[port.name].target for port in scene.ports(current) if port.name in used]
    return ordered[0] if ordered else None


def _leading(scene: Scene, current: NodeId) -> NodeId | None:
    here = scene.box(current).center
    sources = [edge.source for edge in scene.journey.incoming.get(current, ())]
    return min(sources, key=lambda each: abs(scene.box(each).center.x - here.x), default=None)


def _beside(scene: Scene, current: NodeId, step: int) -> NodeId | None:
    """The neighbor among those that the same step leads to, in the order of its ports."""
    source = _leading(scene, current)
    if source is None:
        return None
    used = scene.journey.outgoing[source]
    ordered = [used[port.name].target for port in scene.ports(source) if port.name in used]
    index = ordered.index(current) + step if current in ordered else -1
    return ordered[index] if 0 <= index < len(ordered) else None


def _nearest(scene: Scene, current: NodeId, towards: Spot) -> NodeId | None:
    here = scene.box(current).center
    best: tuple[float, NodeId] | None = None
    for each in scene.journey.by_id:
        there = scene.box(each).center
        dx, dy = there.x - here.x, there.y - here.y
        ahead = dx * towards.x + dy * towards.y
        aside = abs(dx * towards.y) + abs(dy * towards.x)
        if each != current and ahead > 0 and aside <= ahead * 2:
            best = min(best or (float("inf"), ""), (ahead + 2 * aside, each))
    return best[1] if best else None
