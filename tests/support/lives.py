"""What the reference interpreter is told about contacts and journeys, and what it tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.core.clock import Instant
from app.core.fields import FieldBook
from app.core.journey import Cap
from app.core.program import Program, Send
from app.core.records import ConsentRecord
from app.core.rules.tree import Rule
from tests.support.rules import Happened, Lock, Lot

Mail = tuple[str, int, str, Instant, str, Instant]
"""Journey, number of the enrollment in it, step, instant, what became of the message, and when."""


@dataclass(frozen=True)
class Write:
    """A person or an import changes fields, tags or a consent, or sales is done with its tasks."""

    at: Instant
    values: Mapping[str, Any] = field(default_factory=dict)
    add: frozenset[str] = frozenset()
    remove: frozenset[str] = frozenset()
    consent: ConsentRecord | None = None
    tasks_done: bool = False


@dataclass(frozen=True)
class Choice:
    """A person lets the contact into a journey by hand."""

    at: Instant
    journey: str


@dataclass(frozen=True)
class Person:
    """A contact as it is when the journeys are published, and everything that happens to it from outside."""

    email: str
    values: Mapping[str, Any] = field(default_factory=dict)
    tags: frozenset[str] = frozenset()
    consents: tuple[ConsentRecord, ...] = ()
    events: tuple[Happened, ...] = ()
    writes: tuple[Write, ...] = ()
    chosen: tuple[Choice, ...] = ()
    suppressed_at: Instant | None = None


@dataclass(frozen=True)
class Frame:
    """What holds for everybody: time span, workspace, and what a publisher chose for those present."""

    publish: Instant
    until: Instant
    present: bool | None = None
    fields: FieldBook = field(default_factory=FieldBook)
    segments: Mapping[str, Rule] = field(default_factory=dict)
    pools: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cap: Cap | None = None


@dataclass
class Message:
    """A message decided; `open` until it is accepted, skipped or refused; `due` when it was put off."""

    step: str
    at: Instant
    send: Send
    enrollment: Enrollment
    complete: bool
    state: str = "open"
    state_at: Instant = 0
    due: Instant | None = None


@dataclass
class Enrollment:
    """One pass of the contact: where it stands, the steps taken, and how it ended."""

    number: int
    program: Program
    entered_at: Instant
    step: str
    event: Happened | None = None
    key: Any = None
    lines: list[tuple[str, str, Instant]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    resting: bool = False
    arrived: Instant = 0
    due: Instant | None = None
    alarm: int = 0
    """The number of the timer that counts; those set before it are void."""
    laps: int = 0
    ended_at: Instant | None = None
    reason: str | None = None

    @property
    def journey(self) -> str:
        """The journey it belongs to."""
        return self.program.journey


@dataclass(frozen=True)
class Told:
    """What became of a contact: by journey its passes and the steps taken, and what it has at the end."""

    passes: Mapping[str, tuple[tuple[Instant, str | None, Instant | None], ...]]
    lines: Mapping[str, tuple[tuple[str, str, Instant], ...]]
    messages: tuple[Mail, ...]
    values: Mapping[str, Any]
    tags: frozenset[str]
    lists: frozenset[str] = frozenset()
    points: tuple[Lot, ...] = ()
    locks: tuple[Lock, ...] = ()
    consents: tuple[tuple[str, str, Instant], ...] = ()
    codes: tuple[tuple[str, str, Instant], ...] = ()


def in_order(messages: Iterable[Mail]) -> tuple[Mail, ...]:
    """Messages by enrollment and instant; those of one stretch have no order of their own."""
    return tuple(sorted(messages, key=lambda mail: (mail[0], mail[1], mail[3], mail[2])))
