"""What comes next for each contact, and what happens then.

Contacts do not influence each other, so each is led through its own time, event by event and timer by
timer, whatever instant another contact has reached; all contacts of a crowd take their next item in the
same round. That is why a preview of months needs few rounds and still agrees with a scheduler that ran
minute by minute.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Connection,
    Insert,
    Select,
    Update,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
    update,
)

from app.core.clock import Instant
from app.core.program import Send
from app.core.rules.reads import Reads
from app.core.rules.tree import EventFilter
from app.engine import asking
from app.engine.asking import Sight
from app.engine.clock import waits
from app.engine.delivery import put_off
from app.engine.delivery.report import Outcome, outcome_of
from app.engine.entry import Doors, News, told_of
from app.engine.interventions.ending import end
from app.engine.scratch import CHANGE, EVENT, MESSAGE, TIMER, VOUCHER, crowd, item
from app.engine.stretch import GUARD_EXIT, GUARD_GOAL, GUARD_PASS, Place
from app.engine.version import Version
from app.engine.wave import Waves
from app.store import tables as t
from app.store.bulk import Prepared
from app.store.joins import driven
from app.store.rule_sql import matches


def _later(at: ColumnElement[int], view: Sight) -> ColumnElement[int]:
    """An event told of late ends an enrollment no earlier than its last step."""
    return case((view.e.c.arrived > at, view.e.c.arrived), else_=at).label("at")


@dataclass(frozen=True)
class Round:
    """One round over the contacts of the crowd, inside the caller's transaction."""

    conn: Connection
    versions: Sequence[Version]
    waves: Waves
    messages: bool = False
    """Whether messages that were put off have their turn here; in real time delivery sees to that."""

    def take(self, until: Instant) -> bool:
        """Carry out the next item of every contact in the crowd; False if there is none up to `until`."""
        self._choose(until)
        kinds = {row[0]: row[1] for row in _KINDS.rows(self.conn, {})}
        if not kinds:
            return False
        if MESSAGE in kinds:
            put_off.recall(self.conn)
        if CHANGE in kinds:
            self.waves.appointments.learn_from_round(self.conn)
        if EVENT in kinds or CHANGE in kinds:
            types = _TYPES.rows(self.conn, {}) if EVENT in kinds else ()
            news = News(CHANGE in kinds, frozenset(row[0] for row in types))
            self._end_by_criteria(news)
            self._wake(news)
            self._open_doors(news)
            self._tick_off(kinds)
        if TIMER in kinds:
            self._timers()
        return True

    def _choose(self, until: Instant) -> None:
        _NO_ITEMS.run(self.conn, [{}])
        messages = self.messages and put_off.any_due(self.conn, until)
        versions = tuple(version.id for version in self.versions)
        choice = self.waves.prepared(
            ("items", versions, messages),
            lambda: Prepared(partial(self._choice, messages=messages), seldom=True),
        )
        choice.run(self.conn, [{"until": until}])
        # Contacts compete for vouchers: nobody passes such a step before its turn (`vouchers.serving`).
        if any(version.voucher_places for version in self.versions):
            _NO_VOUCHERS.run(self.conn, [{}])

    def _choice(self, *, messages: bool) -> Insert:
        everything = self.everything(bindparam("until", None, BigInteger), messages=messages).subquery()
        place = func.row_number().over(
            partition_by=everything.c.contact_id,
            order_by=(everything.c.at, everything.c.kind, everything.c.ref),
        )
        ranked = select(everything, place.label("place")).subquery()
        first = select(ranked.c.contact_id, ranked.c.at, ranked.c.kind, ranked.c.ref).where(
            ranked.c.place == 1
        )
        return insert(item).from_select(list(item.c), first)

    def everything(self, until: ColumnElement[int], *, messages: bool) -> CompoundSelect[*tuple[Any, ...]]:
        """All that is to happen to the contacts of the crowd up to an instant, as rows of items.

        `messages`: some that were put off may be among it.
        """
        events, changes, e = t.events.c, t.changes.c, t.enrollments.c
        active = [number for version in self.versions for number in version.position_ids.values()]
        at_vouchers = [number for version in self.versions for number in version.voucher_places]
        kind = case((e.position.in_(at_vouchers), VOUCHER), else_=TIMER) if at_vouchers else literal(TIMER)
        return union_all(
            select(events.contact_id, events.at, literal(EVENT).label("kind"), events.id.label("ref"))
            .select_from(driven(crowd, t.events, events.contact_id == crowd.c.contact_id))
            .where(events.pending == 1, events.at <= until),
            select(changes.contact_id, changes.at, literal(CHANGE), literal(0))
            .select_from(driven(crowd, t.changes, changes.contact_id == crowd.c.contact_id))
            .where(changes.at <= until),
            select(e.contact_id, e.due, kind, e.id)
            .select_from(driven(crowd, t.enrollments, e.contact_id == crowd.c.contact_id))
            .where((e.position + 0).in_(active), e.due <= until),  # + 0: look up by contact, not by position
            *([put_off.items(until)] if messages else []),
        )

    def _end_by_criteria(self, news: News) -> None:
        """Goal and exit criteria of everybody to whom something happened (rule 13)."""
        for version in self.versions:
            if version.guarded is None or not news.concern(version.guarded):
                continue
            asked = version.prepared("criteria", partial(self._asked, version, version.guarded))
            found = self.conn.execute(asked).all()
            for number, reason in ((GUARD_GOAL, "goal"), (GUARD_EXIT, "exit_criteria")):
                rows = [(row.id, row.position, row.at) for row in found if row.answer == number]
                if rows:
                    self.end(version, reason, rows)

    def _asked(self, version: Version, guarded: Reads) -> Select[*tuple[Any, ...]]:
        """The enrollments of this round for which goal or exit criteria hold."""
        view = asking.sight(version, self.waves.fields, self.waves.segments, at=item.c.at)
        answer = asking.goal_or_exit(version, view)
        standing = driven(item, view.e, view.e.c.contact_id == item.c.contact_id)
        rows = (
            select(view.e.c.id, view.e.c.position, _later(item.c.at, view), answer.label("answer"))
            .select_from(driven(standing, view.c, view.c.c.id == view.e.c.contact_id))
            .where(
                told_of(guarded),
                view.e.c.version_id == version.id,
                view.e.c.position.is_not(None),
                view.e.c.entered_at <= item.c.at,
            )
            .subquery()
        )
        return select(rows).where(rows.c.answer != GUARD_PASS)

    def end(self, version: Version, reason: str, rows: Sequence[tuple[int, int, Instant]]) -> None:
        """End enrollments, given as (enrollment, position, instant), with a reason."""
        end(self.conn, self.waves.tally, version, reason, rows)

    def end_failed(self, version: Version, outcomes: Sequence[Outcome]) -> None:
        """End the enrollments of messages that failed for good, unless they wait for that, or may go on."""
        if version.program.settings.on_failure == "go_on":
            return
        e = t.enrollments.c
        told: dict[int, list[Outcome]] = {}
        for outcome in outcomes:
            told.setdefault(outcome.enrollment, []).append(outcome)
        waiting = {place.step: version.position_ids[place] for place in send_rests(version)}
        rows = self.conn.execute(
            select(e.id, e.position, e.arrived).where(
                e.id.in_(list(told)), e.version_id == version.id, e.position.is_not(None)
            )
        ).all()
        ended: list[tuple[int, int, Instant]] = []
        for row in rows:
            unexpected = [each.at for each in told[row.id] if waiting.get(each.step) != row.position]
            if unexpected:
                ended.append((row.id, row.position, max(row.arrived, min(unexpected))))
        if ended:
            self.end(version, "failed", ended)

    def _wake(self, news: News) -> None:
        """An event makes the awaits that are for it due at its own instant (rule 9)."""
        for version in self.versions:
            waits.wake_by_news(self.conn, version, self.waves, news)
            for name, (_, event) in version.event_waits.items():
                if event.type in news.types:
                    place = version.position_ids[Place(name, "rest")]
                    self.conn.execute(version.prepared(("woken now", name), partial(_wakes, place, event)))

    def _open_doors(self, news: News) -> None:
        for version in self.versions:
            if version.live:
                Doors(version, self.waves.fields, self.waves.segments, self.waves.tally).open(self.conn, news)

    def _tick_off(self, kinds: Container[int]) -> None:
        for kind, seen in ((EVENT, _EVENTS_SEEN), (CHANGE, _CHANGES_SEEN)):
            if kind in kinds:
                seen.run(self.conn, [{}])

    def _timers(self) -> None:
        standing = {row[0] for row in _STANDING.rows(self.conn, {})}
        for version in self.versions:
            for place, number in version.position_ids.items():
                if number in standing:
                    self.waves.chosen(self.conn, version, place)


