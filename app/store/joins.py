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
    left = compiler.process(join.left, asfrom=True, **{**kw, "from_linter": None})
    right = compiler.process(join.right, asfrom=True, **{**kw, "from_linter": None})
    condition = compiler.process(join.onclause, **{**kw, "from_linter": None, "asfrom": False})
    return f"{left} CROSS JOIN {right} ON {condition}"
