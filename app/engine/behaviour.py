"""How invented contacts react to messages: a share, a delay, all decided by a seed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, insert, or_, select

from app.core.clock import HOUR, MINUTE, Instant
from app.engine.scratch import MESSAGE, item
from app.store import tables as t


@dataclass(frozen=True)
class Reaction:
    """An event that follows a message (or another reaction) with some probability.

    `share` is between 0 and 1; the delay lies between `earliest` and `latest` milliseconds after the
    cause, more often early than late. `follows` names the reaction on which this one depends.
    """

    event: str
    share: float
    earliest: Instant = 5 * MINUTE
    latest: Instant = 48 * HOUR
    follows: str | None = None
    properties: Mapping[str, Any] = field(default_factory=dict[str, Any])


class Behaviour:
    """Writes the reactions to messages that have just been accepted."""

    def __init__(self, reactions: Sequence[Reaction], seed: int) -> None:
        self._reactions = tuple(reactions)
        self._seed = seed
        self._last = 0

    def react(self, conn: Connection) -> None:
        """Add the events that follow the messages accepted since the last call."""
        o = t.outbox.c
        had_its_turn = o.id.in_(select(item.c.ref).where(item.c.kind == MESSAGE))
        rows = conn.execute(
            select(o.id, o.contact_id, o.address, o.step, o.visit, o.state_at)
            .where(or_(o.id > self._last, had_its_turn), o.state == "accepted")
            .order_by(o.id)
        ).all()
        if not rows:
            return
        self._last = max(self._last, rows[-1].id)
        events = [event for row in rows for event in self._events(row)]
        if events:
            conn.execute(insert(t.events), events)

    def _events(self, row: Any) -> list[dict[str, Any]]:
        happened: dict[str, Instant] = {}
        for reaction in self._reactions:
            cause = row.state_at if reaction.follows is None else happened.get(reaction.follows)
            if cause is None:
                continue
            luck, haste = self._dice(row.address, row.step, row.visit, reaction.event)
            if luck < reaction.share:
                span = reaction.latest - reaction.earliest
                happened[reaction.event] = cause + reaction.earliest + int(span * haste**3)
        return [
            {
                "contact_id": row.contact_id,
                "type": reaction.event,
                "at": happened[reaction.event],
                "properties": json.dumps({**reaction.properties, "step": row.step}, ensure_ascii=False),
                "step": row.step,
            }
            for reaction in self._reactions
            if reaction.event in happened
        ]

    def _dice(self, address: str, step: str, visit: int, event: str) -> tuple[float, float]:
        words = f"{self._seed}/{address}/{step}/{visit}/{event}".encode()
        digest = hashlib.blake2b(words, digest_size=8).digest()
        return int.from_bytes(digest[:4], "big") / 2**32, int.from_bytes(digest[4:], "big") / 2**32
