"""The published versions, and what another one would mean for everybody who is under way (rule 20)."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.clock import Clock, Instant
from app.core.document_io import from_text
from app.core.impact import KEEP, AtOnce, Choice, Choices, Impact, Spot
from app.core.journey import Journey
from app.core.node import NodeCatalog
from app.engine.interventions.trial import at_once, draft_version, waiting
from app.services.changes import Around, changes
from app.services.engine_turn import EngineTurn
from app.store import journeys
from app.store.database import Database


@dataclass(frozen=True)
class Published:
    """A version that never changes: its number, when it was published, whether contacts enter it now."""

    number: int
    at: Instant
    live: bool


class VersionService:
    """What has been published, and what publishing would mean; changes nothing."""

    def __init__(
        self, database: Database, catalog: NodeCatalog, engine: EngineTurn, clock: Clock, around: Around
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._engine = engine
        self._clock = clock
        self._around = around

    def published(self, journey_id: str) -> tuple[Published, ...]:
        """The versions of a journey, the newest first."""
        with self._database.read() as conn:
            live = journeys.live_version(conn, journey_id)
            rows = journeys.list_versions(conn, journey_id)
        return tuple(
            Published(row.number, row.published_at, live is not None and row.id == live.id) for row in rows
        )

    def document(self, journey_id: str, number: int) -> Journey:
        """A version as it was published; raises `KeyError` if there is no such version."""
        with self._database.read() as conn:
            rows = {row.number: row for row in journeys.list_versions(conn, journey_id)}
        return from_text(rows[number].document)

    def impact(self, journey: Journey, choices: Choices | None = None) -> Impact:
        """Who waits where on which version, what the choices (else: keep) bring at once, what else changes.

        With 100,000 contacts who move this takes about a second: not for the thread of the window.
        """
        now, chosen = self._clock.now(), choices or {}
        with self._database.read() as conn:
            row = journeys.journey_row(conn, journey.id)
            live = journeys.live_version(conn, journey.id)
            number = journeys.next_number(conn, journey.id)
        draft = draft_version(journey, self._catalog, self._database.fields, number)
        with self._engine.person() as engine, engine.rehearse() as hand:
            found = waiting(hand, draft, self._catalog)
            outlook = {
                each.spot: at_once(hand, draft, each.spot, chosen.get(each.spot, KEEP), now) for each in found
            }
        return Impact(
            new_version=number,
            waiting=found,
            outlook=outlook,
            changes=changes(from_text(live.document), journey, self._catalog, self._around) if live else (),
            paused=row is not None and row.state == "paused",
        )

    def outlook(self, journey: Journey, spot: Spot, choice: Choice) -> AtOnce:
        """What one choice for one spot would bring at once: for a window in which a person tries choices."""
        draft = draft_version(journey, self._catalog, self._database.fields, 0)
        with self._engine.person() as engine, engine.rehearse() as hand:
            return at_once(hand, draft, spot, choice, self._clock.now())
