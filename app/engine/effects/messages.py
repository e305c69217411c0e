"""Messages: decided here with the values their templates name, written and sent later."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, FromClause, func, literal, select, true

from app.core.fields import FieldBook
from app.core.program import (
    CallContent,
    Content,
    NoteContent,
    Send,
    ServiceContent,
    templates_of,
)
from app.engine.effects.party import Party
from app.engine.scratch import wave
from app.store import tables as t
from app.store.bulk import Prepared
from app.store.contact_columns import column, contact_table
from app.store.upsert import upsert

if TYPE_CHECKING:
    from app.store.upsert import Upsert


def put_into_outbox(party: Party, instruction: Send) -> None:
    """One message per contact, with the values its template names."""
    make = partial(_messages, party, instruction)
    if party.codes is None:
        party.version.prepared(("messages", party.act), lambda: Prepared(make, seldom=True)).run(
            party.conn, [{}]
        )
    else:
        party.conn.execute(make())


def _messages(party: Party, instruction: Send) -> Upsert:
    contacts, e, event = (
        contact_table(party.fields).alias("c"),
        t.enrollments.alias("e"),
        t.events.alias("ev"),
    )
    source = (
        wave.join(contacts, contacts.c.id == wave.c.contact_id)
        .join(e, e.c.id == wave.c.token)
        .outerjoin(event, event.c.id == e.c.event_id)
    )
    rows = (
        select(
            wave.c.token,
            literal(party.act.step),
            party.visit,
            wave.c.contact_id,
            literal(party.version.content_ids[party.act.step]),
            address_of(instruction.content, party.fields, contacts),
            _snapshot(instruction.content, party.fields, contacts, event),
            wave.c.at,
            wave.c.at,
            wave.c.at,
        )
        .select_from(source)
        .where(true(), *party.only())
    )
    o = t.outbox.c
    columns = [
        o.enrollment_id, o.step, o.visit, o.contact_id, o.content_id,
        o.address, o.variables, o.at, o.state_at, o.due,
    ]  # fmt: skip
    statement = upsert(party.conn, t.outbox).from_select(columns, rows)
    return statement.on_conflict_do_nothing()


def address_of(content: Content, fields: FieldBook, contacts: FromClause) -> ColumnElement[str]:
    """Where a message goes: to the contact, or to the team; a call of a web address is about the contact."""
    match content:
        case NoteContent(to=to):
            return literal(to)
        case ServiceContent(recipient=recipient) if recipient in fields:
            return func.coalesce(column(contacts, recipient), "")
        case _:
            return contacts.c.email


def _snapshot(
    content: Content, fields: FieldBook, contacts: FromClause, event: FromClause
) -> ColumnElement[str]:
    """The JSON of the values that a message names, as they are now."""
    from app.core.templates import variables  # templates are slow to load, and not everybody has mails

    names = {name for source in templates_of(content) for name in variables(source)}
    keys = {name.removeprefix("contact.") for name in names if name.startswith("contact.")}
    pairs: list[Any] = []
    for key in sorted(keys.union(_plain(content))):
        if key in fields:
            pairs += [literal(key), column(contacts, key)]
    parts: list[Any] = [literal("contact"), func.json_object(*pairs)]
    if any(name.startswith("event.") for name in names):
        parts += [literal("event"), func.json(func.coalesce(event.c.properties, "{}"))]
    return func.json_object(*parts)


def _plain(content: Content) -> Sequence[str]:
    """The fields that a message takes as they are."""
    match content:
        case ServiceContent(recipient=recipient):
            return (recipient,)
        case CallContent(fields=fields):
            return fields
        case _:
            return ()
