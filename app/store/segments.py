"""Segments: rules saved under a name."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, select

from app.core.rules.tree import Rule
from app.store import tables
from app.store.upsert import upsert

_RULE: TypeAdapter[Rule] = TypeAdapter(Rule)


@dataclass(frozen=True)
class Segment:
    """A saved rule."""

    id: str
    name: str
    rule: Rule


def save_segment(conn: Connection, segment: Segment) -> None:
    """Create a segment or replace it."""
    values = {"name": segment.name, "rule": _RULE.dump_json(segment.rule).decode()}
    statement = upsert(conn, tables.segments).values(id=segment.id, **values)
    conn.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


def load_segments(conn: Connection) -> list[Segment]:
    """All segments by name."""
    rows = conn.execute(select(tables.segments).order_by(tables.segments.c.name, tables.segments.c.id))
    return [Segment(row.id, row.name, _RULE.validate_json(row.rule)) for row in rows]


def delete_segment(conn: Connection, segment_id: str) -> None:
    """Remove a segment; rules that name it no longer hold for anybody."""
    conn.execute(delete(tables.segments).where(tables.segments.c.id == segment_id))


def rules(conn: Connection) -> dict[str, Rule]:
    """The rules of all segments by id, as `RuleContext.segments` wants them."""
    return {segment.id: segment.rule for segment in load_segments(conn)}


def names(conn: Connection) -> dict[str, str]:
    """The names of all segments by id."""
    return {segment.id: segment.name for segment in load_segments(conn)}
