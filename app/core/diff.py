"""What differs between two states of a journey: by identity first, then by id."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import is_
from typing import TypeVar

from app.core.journey import Edge, Frame, Journey, Node, NodeId, Value

_Part = TypeVar("_Part")


@dataclass(frozen=True)
class NodeChange:
    """A step that is there before and after but differs; `config` names the keys whose values differ."""

    old: Node
    new: Node
    config: frozenset[str] = frozenset()

    @property
    def retitled(self) -> bool:
        """Whether the title differs."""
        return self.old.title != self.new.title


@dataclass(frozen=True)
class JourneyDiff:
    """The difference between two journeys; empty (and false) if there is none.

    `moved` holds steps that are in both journeys at different places; the places of added and removed
    steps do not count. `document` and `settings` name the parts that differ, `fields` the keys of
    declared contact fields, `frames` the ids of frames and notes that are new, gone or different.
    """

    added: tuple[Node, ...] = ()
    removed: tuple[Node, ...] = ()
    changed: Mapping[NodeId, NodeChange] = field(default_factory=dict[NodeId, NodeChange])
    moved: frozenset[NodeId] = frozenset()
    edges_added: tuple[Edge, ...] = ()
    edges_removed: tuple[Edge, ...] = ()
    settings: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    document: frozenset[str] = frozenset()
    frames: frozenset[str] = frozenset()
    reordered: bool = False
    """Whether steps, connections or frames that are in both stand in another order."""

    def __bool__(self) -> bool:
        return self != JourneyDiff()


def diff(old: Journey, new: Journey) -> JourneyDiff:
    """Everything by which `new` differs from `old`; parts that are the same object are not looked into."""
    if old is new:
        return JourneyDiff()
    added, removed, changed = _nodes(old, new)
    edges_added, edges_removed = _edges(old, new)
    return JourneyDiff(
        added=added,
        removed=removed,
        changed=changed,
        moved=_moved(old, new),
        edges_added=edges_added,
        edges_removed=edges_removed,
        settings=_parts(old.settings, new.settings),
        fields=_fields(old, new),
        frames=_keys(old.frame_by_id, new.frame_by_id) if old.frames is not new.frames else frozenset(),
        document=frozenset(
            name for name in ("id", "name", "language", "notes") if getattr(old, name) != getattr(new, name)
        ),
        reordered=_reordered(old.nodes, new.nodes, _id)
        or _reordered(old.edges, new.edges, _ends)
        or _reordered(old.frames, new.frames, _id),
    )


def _nodes(
    old: Journey, new: Journey
) -> tuple[tuple[Node, ...], tuple[Node, ...], Mapping[NodeId, NodeChange]]:
    if old.nodes is new.nodes:
        return (), (), {}
    before, after = _differing(old.nodes, new.nodes)
    were, are = {node.id: node for node in before}, {node.id for node in after}
    changed = {
        node.id: NodeChange(known, node, _keys(known.config, node.config))
        for node in after
        if (known := were.get(node.id)) is not None and known is not node and known != node
    }
    return (
        tuple(node for node in after if node.id not in were),
        tuple(node for node in before if node.id not in are),
        changed,
    )


def _differing(old: Sequence[_Part], new: Sequence[_Part]) -> tuple[Sequence[_Part], Sequence[_Part]]:
    """What is left of two rows without the beginning and the end that are the same objects.

    Most edits touch one place of a row of thousands.
    """
    most = min(len(old), len(new))
    start = next((i for i, same in enumerate(map(is_, old, new)) if not same), most)
    back = map(is_, reversed(old), reversed(new))
    end = min(next((i for i, same in enumerate(back) if not same), most), most - start)
    return old[start : len(old) - end], new[start : len(new) - end]


def _edges(old: Journey, new: Journey) -> tuple[tuple[Edge, ...], tuple[Edge, ...]]:
    if old.edges is new.edges:
        return (), ()
    here, there = _differing(old.edges, new.edges)
    before, after = set(map(_ends, here)), set(map(_ends, there))
    return (
        tuple(edge for edge in there if _ends(edge) not in before),
        tuple(edge for edge in here if _ends(edge) not in after),
    )


def _ends(edge: Edge) -> tuple[str, str, str]:
    return edge.source, edge.port, edge.target


def _moved(old: Journey, new: Journey) -> frozenset[NodeId]:
    if old.layout is new.layout:
        return frozenset()
    places, moved = old.layout, new.layout
    # Edits keep the places that they do not change, so that most are known by a glance.
    found = {key for key, at in moved.items() if (was := places.get(key)) is not at and was != at}
    found |= places.keys() - moved.keys()
    return frozenset(key for key in found if key in old.by_id and key in new.by_id)


def _parts(old: Value, new: Value) -> frozenset[str]:
    if old is new:
        return frozenset()
    names = type(new).model_fields
    return frozenset(name for name in names if getattr(old, name) != getattr(new, name))


def _fields(old: Journey, new: Journey) -> frozenset[str]:
    if old.fields is new.fields:
        return frozenset()
    return _keys({spec.key: spec for spec in old.fields}, {spec.key: spec for spec in new.fields})


def _keys(old: Mapping[str, object], new: Mapping[str, object]) -> frozenset[str]:
    missing = object()
    return frozenset(key for key in old.keys() | new.keys() if old.get(key, missing) != new.get(key, missing))


def _id(part: Node | Frame) -> str:
    return part.id


def _reordered(old: Sequence[_Part], new: Sequence[_Part], name: Callable[[_Part], Hashable]) -> bool:
    here, there = (list(map(name, parts)) for parts in _differing(old, new))
    both = set(here) & set(there)
    return [part for part in here if part in both] != [part for part in there if part in both]
