"""What the reference interpreter is told about a contact, and what it tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.core.clock import Instant
from app.core.fields import FieldBook
from app.core.records import ConsentRecord
from app.core.rules.tree import Rule
from tests.support.rules import Happened, Message

Mail = tuple[int, str, Instant, str]
"""The number of the enrollment, the step, the instant, and what became of it."""


@dataclass(frozen=True)
class Write:
    """A person or an import changes fields, tags or a consent at an instant."""

    at: Instant
    values: Mapping[str, Any] = field(default_factory=dict)
    add: frozenset[str] = frozenset()
    remove: frozenset[str] = frozenset()
    consent: ConsentRecord | None = None


@dataclass(frozen=True)
class Person:
    """A contact as it is when the journey is published, and everything that happens to it from outside."""

    email: str
    values: Mapping[str, Any] = field(default_factory=dict)
    tags: frozenset[str] = frozenset()
    consents: tuple[ConsentRecord, ...] = ()
    events: tuple[Happened, ...] = ()
    writes: tuple[Write, ...] = ()
    chosen: tuple[Instant, ...] = ()
    suppressed_at: Instant | None = None


@dataclass(frozen=True)
class Frame:
    """What holds for everybody: the time span, and what a publisher chose for those who are there already."""

    publish: Instant
    until: Instant
    present: bool | None = None
    fields: FieldBook = field(default_factory=FieldBook)
    segments: Mapping[str, Rule] = field(default_factory=dict)


@dataclass
class Enrollment:
    """One pass of the contact: the steps taken, where it stands, and how it ended."""

    number: int
    entered: Instant
    step: str
    event: Happened | None = None
    key: Any = None
    lines: list[tuple[str, str, Instant]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    resting: bool = False
    arrived: Instant = 0
    due: Instant | None = None
    laps: int = 0
    ended: Instant | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Told:
    """What became of a contact."""

    passes: tuple[tuple[Instant, str | None, Instant | None], ...]
    lines: tuple[tuple[str, str, Instant], ...]
    messages: tuple[Mail, ...]
    values: Mapping[str, Any]
    tags: frozenset[str]


def in_order(messages: Iterable[Mail]) -> tuple[Mail, ...]:
    """Messages by enrollment and instant; those of one stretch have no order of their own."""
    return tuple(sorted(messages, key=lambda mail: (mail[0], mail[2], mail[1])))
