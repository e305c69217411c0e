"""What differs between two states of a journey: by identity first, then by id."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from app.core.journey import Edge, Journey, Node, NodeId, Value


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
        reordered=_reordered([node.id for node in old.nodes], [node.id for node in new.nodes])
        or _reordered([*map(_ends, old.edges)], [*map(_ends, new.edges)])
        or _reordered([*old.frame_by_id], [*new.frame_by_id]),
    )


def _nodes(
    old: Journey, new: Journey
) -> tuple[tuple[Node, ...], tuple[Node, ...], Mapping[NodeId, NodeChange]]:
    if old.nodes is new.nodes:
        return (), (), {}
    before, after = old.by_id, new.by_id
    changed = {
        node.id: NodeChange(known, node, _keys(known.config, node.config))
        for node in new.nodes
        if (known := before.get(node.id)) is not None and known is not node and known != node
    }
    return (
        tuple(node for node in new.nodes if node.id not in before),
        tuple(node for node in old.nodes if node.id not in after),
        changed,
    )


def _edges(old: Journey, new: Journey) -> tuple[tuple[Edge, ...], tuple[Edge, ...]]:
    if old.edges is new.edges:
        return (), ()
    before, after = set(map(_ends, old.edges)), set(map(_ends, new.edges))
    return (
        tuple(edge for edge in new.edges if _ends(edge) not in before),
        tuple(edge for edge in old.edges if _ends(edge) not in after),
    )


def _ends(edge: Edge) -> tuple[str, str, str]:
    return edge.source, edge.port, edge.target


def _moved(old: Journey, new: Journey) -> frozenset[NodeId]:
    if old.layout is new.layout:
        return frozenset()
    both = old.by_id.keys() & new.by_id.keys()
    return frozenset(node_id for node_id in both if old.layout.get(node_id) != new.layout.get(node_id))


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


def _reordered(old: Sequence[Hashable], new: Sequence[Hashable]) -> bool:
    both = set(old) & set(new)
    return [part for part in old if part in both] != [part for part in new if part in both]
