"""The closed set of instructions between steps and engine, and the program of one version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.core.journey import NodeId, Settings
from app.core.rules.tree import EventFilter, Rule
from app.core.schedule import Duration, Until

NEXT = "next"
ExitReason = Literal[
    "completed", "goal", "exit_criteria", "unsubscribed", "suppressed", "removed", "node_removed", "failed"
]


@dataclass(frozen=True, slots=True)
class Case:
    """One way out of a branch."""

    rule: Rule
    port: str


@dataclass(frozen=True, slots=True)
class Branch:
    """The first rule that holds decides the port."""

    cases: tuple[Case, ...]
    otherwise: str


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm of a split; weights need not add to 100."""

    weight: int
    port: str


@dataclass(frozen=True, slots=True)
class Split:
    """A share decided by a hash of journey, node and contact (`app.core.share`)."""

    arms: tuple[Arm, ...]


@dataclass(frozen=True, slots=True)
class Hold:
    """Park until an instant."""

    until: Until
    port: str = NEXT


@dataclass(frozen=True, slots=True)
class Await:
    """Park until an event has happened or a time-out; `since` may look back.

    `since`: "arrival", "entry", or a duration before arrival. `timeout` None waits for ever.
    An event at the instant of the time-out wins (rule 9).
    """

    event: EventFilter
    since: Literal["arrival", "entry"] | Duration = "arrival"
    timeout: Until | None = None
    matched: str = "matched"
    timed_out: str = "timed_out"


@dataclass(frozen=True, slots=True)
class SetAttribute:
    """Set a field to a value; None empties it."""

    field: str
    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class AddToAttribute:
    """Add to a number field; a missing value counts as 0."""

    field: str
    amount: int | float


@dataclass(frozen=True, slots=True)
class ChangeTag:
    """Add or remove a tag."""

    tag: str
    present: bool


Effect = SetAttribute | AddToAttribute | ChangeTag


@dataclass(frozen=True, slots=True)
class Apply:
    """Change the contact, in this order, in the same transaction as the move."""

    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class MailContent:
    """What a mail says: Jinja2 sources; `body` is Markdown."""

    subject: str
    preheader: str
    body: str
    layout: str


@dataclass(frozen=True, slots=True)
class Send:
    """Put one message per contact into the outbox; key (enrollment, node, visit).

    If `skipped` or `failed` is connected, the contact waits at the step for the outcome.
    """

    content: MailContent
    purpose: str
    port: str = NEXT
    skipped: str = "skipped"
    failed: str = "failed"


@dataclass(frozen=True, slots=True)
class Goal:
    """End as converted."""

    name: str


@dataclass(frozen=True, slots=True)
class Exit:
    """End with a reason from the closed list."""

    reason: ExitReason = "completed"


Instruction = Branch | Split | Hold | Await | Apply | Send | Goal | Exit


@dataclass(frozen=True, slots=True)
class OnEvent:
    """Let in whoever an event tells of; with `key` re-entry counts per value of that property."""

    event: EventFilter
    key: str | None = None
    filter: Rule | None = None


@dataclass(frozen=True, slots=True)
class OnSegment:
    """Let in whoever comes to satisfy a rule."""

    rule: Rule
    enroll_present: bool = False
    filter: Rule | None = None


@dataclass(frozen=True, slots=True)
class OnManual:
    """Let in whoever a person chooses."""

    filter: Rule | None = None


Source = OnEvent | OnSegment | OnManual


@dataclass(frozen=True, slots=True)
class Step:
    """A compiled node: either a source (trigger) or one instruction."""

    node: NodeId
    instruction: Instruction | Source


@dataclass(frozen=True)
class Program:
    """What a version does: its steps and where each port leads (an absent port ends as completed)."""

    journey: str
    settings: Settings
    steps: Mapping[NodeId, Step] = field(default_factory=dict[NodeId, Step])
    targets: Mapping[tuple[NodeId, str], NodeId] = field(default_factory=dict[tuple[NodeId, str], NodeId])

    @property
    def sources(self) -> Mapping[NodeId, Source]:
        """The triggers."""
        return {
            node: step.instruction
            for node, step in self.steps.items()
            if isinstance(step.instruction, OnEvent | OnSegment | OnManual)
        }
