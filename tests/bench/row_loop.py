"""The ten steps as a careful loop over rows: the same tables, the same effects, the same end as the waves.

Rows are read in chunks, decided in Python one by one, and written with executemany, a commit a chunk, as a
good programmer would do it without compiling the journey into statements. What it leaves behind is checked.
"""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

import nodes
from app.core import share
from app.core.clock import Instant
from app.core.schedule import Duration, after, zone
from app.engine.engine import Engine
from app.engine.stretch import Place
from app.engine.version import Version
from app.store import tables as t
from app.store.database import Database
from tests.bench.ten_steps import (
    BUY,
    ENTER,
    OVER,
    READ,
    STEPS_PER_CONTACT,
    half_of_them_buy,
    ten_steps,
    workspace,
)

CHUNK = 2_000
Rows = Sequence[Row[Any]]
_E, _C, _X = t.enrollments.c, t.contacts.c, t.events.c


def row_loop(contacts: int) -> float:
    """Steps a second of CPU time."""
    with workspace(contacts) as database:
        loop = RowLoop(database)
        spent = 0.0
        for instant, phase in (
            (ENTER, loop.enter),
            (READ, loop.write),
            (BUY, loop.bought),
            (OVER, loop.over),
        ):
            if instant == BUY:
                half_of_them_buy(database, BUY)
            start = time.process_time()
            phase(contacts)
            spent += time.process_time() - start
        loop.check(contacts)
    return contacts * STEPS_PER_CONTACT / spent


