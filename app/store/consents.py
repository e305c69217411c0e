"""Consents: a ledger in which the latest word on a purpose counts."""

from __future__ import annotations

from sqlalchemy import Connection, insert, literal, select

from app.core.clock import Instant
from app.core.records import ConsentRecord
from app.store import tables
from app.store.changes import mark_changed

_LEDGER = tables.consents.c


def add_consent(conn: Connection, contact_id: int, record: ConsentRecord, *, watch: bool) -> None:
    """Add a word of a contact."""
    values = {
        "contact_id": contact_id,
        "purpose": record.purpose,
        "status": record.status,
        "at": record.at,
        "source": record.source,
        "wording": record.wording,
    }
    conn.execute(insert(tables.consents).values(values))
    if watch:
        mark_changed(conn, select(literal(contact_id)), record.at)


def consent_history(conn: Connection, contact_id: int) -> list[ConsentRecord]:
    """Every word of a contact, the oldest first."""
    rows = conn.execute(
        select(tables.consents).where(_LEDGER.contact_id == contact_id).order_by(_LEDGER.at, _LEDGER.id)
    )
    return [ConsentRecord(row.purpose, row.status, row.at, row.source, row.wording) for row in rows]


def current_consents(conn: Connection, contact_id: int, at: Instant) -> dict[str, ConsentRecord]:
    """The word that counts at an instant, by purpose."""
    return {record.purpose: record for record in consent_history(conn, contact_id) if record.at <= at}


def purposes(conn: Connection) -> list[str]:
    """Every purpose that was ever spoken about."""
    return list(conn.execute(select(_LEDGER.purpose).distinct().order_by(_LEDGER.purpose)).scalars())
