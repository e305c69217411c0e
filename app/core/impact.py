"""What a new version would mean for everybody who is under way in an old one (rule 20)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.core.clock import Instant
from app.core.journey import NodeId
from app.core.text import Text

MOVED = "@moved"
"""The port in the history by which contacts left a step for another version."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A step of a version at which contacts wait; `step` is a step of the document, or `HOLDOUT`."""

    version: int
    step: NodeId


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of the contacts at a spot: they stay on their version, go to a step of the new, or leave.

    `step` names the step of the new version if they move.
    """

    what: Literal["keep", "move", "exit"] = "keep"
    step: NodeId = ""


KEEP, TAKE_OUT = Choice("keep"), Choice("exit")
Choices = Mapping[Spot, Choice]
"""A spot that is not named is kept."""


@dataclass(frozen=True, slots=True)
class AtOnce:
    """How many contacts would be due at once, and for how many of these a message may leave with that.

    `may_send` counts contacts whose way to the next rest passes a message to the contact on at least one
    branch.
    """

    due: int = 0
    may_send: int = 0

    def __add__(self, other: AtOnce) -> AtOnce:
        return AtOnce(self.due + other.due, self.may_send + other.may_send)


@dataclass(frozen=True)
class Waiting:
    """The contacts at one spot: how many, since when (the first, and half of them), and what may be chosen.

    `title` is that of the step in its version. `fixed`: they wait for the outcome of a message and stay on
    their version whatever is chosen. `targets` are the steps of the new version they could move to, the
    same one first if it is still there. `removed`: the step is not in the new version. `changed`: it is,
    with other settings.
    """

    spot: Spot
    title: Text
    contacts: int
    oldest: Instant
    median: Instant
    fixed: int = 0
    targets: tuple[NodeId, ...] = ()
    removed: bool = False
    changed: bool = False

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Everything that may be chosen, the usual first."""
        if self.fixed == self.contacts:
            return (KEEP,)
        return (KEEP, *(Choice("move", step) for step in self.targets), TAKE_OUT)


@dataclass(frozen=True)
class Impact:
    """What publishing would do: who waits where, what each choice brings at once, what else changes.

    `outlook` has the choices made (else to keep) of all spots. `changes` are sentences about steps,
    triggers and settings that differ from the live version; empty for a first version. `paused`: the
    journey stays paused after publishing.
    """

    new_version: int
    waiting: tuple[Waiting, ...] = ()
    outlook: Mapping[Spot, AtOnce] = field(default_factory=dict[Spot, AtOnce])
    changes: tuple[Text, ...] = ()
    paused: bool = False

    @property
    def contacts(self) -> int:
        """How many contacts are under way."""
        return sum(each.contacts for each in self.waiting)

    @property
    def at_once(self) -> AtOnce:
        """What all choices together bring at once."""
        return sum(self.outlook.values(), AtOnce())


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of those who were under way: kept, moved, taken out."""

    kept: int = 0
    moved: int = 0
    taken_out: int = 0
