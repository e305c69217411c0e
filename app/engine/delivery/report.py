"""What a delivery tells: how many messages took which state, and what that means for enrollments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import ColumnElement, case

from app.core.clock import Instant
from app.core.records import MessageState
from app.core.text import Text
from app.store.tables import outbox

SendOutcome = Literal["accepted", "skipped", "failed"]
OUTCOMES: Mapping[MessageState, SendOutcome] = {
    "accepted": "accepted",
    "uncertain": "accepted",
    "skipped": "skipped",
    "refused": "failed",
}
"""What a final state means for the enrollment. An uncertain message counts as sent: nearly all arrive."""


def outcome_of(state: ColumnElement[str] = outbox.c.state) -> ColumnElement[str | None]:
    """The same as an expression: the outcome of a row of the outbox, or null while it is under way."""
    return case(OUTCOMES, value=state, else_=None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A message that is done with, for the enrollment that may wait for it at its step."""

    key: int
    enrollment: int
    step: str
    outcome: SendOutcome
    at: Instant


@dataclass(frozen=True)
class DeliveryReport:
    """The result of one delivery.

    `problem` says why the account does not send now, `resume_at` when it will by itself (None with a
    problem: only after a person has done something). An instant channel lists only failures; for the
    rest ask the outbox.
    """

    counts: Mapping[MessageState, int] = field(default_factory=Counter[MessageState])
    outcomes: tuple[Outcome, ...] = ()
    problem: Text | None = None
    resume_at: Instant | None = None
