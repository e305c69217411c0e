"""Messages that were put off: in virtual time they take their turn among what happens to their contact.

In real time they are simply due later, and delivery judges them anew.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, literal, select, update

from app.core.clock import Instant
from app.engine.scratch import MESSAGE, crowd, item
from app.store.joins import driven
from app.store.tables import outbox

_WAITS = (outbox.c.due.is_not(None), outbox.c.state == "deferred")


def any_due(conn: Connection, until: Instant) -> bool:
    """Whether the turn of any of them comes by an instant."""
    return conn.execute(contacts_due(until).limit(1)).first() is not None


def contacts_due(until: Instant | ColumnElement[Instant]) -> Select[tuple[int]]:
    """The contacts of those whose turn comes by an instant."""
    return select(outbox.c.contact_id).where(*_WAITS, outbox.c.due <= until)


def first_due(conn: Connection) -> Instant | None:
    """When the first of them has its turn."""
    return conn.execute(select(func.min(outbox.c.due)).where(*_WAITS)).scalar_one()


def items(until: ColumnElement[int]) -> Select[*tuple[Any, ...]]:
    """Those of the crowd whose turn comes by an instant, as things that happen to their contacts."""
    return (
        select(outbox.c.contact_id, outbox.c.due, literal(MESSAGE), outbox.c.id)
        .select_from(driven(crowd, outbox, outbox.c.contact_id == crowd.c.contact_id))
        .where(*_WAITS, outbox.c.due <= until)
    )


def recall(conn: Connection) -> None:
    """Those whose turn it is are to be judged again."""
    chosen = select(item.c.ref).where(item.c.kind == MESSAGE)
    conn.execute(update(outbox).where(outbox.c.id.in_(chosen)).values(state="queued"))
