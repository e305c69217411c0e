"""What a journey asks of the gate, as each of its contents keeps it, and what the workspace asks of all."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, select

from app.core.hours import Hours
from app.core.journey import Cap, Settings
from app.core.program import ChannelName
from app.core.schedule import Window, period_length
from app.store.settings import WORKSPACE_CAP, get, put
from app.store.tables import contents

NOT_TO_THE_CONTACT: tuple[ChannelName, ...] = ("note", "call")


def terms(settings: Settings, channel: ChannelName) -> str:
    """The part of a journey's settings that the gate looks at for messages over a channel, as JSON."""
    if channel in NOT_TO_THE_CONTACT:
        return "{}"
    asked: dict[str, Any] = {"lock": int(settings.sales_lock), **_cap(settings.cap)}
    if settings.quiet or settings.send_window:
        asked["hours"] = {
            "quiet": settings.quiet.model_dump(mode="json") if settings.quiet else None,
            "window": settings.send_window.model_dump(mode="json") if settings.send_window else None,
            "action": settings.quiet_action,
            "time_zone": settings.time_zone,
        }
    return json.dumps(asked)


def put_workspace_cap(conn: Connection, cap: Cap | None) -> None:
    """Set the cap that holds for all journeys together; None takes it away."""
    put(conn, WORKSPACE_CAP, _cap(cap))


@dataclass(frozen=True)
class Terms:
    """What the gate asks of a content besides the contact: `capped`, whether it counts other messages."""

    capped: bool
    hours: Hours | None


def terms_of(conn: Connection, content_ids: Sequence[int]) -> Mapping[int, Terms]:
    """The terms of some contents, those of the workspace among them."""
    everywhere = bool(get(conn, WORKSPACE_CAP, {}))
    query = select(contents).where(contents.c.id.in_(content_ids))
    return {
        row.id: _terms(json.loads(row.gate), everywhere=everywhere and row.channel not in NOT_TO_THE_CONTACT)
        for row in conn.execute(query)
    }


@lru_cache(maxsize=1_000)
def hours_of(asked: str | None) -> Hours | None:
    """Hours from their JSON; None if messages may leave at any time."""
    if asked is None:
        return None
    found = json.loads(asked)
    return Hours(_window(found["quiet"]), _window(found["window"]), found["action"], found["time_zone"])


def _terms(gate: Mapping[str, Any], *, everywhere: bool) -> Terms:
    hours = gate.get("hours")
    return Terms(everywhere or "cap" in gate, hours_of(json.dumps(hours)) if hours else None)


def _cap(cap: Cap | None) -> Mapping[str, Any]:
    if cap is None:
        return {}
    return {"cap": {"count": cap.count, "period": period_length(cap.per), "action": cap.action}}


def _window(found: Mapping[str, Any] | None) -> Window | None:
    return None if found is None else Window.model_validate_json(json.dumps(found))