def _wakes(place: int, event: EventFilter) -> Update:
    """Make everybody at a wait for an event due at its instant, if it has just happened to them."""
    e, p, x = t.enrollments, t.enrollments.alias("p"), t.events.alias("x")
    happened = driven(item, x, and_(item.c.kind == EVENT, x.c.id == item.c.ref))
    woken = (
        select(p.c.id)
        .select_from(driven(happened, p, p.c.contact_id == item.c.contact_id))
        .where(
            matches(event, x),
            (p.c.position + 0) == place,
            p.c.arrived < item.c.at,
            or_(p.c.due.is_(None), p.c.due > item.c.at),
        )
    )
    at = select(item.c.at).where(item.c.contact_id == e.c.contact_id).scalar_subquery()
    return update(e).where(e.c.id.in_(woken)).values(due=at)


def send_rests(version: Version) -> tuple[Place, ...]:
    """The sending steps of a version at which contacts wait for the outcome."""
    return tuple(
        place
        for place in version.position_ids
        if place.kind == "rest" and isinstance(version.program.steps[place.step].instruction, Send)
    )


def wake_senders(conn: Connection, versions: Sequence[Version]) -> None:
    """Make everybody due whose message is done with and who waits for that."""
    e, o = t.enrollments, t.outbox.c
    for version in versions:
        for place in send_rests(version):
            done = select(o.state_at).where(
                o.enrollment_id == e.c.id,
                o.step == place.step,
                o.visit == e.c.visit,
                outcome_of().is_not(None),
            )
            at = done.correlate(e).scalar_subquery()
            conn.execute(
                update(e)
                .where(e.c.position == version.position_ids[place], e.c.due.is_(None), at.is_not(None))
                .values(due=at)
            )


_TYPES = Prepared(
    lambda: (
        select(t.events.c.type)
        .select_from(driven(item, t.events, and_(item.c.kind == EVENT, t.events.c.id == item.c.ref)))
        .distinct()
    )
)
_KINDS = Prepared(lambda: select(item.c.kind, func.count()).group_by(item.c.kind))
_NO_ITEMS = Prepared(lambda: delete(item))
_NO_VOUCHERS = Prepared(lambda: delete(item).where(item.c.kind == VOUCHER))
_EVENTS_SEEN = Prepared(
    lambda: (
        update(t.events)
        .where(t.events.c.id.in_(select(item.c.ref).where(item.c.kind == EVENT)))
        .values(pending=0)
    )
)
_CHANGES_SEEN = Prepared(
    lambda: delete(t.changes).where(
        t.changes.c.contact_id.in_(select(item.c.contact_id).where(item.c.kind == CHANGE))
    )
)
_STANDING = Prepared(
    lambda: (
        select(t.enrollments.c.position)
        .where(t.enrollments.c.id.in_(select(item.c.ref).where(item.c.kind == TIMER)))
        .distinct()
    )
)
