"""The node SDK: a step type is one class that declares everything about itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Generic, Literal, TypeVar
from weakref import ref

from pydantic import BaseModel, ConfigDict, ValidationError

from app.core.fields import STAGES, FieldBook
from app.core.form import FormField, form_fields
from app.core.journey import Journey, JsonObject, Node, NodeId
from app.core.problems import Problem
from app.core.program import NEXT, Instruction, Source
from app.core.text import Text, same

Group = Literal["trigger", "condition", "timing", "action", "flow"]
GROUPS: Mapping[Group, Text] = {
    "trigger": Text("Auslöser", "Triggers"),
    "condition": Text("Bedingungen", "Conditions"),
    "timing": Text("Zeit", "Timing"),
    "action": Text("Aktionen", "Actions"),
    "flow": Text("Ziel und Ausstieg", "Goal and exit"),
}
Section = Literal["message", "contact", "team"]
SECTIONS: Mapping[Section, Text] = {
    "message": Text("Nachrichten", "Messages"),
    "contact": Text("Kontakt ändern", "Change the contact"),
    "team": Text("Team und Anschlüsse", "Team and connections"),
}
"""How a large group is divided in lists of steps; the color stays that of the group."""


class NodeConfig(BaseModel):
    """Base of all configs. Every field has a default, so that a step just dropped is valid but incomplete."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


Config = TypeVar("Config", bound=NodeConfig)


@dataclass(frozen=True)
class Port:
    """A named way out. A `required` port that leads nowhere is an error; an optional one may stay open."""

    name: str
    label: Text
    required: bool = False


NEXT_PORT = Port(NEXT, Text("weiter", "next"))


NO_WORDS = same("")


@dataclass(frozen=True)
class Preset:
    """A step with settings that many want, offered by the step search under a name of its own."""

    id: str
    title: Text
    config: JsonObject
    words: Text = NO_WORDS
    """Other words by which a person may look for it."""


def mail_name(node: Node) -> Text:
    """What a mail without a title is known by: its subject."""
    subject = str(node.config.get("subject") or "").strip()
    return same(subject) if subject else Text("Mail ohne Betreff", "mail without a subject")


@dataclass(frozen=True)
class Surroundings:
    """What a step may know beside its own config when it speaks, compiles or checks itself."""

    journey: Journey
    fields: FieldBook
    segments: Mapping[str, str]
    """Names of the workspace's segments by id; the same for its other things."""
    lists: Mapping[str, str] = field(default_factory=dict[str, str])
    pools: Mapping[str, str] = field(default_factory=dict[str, str])
    journeys: Mapping[str, str] = field(default_factory=dict[str, str])
    services: Mapping[str, str] = field(default_factory=dict[str, str])
    stages: tuple[str, ...] = STAGES
    """The phases of a customer, from first to last."""
    types: Mapping[str, Text] = field(default_factory=dict[str, Text])
    """Titles of step types by id, for steps that have none of their own."""

    def step_title(self, node_id: str) -> Text:
        """What a person knows another step by: its title, the subject of a mail, or its type."""
        node = self.journey.by_id.get(node_id)
        if node is None:
            return same("?")
        if node.title:
            return same(node.title)
        return mail_name(node) if "subject" in node.config else self.types.get(node.type, mail_name(node))


