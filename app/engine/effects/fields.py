"""Changes of contact fields: several in a row become one statement."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    String,
    Update,
    case,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.types import Float

from app.core.clock import DAY
from app.core.fields import READ_ONLY_FIELDS, FieldType
from app.core.program import (
    AddToAttribute,
    ComputeAttribute,
    CopyAttribute,
    SetAttribute,
    SetDay,
)
from app.core.rules.tree import Scalar
from app.engine.effects.party import Party
from app.engine.scratch import value_of, wave
from app.store import tables as t
from app.store.bulk import Prepared
from app.store.contact_columns import column, contact_table

FieldEffect = SetAttribute | AddToAttribute | CopyAttribute | ComputeAttribute | SetDay
_LARGEST = 1.7e308
"""What is larger is no number any more."""


def suits(value: Scalar | None, kind: FieldType) -> bool:
    """Whether a field of a type takes a value; every field can be emptied."""
    match kind:
        case _ if value is None:
            return True
        case "boolean":
            return isinstance(value, bool)
        case "text":
            return isinstance(value, str)
        case "date":
            return isinstance(value, str) and _is_date(value)
        case "number" | "instant":
            return isinstance(value, int | float) and not isinstance(value, bool)


class FieldChanges:
    """Changes of one party that have not been written yet."""

    def __init__(self, party: Party) -> None:
        self.party = party
        self._contacts = party.version.prepared("contacts", partial(contact_table, party.fields))
        self._values: dict[str, ColumnElement[Any]] = {}
        self._effects: dict[str, FieldEffect] = {}

    def add(self, effect: FieldEffect, party: Party) -> None:
        """Take in a change; one that reads a field changed before comes after it."""
        kind = party.fields.type_of(effect.field)
        if kind is None or effect.field in READ_ONLY_FIELDS:
            party.complain("field_gone" if kind is None else "field_unsuited", field=effect.field)
            return
        names = {column(self._contacts, key).name for key in _reads(effect) if key in party.fields}
        if not names.isdisjoint(self._values):
            self.write()
        if isinstance(effect, SetDay):
            self._set_day(effect, kind, party)
            return
        value = _value(effect, kind, party, self._contacts)
        if value is None:
            party.complain("field_unsuited", field=effect.field)
            return
        target = column(self._contacts, effect.field)
        self._values[target.name] = func.coalesce(value, 0) if target.name == "score" else value
        self._effects[target.name] = effect

    def write(self) -> None:
        """Carry out what was taken in."""
        if not self._values:
            return
        make = partial(self._update, self._values)
        if self.party.codes is None:
            key = ("fields", *self._effects.items())
            self.party.version.prepared(key, lambda: Prepared(make, seldom=True)).run(self.party.conn, [{}])
        else:
            self.party.conn.execute(make())
        self._values, self._effects = {}, {}

    def _set_day(self, effect: SetDay, kind: FieldType, party: Party) -> None:
        if kind not in ("date", "instant"):
            party.complain("field_unsuited", field=effect.field)
            return
        self.write()
        set_each(party, effect.field, _day(effect, kind, party))

    def _update(self, values: dict[str, ColumnElement[Any]]) -> Update:
        party, contacts = self.party, self._contacts
        own = update(contacts).where(contacts.c.id == wave.c.contact_id, *party.only())
        return own.values({**values, "updated_at": wave.c.at})


def set_each(party: Party, field: str, value: ColumnElement[Any], *only: ColumnElement[bool]) -> None:
    """Set a field of each contact to a value worked out for its row of the wave."""
    contacts, conn = contact_table(party.fields), party.conn
    conn.execute(delete(value_of))
    rows = select(wave.c.contact_id, value).where(*party.only(), *only)
    conn.execute(insert(value_of).from_select(list(value_of.c), rows))
    theirs = value_of.c.contact_id == wave.c.contact_id
    conn.execute(
        update(contacts)
        .where(contacts.c.id == wave.c.contact_id, theirs)
        .values({column(contacts, field).name: value_of.c.value, "updated_at": wave.c.at})
    )


def _reads(effect: FieldEffect) -> tuple[str, ...]:
    match effect:
        case SetAttribute():
            return ()
        case AddToAttribute(field=field):
            return (field,)
        case CopyAttribute(source=source):
            return (source,)
        case ComputeAttribute(left=left, right=right):
            return tuple(side for side in (left, right) if isinstance(side, str))
        case SetDay():
            return ("time_zone",)


def _value(
    effect: SetAttribute | AddToAttribute | CopyAttribute | ComputeAttribute,
    kind: FieldType,
    party: Party,
    contacts: FromClause,
) -> ColumnElement[Any] | None:
    """What the field becomes; None if it does not suit the change."""
    target = column(contacts, effect.field)
    match effect:
        case SetAttribute(value=value):
            if not suits(value, kind):
                return None
            return literal(int(value) if isinstance(value, bool) else value, target.type)
        case CopyAttribute(source=source):
            if party.fields.type_of(source) is None:
                party.complain("field_gone", field=source)
            same_kind = party.fields.type_of(source) == kind
            return column(contacts, source) if same_kind else literal(None, target.type)
        case AddToAttribute(amount=amount):
            return _finite(func.coalesce(target, 0) + literal(amount)) if kind == "number" else None
        case ComputeAttribute():
            return _finite(_computed(effect, party, contacts)) if kind == "number" else None


def _computed(effect: ComputeAttribute, party: Party, contacts: FromClause) -> ColumnElement[Any]:
    left, right = (_operand(side, party, contacts) for side in (effect.left, effect.right))
    match effect.op:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / func.nullif(right, 0.0)


def _operand(side: str | float, party: Party, contacts: FromClause) -> ColumnElement[Any]:
    if not isinstance(side, str):
        return literal(float(side), Float)
    kind = party.fields.type_of(side)
    if kind is None:
        party.complain("field_gone", field=side)
    return cast(column(contacts, side), Float) if kind == "number" else literal(None, Float)


def _finite(value: ColumnElement[Any]) -> ColumnElement[Any]:
    return case((func.abs(value) <= _LARGEST, value))


def _day(effect: SetDay, kind: FieldType, party: Party) -> ColumnElement[Any]:
    if kind == "instant":
        return wave.c.at + effect.days * DAY
    zone = select(t.contacts.c.time_zone).where(t.contacts.c.id == wave.c.contact_id).correlate(wave)
    fallback = party.version.program.settings.time_zone
    return func.stellwerk_local_date(
        wave.c.at, func.coalesce(zone.scalar_subquery(), ""), fallback, effect.days, type_=String
    )


def _is_date(words: str) -> bool:
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False
