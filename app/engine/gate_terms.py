"""What a journey asks of the gate, as each of its contents keeps it, and what the workspace asks of all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from app.core.hours import Hours
from app.core.journey import Cap, Settings
from app.core.schedule import Window, period_length
from app.store.settings import put

WORKSPACE = "gate"
"""The key in `meta` under which the workspace's part stands."""


def terms(settings: Settings) -> str:
    """The part of a journey's settings that the gate looks at, as JSON."""
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
    put(conn, WORKSPACE, _cap(cap))


def hours_of(asked: str) -> Hours | None:
    """The hours of a content's part; None if messages may leave at any time."""
    found: Mapping[str, Any] | None = json.loads(asked).get("hours")
    if found is None:
        return None
    return Hours(_window(found["quiet"]), _window(found["window"]), found["action"], found["time_zone"])


def _cap(cap: Cap | None) -> Mapping[str, Any]:
    if cap is None:
        return {}
    return {"cap": {"count": cap.count, "period": period_length(cap.per), "action": cap.action}}


def _window(found: Mapping[str, Any] | None) -> Window | None:
    return None if found is None else Window.model_validate_json(json.dumps(found))
