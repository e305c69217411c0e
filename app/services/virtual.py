"""Let a workspace run in virtual time: months pass in seconds, mails go into a folder, contacts react.

Only for workspaces to try things out with: afterwards their clock is ahead of the real one, so they are
marked and never run in real time again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.core.clock import DAY, Clock, Instant, VirtualClock
from app.core.compiler import compile_journey
from app.core.document_io import from_text
from app.core.errors import WorkspaceError
from app.core.node import NodeCatalog
from app.core.text import Text
from app.engine.behaviour import Behaviour, Reaction
from app.engine.delivery.delivery import Delivery
from app.engine.delivery.report import DeliveryReport
from app.engine.engine import Engine
from app.services.jobs import Progress, silent
from app.services.simulating.behaviour import usual_reactions
from app.services.simulating.listening import listening
from app.store import journeys, settings
from app.store.database import Database
from app.store.events import any_event_after
from app.store.outbox_rows import MessageQuery, count_by_state, count_messages

_MARK = "virtual_until"


@dataclass(frozen=True)
class VirtualRun:
    """What happened: enrollments moved, messages written, and where the clock stands now."""

    moved: int
    messages: int
    until: Instant


def refuse_virtual(database: Database) -> None:
    """`WorkspaceError` if a workspace has been in virtual time, so that it must not send for real."""
    with database.read() as conn:
        if settings.get(conn, _MARK) is not None:
            raise WorkspaceError(_IS_VIRTUAL)


class VirtualTime:
    """Runs a workspace in virtual time; `make_delivery` makes one that writes into a folder."""

    def __init__(
        self,
        database: Database,
        catalog: NodeCatalog,
        clock: Clock,
        make_delivery: Callable[[Clock], Delivery],
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._clock = clock
        self._make_delivery = make_delivery

    def run(self, days: int, seed: int = 1, progress: Progress = silent) -> VirtualRun:
        """Let so many days pass; raises `WorkspaceError` for a workspace that has sent for real."""
        with self._database.write() as conn:
            latest: Instant | None = settings.get(conn, _MARK)
            if latest is None and count_messages(conn, MessageQuery()):
                raise WorkspaceError(_IS_REAL)
            start = self._clock.now() if latest is None else latest
            settings.put(conn, _MARK, start)
            before = count_by_state(conn).get("accepted", 0)
        clock = VirtualClock(start)
        engine = self._engine(clock, Behaviour(self._reactions(start), seed))
        moved = 0
        for day in range(1, days + 1):
            clock.move_to(start + day * DAY)
            moved += engine.advance(clock.now()).moved
            with self._database.write() as conn:
                settings.put(conn, _MARK, clock.now())
            progress(day, days)
        with self._database.read() as conn:
            sent = count_by_state(conn).get("accepted", 0) - before
        return VirtualRun(moved, sent, clock.now())

    def _engine(self, clock: Clock, behaviour: Behaviour) -> Engine:
        delivery = self._make_delivery(clock)

        def after_round(conn: Any, until: Instant) -> DeliveryReport:
            report = delivery.deliver_due(until)
            if report.counts:
                behaviour.react(conn)
            return report

        return Engine(self._database, self._catalog, after_round=after_round)

    def _reactions(self, start: Instant) -> tuple[Reaction, ...]:
        """How contacts react, to everything that the live journeys listen to; the first journey counts.

        Where events of the time to come are in the workspace already, contacts do just what these tell.
        """
        found: dict[str, Reaction] = {}
        with self._database.read() as conn:
            if any_event_after(conn, start):
                return ()
            live = [
                journeys.live_version(conn, row.id) for row in journeys.list_journeys(conn) if row.version
            ]
        for version in live:
            if version:
                program = compile_journey(from_text(version.document), self._catalog)
                for reaction in usual_reactions(listening(program)):
                    found.setdefault(reaction.event, reaction)
        return tuple(found.values())


_IS_VIRTUAL = Text(
    "Dieser Arbeitsbereich lief in virtueller Zeit und dient nur zum Ausprobieren; seine Uhr geht vor. Bitte "
    "legen Sie für echte Kontakte einen neuen Arbeitsbereich an.",
    "This workspace has run in virtual time and is only for trying things out; its clock is ahead. Please "
    "create a new workspace for real contacts.",
)
_IS_REAL = Text(
    "In diesem Arbeitsbereich gibt es schon echte Nachrichten, deshalb läuft er nicht in virtueller Zeit. "
    "Bitte nehmen Sie dafür einen neuen Arbeitsbereich.",
    "This workspace holds real messages already, so it does not run in virtual time. Please use a new "
    "workspace for that.",
)
