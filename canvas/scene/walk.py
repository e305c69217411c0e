"""Walking from step to step with the arrow keys: along connections, else to what is nearest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from app.core.journey import Edge, Journey, NodeId
from canvas.scene.geometry import Spot
from canvas.scene.scene import Scene

Direction = Literal["up", "down", "left", "right"]
VECTORS = {"up": Spot(0, -1), "down": Spot(0, 1), "left": Spot(-1, 0), "right": Spot(1, 0)}
REACHES = (600.0, 2400.0, 1e9)
"""How far the nearest step is looked for, until one is found."""


def first_step(scene: Scene) -> NodeId | None:
    """Where walking begins: the topmost step."""
    return min(scene.journey.by_id, key=lambda each: _reading(scene, each), default=None)


def entries(scene: Scene) -> list[NodeId]:
    """The triggers in the order of reading; without any, where walking begins."""
    found = [node.id for node in scene.journey.nodes if scene.catalog.is_trigger(node)]
    first = first_step(scene)
    return sorted(found, key=lambda each: _reading(scene, each)) or ([first] if first is not None else [])


def ends(scene: Scene) -> list[NodeId]:
    """The steps that nothing follows, in the order of reading."""
    outgoing = scene.journey.outgoing
    found = [each for each in scene.journey.by_id if not outgoing.get(each)]
    return sorted(found, key=lambda each: _reading(scene, each))


def following(journey: Journey, steps: Iterable[NodeId]) -> set[NodeId]:
    """Some steps with all that can be come to from them."""
    waiting = list(steps)
    found = set(waiting)
    while waiting:
        for edge in journey.outgoing.get(waiting.pop(), {}).values():
            if edge.target not in found:
                found.add(edge.target)
                waiting.append(edge.target)
    return found


def next_step(scene: Scene, current: NodeId, direction: Direction) -> NodeId | None:
    """The step that an arrow key leads to, or None at the border."""
    if direction == "down":
        ways = ways_on(scene, current)
        linked = ways[0].target if ways else None
    elif direction == "up":
        linked = _leading(scene, current)
    else:
        linked = _beside(scene, current, 1 if direction == "right" else -1)
    return linked if linked is not None else _nearest(scene, current, VECTORS[direction])


def ways_on(scene: Scene, current: NodeId) -> list[Edge]:
    """The connections that leave a step, in the order of its ways out."""
    used = scene.journey.outgoing.get(current, {})
    return [used[port.name] for port in scene.ports(current) if port.name in used]


def edge_at_step(scene: Scene, current: NodeId, direction: Direction) -> Edge | None:
    """The connection that leads up from a step, down, or down on its left or right side."""
    if direction == "up":
        source = _leading(scene, current)
        coming = scene.journey.incoming.get(current, ())
        return next((edge for edge in coming if edge.source == source), None)
    ways = ways_on(scene, current)
    return ways[-1 if direction == "right" else 0] if ways else None


def edge_beside(scene: Scene, edge: Edge, direction: Direction) -> Edge | None:
    """The connection that follows another one, stands before it, or beside it at the same step."""
    if direction == "up":
        return edge_at_step(scene, edge.source, "up")
    if direction == "down":
        return edge_at_step(scene, edge.target, "down")
    ways = ways_on(scene, edge.source)
    index = ways.index(edge) + (1 if direction == "right" else -1) if edge in ways else -1
    return ways[index] if 0 <= index < len(ways) else None


def _leading(scene: Scene, current: NodeId) -> NodeId | None:
    here = scene.box(current).center
    sources = [edge.source for edge in scene.journey.incoming.get(current, ())]
    return min(sources, key=lambda each: abs(scene.box(each).center.x - here.x), default=None)


def _beside(scene: Scene, current: NodeId, step: int) -> NodeId | None:
    """The neighbor among those that the same step leads to, in the order of its ports."""
    source = _leading(scene, current)
    if source is None:
        return None
    ordered = [edge.target for edge in ways_on(scene, source)]
    index = ordered.index(current) + step if current in ordered else -1
    return ordered[index] if 0 <= index < len(ordered) else None


def _nearest(scene: Scene, current: NodeId, towards: Spot) -> NodeId | None:
    for reach in REACHES:
        found = _nearest_within(scene, current, towards, reach)
        if found is not None:
            return found
    return None


def _nearest_within(scene: Scene, current: NodeId, towards: Spot, reach: float) -> NodeId | None:
    here = scene.box(current).center
    best: tuple[float, NodeId] | None = None
    for each in scene.steps_in(scene.box(current).grown(reach)):
        there = scene.box(each).center
        dx, dy = there.x - here.x, there.y - here.y
        ahead = dx * towards.x + dy * towards.y
        aside = abs(dx * towards.y) + abs(dy * towards.x)
        if each != current and ahead > 0 and aside <= ahead * 2 and ahead + 2 * aside <= reach:
            best = min(best or (float("inf"), ""), (ahead + 2 * aside, each))
    return best[1] if best else None


def _reading(scene: Scene, step: NodeId) -> tuple[float, float]:
    box = scene.box(step)
    return box.top, box.left
