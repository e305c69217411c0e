"""The numbers on the canvas, read from the counters that waves keep."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, select

from app.core.program import HOLDOUT
from app.core.records import Counts, StepCount
from app.store import tables

JOURNEY = ""
HERE, ENTERED, MESSAGES = "@here", "@entered", "@messages"
MOVED_IN, MOVED_OUT = "@moved_in", "@moved_out"
ERASED = "@erased"
FAILED = "failed"


def counts(conn: Connection, version_id: int) -> Counts:
    """Numbers of one version. A step's `failed` counts who left by its port of that name."""
    rows = conn.execute(select(tables.counters).where(tables.counters.c.version_id == version_id))
    edges: dict[tuple[str, str], int] = {}
    here: dict[str, int] = defaultdict(int)
    totals: dict[str, int] = {}
    apart: dict[str, int] = {}
    for _, step, port, n in rows:
        if step == JOURNEY:
            totals[port] = n
        elif step == HOLDOUT:
            apart[port] = n
        elif port == HERE:
            here[step] = n
        else:
            edges[step, port] = n
    entered, messages = totals.pop(ENTERED, 0), totals.pop(MESSAGES, 0)
    moved_in, moved_out = totals.pop(MOVED_IN, 0), totals.pop(MOVED_OUT, 0)
    totals.pop(ERASED, None)  # they stay among those who entered, and ended
    return Counts(
        steps=_steps(edges, here),
        edges=edges,
        entered=entered,
        active=sum(here.values()) + apart.get(HERE, 0),
        goals=totals.get("goal", 0),
        ended=totals,
        messages=messages,
        moved_in=moved_in,
        moved_out=moved_out,
        kept_out=apart.get(ENTERED, 0),
        kept_out_here=apart.get(HERE, 0),
        kept_out_goals=apart.get("goal", 0),
    )


def _steps(edges: dict[tuple[str, str], int], here: dict[str, int]) -> dict[str, StepCount]:
    passed: dict[str, int] = defaultdict(int)
    for (step, _), n in edges.items():
        passed[step] += n
    return {
        step: StepCount(passed[step], here.get(step, 0), edges.get((step, FAILED), 0))
        for step in sorted({*passed, *here})
    }
