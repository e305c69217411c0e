"""Other journeys: contacts are let in there, or taken out, at their own instants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, FromClause, select

from app.core.clock import Instant
from app.core.program import Enroll, Leave, OnManual
from app.core.rules.tree import Rule
from app.engine.effects.party import Party
from app.engine.entry import Doors, Rows, not_too_often, rows_of
from app.engine.interventions.ending import end
from app.engine.scratch import wave
from app.engine.tally import Tally
from app.engine.version import Version
from app.store import tables as t
from app.store.contact_columns import contact_table
from app.store.joins import driven


@dataclass(frozen=True)
class Others:
    """The journeys of the workspace, for those that start or end one another; `live` by id of the journey."""

    live: Mapping[str, Version]
    load: Callable[[Connection, int], Version]
    segments: Mapping[str, Rule]
    tally: Tally


def enter(party: Party, effect: Enroll, others: Others) -> None:
    """Let the contacts in by the manual triggers of another journey; nobody enters one that is not live."""
    version = others.live.get(effect.journey)
    if version is None:
        _complain(party, effect.journey)
        return
    doors = Doors(version, party.fields, others.segments, others.tally)
    for step, source in version.program.sources.items():
        if isinstance(source, OnManual):
            contacts = contact_table(party.fields).alias("c")
            rows = _sent(party, version, contacts)
            doors.enroll(party.conn, step, rows, contacts, wave.c.at)


def leave(party: Party, effect: Leave, others: Others) -> None:
    """End what the contacts have under way in another journey, whatever its version."""
    e = t.enrollments.c
    standing = (
        select(e.id, e.position, e.arrived, e.version_id, wave.c.at)
        .select_from(driven(wave, t.enrollments, e.contact_id == wave.c.contact_id))
        .where(
            *party.only(),
            e.journey_id == effect.journey,
            e.position.is_not(None),
            e.entered_at <= wave.c.at,
            e.id != wave.c.token,
        )
        .order_by(e.id)
    )
    by_version: dict[int, list[tuple[int, int, Instant]]] = defaultdict(list)
    for row in party.conn.execute(standing):
        by_version[row.version_id].append((row.id, row.position, max(row.arrived, row.at)))
    for version_id, rows in by_version.items():
        end(party.conn, others.tally, others.load(party.conn, version_id), "removed", rows)
    if not by_version and _name(party.conn, effect.journey) is None:
        _complain(party, effect.journey)


def _sent(party: Party, version: Version, contacts: FromClause) -> Rows:
    """Those who are to enter, each at its own instant.

    Nobody is sent into one journey again and again at one instant, so that journeys that start each other
    come to an end.
    """
    return (
        rows_of(contacts.c.id, wave.c.at)
        .select_from(driven(wave, contacts, contacts.c.id == wave.c.contact_id))
        .where(*party.only(), not_too_often(version, contacts, wave.c.at))
    )


def _complain(party: Party, journey_id: str) -> None:
    name = _name(party.conn, journey_id)
    party.complain("journey_gone" if name is None else "journey_not_live", journey=name or journey_id)


def _name(conn: Connection, journey_id: str) -> str | None:
    return conn.execute(select(t.journeys.c.name).where(t.journeys.c.id == journey_id)).scalar()
