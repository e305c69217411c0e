"""A workspace in which something waits for a person's word, for pictures and tests of the window."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from app.core.clock import DAY, HOUR, Instant
from app.services.workspace import Workspace
from app.store import tables as t


def ids(space: Workspace, n: int, offset: int = 0) -> list[int]:
    """Some messages, in order."""
    with space.database.read() as conn:
        return list(
            conn.execute(select(t.outbox.c.id).order_by(t.outbox.c.id).offset(offset).limit(n)).scalars()
        )


def put(space: Workspace, keys: Sequence[int], state: str, **values: Any) -> None:
    """As if these messages had come to this."""
    with space.database.write() as conn:
        conn.execute(update(t.outbox).where(t.outbox.c.id.in_(keys)).values(state=state, **values))


def stir_up(space: Workspace, now: Instant) -> None:
    """Some messages of each kind: uncertain, held, put off, failed, waiting, left out."""
    keys = ids(space, 300)
    put(space, keys[:2], "uncertain", reason="interrupted", due=None)
    put(space, keys[2:3], "uncertain", reason="connection_lost", due=None)
    put(space, keys[10:58], "held", late=3 * DAY, due=None)
    put(
        space,
        keys[60:64],
        "deferred",
        reason="try_later",
        due=now + 2 * HOUR,
        response="451 greylisted, try later",
    )
    put(space, keys[70:74], "refused", reason="missing_value: first_name", due=None)
    put(space, keys[74:75], "refused", reason="server_refused", due=None, response="550 5.1.1 no such user")
    put(space, keys[80:92], "queued", due=now)
    put(space, keys[100:103], "skipped", reason="no_consent: newsletter", due=None)


def pause_itself(space: Workspace, journey_id: str, at: Instant, why: dict[str, Any]) -> None:
    """As if a journey had paused itself."""
    with space.database.write() as conn:
        conn.execute(
            update(t.journeys)
            .where(t.journeys.c.id == journey_id)
            .values(state="paused", paused_at=at, paused_why=json.dumps(why))
        )
