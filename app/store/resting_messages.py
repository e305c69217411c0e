"""Messages of a paused journey: they wait until it is resumed."""

from __future__ import annotations

from sqlalchemy import Connection, func, select, update

from app.core.clock import Instant
from app.core.schedule import LATEST
from app.store.outbox_rows import of_journey
from app.store.tables import outbox

RESTING: Instant = LATEST
"""When a message that rests is due."""
REASON = "paused"
_WAITING = ("queued", "deferred")


def rest(conn: Connection, journey_id: str) -> None:
    """Let no message of a journey leave that has not been handed over yet."""
    here = (outbox.c.due.is_not(None), outbox.c.state.in_(_WAITING), of_journey(journey_id))
    conn.execute(update(outbox).where(*here).values(due=RESTING, reason=REASON))


def wake(conn: Connection, journey_id: str, at: Instant) -> None:
    """Let the messages of a journey leave that rest."""
    here = (outbox.c.due == RESTING, outbox.c.reason == REASON, of_journey(journey_id))
    conn.execute(update(outbox).where(*here).values(due=at, reason=""))


def resting(conn: Connection, journey_id: str) -> int:
    """How many messages of a journey rest."""
    here = (outbox.c.due == RESTING, outbox.c.reason == REASON, of_journey(journey_id))
    return conn.execute(select(func.count()).select_from(outbox).where(*here)).scalar_one()
