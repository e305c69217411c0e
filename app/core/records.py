"""Plain records that store, engine, services and windows hand to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from app.core.clock import Instant
from app.core.rules.tree import ConsentStatus

JourneyState = Literal["draft", "live", "paused", "archived"]
EnrollmentState = Literal["active", "ended"]
MessageState = Literal[
    "queued", "held", "claimed", "at_wire", "accepted", "deferred", "refused", "uncertain", "skipped"
]
"""`held`: late after time away, waits for a person to say whether it still goes out (rule 18)."""
SuppressionReason = Literal["bounce", "complaint", "manual", "erased"]


@dataclass(frozen=True)
class Contact:
    """A contact with all its fields by key, tags, and id in the store (0 if it has none yet)."""

    id: int
    values: Mapping[str, Any]
    tags: frozenset[str] = frozenset()

    @property
    def email(self) -> str:
        """The address, as it was written."""
        return str(self.values.get("email") or "")


@dataclass(frozen=True)
class ConsentRecord:
    """A word of a contact on a purpose, with its proof."""

    purpose: str
    status: ConsentStatus
    at: Instant
    source: str = ""
    wording: str = ""


@dataclass(frozen=True)
class EventRecord:
    """Something a contact did. The same `dedupe_key` is recorded once."""

    type: str
    at: Instant
    email: str
    properties: Mapping[str, Any] = field(default_factory=dict[str, Any])
    dedupe_key: str | None = None


@dataclass(frozen=True)
class JourneyRow:
    """A journey in a workspace's list; `paused_why`: what the engine says if it paused it itself (JSON)."""

    id: str
    name: str
    state: JourneyState
    version: int | None
    updated_at: Instant
    paused_at: Instant | None = None
    paused_why: str = ""


@dataclass(frozen=True)
class StepCount:
    """Live or preview numbers of one step: passed through, here now, failed."""

    passed: int = 0
    here: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Counts:
    """Numbers on the canvas: per step, and per (step, port) for edges; and totals of the journey.

    `moved_in` and `moved_out` count who came from another version of the journey, and left for one. Those
    kept out for comparison are among `entered`, `active`, `goals` and `ended`; `kept_out` tells how many ever
    were, how many are still watched, and how many have reached the goal.
    """

    steps: Mapping[str, StepCount] = field(default_factory=dict[str, StepCount])
    edges: Mapping[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    entered: int = 0
    active: int = 0
    goals: int = 0
    ended: Mapping[str, int] = field(default_factory=dict[str, int])
    messages: int = 0
    moved_in: int = 0
    moved_out: int = 0
    kept_out: int = 0
    kept_out_here: int = 0
    kept_out_goals: int = 0


@dataclass(frozen=True)
class TraceLine:
    """One step taken by one contact: where, by which port it left, at which instant."""

    email: str
    node: str
    port: str
    at: Instant


AGES: tuple[Instant, ...] = (86_400_000, 7 * 86_400_000, 30 * 86_400_000)
"""Milliseconds up to which waiting counts as hours, days, weeks; beyond, as longer."""


@dataclass(frozen=True)
class Waiting:
    """Who stands at a step: how many, since when the longest, when the next goes on, how many of each age.

    `ages` are counted between the bounds of `AGES`; there is one more than bounds.
    """

    n: int
    oldest: Instant
    next_due: Instant | None
    ages: tuple[int, ...]


@dataclass(frozen=True)
class Guest:
    """A contact who stands at a step: since when, and until when if that is known."""

    contact_id: int
    email: str
    arrived: Instant
    due: Instant | None


@dataclass(frozen=True)
class Failing:
    """Messages of a step that failed: how many, when last, and the most frequent reasons, counted."""

    n: int
    last: Instant
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Trail:
    """The way of one contact through a journey: the steps it left, and where it stands or how it ended.

    `here` is None once ended; `reason` says how.
    """

    email: str
    lines: tuple[TraceLine, ...]
    here: str | None = None
    arrived: Instant | None = None
    due: Instant | None = None
    reason: str | None = None


@dataclass(frozen=True)
class MessageRow:
    """A message decided for a contact, as the outbox shows it.

    `due`: when it is to be tried, if it still is; `late`: by how much it is late after time away.
    """

    id: int
    email: str
    journey: str
    node: str
    subject: str
    state: MessageState
    at: Instant
    reason: str = ""
    response: str = ""
    due: Instant | None = None
    late: Instant | None = None
    contact_id: int = 0


@dataclass(frozen=True)
class TimelineEntry:
    """One line of a contact's history: an event, a step, a message, a consent, a move to another version."""

    at: Instant
    kind: Literal[
        "event", "step", "message", "consent", "entered", "ended", "moved",
        "task", "done", "points", "voucher", "list",
    ]  # fmt: skip
    what: str
    detail: str = ""
    journey: str = ""
