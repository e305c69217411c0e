"""Letting go of what is old: history, messages and events of contacts whose journeys have long ended.

The enrollments themselves stay: counters, re-entry and rules about journeys are the same before and after.
Work is done in short stretches of ids, each a transaction of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select, update

from app.core.clock import Instant
from app.core.reasons import LEFT
from app.store import tables as t

STRETCH = 5_000
Part = Literal["enrollments", "events", "incidents"]
PARTS: tuple[Part, ...] = ("enrollments", "events", "incidents")
FORGOTTEN = ""
"""The type of an event of which only its key is kept, so that it is never recorded again (rule 4)."""


@dataclass(frozen=True)
class Place:
    """How far tidying has come: which part, and the highest id that is done with."""

    part: Part = "enrollments"
    id: int = 0


@dataclass(frozen=True)
class Gone:
    """How many rows have been let go."""

    history: int = 0
    messages: int = 0
    events: int = 0
    incidents: int = 0

    def __add__(self, other: Gone) -> Gone:
        return Gone(
            self.history + other.history,
            self.messages + other.messages,
            self.events + other.events,
            self.incidents + other.incidents,
        )

    @property
    def total(self) -> int:
        """All of them."""
        return self.history + self.messages + self.events + self.incidents


def amounts(conn: Connection) -> dict[Part, int]:
    """The highest ids: how much there is to go through."""
    return {part: conn.execute(select(func.max(_TABLES[part].c.id))).scalar() or 0 for part in PARTS}


def tidy_stretch(conn: Connection, place: Place, before: Instant) -> tuple[Gone, Place | None]:
    """Let go of what was over before an instant in the next stretch; and where to go on, if at all."""
    highest = conn.execute(select(func.max(_TABLES[place.part].c.id))).scalar() or 0
    last = place.id + STRETCH
    match place.part:
        case "enrollments":
            gone = _tidy_enrollments(conn, place.id, last, before)
        case "events":
            gone = _tidy_events(conn, place.id, last, before)
        case "incidents":
            gone = _tidy_incidents(conn, place.id, last, before)
    if last < highest:
        return gone, Place(place.part, last)
    following = PARTS.index(place.part) + 1
    return gone, Place(PARTS[following]) if following < len(PARTS) else None


def _tidy_enrollments(conn: Connection, first: int, last: int, before: Instant) -> Gone:
    e, o = t.enrollments.c, t.outbox.c
    ended = select(e.id).where(e.id > first, e.id <= last, e.ended_at < before)
    history = delete(t.history).where(t.history.c.enrollment_id.in_(ended))
    # A message that still waits, for a server or for a person's word, stays.
    done = or_(
        o.state.in_(("accepted", "refused", "skipped")),
        (o.state == "uncertain") & o.reason.startswith(LEFT, autoescape=True),
    )
    messages = delete(t.outbox).where(o.enrollment_id.in_(ended), done, o.due.is_(None), o.state_at < before)
    return Gone(history=conn.execute(history).rowcount, messages=conn.execute(messages).rowcount)


def _tidy_events(conn: Connection, first: int, last: int, before: Instant) -> Gone:
    x, e = t.events.c, t.enrollments.c
    under_way = select(e.id).where(e.contact_id == x.contact_id, e.position.is_not(None)).exists()
    old = (x.id > first, x.id <= last, x.at < before, x.pending == 0, ~under_way)
    gone = conn.execute(delete(t.events).where(*old, x.dedupe_key.is_(None))).rowcount
    emptied = (
        update(t.events)
        .where(*old, x.dedupe_key.is_not(None), x.type != FORGOTTEN)
        .values(type=FORGOTTEN, properties="{}", step=None)
    )
    return Gone(events=gone + conn.execute(emptied).rowcount)


def _tidy_incidents(conn: Connection, first: int, last: int, before: Instant) -> Gone:
    i = t.incidents.c
    old: tuple[ColumnElement[bool], ...] = (i.id > first, i.id <= last, i.at < before)
    return Gone(incidents=conn.execute(delete(t.incidents).where(*old)).rowcount)


_TABLES = {"enrollments": t.enrollments, "events": t.events, "incidents": t.incidents}
