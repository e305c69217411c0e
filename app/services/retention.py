"""How long a workspace keeps what is over, and how large its file is."""

from __future__ import annotations

from app.core.clock import DAY, Clock, Instant
from app.core.errors import WorkspaceError
from app.core.text import Text
from app.services.engine_turn import EngineTurn
from app.services.jobs import Progress, silent
from app.services.runner import Runner
from app.store import settings
from app.store.compacting import FileSize, compact, file_size
from app.store.database import Database
from app.store.retention import PARTS, Gone, Place, amounts, tidy_stretch

MONTHS = (6, 12, 24, 36)
"""What a person may choose, besides for ever. Shorter would get in the way of frequency caps."""
MONTH = 30 * DAY
AGAIN_AFTER = DAY
_KEEP, _TIDIED = "keep_months", "tidied_at"


class RetentionService:
    """Lets go of what is older than a person wants to keep, a little at a time; makes the file smaller."""

    def __init__(self, database: Database, engine: EngineTurn, clock: Clock) -> None:
        self._database = database
        self._engine = engine
        self._clock = clock
        self._place: Place | None = None

    def months(self) -> int | None:
        """How many months after its end a journey of a contact is kept in detail; None for ever."""
        with self._database.read() as conn:
            return settings.get(conn, _KEEP)

    def keep(self, months: int | None) -> None:
        """Set for how long; what is older goes when there is nothing else to do, or on `tidy`."""
        with self._database.write() as conn:
            settings.put(conn, _KEEP, months)
            settings.put(conn, _TIDIED, 0)

    def size(self) -> FileSize:
        """How large the workspace is; nothing for one in memory."""
        path = self._database.path
        return file_size(path) if path else FileSize(0, 0)

    def tidy(self, progress: Progress = silent) -> Gone:
        """Let go of everything older than what is kept; a cancel leaves the rest for the next time."""
        months = self.months()
        if months is None:
            return Gone()
        before = self._before(months)
        with self._database.read() as conn:
            there = amounts(conn)
        total, gone, place = sum(there.values()), Gone(), Place()
        while place is not None:
            done = sum(there[part] for part in PARTS[: PARTS.index(place.part)]) + place.id
            progress(min(done, total), total)
            found, place = self._stretch(place, before)
            gone += found
        progress(total, total)
        self._note()
        return gone

    def quiet_step(self) -> bool:
        """A small part of the same for a quiet moment, once a day; whether there is more to do."""
        months = self.months()
        if months is None or (self._place is None and not self._is_time()):
            return False
        _, self._place = self._stretch(self._place or Place(), self._before(months))
        if self._place is None:
            self._note()
        return self._place is not None

    def compact(self, runner: Runner, progress: Progress = silent) -> FileSize:
        """Make the file as small as what is in it; returns its size afterwards.

        The runner rests meanwhile. Raises `WorkspaceError` if another program runs the workspace or there
        is no room on the disk, whatever `progress` raises, and changes nothing then.
        """
        path = self._database.path
        if path is None:
            raise WorkspaceError(_IN_MEMORY)
        with runner.at_rest(), self._engine.person(), self._database.alone():
            compact(path, progress)
        return self.size()

    def _stretch(self, place: Place, before: Instant) -> tuple[Gone, Place | None]:
        with self._database.write() as conn:
            return tidy_stretch(conn, place, before)

    def _before(self, months: int) -> Instant:
        return self._clock.now() - months * MONTH

    def _is_time(self) -> bool:
        with self._database.read() as conn:
            return settings.get(conn, _TIDIED, 0) + AGAIN_AFTER <= self._clock.now()

    def _note(self) -> None:
        with self._database.write() as conn:
            settings.put(conn, _TIDIED, self._clock.now())


_IN_MEMORY = Text(
    "Dieser Arbeitsbereich liegt nur im Speicher; er hat keine Datei, die kleiner werden könnte.",
    "This workspace is in memory only; it has no file that could become smaller.",
)
