"""Time away and the time ahead: what is overdue before it is carried out, and what comes in the next days."""

from __future__ import annotations

from app.core.clock import Clock
from app.core.late import Backlog, LateWish, Planned
from app.engine.interventions.backlog import backlog
from app.engine.interventions.catching_up import CatchUp
from app.engine.interventions.planning import planned
from app.services.engine_turn import EngineTurn
from app.services.settings import SettingsService
from app.store.database import Database
from app.store.outbox_rows import HeldGroup, held_groups


class LatenessService:
    """Looks without changing anything; late messages that are held are released by `ActivityService`."""

    def __init__(
        self,
        database: Database,
        engine: EngineTurn,
        settings: SettingsService,
        clock: Clock,
        catch_up: CatchUp,
    ) -> None:
        self._database = database
        self._engine = engine
        self._settings = settings
        self._clock = clock
        self._catch_up = catch_up

    def preview(self) -> Backlog:
        """What would happen if everything due were carried out now; nothing is changed.

        It takes as long as doing it, and nobody else can write meanwhile.
        """
        with self._engine.person() as engine:
            return backlog(engine, self._clock.now())

    def held(self) -> tuple[HeldGroup, ...]:
        """The late messages that wait for a person's word, by journey and step."""
        with self._database.read() as conn:
            return tuple(held_groups(conn))

    def wish(self, wish: LateWish | None) -> None:
        """Decide about all late messages until the program ends; None: each step's own policy again.

        `send` lets them go however many there are, `hold` holds and `skip` skips all of them.
        """
        with self._engine.person():
            self._catch_up.wish = wish

    def planned(self, days: int = 7) -> tuple[Planned, ...]:
        """What is due on the local days to come (the workspace's zone), as things stand now.

        Paused journeys are left out. What follows a step that is due is not looked into.
        """
        zone = self._settings.get().time_zone
        with self._engine.person() as engine, self._database.read() as conn:
            return planned(conn, engine.versions(conn), self._clock.now(), days, zone)
