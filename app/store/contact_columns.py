"""The contacts table as one workspace has it: standard columns and one per custom field."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Float,
    FromClause,
    Integer,
    String,
    TableClause,
    insert,
    select,
)
from sqlalchemy import column as sql_column
from sqlalchemy import table as sql_table
from sqlalchemy.schema import CreateColumn
from sqlalchemy.types import TypeEngine

from app.core.errors import WorkspaceError
from app.core.fields import STANDARD_FIELDS, FieldBook, FieldSpec, FieldType
from app.core.text import Text
from app.store import tables

PREFIX = "x_"
MAX_FIELDS = 500
"""Custom fields of one workspace; SQLite takes at most 2,000 columns."""
_STANDARD = frozenset(field.key for field in STANDARD_FIELDS)


def sql_type(field_type: FieldType) -> TypeEngine[Any]:
    """How values of a field type are stored; dates are ISO text, instants UTC milliseconds."""
    match field_type:
        case "number":
            return Float()
        case "instant":
            return BigInteger()
        case "boolean":
            return Integer()
        case "text" | "date":
            return String()


def column_name(key: str) -> str:
    """The name of the column that holds a field."""
    return key if key in _STANDARD else PREFIX + key


def contact_table(fields: FieldBook) -> TableClause:
    """`contacts` with all columns, the custom ones included."""
    standard = [sql_column(column.name, column.type) for column in tables.contacts.columns]
    custom = [
        sql_column(column_name(spec.key), sql_type(spec.type))
        for spec in fields.custom.values()
        if spec.key not in _STANDARD
    ]
    return sql_table("contacts", *standard, *custom)


def column(contacts: FromClause, key: str) -> ColumnElement[Any]:
    """The column of a field in `contact_table` or an alias of it; KeyError for a field it does not have."""
    return contacts.c[column_name(key)]


def load_fields(conn: Connection) -> FieldBook:
    """The custom fields of a workspace, in the order in which they were added."""
    rows = conn.execute(
        select(tables.fields.c.key, tables.fields.c.label, tables.fields.c.type).order_by(
            tables.fields.c.position, tables.fields.c.key
        )
    )
    return FieldBook(FieldSpec(key=row.key, label=row.label, type=row.type) for row in rows)


def add_field(conn: Connection, spec: FieldSpec, position: int = 0) -> None:
    """Create a custom field with its column; one that is there with the same type stays as it is.

    Raises `WorkspaceError` if the key already means something of another type, or there are too many.
    """
    book = load_fields(conn)
    present = book.type_of(spec.key)
    if present == spec.type:
        return
    if present is not None:
        raise WorkspaceError(_OTHER_TYPE.fill(key=spec.key))
    if len(book.custom) >= MAX_FIELDS:
        raise WorkspaceError(_TOO_MANY.fill(limit=MAX_FIELDS))
    new = Column(column_name(spec.key), sql_type(spec.type))
    definition = CreateColumn(new).compile(dialect=conn.dialect)
    conn.exec_driver_sql(f"ALTER TABLE contacts ADD COLUMN {definition}")
    values = {"key": spec.key, "label": spec.label, "type": spec.type, "position": position}
    conn.execute(insert(tables.fields).values(values))


_OTHER_TYPE = Text(
    "Das Merkmal „{key}“ gibt es schon, aber mit einer anderen Art von Werten. "
    "Bitte wählen Sie einen anderen Schlüssel.",
    "The field “{key}” exists already, but with another kind of values. Please choose another key.",
)
_TOO_MANY = Text(
    "Ein Arbeitsbereich hat höchstens {limit} eigene Merkmale. Bitte lassen Sie die Spalten oder Merkmale "
    "weg, die Sie nicht brauchen.",
    "A workspace has at most {limit} attributes of its own. Please leave out the columns or attributes that "
    "you do not need.",
)
