"""Where contacts waited last, read from the history."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping

from sqlalchemy import ColumnElement, Connection, select

from app.core.impact import MOVED
from app.core.journey import NodeId
from app.core.program import Await, Hold, Instruction, Source
from app.core.schedule import Until, Window
from app.engine.stretch import is_rest
from app.engine.version import Version
from app.store import tables as t


def last_windows(conn: Connection, version: Version) -> Iterator[tuple[Window, ColumnElement[bool]]]:
    """The windows of a version, each with the condition on enrollments that waited for it last."""
    windows = dict(_windows(version))
    if not windows:
        return
    rests = {step.node for name, step in version.program.steps.items() if is_rest(version.program, name)}
    paths: Mapping[int, list[list[str]]] = {
        row.id: json.loads(row.steps)
        for row in conn.execute(select(t.paths).where(t.paths.c.version_id == version.id))
    }
    left = {number: steps[0] for number, steps in paths.items() if steps and steps[0][0] in rests}
    by_window: dict[Window, list[int]] = defaultdict(list)
    for number, (node, port) in left.items():
        if port != MOVED and (node, port) in windows:
            by_window[windows[node, port]].append(number)
    h = t.history.c
    last = (
        select(h.path_id)
        .where(h.enrollment_id == t.enrollments.c.id, h.path_id.in_(left))
        .order_by(h.id.desc())
        .limit(1)
        .correlate(t.enrollments)
        .scalar_subquery()
    )
    for window, numbers in by_window.items():
        yield window, last.in_(numbers)


def _windows(version: Version) -> Iterator[tuple[tuple[NodeId, str], Window]]:
    """The ways out of waits that are over at the opening of a window."""
    for step in version.program.steps.values():
        found = _window(step.instruction)
        if found:
            yield (step.node, found[0]), found[1]


def _window(instruction: Instruction | Source) -> tuple[str, Window] | None:
    match instruction:
        case Hold(until=Until(window=Window() as window), port=port):
            return port, window
        case Await(timeout=Until(window=Window() as window), timed_out=port):
            return port, window
        case _:
            return None
