"""How often steps were passed on each day, read backwards from the newest row of the history."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from app.core.clock import Instant
from app.core.journey import NodeId
from app.store import tables
from app.store.counts import HERE

STRETCH = 100_000
"""Rows that are read at once; in between the reading can be cancelled."""
Way = tuple[NodeId, str]
"""A step, and the port by which it was left."""


@dataclass(frozen=True)
class DayCounts:
    """How often each way was taken on each of the days that begin at some instants, the first one first.

    `complete` is False if there were more rows than anybody wants to wait for.
    """

    days: tuple[Mapping[Way, int], ...]
    complete: bool


def count_days(
    conn: Connection,
    journey_id: str,
    step: NodeId,
    into: Collection[Way],
    starts: tuple[Instant, ...],
    most_rows: int,
    reported: Callable[[int, int], object],
) -> DayCounts:
    """Count the ways out of a step, and the ways into it, in all versions of a journey.

    `reported(done, total)` may raise to end it.
    """
    paths = _paths(conn, journey_id, step, into)
    days: tuple[Counter[Way], ...] = tuple(Counter() for _ in starts)
    history = tables.history.c
    upper = newest = conn.execute(select(func.max(history.id))).scalar() or 0
    while paths and upper > max(0, newest - most_rows):
        reported(newest - upper, min(newest, most_rows))
        inside = history.id.between(upper - STRETCH + 1, upper)
        for path, day, n in conn.execute(_by_day(starts, inside)):
            for way in paths.get(path, ()):
                days[day][way] += n
        latest = conn.execute(select(func.max(history.at)).where(inside)).scalar()
        if latest is not None and latest < starts[0]:
            upper = 0  # what came before is older still, but for a few that were late
        upper -= STRETCH
    return DayCounts(days, complete=upper <= 0 or not paths)


def standing(conn: Connection, journey_id: str, step: NodeId) -> int:
    """How many stand at a step now, whatever version they are on."""
    counters, versions = tables.counters, tables.versions
    chosen = select(func.sum(counters.c.n)).join_from(counters, versions)
    here = (versions.c.journey_id == journey_id, counters.c.step == step, counters.c.port == HERE)
    return conn.execute(chosen.where(*here)).scalar() or 0


def _by_day(starts: tuple[Instant, ...], inside: ColumnElement[bool]) -> Select[int, int, int]:
    history = tables.history.c
    ends = [(history.at < end, number) for number, end in enumerate(starts[1:])]
    day: ColumnElement[int] = case(*ends, else_=len(starts) - 1)
    chosen: Select[int, int, int] = select(history.path_id, day, func.count()).where(
        inside, history.at >= starts[0]
    )
    return chosen.group_by(history.path_id, day)


def _paths(
    conn: Connection, journey_id: str, step: NodeId, into: Collection[Way]
) -> Mapping[int, tuple[Way, ...]]:
    paths, versions = tables.paths, tables.versions
    chosen = select(paths.c.id, paths.c.steps).join_from(paths, versions)
    found: dict[int, tuple[Way, ...]] = {}
    for path_id, words in conn.execute(chosen.where(versions.c.journey_id == journey_id)):
        taken: list[Way] = [(left, port) for left, port in json.loads(words)]
        ways = tuple(way for way in taken if way[0] == step or way in into)
        if ways:
            found[path_id] = ways
    return found
