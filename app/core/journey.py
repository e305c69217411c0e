"""The journey document: a frozen value that every edit replaces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from app.core.fields import FieldSpec
from app.core.rules.tree import Rule
from app.core.schedule import Duration, Window

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


CatchUp = Literal["send", "shift", "skip", "ask"]
"""What becomes of a message that is late because the program was off (`docs/semantics.md`, rule 18)."""
LOCAL_TIME = r"^(\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d)?$"


class Cap(Value):
    """At most `count` messages to one contact in any `per`; more are put off or skipped."""

    count: int = Field(default=3, ge=1, le=1_000)
    per: Duration = Duration(amount=7, unit="days")
    action: Literal["delay", "skip"] = "skip"


class Settings(Value):
    """What holds for a journey as a whole.

    `entry_from` and `entry_until` are local wall times of the journey's zone, empty for no bound. `quiet`
    are the hours in which no message leaves, `send_window` those in which one may. `holdout` is a share in
    percent; those kept out are watched for `holdout_days`.
    """

    reentry: Literal["never", "after_exit", "always"] = "after_exit"
    reentry_lock: Duration | None = None
    goal: Rule | None = None
    exit: Rule | None = None
    time_zone: str = "Europe/Berlin"
    purpose: str = Field(default="newsletter", max_length=80)
    entry_from: str = Field(default="", pattern=LOCAL_TIME)
    entry_until: str = Field(default="", pattern=LOCAL_TIME)
    quiet: Window | None = None
    quiet_action: Literal["delay", "skip"] = "delay"
    send_window: Window | None = None
    cap: Cap | None = None
    sales_lock: bool = True
    catch_up: CatchUp = "shift"
    catch_up_hours: int = Field(default=24, ge=0, le=8_760)
    on_failure: Literal["end", "go_on"] = "end"
    holdout: int = Field(default=0, ge=0, le=90)
    holdout_days: int = Field(default=90, ge=1, le=730)


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
