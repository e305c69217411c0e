"""How contacts get into a journey: by an event, by coming to satisfy a rule, or by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    and_,
    cast,
    delete,
    exists,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    true,
)

from app.core.clock import Instant
from app.core.fields import FieldBook
from app.core.journey import NodeId
from app.core.program import OnEvent, OnManual, OnSegment
from app.core.rules.reads import Reads
from app.core.rules.tree import Rule
from app.core.schedule import period_length
from app.engine.scratch import CHANGE, EVENT, item
from app.engine.stretch import Place
from app.engine.tally import Tally
from app.engine.version import Version
from app.store import tables as t
from app.store.contact_columns import contact_table
from app.store.joins import driven
from app.store.rule_sql import RuleContext, compile_rule, matches
from app.store.upsert import upsert

Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class News:
    """What happened in a round: whether data changed, and which types of events there were."""

    changed: bool
    types: frozenset[str]

    def concern(self, read: Reads) -> bool:
        """Whether a rule that reads this may answer differently now, for somebody of this round."""
        return self.changed or not self.types.isdisjoint(read.events)


def told_of(read: Reads) -> ColumnElement[bool]:
    """Whether an item asks a rule that reads this: a change does, an event if the rule looks at its type.

    Asked for each contact, so that what happens to one has no bearing on another in the same round.
    """
    x = t.events.alias("told")
    of_type = select(x.c.id).where(x.c.id == item.c.ref, x.c.type.in_(sorted(read.events)))
    return or_(item.c.kind == CHANGE, and_(item.c.kind == EVENT, of_type.correlate(item).exists()))


@dataclass(frozen=True)
class Doors:
    """The triggers of one live version."""

    version: Version
    fields: FieldBook
    segments: Mapping[str, Rule]
    tally: Tally

    def open(self, conn: Connection, news: News) -> None:
        """Let in the contacts for whom an event or a change of this round opens a trigger."""
        for step, source in self.version.program.sources.items():
            if isinstance(source, OnEvent) and source.event.type in news.types:
                self._by_event(conn, step, source)
            elif isinstance(source, OnSegment) and news.concern(self.version.reads(source.rule)):
                self._by_segment(conn, step, source)

    def by_hand(self, conn: Connection, step: NodeId, chosen: Rows, at: Instant) -> int:
        """Let in the chosen contacts (a select of ids) whom filter and re-entry admit; returns how many."""
        source = self.version.program.sources[step]
        rule = source.filter if isinstance(source, OnManual | OnEvent) else None
        c = contact_table(self.fields).alias("c")
        rows = _rows(c.c.id, literal(at)).where(c.c.id.in_(chosen))
        return self._enroll(conn, step, rows, c, literal(at), rule)

    def present(self, conn: Connection, at: Instant, *, enroll: bool | None) -> int:
        """At publishing: note who satisfies the segment triggers already; let them in if so wished (rule 3).

        `enroll` None asks each trigger's own setting. Returns how many entered.
        """
        entered = 0
        for step, source in self.version.program.sources.items():
            if isinstance(source, OnSegment):
                conn.execute(delete(t.members).where(*self._members(step)))
                c, holds = self._asked(source.rule, literal(at))
                members = select(*self._row(step, c.c.id)).where(holds)
                conn.execute(upsert(conn, t.members).from_select(_MEMBER, members))
                if source.enroll_present if enroll is None else enroll:
                    rows = _rows(c.c.id, literal(at)).where(holds)
                    entered += self._enroll(conn, step, rows, c, literal(at), None)
        return entered

    def _by_event(self, conn: Connection, step: NodeId, source: OnEvent) -> None:
        c, x = contact_table(self.fields).alias("c"), t.events.alias("x")
        key = None if source.key is None else func.json_extract(x.c.properties, f'$."{source.key}"')
        rows = (
            _rows(c.c.id, item.c.at, key, x.c.id)
            .select_from(
                driven(
                    driven(item, x, and_(item.c.kind == EVENT, x.c.id == item.c.ref)),
                    c,
                    c.c.id == item.c.contact_id,
                )
            )
            .where(matches(source.event, x), item.c.at >= self.version.published_at)
        )
        self._enroll(conn, step, rows, c, item.c.at, source.filter, key)

    def _by_segment(self, conn: Connection, step: NodeId, source: OnSegment) -> None:
        c, holds = self._asked(source.rule, item.c.at)
        asked = driven(item, c, c.c.id == item.c.contact_id)
        told = and_(told_of(self.version.reads(source.rule)), item.c.at >= self.version.published_at)
        known = exists().where(*self._members(step), t.members.c.contact_id == c.c.id)
        rows = (
            _rows(c.c.id, item.c.at)
            .select_from(asked)
            .where(told, holds, not_(known.correlate_except(t.members)))
        )
        self._enroll(conn, step, rows, c, item.c.at, None)
        gone = select(c.c.id).select_from(asked).where(told, not_(holds))
        conn.execute(delete(t.members).where(*self._members(step), t.members.c.contact_id.in_(gone)))
        members = select(*self._row(step, c.c.id)).select_from(asked).where(told, holds)
        statement = upsert(conn, t.members).from_select(_MEMBER, members)
        conn.execute(statement.on_conflict_do_nothing())

    def drifted(self, conn: Connection, at: Instant) -> None:
        """Note the contacts whose membership has changed by the passing of time alone as changed at `at`."""
        for step, source in self.version.program.sources.items():
            if isinstance(source, OnSegment) and self.version.reads(source.rule).clock:
                c, holds = self._asked(source.rule, literal(at))
                known = select(t.members.c.contact_id).where(*self._members(step))
                member = c.c.id.in_(known)
                rows = select(c.c.id, literal(at)).where(
                    or_(and_(holds, not_(member)), and_(not_(holds), member))
                )
                statement = upsert(conn, t.changes).from_select(list(t.changes.c), rows)
                conn.execute(statement.on_conflict_do_nothing())

    def _asked(self, rule: Rule, at: ColumnElement[int]) -> tuple[FromClause, ColumnElement[bool]]:
        c = contact_table(self.fields).alias("c")
        return c, compile_rule(rule, self._context(c, at))

    def _context(self, c: FromClause, at: ColumnElement[int]) -> RuleContext:
        return RuleContext(
            contact=c,
            at=at,
            fields=self.fields,
            time_zone=self.version.program.settings.time_zone,
            enrollment=None,
            entered_at=None,
            segments=self.segments,
            journey=self.version.journey_id,
        )

    def _members(self, step: NodeId) -> tuple[ColumnElement[bool], ...]:
        return (t.members.c.journey_id == self.version.journey_id, t.members.c.step == step)

    def _row(self, step: NodeId, contact: ColumnElement[int]) -> tuple[ColumnElement[Any], ...]:
        return (literal(self.version.journey_id), literal(step), contact)

    def _enroll(
        self,
        conn: Connection,
        step: NodeId,
        rows: Rows,
        c: FromClause,
        at: ColumnElement[int],
        rule: Rule | None,
        key: ColumnElement[Any] | None = None,
    ) -> int:
        """Enroll the rows (contact, instant, key, event) whom filter and re-entry let in."""
        allowed = true() if rule is None else compile_rule(rule, self._context(c, at))
        chosen = rows.where(allowed, self._may_enter(c, at, key)).subquery()
        contact, instant, entry_key, event = chosen.c.contact, chosen.c.at, chosen.c.entry_key, chosen.c.event
        place = self.version.position_ids[Place(step, "start")]
        e = t.enrollments.c
        columns = [
            e.version_id, e.journey_id, e.contact_id, e.entry_key, e.event_id, e.position, e.arrived, e.due,
            e.entered_at,
        ]  # fmt: skip
        values = select(
            literal(self.version.id),
            literal(self.version.journey_id),
            contact,
            entry_key,
            event,
            literal(place),
            instant,
            instant,
            instant,
        )
        result = conn.execute(t.enrollments.insert().from_select(columns, values))
        self.tally.entered(self.version.id, result.rowcount)
        return result.rowcount

    def _may_enter(
        self, c: FromClause, at: ColumnElement[int], key: ColumnElement[Any] | None
    ) -> ColumnElement[bool]:
        """Re-entry (rule 2): never, after the last enrollment ended and the lock is over, or always."""
        settings = self.version.program.settings
        if settings.reentry == "always":
            return true()
        p = t.enrollments.alias("p")
        same = [p.c.contact_id == c.c.id, p.c.journey_id == self.version.journey_id]
        if key is not None:
            same.append(p.c.entry_key.is_not_distinct_from(key))
        if settings.reentry == "after_exit":
            lock = period_length(settings.reentry_lock) if settings.reentry_lock else 0
            same.append(or_(p.c.ended_at.is_(None), p.c.ended_at > at - literal(lock)))
        return not_(select(literal(1)).where(*same).correlate_except(p).exists())


def _rows(
    contact: ColumnElement[Any],
    at: ColumnElement[Any],
    key: ColumnElement[Any] | None = None,
    event: ColumnElement[Any] | None = None,
) -> Rows:
    """Who is to be enrolled: contact, instant, value of the key property, event."""
    nothing = cast(null(), Integer)
    return select(
        contact.label("contact"),
        at.label("at"),
        (nothing if key is None else key).label("entry_key"),
        (nothing if event is None else event).label("event"),
    )


_MEMBER = [t.members.c.journey_id, t.members.c.step, t.members.c.contact_id]
