"""A join whose left side is read first, whatever a planner without statistics believes.

SQLite keeps the order of a CROSS JOIN; temporary tables never have statistics, so that the planner would
otherwise scan all contacts to find the few that a round is about. PostgreSQL gets an ordinary join.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.selectable import Join


class DrivenJoin(Join):
    """An inner join that reads its left side first."""

    inherit_cache = True


def driven(left: FromClause, right: FromClause, on: ColumnElement[bool]) -> DrivenJoin:
    """Join `right` to the rows of `left`, looked up one by one."""
    return DrivenJoin(left, right, on)


@compiles(DrivenJoin, "sqlite")
def _cross_join(join: DrivenJoin, compiler: SQLCompiler, **kw: Any) -> str:
    assert join.onclause is not None
    plain = {**kw, "from_linter": None}
    left, right = (compiler.process(side, **{**plain, "asfrom": True}) for side in (join.left, join.right))
    condition = compiler.process(join.onclause, **{**plain, "asfrom": False})
    return f"{left} CROSS JOIN {right} ON {condition}"
