"""Time away and the time ahead: what is overdue before it is carried out, and what comes in the next days."""

from __future__ import annotations

from app.core.clock import Clock
from app.core.late import Backlog, Planned
from app.engine.backlog import backlog
from app.engine.planning import planned
from app.services.engine_turn import EngineTurn
from app.services.settings import SettingsService
from app.store.database import Database


class LatenessService:
    """Looks without changing anything; late messages that are held are released by `ActivityService`."""

    def __init__(
        self,
        database: Database,
        engine: EngineTurn,
        settings: SettingsService,
        clock: Clock,
    ) -> None:
        self._database = database
        self._engine = engine
        self._settings = settings
        self._clock = clock

    def preview(self) -> Backlog:
        """What would happen if everything due were carried out now; nothing is changed.

        It takes as long as doing it, and nobody else can write meanwhile.
        """
        with self._engine.person() as engine:
            return backlog(engine, self._clock.now())

    def planned(self, days: int = 7) -> tuple[Planned, ...]:
        """What is due on the local days to come (the workspace's zone), as things stand now.

        Paused journeys are left out. What follows a step that is due is not looked into.
        """
        zone = self._settings.get().time_zone
        with self._engine.person() as engine, self._database.read() as conn:
            return planned(conn, engine.versions(conn), self._clock.now(), days, zone)
