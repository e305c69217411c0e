"""The closed set of instructions between steps and engine, and the program of one version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.core.dates import Recurrence, UntilDate
from app.core.journey import CatchUp, NodeId, Settings
from app.core.rules.tree import ConsentStatus, EventFilter, Rule
from app.core.schedule import Duration, Until

NEXT = "next"
WITHIN = "#"
"""A port `#2` leads to the third instruction of the same step (counted from 0), see `app.core.compiler`."""
HOLDOUT = "@holdout"
"""The step at which those rest whom a journey keeps out for comparison; no document has one of this name."""
ExitReason = Literal[
    "completed",
    "goal",
    "exit_criteria",
    "unsubscribed",
    "suppressed",
    "removed",
    "node_removed",
    "failed",
    "holdout",
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
    """Park until an instant.

    For a date: left by `past` if it lay at or before the arrival, by `missing` if the contact has none;
    where these lead nowhere, by `port`. If the contact's date changes meanwhile, the instant follows it.
    """

    until: Until | UntilDate
    port: str = NEXT
    past: str = "past"
    missing: str = "missing"


@dataclass(frozen=True, slots=True)
class Await:
    """Park until an event has happened, or a rule holds, or a time-out; `since` may look back for events.

    `since`: "arrival", "entry", or a duration before arrival. `timeout` None waits for ever.
    An event at the instant of the time-out wins (rule 9). A rule that holds on arrival is met at once.
    """

    event: EventFilter | Rule
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


@dataclass(frozen=True, slots=True)
class CopyAttribute:
    """Set a field to the value another one has; between different types the value is dropped (None)."""

    field: str
    source: str


@dataclass(frozen=True, slots=True)
class ComputeAttribute:
    """Set a number field to `left op right`; operands are numbers or keys of number fields.

    A missing operand or a division by zero empties the field.
    """

    field: str
    left: str | int | float
    op: Literal["+", "-", "*", "/"]
    right: str | int | float


@dataclass(frozen=True, slots=True)
class SetDay:
    """Set a date field to the contact's local day plus some days, an instant field to that many days on."""

    field: str
    days: int = 0


@dataclass(frozen=True, slots=True)
class ChangeList:
    """Put on a list or take off it."""

    list: str
    present: bool


@dataclass(frozen=True, slots=True)
class EarnPoints:
    """Add loyalty points, which may expire."""

    amount: int
    expires: Duration | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SpendPoints:
    """Take loyalty points away, those that expire first; at most what is there."""

    amount: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SetConsent:
    """Note a word of the contact on a purpose, with the step as its source."""

    purpose: str
    status: ConsentStatus
    wording: str = ""


@dataclass(frozen=True, slots=True)
class CreateTask:
    """Give sales something to do; with `lock`, the contact gets no mails so long, or until it is done.

    One task per (enrollment, step, visit).
    """

    title: str
    owner: str = ""
    note: str = ""
    due: Duration | None = None
    lock: Duration | None = None


Effect = (
    SetAttribute
    | AddToAttribute
    | ChangeTag
    | CopyAttribute
    | ComputeAttribute
    | SetDay
    | ChangeList
    | EarnPoints
    | SpendPoints
    | SetConsent
    | CreateTask
)


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
class NoteContent:
    """A mail to the team about the contact: an address, and Jinja2 sources; `body` is Markdown."""

    to: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class ServiceContent:
    """A short message over an HTTP service of the workspace (SMS, push, chat): its id, a Jinja2 source.

    `recipient` is the contact field that the service sends to; empty for a service that needs none.
    """

    service: str
    text: str
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class CallContent:
    """A call of a web address with some values of the contact as JSON, or as they are in `body` (Jinja2)."""

    url: str
    method: Literal["POST", "PUT", "GET"] = "POST"
    fields: tuple[str, ...] = ()
    body: str = ""


Content = MailContent | NoteContent | ServiceContent | CallContent
ChannelName = Literal["mail", "note", "service", "call"]


