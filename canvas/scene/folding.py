"""What collapsed frames hide: which card stands for a step, and by which ways contacts leave that card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from app.core.journey import Edge, Frame, FrameId, Journey, NodeId, Point
from app.core.node import NodeCatalog, Port
from canvas.scene.frame_box import lead_of
from canvas.scene.ways import is_side, names_of


class Way(NamedTuple):
    """A way out of a collapsed frame: a port of one of its steps that leads out of it, or nowhere yet."""

    step: NodeId
    port: Port
    open: bool


@dataclass(frozen=True)
class Fold:
    """A collapsed frame as a card, at the place of the step `lead`; who comes in comes to `entry`."""

    frame: Frame
    lead: NodeId
    entry: NodeId
    ways: tuple[Way, ...]
    offsets: Mapping[tuple[NodeId, str], float]


@dataclass(frozen=True)
class Folding:
    """All collapsed frames of a journey."""

    folds: Mapping[FrameId, Fold] = field(default_factory=dict[FrameId, Fold])
    holder: Mapping[NodeId, FrameId] = field(default_factory=dict[NodeId, FrameId])
    """The collapsed frame of each hidden step."""

    def hides(self, edge: Edge) -> bool:
        """Whether a connection runs inside a collapsed frame."""
        inside = self.holder.get(edge.source)
        return inside is not None and inside == self.holder.get(edge.target)

    def offset(self, step: NodeId, port: str) -> float | None:
        """Where a way out of a hidden step leaves the card of its frame; None for a step that is shown."""
        inside = self.holder.get(step)
        return None if inside is None else self.folds[inside].offsets.get((step, port), 0.0)

    def several(self, step: NodeId) -> bool | None:
        """Whether the card that hides a step has several ways out; None for a step that is shown."""
        inside = self.holder.get(step)
        return None if inside is None else len(self.folds[inside].ways) > 1


NOTHING = Folding()


def folding_of(journey: Journey, catalog: NodeCatalog) -> Folding:
    """What is hidden in a journey; always the same object where nothing is."""
    shut = [frame for frame in journey.frames if frame.collapsed and frame.steps]
    if not shut:
        return NOTHING
    return Folding(
        {frame.id: _fold(frame, journey, catalog) for frame in shut},
        {step: frame.id for frame in shut for step in frame.steps},
    )


def entry_of(frame: Frame, journey: Journey, catalog: NodeCatalog) -> NodeId:
    """The step of a frame that connections to it lead to: where they come in now, else the highest."""
    places = {step: journey.position(step) for step in frame.steps}
    inside = frozenset(frame.steps)

    def rank(step: NodeId) -> tuple[bool, bool, int, int]:
        outside = any(edge.source not in inside for edge in journey.incoming.get(step, ()))
        closed = catalog.is_trigger(journey.by_id[step])
        return closed, not outside, places[step].y, places[step].x

    return min(frame.steps, key=rank)


class Change(NamedTuple):
    """What collapsing and expanding does: cards that go, cards that come, connections with other ends."""

    gone: list[NodeId | FrameId]
    places: dict[NodeId | FrameId, Point]
    edges: list[Edge]


def change_between(before: Folding, after: Folding, journey: Journey) -> Change:
    """What differs between two states of the frames of a journey."""
    changed = [fold for key, fold in before.folds.items() if after.folds.get(key) != fold]
    changed += [fold for key, fold in after.folds.items() if before.folds.get(key) != fold]
    steps = {step for fold in changed for step in fold.frame.steps}
    places: dict[NodeId | FrameId, Point] = {
        step: journey.position(step) for step in steps if step not in after.holder
    }
    places |= {key: journey.position(fold.lead) for key, fold in after.folds.items()}
    touched = {(edge.source, edge.port): edge for step in steps for edge in _edges_at(step, journey)}
    return Change([*steps, *before.folds], places, list(touched.values()))


def _edges_at(step: NodeId, journey: Journey) -> list[Edge]:
    return [*journey.outgoing.get(step, {}).values(), *journey.incoming.get(step, ())]


def _fold(frame: Frame, journey: Journey, catalog: NodeCatalog) -> Fold:
    places = {step: journey.position(step) for step in frame.steps}
    ways = tuple(_ways(frame, journey, catalog, places))
    offsets = {(way.step, way.port.name): (index + 0.5) / len(ways) - 0.5 for index, way in enumerate(ways)}
    return Fold(frame, lead_of(frame, places), entry_of(frame, journey, catalog), ways, offsets)


def _ways(frame: Frame, journey: Journey, catalog: NodeCatalog, places: Mapping[NodeId, Point]) -> list[Way]:
    """From left to right as their steps stand; side ways only where they are used."""
    inside = frozenset(frame.steps)
    found: list[Way] = []
    for step in sorted(frame.steps, key=lambda each: (places[each].x, places[each].y)):
        ports = catalog.ports(journey.by_id[step], journey)
        for port in ports:
            target = journey.target(step, port.name)
            if target not in inside and (target is not None or not is_side(names_of(ports), port.name)):
                found.append(Way(step, port, target is None))
    return found
