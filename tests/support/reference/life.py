"""One contact: what it has, and whether a rule holds for it."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from app.core.clock import Instant
from app.core.program import Program
from app.core.rules.tree import Rule
from app.core.schedule import zone
from tests.support.lives import Enrollment, Frame, Message, Person
from tests.support.rules import Facts, Lock, Lot, holds


class Life:
    """A contact from publishing to the end."""

    def __init__(self, number: int, person: Person, frame: Frame) -> None:
        self.number = number
        self.person = person
        self.frame = frame
        self.values: dict[str, Any] = dict(person.values)
        self.tags = set(person.tags)
        self.lists: set[str] = set()
        self.lots: list[Lot] = []
        self.locks: list[Lock] = []
        self.consents = list(person.consents)
        self.codes: list[tuple[str, str, Instant]] = []
        self.passes: list[Enrollment] = []
        self.messages: list[Message] = []
        self.undecided: list[Message] = []
        """Messages of those who go on at this instant; the gate is asked about them when they rest."""
        self.known: dict[tuple[str, str], Any] = {}
        """By journey and trigger: that the condition held, or the value the field had, when last asked."""

    @property
    def active(self) -> list[Enrollment]:
        """The enrollments that have not ended, older ones first."""
        return [one for one in self.passes if one.ended_at is None]

    def zone(self, program: Program) -> tzinfo:
        """The contact's zone, or that of the journey."""
        return zone(self.values.get("time_zone") or "", program.settings.time_zone)

    def holds(self, rule: Rule, at: Instant, program: Program, one: Enrollment | None = None) -> bool:
        """Whether a rule holds; `one` is the enrollment that asks, if one does."""
        return holds(
            rule,
            Facts(
                at=at,
                values=self.values,
                fields=self.frame.fields,
                time_zone=program.settings.time_zone,
                tags=frozenset(self.tags),
                consents=self.consents,
                events=self.person.events,
                passes=self.passes,
                messages=one.messages if one else (),
                entered_at=one.entered_at if one else None,
                segments=self.frame.segments,
                lists=frozenset(self.lists),
                points=self.lots,
                tasks=self.locks,
            ),
        )