class NodeType(Generic[Config]):
    """One step type: metadata, config, ports, the line on the card, and the compilation.

    Subclasses set the class variables and override what differs. They never read clocks, the store
    or the network.
    """

    id: ClassVar[str]
    group: ClassVar[Group]
    section: ClassVar[Section | None] = None
    icon: ClassVar[str]
    title: ClassVar[Text]
    summary: ClassVar[Text]
    words: ClassVar[Text] = NO_WORDS
    """Other words by which a person may look for it, with spaces between them."""
    presets: ClassVar[tuple[Preset, ...]] = ()
    config_type: type[Config]

    def ports(self, config: Config) -> tuple[Port, ...]:
        """The ways out, from left to right."""
        return (NEXT_PORT,)

    def line(self, config: Config, around: Surroundings) -> Text:
        """What the step will do, in a few plain words; also used by the dossier."""
        raise NotImplementedError

    def compile(self, config: Config, around: Surroundings) -> tuple[Instruction | Source, ...]:
        """The instructions, carried out one after the other; a port `#2` leads to the third of them.

        If one names no such port, its `next` leads to the following one, and only the last may have others.
        """
        raise NotImplementedError

    def check(self, node: Node, config: Config, around: Surroundings) -> Iterable[Problem]:
        """Problems that only this type can see; required and malformed fields are found without it."""
        return ()

    def start(self, journey: Journey, before: NodeId | None) -> JsonObject:
        """The config of a step that a person puts behind another one; empty: the defaults."""
        return {}

    def spoken(self, words: str) -> Preset | None:
        """The preset that typed words ask for, such as “2 days” for a wait."""
        return None

    @property
    def fields(self) -> tuple[FormField, ...]:
        """The form, read from the config class."""
        return form_fields(self.config_type)

    @property
    def heading(self) -> Text:
        """Below which words it stands in lists of steps."""
        return SECTIONS[self.section] if self.section else GROUPS[self.group]

    @property
    def is_trigger(self) -> bool:
        """Whether contacts enter here; such a step has no way in."""
        return self.group == "trigger"

    def parse(self, config: Mapping[str, Any]) -> Config:
        """The typed config; raises `pydantic.ValidationError` for values of a wrong kind."""
        return self.config_type.model_validate_json(json.dumps(config))


AnyNodeType = NodeType[Any]


class NodeCatalog:
    """The step types of this program by id, in palette order."""

    def __init__(self, types: Iterable[AnyNodeType]) -> None:
        self._types: Mapping[str, AnyNodeType] = {node_type.id: node_type for node_type in types}
        self._titles = {node_type.id: node_type.title for node_type in self._types.values()}
        self._read: dict[int, tuple[ref[Node], tuple[AnyNodeType, NodeConfig] | None]] = {}

    def __iter__(self) -> Iterator[AnyNodeType]:
        return iter(self._types.values())

    def get(self, type_id: str) -> AnyNodeType | None:
        """The type, or None for a step of another program or a newer version."""
        return self._types.get(type_id)

    def understood(self, node: Node) -> tuple[AnyNodeType, NodeConfig] | None:
        """The type and typed config of a step, or None if the type is unknown or the config malformed.

        Steps are values: each is read once, and what was found is kept as long as there is the step.
        """
        name = id(node)
        known = self._read.get(name)
        if known is not None and known[0]() is node:
            return known[1]
        found = self._understand(node)
        self._read[name] = ref(node, lambda gone: self._forget(name, gone)), found
        return found

    def _understand(self, node: Node) -> tuple[AnyNodeType, NodeConfig] | None:
        node_type = self._types.get(node.type)
        if node_type is None:
            return None
        try:
            return node_type, node_type.parse(node.config)
        except ValidationError:
            return None

    def _forget(self, name: int, gone: ref[Node]) -> None:
        known = self._read.get(name)
        if known is not None and known[0] is gone:  # its place may be that of another step by now
            self._read.pop(name, None)

    def title(self, node: Node) -> Text:
        """The step's own title, or that of its type, or the bare type id."""
        if node.title:
            return Text(node.title, node.title)
        node_type = self._types.get(node.type)
        return node_type.title if node_type else Text(node.type, node.type)

    def line(self, node: Node, around: Surroundings) -> Text:
        """The plain-words line of any step."""
        known = self.understood(node)
        if known is None:
            return Text("Unbekannter Schritt", "Unknown step")
        node_type, config = known
        return node_type.line(config, replace(around, types=self._titles))

    def ports(self, node: Node, journey: Journey) -> tuple[Port, ...]:
        """The ways out of any step; for one not understood, the ports its edges use."""
        known = self.understood(node)
        if known is None:
            return tuple(Port(name, Text(name, name)) for name in journey.outgoing.get(node.id, {}))
        node_type, config = known
        return node_type.ports(config)

    def is_trigger(self, node: Node) -> bool:
        """Whether contacts enter the journey at this step."""
        node_type = self._types.get(node.type)
        return node_type is not None and node_type.is_trigger
