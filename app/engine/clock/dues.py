"""When a hold is over, for a whole wave: one expression where the clocks stand still, a table where not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    FromClause,
    delete,
    func,
    insert,
    literal,
    null,
    select,
)

from app.core.clock import DAY, Instant
from app.core.dates import UntilDate
from app.core.fields import FieldBook
from app.core.schedule import Until, absolute_length, due, steady_offset, zone
from app.engine.scratch import due_of, wave
from app.store import tables as t
from app.store.contact_columns import column


@dataclass(frozen=True, slots=True)
class Span:
    """How many of a wave have a code in a zone, and their first and last instant."""

    code: int
    zone: str
    n: int
    first: Instant
    last: Instant


def day_due(
    until: UntilDate, contact: FromClause, arrived: ColumnElement[Any], fields: FieldBook, fallback: str
) -> ColumnElement[Any]:
    """The instant meant by a date for a contact that arrived at an instant; null if it has no day.

    A field that is gone, or that holds something else, names no day.
    """
    known = fields.type_of(until.field) not in (None, "boolean")
    value = column(contact, until.field) if known else null()
    text = literal(until.model_dump_json())
    return func.stellwerk_date_due(
        text, value, arrived, contact.c.time_zone, literal(fallback), type_=BigInteger
    )


def tabled_due() -> ColumnElement[Any]:
    """The due instant of an enrollment in the wave, to be used in an UPDATE of `enrollments`."""
    return (
        select(due_of.c.due)
        .select_from(wave.join(due_of, (due_of.c.zone == wave.c.zone) & (due_of.c.at == wave.c.at)))
        .where(wave.c.token == t.enrollments.c.id)
        .scalar_subquery()
    )


class Dues:
    """Works out due instants inside one transaction."""

    def __init__(self, conn: Connection, fallback: str, spans: Sequence[Span]) -> None:
        self._conn = conn
        self._fallback = fallback
        self._spans = spans

    def length(self, until: Until, codes: Sequence[int] | None) -> int | None:
        """How long after its old `due` an enrollment of the wave is due, in milliseconds.

        None: it differs, and each finds its instant in a table (`tabled_due`). `codes` None means everybody.
        """
        if until.window is None:
            length = absolute_length(until.after)
            if length is not None:
                return length
            if until.after.unit in ("days", "weeks") and self._steady(until, codes):
                return until.after.amount * (7 if until.after.unit == "weeks" else 1) * DAY
        self._table(until, codes)
        return None

    def _steady(self, until: Until, codes: Sequence[int] | None) -> bool:
        days = until.after.amount * (7 if until.after.unit == "weeks" else 1)
        return all(
            steady_offset(zone(span.zone, self._fallback), span.first, span.last + days * DAY)
            for span in self._spans
            if codes is None or span.code in codes
        )

    def _table(self, until: Until, codes: Sequence[int] | None) -> None:
        chosen = select(wave.c.zone, wave.c.at).distinct()
        pairs = self._conn.execute(chosen if codes is None else chosen.where(wave.c.code.in_(codes))).all()
        self._conn.execute(delete(due_of))
        self._conn.execute(
            insert(due_of),
            [
                {"zone": name, "at": at, "due": due(until, at, zone(name, self._fallback))}
                for name, at in pairs
            ],
        )
