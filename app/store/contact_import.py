"""Contacts from a table: whole columns at a time, through the driver.

Unlike `upsert_contacts`, a value that is missing keeps what is stored: an empty cell says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, insert, literal_column, select
from sqlalchemy.sql import ClauseElement

from app.core.clock import Instant
from app.core.fields import FieldBook
from app.core.rules.tree import ConsentStatus
from app.core.share import contact_hashes
from app.store import tables
from app.store.bulk import slices
from app.store.changes import mark_changed
from app.store.contact_columns import column_name, contact_table
from app.store.contacts import Upserted, email_key
from app.store.upsert import upsert

Columns = Mapping[str, Sequence[Any]]
_ALWAYS = ("email", "email_key", "share")


@dataclass(frozen=True)
class ContactColumns:
    """Contacts column by column: addresses that occur once each, and the values of other fields by key."""

    addresses: Sequence[str]
    values: Columns = field(default_factory=dict[str, Sequence[Any]])


@dataclass(frozen=True)
class TableConsent:
    """A word of a contact in a table; `at` is None if the table does not say when it was given."""

    address: str
    purpose: str
    status: ConsentStatus
    at: Instant | None


class ContactImporter:
    """Brings the contacts of one table in, within a transaction; `at` is the instant of the import."""

    def __init__(self, conn: Connection, fields: FieldBook, at: Instant, source: str) -> None:
        self._conn = conn
        self._fields = fields
        self._at = at
        self._source = source
        self._all_new = False
        self._insertion = lru_cache(8)(self._write_insertion)

    def contacts(self, contacts: ContactColumns) -> Upserted:
        """Bring in contacts; those whose address is known are changed where the table says something."""
        conn, count = self._conn, len(contacts.addresses)
        before = conn.execute(select(func.max(tables.contacts.c.id))).scalar() or 0
        keys = [email_key(address) for address in contacts.addresses]
        columns: dict[str, Sequence[Any]] = {
            "new_email": contacts.addresses,
            "new_email_key": keys,
            "new_share": contact_hashes(keys),
            **{f"new_{column_name(key)}": cells for key, cells in contacts.values.items()},
        }
        self._insertion(tuple(contacts.values)).run(conn, columns)
        new = conn.execute(select(func.count()).where(tables.contacts.c.id > before)).scalar_one()
        self._all_new = new == count
        return Upserted(new, count - new)

    def tags(self, addresses: Sequence[str], tags: Sequence[str]) -> None:
        """Add a tag to the contact of each address; one it carries already stays as it is."""
        source = select(tables.contacts.c.id, _given("new_tag")).where(_is_contact())
        statement = upsert(self._conn, tables.tags).from_select(["contact_id", "tag"], source)
        keys = [email_key(address) for address in addresses]
        columns = {"key_of_contact": keys, "new_tag": tags}
        _execute_columns(self._conn, statement.on_conflict_do_nothing(), columns)

    def consents(self, words: Sequence[TableConsent]) -> int:
        """Add what is new to the ledger for contacts just brought in; how many words may not count.

        A table without times does not know whether its "yes" is older than a refusal, so the refusal stays.
        """
        untimed = [word for word in words if word.at is None]
        latest = {} if self._all_new else _latest(self._conn, untimed)
        kept, rows = 0, [word for word in words if word.at is not None]
        for word in untimed:
            known = latest.get((email_key(word.address), word.purpose))
            if word.status == "granted" and known in ("denied", "withdrawn"):
                kept += 1
            elif known != word.status:
                rows.append(word)
        _add_consents(self._conn, rows, self._at, self._source)
        return kept

    def _write_insertion(self, keys: tuple[str, ...]) -> ColumnStatement:
        return ColumnStatement(self._conn, _insertion(self._conn, self._fields, keys, self._at))

    def finish(self) -> None:
        """Note everybody touched by this import as changed, for the engine."""
        touched = select(tables.contacts.c.id).where(tables.contacts.c.updated_at == self._at)
        mark_changed(self._conn, touched, self._at)


def _insertion(conn: Connection, fields: FieldBook, keys: Sequence[str], at: Instant) -> ClauseElement:
    names = [column_name(key) for key in keys]
    given = {name: _given(f"new_{name}") for name in (*_ALWAYS, *names)}
    given |= dict.fromkeys(("created_at", "updated_at"), literal_column(str(int(at))))
    # The score is never empty in the store, so that an INSERT cannot carry "nothing said".
    inserted = given | (
        {"score": func.coalesce(given["score"], literal_column("0"))} if "score" in given else {}
    )
    table = contact_table(fields)
    statement = upsert(conn, table).values(inserted)
    new, old = statement.excluded, table.c
    said = {name: given[name] if name == "score" else new[name] for name in names}
    return statement.on_conflict_do_update(
        index_elements=["email_key"],
        set_={
            "email": new.email,
            "updated_at": new.updated_at,
            **{name: func.coalesce(value, old[name]) for name, value in said.items()},
        },
    )


def _latest(conn: Connection, words: Sequence[TableConsent]) -> dict[tuple[str, str], ConsentStatus]:
    """The word that counts so far, by address and purpose."""
    contacts, ledger = tables.contacts.c, tables.consents.c
    found: dict[tuple[str, str], ConsentStatus] = {}
    for part in slices(sorted({email_key(word.address) for word in words})):
        rows = conn.execute(
            select(contacts.email_key, ledger.purpose, ledger.status)
            .join(tables.consents, ledger.contact_id == contacts.id)
            .where(contacts.email_key.in_(part))
            .order_by(ledger.at, ledger.id)
        )
        found |= {(row.email_key, row.purpose): row.status for row in rows}
    return found


def _add_consents(conn: Connection, words: Sequence[TableConsent], at: Instant, source: str) -> None:
    """Add words that are not in the ledger yet, so that the same table can be imported twice."""
    names, ledger = ("purpose", "status", "at"), tables.consents
    known = select(ledger.c.id).where(
        ledger.c.contact_id == tables.contacts.c.id,
        *(ledger.c[name] == _given(f"new_{name}") for name in names),
    )
    chosen = select(
        tables.contacts.c.id, *(_given(f"new_{name}") for name in names), _given("new_source")
    ).where(_is_contact(), ~known.correlate(tables.contacts).exists())
    columns = {
        "key_of_contact": [email_key(word.address) for word in words],
        "new_purpose": [word.purpose for word in words],
        "new_status": [word.status for word in words],
        "new_at": [at if word.at is None else word.at for word in words],
        "new_source": [source] * len(words),
    }
    _execute_columns(conn, insert(ledger).from_select(["contact_id", *names, "source"], chosen), columns)


def _given(name: str) -> ColumnElement[Any]:
    return bindparam(name)


def _is_contact() -> ColumnElement[bool]:
    return tables.contacts.c.email_key == _given("key_of_contact")


def _execute_columns(conn: Connection, statement: ClauseElement, columns: Columns) -> None:
    ColumnStatement(conn, statement).run(conn, columns)


class ColumnStatement:
    """A statement run once per row of columns; the driver gets tuples that were never dictionaries."""

    def __init__(self, conn: Connection, statement: ClauseElement) -> None:
        compiled = statement.compile(dialect=conn.dialect)
        self._text = str(compiled)
        self._names: Sequence[str] | None = getattr(compiled, "positiontup", None)

    def run(self, conn: Connection, columns: Columns) -> None:
        """Run it for all rows."""
        if not next(iter(columns.values())):
            return
        if self._names is None:
            rows: Any = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        else:
            rows = list(zip(*(columns[name] for name in self._names), strict=True))
        conn.exec_driver_sql(self._text, rows)
