"""After time away (rule 18), and what lies ahead: numbers for a person before anything happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.core.clock import Instant
from app.core.journey import NodeId

LateWish = Literal["send", "hold", "skip"]
"""What a person wants for all late messages of a run: they go out, wait for a word, or are skipped."""
MOST_LATE = 20
"""So many late messages may go out at once without a person's word."""


@dataclass(frozen=True, slots=True)
class LateGroup:
    """Late messages of one step: how many go out, are held for a person, and are skipped; how late at most.

    `journey` and `step` are ids.
    """

    journey: str
    step: NodeId
    send: int
    held: int
    skipped: int
    latest: Instant


@dataclass(frozen=True)
class Backlog:
    """What would happen if the program carried out now what is due.

    `moves` contacts move, `messages` are decided that are on time, and `late` tells of the others. `since`
    is the earliest instant that is still to be carried out; None if nothing is.
    """

    since: Instant | None = None
    moves: int = 0
    messages: int = 0
    late: tuple[LateGroup, ...] = ()

    @property
    def held(self) -> int:
        """How many messages would wait for a person's word."""
        return sum(group.held for group in self.late)


@dataclass(frozen=True, slots=True)
class Planned:
    """What is due at a step on a local day: contacts that move, and for how many a message may leave.

    `version` is the number of the version they are on. What is overdue stands on the first day.
    """

    day: date
    journey: str
    version: int
    step: NodeId
    contacts: int
    may_send: int
