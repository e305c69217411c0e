"""What a comparison shows: the newer journey, ghosts of what is gone, and where each change is seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from math import hypot

from app.core.change_list import Change, Kind, change_list
from app.core.diff import JourneyDiff, diff
from app.core.journey import Edge, FrameId, Journey, NodeId, Point
from app.core.node import NodeCatalog, Surroundings
from canvas.editing.placing import DOWN, MOST_TRIES
from canvas.scene.geometry import GRID, Box, Spot, card_box
from canvas.scene.index import CellIndex
from canvas.scene.scene import EdgeKey, Scene, key_of

ASIDE = Point(40, 0)
"""A ghost whose place is taken steps aside by this much at a time."""


@dataclass(frozen=True)
class Comparison:
    """An older and a newer journey, and the list of their differences."""

    old: Journey
    new: Journey
    changes: tuple[Change, ...]

    @classmethod
    def of(
        cls, old: Journey, new: Journey, catalog: NodeCatalog, around: Callable[[Journey], Surroundings]
    ) -> Comparison:
        """Compare two journeys."""
        found = change_list(old, new, catalog, around)
        return cls(old, new, tuple(change for change in found if not change.implied))

    @cached_property
    def found(self) -> JourneyDiff:
        """The difference as a value."""
        return diff(self.old, self.new)

    @cached_property
    def steps(self) -> Mapping[NodeId, Kind]:
        """What has become of steps; whatever else has, being moved is told apart."""
        kinds: dict[NodeId, Kind] = {}
        for change in self.changes:
            if change.node is not None and change.kind != "moved":
                kinds[change.node] = change.kind
        return kinds

    @cached_property
    def edges(self) -> Mapping[EdgeKey, Kind]:
        """The connections of the newer journey that are new or lead elsewhere."""
        led = {(edge.source, edge.port) for edge in self.found.edges_removed}
        return {
            key_of(edge): "changed" if key_of(edge) in led else "added" for edge in self.found.edges_added
        }

    @cached_property
    def told(self) -> frozenset[EdgeKey]:
        """The connections that stand in the list; the others only follow from steps that came or went."""
        return frozenset(key_of(change.edge) for change in self.changes if change.edge is not None)

    @cached_property
    def frames(self) -> Mapping[FrameId, Kind]:
        """What has become of frames and notes."""
        return {change.frame: change.kind for change in self.changes if change.frame is not None}

    @cached_property
    def ghosts(self) -> Journey:
        """The steps and connections that are gone, among the steps as they stand now."""
        gone = {node.id for node in self.found.removed}
        ends = {end for edge in self.found.edges_removed for end in (edge.source, edge.target)}
        layout = {each: self.new.position(each) for each in ends - gone}
        room = _Room(self.new)
        for node in self.found.removed:
            layout[node.id] = room.take(node.id, self.old.position(node.id), (ASIDE,))
        return self.old.replace(
            nodes=tuple(node for node in self.old.nodes if node.id in layout),
            edges=self.found.edges_removed,
            layout=layout,
            frames=(),
        )


class _Room:
    """The places that are taken."""

    def __init__(self, journey: Journey) -> None:
        self._cards: CellIndex[NodeId] = CellIndex()
        for node in journey.nodes:
            self._cards.put(node.id, card_box(journey.position(node.id)))

    def take(self, name: NodeId, at: Point, ways: tuple[Point, ...]) -> Point:
        """The nearest free place from another one on, in one of some directions; it is taken then."""
        if name in self._cards:
            self._cards.drop(name)
        found = min(
            (self._free(at, way) for way in ways), key=lambda each: abs(each.x - at.x) + abs(each.y - at.y)
        )
        self._cards.put(name, card_box(found))
        return found

    def _free(self, at: Point, way: Point) -> Point:
        for step in range(MOST_TRIES):
            place = Point(at.x + step * way.x, at.y + step * way.y)
            # Where it stands it may touch others; whoever steps aside keeps a distance.
            air = GRID - 1 if step else -1
            if not self._cards.meeting(card_box(place).grown(air)):
                return place
        return at


def apart(merged: Journey, ours: Journey) -> Journey:
    """The merged journey with new steps moved off the cards that they would cover."""
    room, layout = _Room(merged), dict(merged.layout)
    for node in merged.nodes:
        if node.id not in ours.by_id:
            place = room.take(node.id, merged.position(node.id), (DOWN, ASIDE))
            if place != merged.position(node.id):
                layout[node.id] = place
    return merged if layout == merged.layout else merged.replace(layout=layout)


class Places:
    """Where the parts of a comparison stand: scenes of the newer journey, the ghosts, and the older one."""

    def __init__(self, comparison: Comparison, catalog: NodeCatalog) -> None:
        self.comparison = comparison
        self.shown = Scene(catalog, comparison.new)
        self.ghosts = Scene(catalog, comparison.ghosts)
        lost = [frame for frame, kind in comparison.frames.items() if kind == "removed"]
        before = Scene(catalog, comparison.old) if lost else self.shown
        self.lost_frames = {frame: before.frames.box(frame) for frame in lost}

    def bounds(self) -> Box | None:
        """The box around everything, ghosts included."""
        boxes = [box for box in (self.shown.bounds(), self.ghosts.bounds()) if box is not None]
        boxes += self.lost_frames.values()
        return reduce(Box.united, boxes) if boxes else None

    def box(self, change: Change) -> Box | None:
        """Where a change is seen; None if it is about the journey as a whole."""
        if change.node is not None:
            return (self.ghosts if change.kind == "removed" else self.shown).box(change.node)
        if change.frame is not None:
            return self.lost_frames.get(change.frame) or self.shown.frames.box(change.frame)
        if change.edge is not None:
            return self._ends(change.edge, self.ghosts if change.kind == "removed" else self.shown)
        return None

    def sign(self, key: EdgeKey, scene: Scene) -> Spot:
        """The middle of the badge on a connection."""
        route = scene.route(key)
        return route.along(route.length * 0.66)

    def index_at(self, spot: Spot, reach: float) -> int | None:
        """The change at a place: of a step (perhaps a ghost), of a badge within reach, or of a frame."""
        step = self._step_at(Box(*spot, *spot))
        for index, change in enumerate(self.comparison.changes):
            if (step and change.node == step) or (change.edge and self._near(change.edge, spot, reach)):
                return index
        around = Box(*spot, *spot)
        for index, change in enumerate(self.comparison.changes):
            box = self.box(change) if change.frame is not None and step is None else None
            if box is not None and box.grown(1).meets(around):
                return index
        return None

    def _step_at(self, spot: Box) -> NodeId | None:
        gone = self.comparison.steps
        found = [each for each in self.ghosts.steps_in(spot) if gone.get(each) == "removed"]
        found += self.shown.steps_in(spot)
        return found[-1] if found else None

    def _near(self, edge: Edge, spot: Spot, reach: float) -> bool:
        scenes = [each for each in (self.shown, self.ghosts) if key_of(edge) in each.routes]
        signs = [self.sign(key_of(edge), each) for each in scenes]
        return any(hypot(each.x - spot.x, each.y - spot.y) <= reach for each in signs)

    def _ends(self, edge: Edge, scene: Scene) -> Box:
        return scene.box(edge.source).united(scene.box(edge.target))
