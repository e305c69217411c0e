"""The journeys of a workspace: drafts, publishing, pausing, numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.clock import Clock
from app.core.compiler import surroundings
from app.core.document_io import from_text, to_text
from app.core.errors import PublishError
from app.core.fields import FieldSpec
from app.core.journey import Journey
from app.core.node import NodeCatalog, Surroundings
from app.core.problems import Problem, has_errors
from app.core.records import Counts, JourneyRow
from app.core.text import Text
from app.core.validation import validate
from app.engine.engine import Engine
from app.services.files import JourneyFiles
from app.store.database import Database


@dataclass(frozen=True)
class Published:
    """What publishing did."""

    version: int
    new_fields: tuple[FieldSpec, ...]
    enrolled: int


class JourneyService:
    """Drafts and live journeys of one workspace."""

    def __init__(self, database: Database, catalog: NodeCatalog, engine: Engine, clock: Clock) -> None: ...

    def rows(self) -> list[JourneyRow]:
        """All journeys, the one changed last first."""
        ...

    def row(self, journey_id: str) -> JourneyRow | None:
        """One journey of the list, or None."""
        ...

    def draft(self, journey_id: str) -> Journey:
        """The draft as it was saved last; `WorkspaceError` if there is no such journey."""
        ...

    def save_draft(self, journey: Journey) -> None:
        """Keep a draft, and the journey in the list under its name."""
        ...

    def around(self, journey: Journey) -> Surroundings:
        """What the steps of a journey may know in this workspace."""
        ...

    def validate(self, journey: Journey) -> tuple[Problem, ...]:
        """What is wrong with a journey in this workspace."""
        ...

    def publish(self, journey: Journey, *, enroll_present: bool | None = None) -> Published:
        """Make a version of the journey live; raises `PublishError` if it has errors.

        `enroll_present` decides about contacts who satisfy a segment trigger already (rule 3); None asks
        each trigger's own setting. Missing fields are created.
        """
        ...

    def pause(self, journey_id: str) -> None:
        """Freeze a live journey."""
        ...

    def resume(self, journey_id: str) -> None:
        """Let a paused journey run on; its clocks ran on meanwhile."""
        ...

    def enroll(self, journey_id: str, contact_ids: Sequence[int]) -> int:
        """Let contacts in by hand; returns how many were allowed in."""
        ...

    def counts(self, journey_id: str) -> Counts:
        """The numbers of the live version, for the canvas."""
        ...
