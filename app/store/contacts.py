"""Contacts: bringing in many at once, reading and changing one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, insert, literal, select, update

from app.core.clock import Instant
from app.core.errors import WorkspaceError
from app.core.fields import FieldBook, FieldType
from app.core.records import ConsentRecord, Contact
from app.core.share import contact_hash
from app.core.text import Text
from app.store import tables
from app.store.bulk import execute_many, slices
from app.store.changes import mark_addresses, mark_changed
from app.store.contact_columns import column, column_name, contact_table
from app.store.upsert import upsert

_FIXED = frozenset({"email", "created_at"})


@dataclass(frozen=True)
class NewContact:
    """A contact to be brought in: fields by key (`email` among them), tags to add, consents to note.

    A field that is given replaces what is stored, None empties it; fields not given stay.
    """

    values: Mapping[str, Any]
    tags: frozenset[str] = frozenset()
    consents: tuple[ConsentRecord, ...] = ()

    @property
    def key(self) -> str:
        """What makes a contact one and the same."""
        return email_key(str(self.values["email"]))


@dataclass(frozen=True)
class Upserted:
    """How many contacts are new, and how many were there already."""

    new: int
    known: int


def email_key(address: str) -> str:
    """An address as it is compared: without spaces around it, in lower case."""
    return address.strip().lower()


def upsert_contacts(
    conn: Connection, fields: FieldBook, contacts: Sequence[NewContact], at: Instant, *, watch: bool
) -> Upserted:
    """Bring in contacts, at best some thousands at a time; of two with one address the later one counts.

    `watch`: whether a live journey has segment triggers, goals or exits that ask about contacts.
    """
    before = _highest_id(conn)
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for contact in contacts:
        keys = tuple(key for key in contact.values if key not in _FIXED)
        groups.setdefault(keys, []).append(_row(contact, keys, fields, at))
    for keys, rows in groups.items():
        execute_many(conn, _insertion(conn, fields, keys), rows)
    _add_tags(conn, contacts)
    _add_consents(conn, contacts)
    addresses = list(dict.fromkeys(contact.key for contact in contacts))
    if watch:
        mark_addresses(conn, addresses, at)
    new = conn.execute(select(func.count()).where(tables.contacts.c.id > before)).scalar_one()
    return Upserted(new, len(addresses) - new)


def get_contact(conn: Connection, fields: FieldBook, contact_id: int) -> Contact | None:
    """One contact, or None if there is none of this id."""
    return next(iter(load_contacts(conn, fields, [contact_id])), None)


def contact_by_email(conn: Connection, fields: FieldBook, address: str) -> Contact | None:
    """The contact with an address, in whatever case it is written."""
    contact_id = id_by_email(conn, address)
    return get_contact(conn, fields, contact_id) if contact_id is not None else None


def id_by_email(conn: Connection, address: str) -> int | None:
    """The id of the contact with an address."""
    found = select(tables.contacts.c.id).where(tables.contacts.c.email_key == email_key(address))
    return conn.execute(found).scalar()


def load_contacts(conn: Connection, fields: FieldBook, ids: Sequence[int]) -> list[Contact]:
    """Contacts in the order of their ids given; those that are gone are left out."""
    table = contact_table(fields)
    columns = [table.c.id, *(column(table, key).label(f"v_{key}") for key in fields.keys())]
    found: dict[int, Contact] = {}
    for part in slices(ids):
        tags = _tags_of(conn, part)
        for row in conn.execute(select(*columns).where(table.c.id.in_(part))):
            values = dict(zip(fields.keys(), row[1:], strict=True))
            found[row.id] = Contact(row.id, _shown(values, fields), frozenset(tags.get(row.id, ())))
    return [found[contact_id] for contact_id in ids if contact_id in found]


def set_values(
    conn: Connection,
    fields: FieldBook,
    contact_id: int,
    values: Mapping[str, Any],
    at: Instant,
    *,
    watch: bool,
) -> None:
    """Change fields of one contact; raises `WorkspaceError` if a new address belongs to somebody else."""
    changed = {column_name(key): stored(value, fields.type_of(key)) for key, value in values.items()}
    if "email" in values:
        changed |= _address(conn, contact_id, str(values["email"]))
    if "score" in changed:
        changed["score"] = changed["score"] or 0
    table = contact_table(fields)
    conn.execute(update(table).where(table.c.id == contact_id).values(**changed, updated_at=at))
    if watch:
        mark_changed(conn, select(literal(contact_id)), at)


def set_tag(
    conn: Connection, contact_ids: Sequence[int], tag: str, at: Instant, *, present: bool, watch: bool
) -> None:
    """Add a tag to contacts, or take it away."""
    tags = tables.tags
    rows = [{"contact_id": contact_id, "tag": tag} for contact_id in contact_ids]
    if present:
        execute_many(conn, upsert(conn, tags).on_conflict_do_nothing(), rows)
    for part in slices(contact_ids):
        if not present:
            conn.execute(tags.delete().where(tags.c.tag == tag, tags.c.contact_id.in_(part)))
        if watch:
            chosen = select(tables.contacts.c.id).where(tables.contacts.c.id.in_(part))
            mark_changed(conn, chosen, at)


def all_tags(conn: Connection) -> list[str]:
    """Every tag that a contact carries."""
    return list(conn.execute(select(tables.tags.c.tag).distinct().order_by(tables.tags.c.tag)).scalars())


def stored(value: Any, field_type: FieldType | None) -> Any:
    """A value as the store keeps it: nothing instead of empty text, 1 and 0 for yes and no."""
    if value is None or value == "":
        return None
    return int(value) if field_type == "boolean" else value


def _shown(values: dict[str, Any], fields: FieldBook) -> dict[str, Any]:
    for key, value in values.items():
        kind = fields.type_of(key)
        if kind == "boolean" and value is not None:
            values[key] = bool(value)
        elif kind == "number" and isinstance(value, float) and value.is_integer():
            values[key] = int(value)
    return values


def _row(contact: NewContact, keys: tuple[str, ...], fields: FieldBook, at: Instant) -> dict[str, Any]:
    address = str(contact.values["email"]).strip()
    row = {column_name(key): stored(contact.values[key], fields.type_of(key)) for key in keys}
    if "score" in row:
        row["score"] = row["score"] or 0
    return row | {
        "email": address,
        "email_key": email_key(address),
        "share": contact_hash(address),
        "created_at": contact.values.get("created_at") or at,
        "updated_at": at,
    }


def _insertion(conn: Connection, fields: FieldBook, keys: Iterable[str]) -> Any:
    statement = upsert(conn, contact_table(fields))
    replaced = [*(column_name(key) for key in keys), "email", "updated_at"]
    return statement.on_conflict_do_update(
        index_elements=["email_key"], set_={name: statement.excluded[name] for name in replaced}
    )


def _add_tags(conn: Connection, contacts: Sequence[NewContact]) -> None:
    source = select(tables.contacts.c.id, _given("new_tag")).where(_is_contact())
    statement = upsert(conn, tables.tags).from_select(["contact_id", "tag"], source)
    rows = [{"key_of_contact": contact.key, "new_tag": tag} for contact in contacts for tag in contact.tags]
    execute_many(conn, statement.on_conflict_do_nothing(), rows)


def _add_consents(conn: Connection, contacts: Sequence[NewContact]) -> None:
    """Add what is not in the ledger yet, so that the same table can be brought in twice."""
    names = ("purpose", "status", "at", "source", "wording")
    ledger = tables.consents
    known = select(ledger.c.id).where(
        ledger.c.contact_id == tables.contacts.c.id,
        *(ledger.c[name] == _given(f"new_{name}") for name in ("purpose", "status", "at", "source")),
    )
    source = select(tables.contacts.c.id, *(_given(f"new_{name}") for name in names)).where(
        _is_contact(), ~known.correlate(tables.contacts).exists()
    )
    rows = [
        {"key_of_contact": contact.key, **{f"new_{name}": getattr(record, name) for name in names}}
        for contact in contacts
        for record in contact.consents
    ]
    execute_many(conn, insert(ledger).from_select(["contact_id", *names], source), rows)


def _address(conn: Connection, contact_id: int, address: str) -> dict[str, Any]:
    owner = id_by_email(conn, address)
    if owner is not None and owner != contact_id:
        raise WorkspaceError(_TAKEN.fill(address=address.strip()))
    return {"email": address.strip(), "email_key": email_key(address)}


def _tags_of(conn: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in conn.execute(select(tables.tags).where(tables.tags.c.contact_id.in_(ids))):
        found.setdefault(row.contact_id, []).append(row.tag)
    return found


def _highest_id(conn: Connection) -> int:
    return conn.execute(select(func.max(tables.contacts.c.id))).scalar() or 0


def _is_contact() -> ColumnElement[bool]:
    return tables.contacts.c.email_key == bindparam("key_of_contact")


def _given(name: str) -> ColumnElement[Any]:
    return bindparam(name)


_TAKEN = Text(
    "Die Adresse {address} gehört schon zu einem anderen Kontakt. Bitte wählen Sie eine andere.",
    "The address {address} already belongs to another contact. Please choose another one.",
)
