"""Pausing, resuming, archiving and deleting journeys (rule 19)."""

from __future__ import annotations

from collections.abc import Callable

from app.core.clock import Clock
from app.core.errors import WorkspaceError
from app.core.impact import AtOnce
from app.core.pauses import CLOCKS, Clocks, Inside, Resumption
from app.core.records import JourneyRow, JourneyState
from app.core.text import Text
from app.engine.interventions import resting
from app.services.engine_turn import EngineTurn
from app.store import journeys, resting_messages
from app.store.database import Database


class PausingService:
    """Changes the state of journeys; raises `WorkspaceError` for one that cannot take it now."""

    def __init__(
        self, database: Database, engine: EngineTurn, clock: Clock, changed: Callable[[], None]
    ) -> None:
        self._database = database
        self._engine = engine
        self._clock = clock
        self._changed = changed

    def pause(self, journey_id: str) -> None:
        """Let nobody move and nobody in until the journey is resumed; pausing twice is pausing once."""
        self._published(journey_id, "live", "paused")
        with self._engine.person() as engine, engine.intervene() as hand:
            journeys.set_state(hand.conn, journey_id, "paused", self._clock.now())
        self._changed()

    def resumption(self, journey_id: str) -> Resumption:
        """What each way of resuming would bring at once; changes nothing."""
        row, now = self._published(journey_id, "paused"), self._clock.now()
        options: dict[Clocks, AtOnce] = {}
        contacts = messages = 0
        with self._engine.person() as engine:
            for clocks in CLOCKS:
                with engine.rehearse() as hand:
                    contacts = resting.inside(hand, journey_id)
                    messages = resting_messages.resting(hand.conn, journey_id)
                    resting.set_clocks(hand, journey_id, clocks, now)
                    options[clocks] = resting.outlook(hand, journey_id, now)
        return Resumption(journey_id, row.paused_at, row.paused_why, contacts, messages, options)

    def resume(self, journey_id: str, clocks: Clocks = "ran_on") -> None:
        """Let a paused journey run on; what happened meanwhile lets nobody in."""
        self._published(journey_id, "paused")
        with self._engine.person() as engine, engine.intervene() as hand:
            resting.resume(hand, journey_id, clocks, self._clock.now())
        self._changed()

    def archive(self, journey_id: str, inside: Inside = "drain") -> int:
        """Let nobody in any more, and take out whoever is inside if so wished; how many were taken out.

        Whoever stays runs on to the end; if the journey was paused, with clocks that ran on.
        """
        self._published(journey_id, "live", "paused", "archived")
        now = self._clock.now()
        with self._engine.person() as engine, engine.intervene() as hand:
            if inside == "end":
                gone = resting.empty(hand, journey_id, now)
            else:
                resting.set_clocks(hand, journey_id, "ran_on", now)
                gone = 0
            journeys.set_state(hand.conn, journey_id, "archived", now)
        self._changed()
        return gone

    def bring_back(self, journey_id: str) -> None:
        """Let contacts into an archived journey again, from now on."""
        self._published(journey_id, "archived")
        with self._engine.person() as engine, engine.intervene() as hand:
            resting.resume(hand, journey_id, "ran_on", self._clock.now())
        self._changed()

    def delete_draft(self, journey_id: str) -> None:
        """Delete a journey that was never published."""
        with self._database.write() as conn:
            gone = journeys.delete_draft(conn, journey_id)
        if not gone:
            raise WorkspaceError(_NO_DRAFT if self._row(journey_id) else UNKNOWN)
        self._changed()

    def _row(self, journey_id: str) -> JourneyRow | None:
        with self._database.read() as conn:
            return journeys.journey_row(conn, journey_id)

    def _published(self, journey_id: str, *states: JourneyState) -> JourneyRow:
        row = self._row(journey_id)
        if row is None:
            raise WorkspaceError(UNKNOWN)
        if row.version is None:
            raise WorkspaceError(NEVER_PUBLISHED)
        if row.state not in states:
            raise WorkspaceError(_ODD[row.state].fill(name=row.name))
        return row


UNKNOWN = Text(
    "Diese Journey gibt es in diesem Arbeitsbereich nicht. Bitte laden Sie die Liste neu.",
    "There is no such journey in this workspace. Please reload the list.",
)
NEVER_PUBLISHED = Text(
    "Diese Journey wurde noch nie veröffentlicht. Bitte veröffentlichen Sie sie zuerst.",
    "This journey has never been published. Please publish it first.",
)
_NO_DRAFT = Text(
    "Diese Journey war schon veröffentlicht und lässt sich deshalb nicht löschen. Archivieren Sie sie "
    "stattdessen; dann tritt niemand mehr ein.",
    "This journey has been published before, so it cannot be deleted. Archive it instead; then nobody enters "
    "any more.",
)
_ODD: dict[JourneyState, Text] = {
    "draft": NEVER_PUBLISHED,
    "live": Text(
        "Die Journey „{name}“ läuft schon. Es ist nichts zu tun.",
        "The journey “{name}” is running already. Nothing needs to be done.",
    ),
    "paused": Text(
        "Die Journey „{name}“ ist angehalten. Lassen Sie sie zuerst weiterlaufen.",
        "The journey “{name}” is paused. Resume it first.",
    ),
    "archived": Text(
        "Die Journey „{name}“ ist archiviert. Holen Sie sie zuerst aus dem Archiv zurück.",
        "The journey “{name}” is archived. Bring it back from the archive first.",
    ),
}
