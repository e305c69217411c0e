"""Journeys: drafts, and published versions that never change."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, case, delete, func, insert, select, update

from app.core.clock import Instant
from app.core.document_io import from_text, to_text
from app.core.journey import Journey
from app.core.records import JourneyRow, JourneyState
from app.store import resting_messages, tables
from app.store.upsert import upsert

_JOURNEYS, _VERSIONS = tables.journeys.c, tables.versions.c


@dataclass(frozen=True)
class VersionRow:
    """A published version: its id in the store, its number within the journey, and the document's text."""

    id: int
    journey_id: str
    number: int
    document: str
    checksum: str
    published_at: Instant


def save_draft(conn: Connection, journey: Journey, at: Instant) -> None:
    """Keep a draft, also of a journey that is new here."""
    values = {"name": journey.name, "draft": to_text(journey), "updated_at": at}
    statement = upsert(conn, tables.journeys).values(id=journey.id, **values)
    conn.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


def load_draft(conn: Connection, journey_id: str) -> Journey | None:
    """The draft of a journey, or None if the workspace does not know it."""
    text = conn.execute(select(_JOURNEYS.draft).where(_JOURNEYS.id == journey_id)).scalar()
    return from_text(text) if text is not None else None


def list_journeys(conn: Connection) -> list[JourneyRow]:
    """All journeys by name."""
    rows = conn.execute(select(tables.journeys).order_by(func.lower(_JOURNEYS.name), _JOURNEYS.id))
    return [
        JourneyRow(row.id, row.name, row.state, row.version, row.updated_at, row.paused_at, row.paused_why)
        for row in rows
    ]


def journey_row(conn: Connection, journey_id: str) -> JourneyRow | None:
    """One journey of the list."""
    return next((row for row in list_journeys(conn) if row.id == journey_id), None)


def publish(conn: Connection, journey: Journey, at: Instant) -> int:
    """Store a version, make it the one that counts, and return its id; the draft becomes the same.

    The journey is live then, unless it is paused.
    """
    save_draft(conn, journey, at)
    text, number = to_text(journey), next_number(conn, journey.id)
    values = {
        "journey_id": journey.id,
        "number": number,
        "document": text,
        "checksum": checksum(text),
        "published_at": at,
    }
    version_id = conn.execute(insert(tables.versions).values(values).returning(_VERSIONS.id)).scalar_one()
    # A journey that rests goes on resting: whether its clocks ran on is for the person to say (rule 19).
    state = case((_JOURNEYS.state == "paused", "paused"), else_="live")
    live = {"version": number, "state": state}
    conn.execute(update(tables.journeys).where(_JOURNEYS.id == journey.id).values(live))
    return version_id


def next_number(conn: Connection, journey_id: str) -> int:
    """The number that the next version of a journey gets."""
    highest = select(func.max(_VERSIONS.number)).where(_VERSIONS.journey_id == journey_id)
    return (conn.execute(highest).scalar() or 0) + 1


def set_state(conn: Connection, journey_id: str, state: JourneyState, at: Instant, *, why: str = "") -> None:
    """Pause, resume or archive a journey; `why` is what the engine says if it pauses the journey, as JSON.

    One that is paused already keeps the instant and the reason of its pause. Its messages wait meanwhile.
    """
    changed: dict[str, Any] = {"state": state, "updated_at": at}
    if state == "paused":
        paused = _JOURNEYS.state == "paused"
        changed["paused_at"] = case((paused, _JOURNEYS.paused_at), else_=at)
        changed["paused_why"] = case((paused, _JOURNEYS.paused_why), else_=why)
    else:
        changed |= {"paused_at": None, "paused_why": ""}
    if state == "live":
        changed["resumed_at"] = at
    if state == "paused":
        resting_messages.rest(conn, journey_id)
    else:
        resting_messages.wake(conn, journey_id, at)
    conn.execute(update(tables.journeys).where(_JOURNEYS.id == journey_id).values(changed))


def delete_draft(conn: Connection, journey_id: str) -> bool:
    """Delete a journey that was never published; False if it was, or if there is none."""
    gone = delete(tables.journeys).where(_JOURNEYS.id == journey_id, _JOURNEYS.version.is_(None))
    return bool(conn.execute(gone).rowcount)


def list_versions(conn: Connection, journey_id: str) -> list[VersionRow]:
    """The versions of a journey, the newest first."""
    chosen = select(tables.versions).where(_VERSIONS.journey_id == journey_id)
    return [VersionRow(*row) for row in conn.execute(chosen.order_by(_VERSIONS.number.desc()))]


def live_version(conn: Connection, journey_id: str) -> VersionRow | None:
    """The version new contacts enter, whether the journey is running or paused; None if never published."""
    chosen = (
        select(tables.versions)
        .join(tables.journeys, _JOURNEYS.id == _VERSIONS.journey_id)
        .where(_JOURNEYS.id == journey_id, _VERSIONS.number == _JOURNEYS.version)
    )
    row = conn.execute(chosen).first()
    return VersionRow(*row) if row else None


def checksum(text: str) -> str:
    """What tells a document that was changed behind the program's back."""
    return hashlib.sha256(text.encode()).hexdigest()
