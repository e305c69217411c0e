"""What is written down about a contact: words on consent, and tasks for sales."""

from __future__ import annotations

from sqlalchemy import insert, literal, select, true

from app.core.program import CreateTask, SetConsent
from app.engine.effects.party import Party
from app.engine.scratch import wave
from app.store import tables as t
from app.store.upsert import upsert

_SOURCE = "journey: {name}"


def set_consent(party: Party, effect: SetConsent) -> None:
    """A word on a purpose in the ledger, with the journey as its source."""
    c = t.consents.c
    rows = select(
        wave.c.contact_id,
        literal(effect.purpose),
        literal(effect.status),
        wave.c.at,
        literal(_SOURCE.format(name=party.version.journey.name)),
        literal(effect.wording),
    ).where(*party.only())
    columns = [c.contact_id, c.purpose, c.status, c.at, c.source, c.wording]
    party.conn.execute(insert(t.consents).from_select(columns, rows))


def create_task(party: Party, effect: CreateTask) -> None:
    """One task per enrollment, step and visit."""
    c = t.tasks.c
    rows = select(
        wave.c.contact_id,
        wave.c.token,
        literal(party.act.step),
        party.visit,
        literal(effect.title),
        literal(effect.note),
        literal(effect.owner),
        wave.c.at,
        party.later(effect.due),
        party.later(effect.lock),
    ).where(true(), *party.only())
    columns = [
        c.contact_id, c.enrollment_id, c.step, c.visit, c.title, c.note, c.owner,
        c.created_at, c.due_at, c.lock_until,
    ]  # fmt: skip
    statement = upsert(party.conn, t.tasks).from_select(columns, rows)
    party.conn.execute(statement.on_conflict_do_nothing())
