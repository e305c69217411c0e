"""Counters of a transaction: gathered in memory, written once before it commits."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection, Executable

from app.core.program import HOLDOUT, WITHIN, Program, Send
from app.engine.stretch import Path, Place
from app.store.bulk import PreparedUpsert
from app.store.tables import counters
from app.store.upsert import upsert

JOURNEY = ""
HERE, ENTERED, MESSAGES = "@here", "@entered", "@messages"
MOVED_IN, MOVED_OUT = "@moved_in", "@moved_out"
"""How many enrollments came from another version of the journey, and left for one."""
ERASED = "@erased"
"""How many enrollments were counted and have been erased with their contacts."""


class Tally:
    """What a transaction adds to the numbers on the canvas."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[int, str, str]] = Counter()

    def add(self, version: int, step: str, port: str, n: int) -> None:
        """Add (or take away) a number."""
        self._counts[version, step, port] += n

    def entered(self, version: int, n: int, kept_out: int = 0) -> None:
        """Contacts came in; so many of them are kept out for comparison."""
        self.add(version, JOURNEY, ENTERED, n)
        self.add(version, HOLDOUT, ENTERED, kept_out)

    def ended(self, version: int, reason: str, n: int, place: Place) -> None:
        """Enrollments ended, where they stood; of those kept out for comparison it is noted apart too."""
        self.add(version, JOURNEY, reason, n)
        if place.step.partition(WITHIN)[0] == HOLDOUT:
            self.add(version, HOLDOUT, reason, n)

    def left(self, version: int, program: Program, place: Place, n: int) -> None:
        """Contacts left a rest (nobody is ever counted as standing at a start)."""
        if place.kind == "rest":
            self.add(version, program.steps[place.step].node, HERE, -n)

    def took(self, version: int, program: Program, place: Place, path: Path, n: int) -> None:
        """Contacts ran through a path that begins at a place."""
        for step, port in path.steps:
            self.add(version, step, port, n)
        sent = sum(isinstance(program.steps[act.step].instruction, Send) for act in path.acts)
        if sent:
            self.add(version, JOURNEY, MESSAGES, n * sent)
        if path.end is not None and path.end.kind == "rest":
            self.add(version, program.steps[path.end.step].node, HERE, n)
        if path.reason is not None:
            self.ended(version, path.reason, n, place)

    def write(self, conn: Connection) -> None:
        """Add everything to the stored counters and start again from nothing."""
        rows = [
            {"version_id": version, "step": step, "port": port, "n": n}
            for (version, step, port), n in self._counts.items()
            if n
        ]
        self._counts.clear()
        _ADD.run(conn, rows)


def _adding(conn: Connection) -> Executable:
    statement = upsert(conn, counters).values({column.name: None for column in counters.c})
    return statement.on_conflict_do_update(
        index_elements=["version_id", "step", "port"], set_={"n": counters.c.n + statement.excluded.n}
    )


_ADD = PreparedUpsert(_adding)
