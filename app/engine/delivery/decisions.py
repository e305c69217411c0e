"""What a person decides about messages that the program leaves to a person: uncertain, held and failed ones.

Each function works inside the caller's transaction and only on messages that still stand as the person saw
them; the row of a message, and with it its key (enrollment, step, visit), is always the same one. A message
is touched only once its enrollment knows what became of it, so that two words about it never cross.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, literal, select, update

from app.core.clock import Instant
from app.core.document_io import from_text
from app.core.fields import FieldBook
from app.core.program import WITHIN
from app.core.reasons import LEFT
from app.core.records import MessageState
from app.engine.delivery.gate import LATER
from app.engine.delivery.report import Outcome
from app.engine.delivery.rows import load_content
from app.engine.effects.messages import address_of
from app.store import resting_messages
from app.store.contact_columns import column, contact_table
from app.store.outbox_rows import in_trouble, of_journey
from app.store.tables import contents, journeys, outbox, versions

SKIPPED_LATE = "late_dropped"
FAILED = "failed"


@dataclass(frozen=True)
class Chosen:
    """The messages a decision is about: those with some keys, or all, perhaps of one journey and step."""

    keys: tuple[int, ...] | None = None
    journey: str = ""
    step: str = ""


def send_again(conn: Connection, chosen: Chosen, at: Instant) -> int:
    """Let uncertain messages go out once more; how many. Their enrollments went on when they became so."""
    return _requeue(conn, _standing("uncertain", chosen), at)


def arrived(conn: Connection, chosen: Chosen) -> int:
    """Uncertain messages have arrived: they count as accepted when they were handed over."""
    return _change(conn, _standing("uncertain", chosen), state="accepted", reason="")


def leave(conn: Connection, chosen: Chosen) -> int:
    """Uncertain messages stay so, and nobody is asked about them again; they count as sent all the same."""
    undecided = ~outbox.c.reason.startswith(LEFT, autoescape=True)
    return _change(conn, [*_standing("uncertain", chosen), undecided], reason=LEFT + outbox.c.reason)


def release(conn: Connection, chosen: Chosen, at: Instant) -> int:
    """Let held messages go out after all; the gate is asked as for every other (rule 18)."""
    return _requeue(conn, _in("held", chosen), at)


def skip(conn: Connection, chosen: Chosen, at: Instant) -> tuple[Outcome, ...]:
    """Held messages do not go out; the outcomes are for the engine, which tells those who wait for them."""
    where = _in("held", chosen)
    rows = conn.execute(select(outbox.c.id, outbox.c.enrollment_id, outbox.c.step).where(*where)).all()
    _change(conn, where, state="skipped", state_at=at, due=None, reason=SKIPPED_LATE)
    return tuple(Outcome(row.id, row.enrollment_id, row.step, "skipped", at) for row in rows)


def retry(conn: Connection, fields: FieldBook, chosen: Chosen, at: Instant) -> int:
    """Try refused messages again, those whose failure the journey has not answered yet by its way `failed`.

    They get address and values of the contact as they are now, since a person may just have mended these.
    The contact's way stays as it is: who went on stays there, and a journey that has ended for a contact
    because of the failure is not begun again.
    """
    where = [*_standing("refused", chosen), _unanswered(conn)]
    _take_values(conn, fields, where)
    return _requeue(conn, where, at)


def hurry(conn: Connection, chosen: Chosen, at: Instant) -> int:
    """Try messages again at once that a server has put off; hours, caps and pauses are not passed over."""
    by_the_gate = outbox.c.reason.startswith(LATER, autoescape=True)
    awake = outbox.c.due < resting_messages.RESTING
    put_off = [outbox.c.state == "deferred", ~by_the_gate, outbox.c.due > at, awake]
    return _change(conn, [*put_off, *_among(chosen)], due=at)


def may_be_tried(conn: Connection, keys: Iterable[int]) -> frozenset[int]:
    """Which of some refused messages `retry` would try again."""
    where = _standing("refused", Chosen(tuple(keys)))
    return frozenset(conn.execute(select(outbox.c.id).where(*where, _unanswered(conn))).scalars())


def _take_values(conn: Connection, fields: FieldBook, where: Sequence[ColumnElement[bool]]) -> None:
    """Give messages address and values as the contacts have them now; what an event told stays."""
    contacts = contact_table(fields)
    snapshot = func.min(outbox.c.variables)  # those of one content name the same values
    samples = select(outbox.c.content_id, snapshot).where(*where).group_by(outbox.c.content_id)
    for content, sample in conn.execute(samples).all():
        keys = [key for key in json.loads(sample).get("contact", {}) if key in fields]
        pairs = [part for key in keys for part in (literal(key), column(contacts, key))]
        its = contacts.c.id == outbox.c.contact_id
        values = select(func.json_object(*pairs)).where(its).scalar_subquery()
        said = load_content(conn, content).content
        address = select(address_of(said, fields, contacts)).where(its).scalar_subquery()
        conn.execute(
            update(outbox)
            .where(*where, outbox.c.content_id == content)
            .values(
                address=func.coalesce(address, outbox.c.address),
                variables=func.json_set(outbox.c.variables, "$.contact", func.json(values)),
            )
        )


def _requeue(conn: Connection, where: Sequence[ColumnElement[bool]], at: Instant) -> int:
    """How late they are stays noted: who is known to be late is not held back again."""
    n = _change(conn, where, state="queued", state_at=at, due=at, reason="", attempts=0)
    paused = select(journeys.c.id).where(journeys.c.state == "paused")
    for journey_id in conn.execute(paused).scalars().all() if n else ():
        resting_messages.rest(conn, journey_id)
    return n


def _change(conn: Connection, where: Sequence[ColumnElement[bool]], **values: Any) -> int:
    return conn.execute(update(outbox).where(*where).values(**values)).rowcount


def _standing(state: MessageState, chosen: Chosen) -> list[ColumnElement[bool]]:
    """Messages in a state, of which their enrollments know that."""
    return [*_in(state, chosen), outbox.c.due.is_(None)]


def _in(state: MessageState, chosen: Chosen) -> list[ColumnElement[bool]]:
    return [outbox.c.state == state, in_trouble(), *_among(chosen)]


def _among(chosen: Chosen) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if chosen.keys is not None:
        found.append(outbox.c.id.in_(chosen.keys))
    if chosen.journey:
        found.append(of_journey(chosen.journey))
    if chosen.step:
        found.append(outbox.c.step == chosen.step)
    return found


def _unanswered(conn: Connection) -> ColumnElement[bool]:
    """Whether the step of a message has no way `failed`, by which its contact would have gone on already."""
    refused = select(outbox.c.content_id).where(outbox.c.state == "refused", in_trouble()).distinct()
    found = conn.execute(
        select(contents.c.id, contents.c.step, versions.c.document)
        .join(versions, versions.c.id == contents.c.version_id)
        .where(contents.c.id.in_(refused))
    )
    answered = [
        row.id
        for row in found
        if FAILED in from_text(row.document).outgoing.get(row.step.partition(WITHIN)[0], {})
    ]
    return outbox.c.content_id.not_in(answered)
