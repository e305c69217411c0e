"""The names of what a workspace keeps, by id, for steps and rules that speak of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Table, select

from app.store import journeys, segments, tables


@dataclass(frozen=True)
class Names:
    """What everything is called."""

    segments: dict[str, str]
    lists: dict[str, str]
    pools: dict[str, str]
    journeys: dict[str, str]


def load_names(conn: Connection) -> Names:
    """The names as they are now, each kind in the order in which a person looks for them."""
    return Names(
        segments.names(conn),
        _names(conn, tables.lists),
        _names(conn, tables.voucher_pools),
        {row.id: row.name for row in journeys.list_journeys(conn)},
    )


def _names(conn: Connection, table: Table) -> dict[str, str]:
    rows = conn.execute(select(table.c.id, table.c.name).order_by(table.c.name, table.c.id))
    return {row.id: row.name for row in rows}
