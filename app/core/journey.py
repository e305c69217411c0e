"""The journey document: a frozen value that every edit replaces."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Any, Literal, NamedTuple, Self, TypeVar

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


Tint = Literal["neutral", "green", "amber", "blue", "violet"]
"""The color of a frame or a note."""
FrameId = str


class Frame(Value):
    """A frame around steps, or a note that stands for itself; it means nothing to the journey.

    A step is in at most one frame, and belongs to it wherever it stands: the frame reaches around its
    steps. Without steps it is a note, with a place (`at`) and a size of its own. `notes` are Markdown.
    A collapsed frame shows as one card; `lifted` are the steps and notes below that came up by `lift`
    units for that, and go down again when it is expanded. Ids of frames are not those of steps.
    """

    id: FrameId = Field(pattern=ID_PATTERN)
    title: str = Field(default="", max_length=200)
    notes: str = Field(default="", max_length=20_000)
    steps: tuple[NodeId, ...] = ()
    at: Point | None = None
    width: int = Field(default=280, ge=80, le=4_000)
    height: int = Field(default=160, ge=40, le=4_000)
    tint: Tint = "neutral"
    collapsed: bool = False
    lifted: tuple[NodeId | FrameId, ...] = ()
    lift: int = Field(default=0, ge=0, le=1_000_000)

    @property
    def is_note(self) -> bool:
        """Whether it stands for itself."""
        return not self.steps

    def but(self, **changes: Any) -> Self:
        """A copy with some parts replaced, not validated again."""
        return self.model_copy(update=changes)


class Journey(Value):
    """A whole automation. Nodes, edges and frames keep the order in which they were added."""

    id: str = Field(pattern=ID_PATTERN)
    name: str = Field(min_length=1, max_length=200)
    language: Literal["de", "en"] = "de"
    notes: str = Field(default="", max_length=20_000)
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    layout: dict[NodeId, Point] = Field(default_factory=dict)
    fields: tuple[FieldSpec, ...] = ()
    settings: Settings = Settings()
    frames: tuple[Frame, ...] = ()

    def replace(self, **changes: Any) -> Self:
        """A copy with some parts replaced, parts not validated again: callers pass valid parts.

        Maps that were looked up before are kept as long as what they are made from is the same object.
        """
        parts = {name: getattr(self, name) for name in type(self).model_fields}
        made = type(self).model_construct(**{**parts, **changes})
        for name, part in _MADE_FROM.items():
            if name in vars(self) and getattr(made, part) is parts[part]:
                vars(made)[name] = vars(self)[name]
        return made

    def with_node(self, node: Node) -> Self:
        """A copy with one step put in the place of that of the same id, or added at the end."""
        known = self.by_id.get(node.id)
        if known is None:
            nodes = (*self.nodes, node)
        else:
            place = next(index for index, each in enumerate(self.nodes) if each is known)
            nodes = (*self.nodes[:place], node, *self.nodes[place + 1 :])
        made = self.replace(nodes=nodes)
        vars(made)["by_id"] = {**self.by_id, node.id: node}
        return made

    def without_nodes(self, ids: Collection[NodeId]) -> Self:
        """A copy without some steps; what else speaks of them is the business of the caller."""
        made = self.replace(nodes=tuple(node for node in self.nodes if node.id not in ids))
        vars(made)["by_id"] = {key: node for key, node in self.by_id.items() if key not in ids}
        return made

    def with_edges(self, edges: tuple[Edge, ...], differing: Iterable[Edge]) -> Self:
        """A copy with other connections; `differing` are all that are only in one of the two.

        The maps are kept for every step that none of these touches.
        """
        made = self.replace(edges=edges)
        sources = {edge.source for edge in differing}
        targets = {edge.target for edge in differing}
        if "outgoing" in vars(self):
            fresh = _by_source(edge for edge in edges if edge.source in sources)
            vars(made)["outgoing"] = _renewed(self.outgoing, sources, fresh)
        if "incoming" in vars(self):
            coming = _by_target(edge for edge in edges if edge.target in targets)
            vars(made)["incoming"] = _renewed(self.incoming, targets, coming)
        return made

    @cached_property
    def by_id(self) -> Mapping[NodeId, Node]:
        """Nodes by id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def outgoing(self) -> Mapping[NodeId, Mapping[str, Edge]]:
        """Edges by source and port."""
        return _by_source(self.edges)

    @cached_property
    def incoming(self) -> Mapping[NodeId, tuple[Edge, ...]]:
        """Edges by target."""
        return _by_target(self.edges)

    @cached_property
    def frame_by_id(self) -> Mapping[FrameId, Frame]:
        """Frames and notes by id."""
        return {frame.id: frame for frame in self.frames}

    @cached_property
    def frame_of(self) -> Mapping[NodeId, Frame]:
        """The frame of each step that is in one."""
        return {step: frame for frame in self.frames for step in frame.steps}

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


_MADE_FROM: Mapping[str, str] = {
    "by_id": "nodes",
    "outgoing": "edges",
    "incoming": "edges",
    "frame_by_id": "frames",
    "frame_of": "frames",
}
"""The part of a journey that each of its maps is made from."""
_Found = TypeVar("_Found")


def _by_source(edges: Iterable[Edge]) -> Mapping[NodeId, Mapping[str, Edge]]:
    found: dict[NodeId, dict[str, Edge]] = {}
    for edge in edges:
        found.setdefault(edge.source, {})[edge.port] = edge
    return found


def _by_target(edges: Iterable[Edge]) -> Mapping[NodeId, tuple[Edge, ...]]:
    found: dict[NodeId, list[Edge]] = {}
    for edge in edges:
        found.setdefault(edge.target, []).append(edge)
    return {target: tuple(coming) for target, coming in found.items()}


def _renewed(
    known: Mapping[NodeId, _Found], ends: Collection[NodeId], fresh: Mapping[NodeId, _Found]
) -> Mapping[NodeId, _Found]:
    """A map with its entries at some steps replaced; steps that have none any more are gone."""
    found = {**known, **fresh}
    for end in ends:
        if end not in fresh:
            found.pop(end, None)
    return found