class RowLoop:
    """One row at a time through the ten steps."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # Publishes without letting anybody in, to have the same version, places and content.
        self._version: Version = Engine(database, nodes.catalog()).publish(
            ten_steps(), ENTER, enroll_present=False
        )
        self._paths: dict[str, int] = {}
        self._counts: Counter[tuple[str, str]] = Counter()
        self._split = (share.split_factor("ten", "half"), share.split_offset("ten", "half"))

    def enter(self, contacts: int) -> None:
        """Everybody enters, is branched, split, changed, and waits for two days."""
        for first in range(1, contacts + 1, CHUNK):
            with self._database.write() as conn:
                rows = conn.execute(select(t.contacts).where(_C.id.between(first, first + CHUNK - 1))).all()
                self._enter(conn, rows)
                self._write_counts(conn)

    def write(self, _contacts: int) -> None:
        """The wait is over: who has opened goes one way, all get a mail, and wait for a purchase."""
        self._timers("pause", READ, self._mail)

    def bought(self, _contacts: int) -> None:
        """Purchases are seen one by one and wake who waits for them."""
        while True:
            with self._database.write() as conn:
                news = conn.execute(select(t.events).where(_X.pending == 1, _X.at <= BUY).limit(CHUNK)).all()
                if not news:
                    break
                self._wake(conn, news)
        self._timers("buys", BUY, self._leave)

    def over(self, _contacts: int) -> None:
        """Time is up for the others."""
        self._timers("buys", OVER, self._leave)

    def check(self, contacts: int) -> None:
        """Everybody has come through."""
        with self._database.read() as conn:
            ended = conn.execute(select(_E.reason, func.count()).group_by(_E.reason)).all()
            assert sum(n for _, n in ended) == contacts
            assert {reason for reason, _ in ended} == {"goal", "completed"}
            assert conn.execute(select(func.count()).select_from(t.outbox)).scalar_one() == contacts

    def _place(self, step: str) -> int:
        return self._version.position_ids[Place(step, "rest")]

    def _enter(self, conn: Connection, rows: Rows) -> None:
        highest = conn.execute(select(func.max(_E.id))).scalar() or 0
        tokens: list[dict[str, Any]] = []
        history: list[dict[str, Any]] = []
        for token, row in enumerate(rows, highest + 1):
            port = "yes" if (row.city or "").lower() == "berlin" else "else"
            arm = "ab"[share.arm(share.position(row.share, *self._split), (50, 50))]
            steps = [["in", "next"], ["city", port], ["half", arm], *_EFFECTS]
            history.append(self._line(conn, token, steps, ENTER, [row.city]))
            where = zone(row.time_zone or "", "Europe/Berlin")
            tokens.append(
                {
                    "id": token,
                    "version_id": self._version.id,
                    "journey_id": self._version.journey_id,
                    "contact_id": row.id,
                    "position": self._place("pause"),
                    "arrived": ENTER,
                    "due": after(ENTER, Duration(amount=2, unit="days"), where),
                    "entered_at": ENTER,
                }
            )
        conn.execute(insert(t.enrollments), tokens)
        conn.execute(_SET_CONTACT, [{"key": row.id, "new": row.score + 10, "now": ENTER} for row in rows])
        conn.execute(_TAG, [{"contact_id": row.id, "tag": "Krimi"} for row in rows])
        conn.execute(insert(t.history), history)
        self._counts["", "@entered"] += len(rows)
        self._counts["pause", "@here"] += len(rows)

    def _timers(self, step: str, until: Instant, phase: Callable[[Connection, Rows], None]) -> None:
        due = (
            select(t.enrollments, *(column for column in t.contacts.c if column.key not in _SHARED))
            .join(t.contacts, _C.id == _E.contact_id)
            .where(_E.position == self._place(step), _E.due <= until)
            .limit(CHUNK)
        )
        while True:
            with self._database.write() as conn:
                rows = conn.execute(due).all()
                if not rows:
                    return
                phase(conn, rows)
                self._counts[step, "@here"] -= len(rows)
                self._write_counts(conn)

    def _mail(self, conn: Connection, rows: Rows) -> None:
        opened = _happened(conn, rows, "message_opened")
        bought = _happened(conn, rows, "purchase")
        mails: list[dict[str, Any]] = []
        moves: list[dict[str, Any]] = []
        history: list[dict[str, Any]] = []
        for row in rows:
            port = "yes" if opened.get(row.contact_id) else "else"
            seen = opened.get(row.contact_id, [None])[0]
            steps = [["pause", "next"], ["read", port], ["hello", "next"]]
            history.append(self._line(conn, row.id, steps, row.due, [seen]))
            mails.append(self._message(row))
            where = zone(row.time_zone or "", "Europe/Berlin")
            over = after(row.due, Duration(amount=3, unit="days"), where)
            early = [at for at in bought.get(row.contact_id, ()) if at > row.due]
            moves.append(
                {"key": row.id, "here": self._place("buys"), "then": row.due, "new": min([over, *early])}
            )
        conn.execute(_MESSAGE, mails)
        conn.execute(_MOVE, moves)
        conn.execute(insert(t.history), history)
        self._counts["", "@messages"] += len(rows)
        self._counts["buys", "@here"] += len(rows)

    def _message(self, row: Row[Any]) -> dict[str, Any]:
        values = {"contact": {"city": row.city, "first_name": row.first_name}}
        return {
            "enrollment_id": row.id,
            "step": "hello",
            "visit": row.visit,
            "contact_id": row.contact_id,
            "content_id": self._version.content_ids["hello"],
            "address": row.email,
            "variables": json.dumps(values, ensure_ascii=False),
            "at": row.due,
            "state_at": row.due,
            "due": row.due,
        }

    def _wake(self, conn: Connection, news: Rows) -> None:
        first = {row.contact_id: row.at for row in reversed(news) if row.type == "purchase"}
        waiting = conn.execute(
            select(_E.id, _E.contact_id, _E.arrived, _E.due).where(
                _E.contact_id.in_(list(first)), _E.position == self._place("buys")
            )
        ).all()
        woken = [
            {"key": row.id, "new": first[row.contact_id]}
            for row in waiting
            if row.arrived < first[row.contact_id] < (row.due or first[row.contact_id] + 1)
        ]
        if woken:
            conn.execute(_DUE, woken)
        conn.execute(_SEEN, [{"key": row.id} for row in news])

    def _leave(self, conn: Connection, rows: Rows) -> None:
        bought = _happened(conn, rows, "purchase")
        ends: list[dict[str, Any]] = []
        history: list[dict[str, Any]] = []
        for row in rows:
            hit = any(row.arrived < at <= row.due for at in bought.get(row.contact_id, ()))
            port, last, reason = ("matched", "goal", "goal") if hit else ("timed_out", "end", "completed")
            history.append(self._line(conn, row.id, [["buys", port], [last, ""]], row.due, None))
            ends.append({"key": row.id, "then": row.due, "why": reason})
            self._counts["", reason] += 1
        conn.execute(_END, ends)
        conn.execute(insert(t.history), history)

    def _line(
        self, conn: Connection, token: int, steps: list[list[str]], at: Instant, seen: list[Any] | None
    ) -> dict[str, Any]:
        text = json.dumps(steps)
        if text not in self._paths:
            values = {"version_id": self._version.id, "steps": text, "reads": "[]"}
            self._paths[text] = conn.execute(insert(t.paths).values(values)).lastrowid
        for step, port in steps:
            self._counts[step, port] += 1
        told = None if seen is None else json.dumps(seen)
        return {"enrollment_id": token, "path_id": self._paths[text], "at": at, "seen": told}

    def _write_counts(self, conn: Connection) -> None:
        statement = upsert(t.counters)
        conn.execute(
            statement.on_conflict_do_update(
                index_elements=["version_id", "step", "port"],
                set_={"n": t.counters.c.n + statement.excluded.n},
            ),
            [
                {"version_id": self._version.id, "step": step, "port": port, "n": n}
                for (step, port), n in self._counts.items()
            ],
        )
        self._counts.clear()


def _happened(conn: Connection, rows: Rows, kind: str) -> dict[int, list[Instant]]:
    """When the contacts of a chunk did something, in order."""
    found: dict[int, list[Instant]] = defaultdict(list)
    chosen = select(_X.contact_id, _X.at).where(
        _X.contact_id.in_([row.contact_id for row in rows]), _X.type == kind
    )
    for contact, at in conn.execute(chosen.order_by(_X.at)):
        found[contact].append(at)
    return found


_EFFECTS = [["stage", "next"], ["tag", "next"], ["score", "next"]]
_SHARED = ("id", "share")
_KEY = bindparam("key")
_SET_CONTACT = (
    update(t.contacts)
    .where(_C.id == _KEY)
    .values(stage="lead", score=bindparam("new"), updated_at=bindparam("now"))
)
_TAG = upsert(t.tags).on_conflict_do_nothing()
_MESSAGE = upsert(t.outbox).on_conflict_do_nothing()
_MOVE = (
    update(t.enrollments)
    .where(_E.id == _KEY)
    .values(position=bindparam("here"), arrived=bindparam("then"), due=bindparam("new"))
)
_DUE = update(t.enrollments).where(_E.id == _KEY).values(due=bindparam("new"))
_SEEN = update(t.events).where(_X.id == _KEY).values(pending=0)
_END = (
    update(t.enrollments)
    .where(_E.id == _KEY)
    .values(
        position=None,
        due=None,
        arrived=bindparam("then"),
        ended_at=bindparam("then"),
        reason=bindparam("why"),
    )
)
