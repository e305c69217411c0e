"""What editors offer to choose from: fields, steps, events, tags, segments, lists, journeys and more."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from PySide6.QtCore import QObject

from app.core.fields import STAGES, FieldBook, FieldType
from app.core.journey import Journey, NodeId
from app.core.node import Surroundings
from app.core.program import MailContent
from app.core.rules.tree import Rule
from app.core.text import Language, Text
from app.services.counting import RuleCount
from app.services.mail_reading import ReadMail
from app.services.step_history import Past

KNOWN_EVENTS = ("form_submitted", "purchase", "message_opened", "message_clicked", "message_replied")
KNOWN_PURPOSES = ("newsletter",)


class Keeper(Protocol):
    """Makes lists, attributes and stocks of voucher codes where they are chosen."""

    def add_list(self, name: str) -> str:
        """Make a list and return its id; `StellwerkError` if the name will not do."""
        ...

    def add_pool(self, name: str) -> str:
        """Make a pool and return its id; likewise."""
        ...

    def add_codes(self, pool_id: str, words: str) -> None:
        """Add codes to a pool, one a line; `StellwerkError` if one cannot be a code."""
        ...

    def free(self, pool_id: str) -> int:
        """How many codes of a pool are free."""
        ...


class FieldMaker(Protocol):
    """Makes attributes of the journey; they become part of the edit that uses them."""

    @property
    def made(self) -> Mapping[str, FieldType]:
        """What has been made and not been used yet: types by key."""
        ...

    def make(self, name: str, kind: FieldType) -> str:
        """Make an attribute and return its key; `StellwerkError` if the name will not do."""
        ...


class Counting(Protocol):
    """Asks a rule of all contacts, off the interface thread; answers reach the owner while it lives."""

    def count(
        self,
        owner: QObject,
        rule: Rule,
        parts: Sequence[Rule],
        time_zone: str,
        told: Callable[[RuleCount], None],
    ) -> Callable[[], None]:
        """Tell an estimate, if counting takes long, and then the number; what comes back cancels it."""
        ...

    def some(self, owner: QObject, rule: Rule, time_zone: str, told: Callable[[list[str]], None]) -> None:
        """Tell the names of a few contacts that a rule holds for."""
        ...


class Insight(Protocol):
    """What the workspace knows about a step, asked off the interface thread like `Counting`."""

    def read(
        self,
        owner: QObject,
        mail: MailContent,
        language: Language,
        turn: int,
        told: Callable[[ReadMail], None],
    ) -> None:
        """Tell a mail as one of the contacts will read it; `turn` chooses which."""
        ...

    def past(
        self,
        owner: QObject,
        journey: Journey,
        step: NodeId,
        told: Callable[[Past | None], None],
    ) -> Callable[[], None]:
        """Tell the numbers of a step of the last days, None if it is not live; what comes back cancels it."""
        ...

    def other_mails(self) -> Sequence[tuple[str, Mapping[str, Any]]]:
        """Names and configs of the mails of all journeys."""
        ...


@dataclass(frozen=True)
class Vocabulary:
    """Everything that can be picked in one journey and workspace."""

    fields: FieldBook = field(default_factory=FieldBook)
    steps: Mapping[str, str] = field(default_factory=dict[str, str])
    """Titles of the steps that send a message, by id."""
    segments: Mapping[str, str] = field(default_factory=dict[str, str])
    journeys: Mapping[str, str] = field(default_factory=dict[str, str])
    targets: Mapping[str, Text] = field(default_factory=dict[str, Text])
    """Titles of the steps that a jump may lead to, by id."""
    lists: Mapping[str, str] = field(default_factory=dict[str, str])
    pools: Mapping[str, str] = field(default_factory=dict[str, str])
    services: Mapping[str, str] = field(default_factory=dict[str, str])
    stages: tuple[str, ...] = STAGES
    event_types: tuple[str, ...] = KNOWN_EVENTS
    tags: tuple[str, ...] = ()
    purposes: tuple[str, ...] = KNOWN_PURPOSES
    keeper: Keeper | None = None
    """None where there is no workspace; the same for the following."""
    maker: FieldMaker | None = None
    declared: Collection[str] = ()
    """Attributes of the journey that the workspace gets once it is published."""
    counting: Counting | None = None
    insight: Insight | None = None
    samples: Callable[[], Mapping[str, tuple[Any, ...]]] = dict[str, tuple[Any, ...]]
    """Some values of each field, those of the latest contacts first."""
    event_samples: Callable[[], Mapping[str, tuple[Any, ...]]] = dict[str, tuple[Any, ...]]
    """The same of the properties of events."""
    time_zone: str = ""
    """The zone in which the journey reckons; empty where nobody knows."""

    def type_of(self, key: str) -> FieldType | None:
        """The type of an attribute, also of one that has just been made; None if there is none."""
        return self.fields.type_of(key) or (self.maker.made.get(key) if self.maker else None)


VocabularyOf = Callable[[Journey], Vocabulary]
"""The vocabulary of the journey as it stands, asked for whenever an editor needs it."""


def around_of(journey: Journey, words: Vocabulary) -> Surroundings:
    """The surroundings in which steps of a journey speak."""
    return Surroundings(
        journey,
        words.fields,
        words.segments,
        lists=words.lists,
        pools=words.pools,
        journeys=words.journeys,
        services=words.services,
        stages=words.stages,
    )