def channel_of(content: Content) -> ChannelName:
    """Over which channel a content leaves."""
    match content:
        case MailContent():
            return "mail"
        case NoteContent():
            return "note"
        case ServiceContent():
            return "service"
        case CallContent():
            return "call"


def templates_of(content: Content) -> tuple[str, ...]:
    """The Jinja2 sources of a content."""
    match content:
        case MailContent(subject=subject, preheader=preheader, body=body):
            return (subject, preheader, body)
        case NoteContent(subject=subject, body=body):
            return (subject, body)
        case ServiceContent(text=text):
            return (text,)
        case CallContent(url=url, body=body):
            return (url, body)


@dataclass(frozen=True, slots=True)
class Send:
    """Put one message per contact into the outbox; key (enrollment, node, visit).

    If `skipped` or `failed` is connected, the contact waits at the step for the outcome. `catch_up` None:
    as the journey says. Notes and calls are not messages to the contact: of the gate only `erased` counts.
    """

    content: Content
    purpose: str
    port: str = NEXT
    skipped: str = "skipped"
    failed: str = "failed"
    catch_up: CatchUp | None = None


@dataclass(frozen=True, slots=True)
class GiveVoucher:
    """Take the next free code of a pool for the contact and write it into a field.

    Contacts park here for an instant, because they compete: codes are given in the order of instants,
    then of enrollments. Left by `empty` if there is none; where that leads nowhere, by `port`.
    """

    pool: str
    field: str
    port: str = NEXT
    empty: str = "empty"


@dataclass(frozen=True, slots=True)
class Enroll:
    """Let the contact into another live journey, by its manual triggers, at this instant."""

    journey: str


@dataclass(frozen=True, slots=True)
class Leave:
    """End what the contact has under way in another journey, as `removed`."""

    journey: str


@dataclass(frozen=True, slots=True)
class Jump:
    """Go on at another step. After `at_most` laps of the enrollment, by `over` instead."""

    to: NodeId
    at_most: int | None = None
    port: str = NEXT
    over: str = "over"


@dataclass(frozen=True, slots=True)
class Goal:
    """End as converted."""

    name: str


@dataclass(frozen=True, slots=True)
class Exit:
    """End with a reason from the closed list."""

    reason: ExitReason = "completed"


Instruction = Branch | Split | Hold | Await | Apply | Send | GiveVoucher | Enroll | Leave | Jump | Goal | Exit


@dataclass(frozen=True, slots=True)
class OnEvent:
    """Let in whoever an event tells of; with `key` re-entry counts per value of that property."""

    event: EventFilter
    key: str | None = None
    filter: Rule | None = None


@dataclass(frozen=True, slots=True)
class OnSegment:
    """Let in whoever comes to satisfy a rule, or, with `leaves`, whoever satisfied it and no longer does."""

    rule: Rule
    enroll_present: bool = False
    filter: Rule | None = None
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class OnChange:
    """Let in whoever's field gets another value than it had when it was last looked at.

    Coming into the workspace is no change.
    """

    field: str
    filter: Rule | None = None


@dataclass(frozen=True, slots=True)
class OnDate:
    """Let in on a day that a contact field names, at a wall time of the contact's zone."""

    until: UntilDate
    filter: Rule | None = None


@dataclass(frozen=True, slots=True)
class OnSchedule:
    """Let in everybody for whom a rule holds, again and again, at a wall time of the journey's zone."""

    recurrence: Recurrence
    filter: Rule | None = None


@dataclass(frozen=True, slots=True)
class OnManual:
    """Let in whoever a person chooses, or another journey sends."""

    filter: Rule | None = None


Source = OnEvent | OnSegment | OnChange | OnDate | OnSchedule | OnManual


@dataclass(frozen=True, slots=True)
class Step:
    """One source or instruction, and the node it was compiled from."""

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
            if isinstance(step.instruction, Source)
        }
