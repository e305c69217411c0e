"""Try a journey on simulated contacts, in virtual time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.core.clock import Instant
from app.core.journey import Journey
from app.core.node import NodeCatalog
from app.core.records import Counts, MessageRow, TraceLine
from app.services.jobs import Progress, silent


@dataclass(frozen=True)
class Invented:
    """So many invented contacts, the same for the same seed."""

    count: int = 200


@dataclass(frozen=True)
class FromTable:
    """Contacts of a CSV table, with events of another one if there is one."""

    contacts: Path
    events: Path | None = None


@dataclass(frozen=True)
class FromWorkspace:
    """The contacts of a workspace with their events, at most so many."""

    path: Path
    limit: int = 1_000


@dataclass(frozen=True)
class PreviewRequest:
    """What to simulate. `start` None means: the first Monday 9:00 after now. The seed decides all chance."""

    journey: Journey
    who: Invented | FromTable | FromWorkspace = Invented()
    days: int = 90
    seed: int = 1
    start: Instant | None = None


@dataclass(frozen=True)
class PreviewResult:
    """Numbers for the canvas, what each contact got, each step taken, and mails per day."""

    counts: Counts
    messages: tuple[MessageRow, ...]
    trace: tuple[TraceLine, ...]
    per_day: Mapping[date, int]
    contacts: int
    start: Instant
    days: int


class PreviewService:
    """Runs the very same engine on an empty store in memory."""

    def __init__(self, catalog: NodeCatalog) -> None: ...

    def run(self, request: PreviewRequest, progress: Progress = silent) -> PreviewResult:
        """Simulate; `progress` may raise `Cancelled`."""
        ...
