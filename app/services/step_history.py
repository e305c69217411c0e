"""What became of a step on each of the last days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.core.clock import Clock, to_datetime
from app.core.document_io import from_text
from app.core.journey import NodeId
from app.core.schedule import at_wall_time, zone
from app.services.jobs import Progress, silent
from app.store import journeys
from app.store.counts import FAILED
from app.store.database import Database
from app.store.step_days import count_days, standing

DAYS = 30
MOST_ROWS = 5_000_000


@dataclass(frozen=True)
class DayNumbers:
    """How many came to a step on a day, how many left it, and failed at it, and stood there at its end."""

    day: date
    entered: int
    passed: int
    failed: int
    waiting: int


@dataclass(frozen=True)
class Past:
    """The last days, the oldest first; not `complete` if so much happened that not all of it was read."""

    days: tuple[DayNumbers, ...]
    complete: bool


class StepHistory:
    """Reads the history of a workspace, never writes."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def past(self, journey_id: str, step: NodeId, time_zone: str, progress: Progress = silent) -> Past | None:
        """The numbers of a step; None if the journey is not live or has no such step there."""
        where = zone(time_zone)
        today = to_datetime(self._clock.now()).astimezone(where).date()
        dates = tuple(today - timedelta(days=DAYS - 1 - number) for number in range(DAYS))
        starts = tuple(at_wall_time(datetime.combine(day, time()), where) for day in dates)
        with self._database.read() as conn:
            version = journeys.live_version(conn, journey_id)
            live = from_text(version.document) if version else None
            if live is None or step not in live.by_id:
                return None
            into = {(edge.source, edge.port) for edge in live.incoming.get(step, ())}
            found = count_days(conn, journey_id, step, into, starts, MOST_ROWS, progress)
            here = standing(conn, journey_id, step)
        numbers: list[DayNumbers] = []
        for day, counted in zip(reversed(dates), reversed(found.days), strict=True):
            passed = sum(n for way, n in counted.items() if way[0] == step)
            # Where journeys begin, nobody comes from elsewhere.
            entered = sum(n for way, n in counted.items() if way in into) if into else passed
            numbers.append(DayNumbers(day, entered, passed, counted.get((step, FAILED), 0), max(here, 0)))
            here += passed - entered
        return Past(tuple(reversed(numbers)), found.complete)
