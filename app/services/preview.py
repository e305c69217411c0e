"""Try a journey on simulated contacts, in virtual time, with the very same engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from app.channels.recording import RecordingChannel
from app.core.clock import Clock, Instant, to_datetime
from app.core.compiler import compile_journey
from app.core.journey import Journey
from app.core.node import NodeCatalog
from app.core.protocols import Composer
from app.core.records import Counts, MessageRow, TraceLine
from app.core.schedule import at_wall_time, zone
from app.engine.simulate import Scenario, Simulator
from app.engine.trace import trace
from app.services.jobs import Progress, silent
from app.services.simulating.behaviour import usual_reactions
from app.services.simulating.filling import FromTable, FromWorkspace, Invented, Stage, Who
from app.services.simulating.listening import listening
from app.store.counts import counts
from app.store.database import Database
from app.store.outbox_rows import MessageQuery, message_page
from app.store.sqlite import StatementCache

__all__ = ["FromTable", "FromWorkspace", "Invented", "PreviewRequest", "PreviewResult", "PreviewService"]

MOST_MESSAGES = 100_000


@dataclass(frozen=True)
class PreviewRequest:
    """What to simulate; the seed decides all chance.

    The segments, lists, voucher codes and caps of `workspace` count; without one, vouchers never run out.

    `start` None means the first event of a table of events, else the next Monday, 9:00 in the journey's
    time zone.
    """

    journey: Journey
    who: Who = field(default_factory=Invented)
    days: int = 90
    seed: int = 1
    start: Instant | None = None
    workspace: Path | None = None


@dataclass(frozen=True)
class PreviewResult:
    """Numbers for the canvas, what each contact got (the first first), each step taken, mails per day.

    `left_out` counts rows of the tables that did not fit.
    """

    counts: Counts
    messages: tuple[MessageRow, ...]
    trace: tuple[TraceLine, ...]
    per_day: Mapping[date, int]
    contacts: int
    left_out: int
    start: Instant
    days: int


class PreviewService:
    """Runs previews; each has a store of its own, in memory."""

    def __init__(self, catalog: NodeCatalog, composer: Composer, clock: Clock) -> None:
        self._catalog = catalog
        self._composer = composer
        self._clock = clock
        self._statements = StatementCache()

    def run(self, request: PreviewRequest, progress: Progress = silent) -> PreviewResult:
        """Simulate; raises `TableError` for bad tables, and lets `Cancelled` out of `progress` through."""
        journey, where = request.journey, zone(request.journey.settings.time_zone)
        program = compile_journey(journey, self._catalog)
        heard = listening(program)
        start = request.start or next_monday(self._clock.now(), request.journey.settings.time_zone)
        database = Database.memory(self._statements)
        try:
            stage = Stage(database, journey, program, heard, request.seed, request.days, request.workspace)
            filled = stage.fill(request.who, start, fixed=request.start is not None)
            told = isinstance(request.who, FromTable) and request.who.events is not None
            reactions = () if told else usual_reactions(heard)  # who tells what happened wants just that
            scenario = Scenario(journey, filled.start, request.days, reactions, request.seed)
            tell = _percent(progress)
            simulator = Simulator(self._catalog, RecordingChannel(), self._composer, tell)
            version = simulator.run(database, scenario)
            with database.read() as conn:
                messages = message_page(conn, MessageQuery(), 0, MOST_MESSAGES)[::-1]
                days = Counter(to_datetime(each.at).astimezone(where).date() for each in messages)
                return PreviewResult(
                    counts=counts(conn, version),
                    messages=tuple(messages),
                    trace=tuple(trace(conn, version)),
                    per_day=dict(sorted(days.items())),
                    contacts=filled.contacts,
                    left_out=filled.left_out,
                    start=filled.start,
                    days=request.days,
                )
        finally:
            database.close()


def next_monday(now: Instant, time_zone: str) -> Instant:
    """9:00 local time on the first Monday after an instant's local day."""
    where = zone(time_zone)
    day = to_datetime(now).astimezone(where).date()
    monday = day + timedelta(days=7 - day.weekday())
    return at_wall_time(datetime.combine(monday, time(9)), where)


def _percent(progress: Progress) -> Callable[[float], None]:
    return lambda share: progress(round(share * 100), 100)
