"""Messages that are late because the program was off (rule 18).

Where contacts are late, stretches are cut before messages, so that each message has its own turn. One that
is shifted waits about to run its step, due at its new instant, while `arrived` keeps the old one: that is
how lateness is known, also after a crash. Late messages are put into the outbox as held, counted at the end
of the pass, and let go if they are few.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    case,
    func,
    literal,
    null,
    select,
    true,
    update,
)

from app.core.clock import HOUR, MINUTE, Instant
from app.core.journey import CatchUp as Policy
from app.core.journey import NodeId
from app.core.late import MOST_LATE, LateWish
from app.core.program import Send
from app.core.schedule import next_opening, zone
from app.engine.delivery.rows import WAITING
from app.engine.effects.party import Party
from app.engine.interventions.ahead import is_message, messages
from app.engine.interventions.earlier import last_windows
from app.engine.scratch import wave
from app.engine.stretch import Place
from app.engine.version import Version
from app.store import tables as t
from app.store.incidents import Incident, note
from app.store.outbox_rows import in_trouble

SKIPPED = "late"
GRACE = 15 * MINUTE
"""Nothing is late by less: a computer that slept for a while has not been away."""
COUNTING, MANY, ASKED = "late_counting", "late_many", "late_asked"
"""Why a late message is held: it is counted at the end of the pass; there were many; its step wants it so."""


@dataclass
class CatchUp:
    """What an engine in real time knows about lateness: what time it is, and what a person wishes.

    `wish` is for all late messages: `send` lets them go however many there are, `hold` holds all, `skip`
    skips all.
    """

    now: Instant = 0
    wish: LateWish | None = None

    def is_behind(self, conn: Connection, version: Version, place: Place) -> bool:
        """Whether anybody at a place is so late that a message would have to be looked at."""
        if place.kind == "start" and is_message(version.program, place.step):
            return True
        first = conn.execute(_FIRST, {"position": version.position_ids[place]}).scalar()
        return first is not None and first < self._bound(version)

    def left_behind(self, conn: Connection, told: Instant) -> Sequence[int]:
        """The versions of messages that have waited to leave since the program ran last."""
        if self.now - told <= _SHORT:
            return ()
        o = t.outbox.c
        waited = select(o.content_id).where(o.due < self.now - GRACE, o.state.in_(WAITING), o.late.is_(None))
        found = select(t.contents.c.version_id).where(t.contents.c.id.in_(waited)).distinct()
        return conn.execute(found).scalars().all()

    def look_around(self, conn: Connection, versions: Sequence[Version], told: Instant) -> bool:
        """Before a pass: shift who has waited about to send, and judge what has waited to leave.

        `told` is when the program ran last. True if something was skipped, so that those who wait for its
        outcome have to be told.
        """
        found = [(version, step) for version in versions for step in messages(version.program)]
        places = {version.position_ids[Place(step, "start")]: (version, step) for version, step in found}
        e = t.enrollments.c
        late = select(e.position).where(e.position.in_(places), e.due < self.now - GRACE).distinct()
        for position in conn.execute(late).scalars().all():
            self.shift(conn, *places[position])
        away = [(version, step) for version, step in found if self._was_away(version, told)]
        judged = [self._judge_waiting(conn, version, step) for version, step in away]
        return any(judged)

    def shift(self, conn: Connection, version: Version, step: NodeId) -> None:
        """Make the present the instant of those who come late to a message that is not for its own instant.

        Where they waited for a window before, it is that window's next opening.
        """
        if self._policy(version, step) not in ("shift", "ask"):
            return
        e = t.enrollments
        late = and_(
            e.c.position == version.position_ids[Place(step, "start")], e.c.due < self._bound(version)
        )
        if conn.execute(select(e.c.id).where(late).limit(1)).first() is None:
            return
        if self._policy(version, step) == "shift":
            for window, waited in last_windows(conn, version):
                opening = self._openings(conn, version, late, window)
                conn.execute(update(e).where(late, waited).values(due=opening))
        conn.execute(update(e).where(late).values(due=self.now))

    def mark(self, party: Party) -> None:
        """Hold or skip what has just been put into the outbox late."""
        version, step = party.version, party.act.step
        o, e = t.outbox, t.enrollments
        arrived = select(e.c.arrived).where(e.c.id == o.c.enrollment_id).scalar_subquery()
        late = literal(self.now) - arrived
        theirs = select(wave.c.token).where(true(), *party.only())
        visit = select(party.visit).where(wave.c.token == o.c.enrollment_id).scalar_subquery()
        conn = party.conn
        conn.execute(
            update(o)
            .where(
                o.c.enrollment_id.in_(theirs),
                o.c.step == step,
                o.c.visit == visit,
                o.c.state == "queued",
                o.c.late.is_(None),
                late > self._hours(version),
            )
            .values(late=late, **self._fate(self._policy(version, step)))
        )

    def follow(self, conn: Connection, version: Version, ends: Iterable[Place | None]) -> None:
        """After a wave with caution: shift who has come late to a message, let go on whose was skipped."""
        for end in ends:
            if end is None or not is_message(version.program, end.step):
                continue
            if end.kind == "start":
                self.shift(conn, version, end.step)
            else:
                self._go_on(conn, version, end)

    def settle(self, conn: Connection) -> None:
        """After a pass: few late messages go out, many wait for a person, who is told."""
        o = t.outbox
        counted = and_(o.c.state == "held", in_trouble(), o.c.reason == COUNTING)
        n = conn.execute(select(func.count()).select_from(o).where(counted)).scalar_one()
        if n > MOST_LATE:
            conn.execute(update(o).where(counted).values(reason=MANY))
            note(conn, Incident(self.now, "late_held", detail={"n": n}))
        elif n:
            free: dict[str, Any] = {"state": "queued", "state_at": self.now, "due": self.now, "reason": ""}
            conn.execute(update(o).where(counted).values(**free))

    def _judge_waiting(self, conn: Connection, version: Version, step: NodeId) -> bool:
        """Treat as late what was decided in time but has not left since; False if there is nothing."""
        o = t.outbox
        found = conn.execute(
            update(o)
            .where(
                o.c.due < self._bound(version),
                o.c.state.in_(WAITING),
                o.c.late.is_(None),
                o.c.content_id == version.content_ids[step],
            )
            .values(late=self.now - o.c.due, state_at=self.now, **self._fate(self._policy(version, step)))
        )
        return found.rowcount > 0

    def _was_away(self, version: Version, told: Instant) -> bool:
        """Whether the program ran last so long ago that messages which waited since are late."""
        return self.now - told > max(self._hours(version), _SHORT)

    def _go_on(self, conn: Connection, version: Version, place: Place) -> None:
        """Let those go on at their own instant who would wait for the outcome of a message just skipped."""
        e, o = t.enrollments, t.outbox.c
        skipped = select(o.id).where(
            o.enrollment_id == e.c.id, o.step == place.step, o.visit == e.c.visit, o.reason == SKIPPED
        )
        conn.execute(
            update(e)
            .where(
                (e.c.position + 0) == version.position_ids[place],  # + 0: look up by id, not by position
                e.c.due.is_(None),
                e.c.id.in_(select(wave.c.token)),
                skipped.correlate(e).exists(),
            )
            .values(due=e.c.arrived)
        )

    def _fate(self, policy: Policy) -> dict[str, Any]:
        if policy == "skip":
            return {"state": "skipped", "due": null(), "reason": SKIPPED}
        if self.wish == "send":
            return {}
        asked = policy == "ask" or self.wish == "hold"
        return {"state": "held", "due": null(), "reason": ASKED if asked else COUNTING}

    def _policy(self, version: Version, step: NodeId) -> Policy:
        instruction = version.program.steps[step].instruction
        assert isinstance(instruction, Send)
        if self.wish == "skip":
            return "skip"
        return instruction.catch_up or version.program.settings.catch_up

    def _openings(
        self, conn: Connection, version: Version, late: ColumnElement[bool], window: Any
    ) -> ColumnElement[Any]:
        """The next opening of a window in the zone of each enrollment."""
        fallback = version.program.settings.time_zone
        e, c = t.enrollments, t.contacts
        name = func.coalesce(c.c.time_zone, "")
        zones = conn.execute(select(name).join(e, e.c.contact_id == c.c.id).where(late).distinct()).scalars()
        theirs = select(name).where(c.c.id == e.c.contact_id).correlate(e).scalar_subquery()
        whens = [(theirs == each, next_opening(window, self.now, zone(each, fallback))) for each in zones]
        return case(*whens, else_=self.now)

    def _bound(self, version: Version) -> Instant:
        return self.now - self._hours(version)

    def _hours(self, version: Version) -> Instant:
        return max(version.program.settings.catch_up_hours * HOUR, GRACE)


_SHORT = 2 * HOUR
"""The engine notes every hour that it runs."""
_FIRST = select(func.min(t.enrollments.c.due)).where(t.enrollments.c.position == bindparam("position"))
