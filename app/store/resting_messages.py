"""Messages of a paused journey: they wait until it is resumed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, case, func, select, update

from app.core.clock import Instant
from app.core.schedule import LATEST
from app.store.outbox_rows import of_journey
from app.store.tables import contents, journeys, outbox, versions

RESTING: Instant = LATEST
"""When a message that rests is due."""
REASON = "paused"
_WAITING = ("queued", "deferred", "claimed")


def rest(conn: Connection, journey_id: str) -> None:
    """Let no message of a journey leave that has not been handed over yet."""
    _rest(conn, outbox.c.due.is_not(None), of_journey(journey_id))


def rest_with_their_journeys(conn: Connection, keys: Sequence[int]) -> None:
    """Let those of some messages rest that have come to wait only after their journey was paused."""
    of_paused = (
        select(contents.c.id)
        .join(versions, versions.c.id == contents.c.version_id)
        .join(journeys, journeys.c.id == versions.c.journey_id)
        .where(journeys.c.state == "paused")
    )
    _rest(conn, outbox.c.id.in_(keys), outbox.c.content_id.in_(of_paused))


def wake(conn: Connection, journey_id: str, at: Instant) -> None:
    """Let the messages of a journey leave that rest."""
    here = (outbox.c.due == RESTING, outbox.c.reason == REASON, of_journey(journey_id))
    conn.execute(update(outbox).where(*here).values(due=at, reason=""))


def resting(conn: Connection, journey_id: str) -> int:
    """How many messages of a journey rest."""
    here = (outbox.c.due == RESTING, outbox.c.reason == REASON, of_journey(journey_id))
    return conn.execute(select(func.count()).select_from(outbox).where(*here)).scalar_one()


def _rest(conn: Connection, *which: ColumnElement[bool]) -> None:
    """Who has claimed one of them has to leave it."""
    state = case((outbox.c.state == "claimed", "queued"), else_=outbox.c.state)
    waiting = (*which, outbox.c.state.in_(_WAITING))
    conn.execute(update(outbox).where(*waiting).values(due=RESTING, reason=REASON, state=state))
