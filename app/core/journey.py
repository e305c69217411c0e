"""The journey document: a frozen value that every edit replaces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from app.core.fields import FieldSpec
from app.core.rules.tree import Rule
from app.core.schedule import Duration

NodeId = str
JsonObject = Mapping[str, JsonValue]
ID_PATTERN = r"^[A-Za-z0-9_-]{1,40}$"


class Point(NamedTuple):
    """A place on the canvas: the top left corner of a card, in canvas units (100 % = one pixel)."""

    x: int
    y: int


class Value(BaseModel):
    """Base of all parts of a document: frozen, strict, nothing unknown."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Node(Value):
    """A configured step. `config` is kept value for value, also for types nobody here knows."""

    id: NodeId = Field(pattern=ID_PATTERN)
    type: str = Field(min_length=1, max_length=80)
    title: str = Field(default="", max_length=200)
    config: dict[str, JsonValue] = Field(default_factory=dict)


class Edge(Value):
    """A connection from a named port of one step to another step."""

    source: NodeId = Field(pattern=ID_PATTERN)
    port: str = Field(min_length=1, max_length=80)
    target: NodeId = Field(pattern=ID_PATTERN)


class Settings(Value):
    """What holds for a journey as a whole."""

    reentry: Literal["never", "after_exit", "always"] = "after_exit"
    reentry_lock: Duration | None = None
    goal: Rule | None = None
    exit: Rule | None = None
    time_zone: str = "Europe/Berlin"
    purpose: str = Field(default="newsletter", max_length=80)


class Journey(Value):
    """A whole automation. Nodes and edges keep the order in which they were added."""

    id: str = Field(pattern=ID_PATTERN)
    name: str = Field(min_length=1, max_length=200)
    language: Literal["de", "en"] = "de"
    notes: str = Field(default="", max_length=20_000)
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    layout: dict[NodeId, Point] = Field(default_factory=dict)
    fields: tuple[FieldSpec, ...] = ()
    settings: Settings = Settings()

    def replace(self, **changes: Any) -> Self:
        """A copy with some parts replaced, parts not validated again: callers pass valid parts."""
        parts = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_construct(**{**parts, **changes})

    @cached_property
    def by_id(self) -> Mapping[NodeId, Node]:
        """Nodes by id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def outgoing(self) -> Mapping[NodeId, Mapping[str, Edge]]:
        """Edges by source and port."""
        found: dict[NodeId, dict[str, Edge]] = {}
        for edge in self.edges:
            found.setdefault(edge.source, {})[edge.port] = edge
        return found

    @cached_property
    def incoming(self) -> Mapping[NodeId, tuple[Edge, ...]]:
        """Edges by target."""
        found: dict[NodeId, list[Edge]] = {}
        for edge in self.edges:
            found.setdefault(edge.target, []).append(edge)
        return {target: tuple(edges) for target, edges in found.items()}

    def target(self, node: NodeId, port: str) -> NodeId | None:
        """Where a port leads, or None if nothing is connected to it."""
        edge = self.outgoing.get(node, {}).get(port)
        return edge.target if edge else None

    def position(self, node: NodeId) -> Point:
        """Where a step stands; the origin if nobody has placed it."""
        return self.layout.get(node, Point(0, 0))

    def nodes_of_type(self, types: Iterable[str]) -> tuple[Node, ...]:
        """All steps of some types, in order."""
        wanted = frozenset(types)
        return tuple(node for node in self.nodes if node.type in wanted)
