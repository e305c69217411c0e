"""How contacts get into a journey: by an event, a change, a rule, the clock, or by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    FromClause,
    Insert,
    Integer,
    Select,
    String,
    and_,
    case,
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
from app.core.dates import wall_instant
from app.core.fields import FieldBook
from app.core.journey import NodeId
from app.core.program import HOLDOUT, OnChange, OnEvent, OnSegment
from app.core.rules.reads import Reads
from app.core.rules.tree import Rule
from app.core.schedule import period_length, zone
from app.core.share import bounds
from app.engine.asking import share_place
from app.engine.scratch import CHANGE, EVENT, item
from app.engine.stretch import Place
from app.engine.tally import Tally
from app.engine.version import Version
from app.store import tables as t
from app.store.bulk import Prepared
from app.store.contact_columns import column, contact_table
from app.store.joins import driven
from app.store.rule_sql import RuleContext, compile_rule, matches
from app.store.upsert import upsert

Rows = Select[*tuple[Any, ...]]
Row = tuple[ColumnElement[Any], ...]
AT_ONE_INSTANT = 100


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
            elif isinstance(source, OnChange) and news.changed and source.field in self.fields:
                self._by_change(conn, step, source)

    def by_hand(self, conn: Connection, step: NodeId, chosen: Rows, at: Instant) -> int:
        """Let in the chosen contacts (a select of ids) whom filter and re-entry admit; returns how many."""
        c = contact_table(self.fields).alias("c")
        return self.enroll(conn, step, rows_of(c.c.id, literal(at)).where(c.c.id.in_(chosen)), c, literal(at))

    def present(self, conn: Connection, at: Instant, *, enroll: bool | None) -> list[NodeId]:
        """Note who satisfies the segment triggers already, and the values that changes are measured by.

        Returns the triggers by which those who satisfy them are to be let in (rule 3); `enroll` None asks
        each trigger's own setting.
        """
        wished: list[NodeId] = []
        for step, source in self.version.program.sources.items():
            if isinstance(source, OnSegment):
                c, holds = self._asked(source.rule, literal(at))
                self._note(conn, step, select(*self._row(step, c.c.id, null())).where(holds))
                if not source.leaves and (source.enroll_present if enroll is None else enroll):
                    wished.append(step)
            elif isinstance(source, OnChange) and source.field in self.fields:
                c = contact_table(self.fields).alias("c")
                self._note(conn, step, select(*self._row(step, c.c.id, _known_value(c, source.field))))
        return wished

    def enroll(
        self,
        conn: Connection,
        step: NodeId,
        rows: Rows,
        c: FromClause,
        at: ColumnElement[int],
        key: ColumnElement[Any] | None = None,
    ) -> int:
        """Enroll the rows (`rows_of` contacts `c`) whom filter, re-entry and the entry window let in."""
        return self.carry_out(conn, self.insertion(step, rows, c, at, key))

    def insertion(
        self,
        step: NodeId,
        rows: Rows,
        c: FromClause,
        at: ColumnElement[int],
        key: ColumnElement[Any] | None = None,
    ) -> Insert:
        """The statement that enrolls rows, see `enroll`."""
        source = self.version.program.sources[step]
        allowed = true() if source.filter is None else compile_rule(source.filter, self._context(c, at))
        chosen = (
            rows.add_columns(self._place(step, c).label("place"))
            .where(allowed, self._may_enter(c, at, key), *self._open_at(at))
            .subquery()
        )
        x = chosen.c
        values = select(
            literal(self.version.id), literal(self.version.journey_id), x.contact, x.entry_key, x.event,
            x.place, x.at, x.at, x.at,
        )  # fmt: skip
        return t.enrollments.insert().from_select(_COLUMNS, values)

    def carry_out(
        self, conn: Connection, insertion: Insert | Prepared, told: Mapping[str, Any] | None = None
    ) -> int:
        """Enroll, and count; returns how many entered."""
        keeps_out = self.version.program.settings.holdout > 0
        before: int = conn.execute(NEWEST).scalar_one() if keeps_out else 0
        if isinstance(insertion, Prepared):
            entered = insertion.run(conn, [told or {}])
        else:
            entered = conn.execute(insertion, dict(told or {})).rowcount
        self.tally.entered(self.version.id, entered, self._kept_out_since(conn, before) if keeps_out else 0)
        return entered

    def _by_event(self, conn: Connection, step: NodeId, source: OnEvent) -> None:
        make = partial(self._event_insertion, step, source)
        self.carry_out(conn, self.version.prepared(("door", step), lambda: Prepared(make, seldom=True)))

    def _event_insertion(self, step: NodeId, source: OnEvent) -> Insert:
        c, x = contact_table(self.fields).alias("c"), t.events.alias("x")
        key = None if source.key is None else func.json_extract(x.c.properties, f'$."{source.key}"')
        happened = driven(item, x, and_(item.c.kind == EVENT, x.c.id == item.c.ref))
        rows = (
            rows_of(c.c.id, item.c.at, key, x.c.id)
            .select_from(driven(happened, c, c.c.id == item.c.contact_id))
            .where(matches(source.event, x), item.c.at >= self.version.published_at)
        )
        return self.insertion(step, rows, c, item.c.at, key)

    def _by_segment(self, conn: Connection, step: NodeId, source: OnSegment) -> None:
        """Who has come to satisfy the rule enters, or else who has ceased to; both are noted."""
        make = partial(self._segment_statements, step, source)
        insertion, gone, come = self.version.prepared(("door", step), make)
        self.carry_out(conn, insertion)
        conn.execute(gone)
        conn.execute(come)

    def _segment_statements(self, step: NodeId, source: OnSegment) -> tuple[Insert, Delete, Insert]:
        c, holds = self._asked(source.rule, item.c.at)
        asked = driven(item, c, c.c.id == item.c.contact_id)
        told = and_(told_of(self.version.reads(source.rule)), item.c.at >= self.version.published_at)
        known = self.known(step, c)
        turned = and_(known, not_(holds)) if source.leaves else and_(holds, not_(known))
        seldom = not_too_often(self.version, c, item.c.at)
        rows = rows_of(c.c.id, item.c.at).select_from(asked).where(told, turned, seldom)
        gone = select(c.c.id).select_from(asked).where(told, not_(holds))
        come = select(*self._row(step, c.c.id, null())).select_from(asked).where(told, holds, not_(known))
        return (
            self.insertion(step, rows, c, item.c.at),
            delete(t.members).where(*self._members(step), t.members.c.contact_id.in_(gone)),
            t.members.insert().from_select(_MEMBER, come),
        )

    def _by_change(self, conn: Connection, step: NodeId, source: OnChange) -> None:
        """Whose field has another value than the one that was noted enters; the new one is noted."""
        make = partial(self._change_statements, conn, step, source)
        insertion, noting = self.version.prepared(("door", step), make)
        self.carry_out(conn, insertion)
        conn.execute(noting)

    def _change_statements(self, conn: Connection, step: NodeId, source: OnChange) -> tuple[Insert, Insert]:
        c = contact_table(self.fields).alias("c")
        now = _known_value(c, source.field)
        asked = driven(item, c, c.c.id == item.c.contact_id)
        told = and_(item.c.kind == CHANGE, item.c.at >= self.version.published_at)
        other = t.members.c.value.is_distinct_from(now)
        seldom = not_too_often(self.version, c, item.c.at)
        rows = rows_of(c.c.id, item.c.at).select_from(asked).where(told, self.known(step, c, other), seldom)
        members = select(*self._row(step, c.c.id, now)).select_from(asked).where(told)
        statement = upsert(conn, t.members).from_select(_MEMBER, members)
        noting = statement.on_conflict_do_update(
            index_elements=_KEY, set_={"value": statement.excluded["value"]}
        )
        return self.insertion(step, rows, c, item.c.at), noting

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

    def _note(self, conn: Connection, step: NodeId, members: Rows) -> None:
        conn.execute(delete(t.members).where(*self._members(step)))
        conn.execute(t.members.insert().from_select(_MEMBER, members))

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

    def known(self, step: NodeId, c: FromClause, *more: ColumnElement[bool]) -> ColumnElement[bool]:
        """Whether a contact is noted at a trigger, see `present`."""
        known = exists().where(*self._members(step), t.members.c.contact_id == c.c.id, *more)
        return known.correlate_except(t.members)

    def _row(self, step: NodeId, contact: ColumnElement[int], value: ColumnElement[Any]) -> Row:
        return (literal(self.version.journey_id), literal(step), contact, value)

    def _place(self, step: NodeId, c: FromClause) -> ColumnElement[int]:
        """Where a contact begins: at the trigger, or apart if the journey keeps it out (rule 5)."""
        begin, share = self.version.position_ids[Place(step, "start")], self.version.program.settings.holdout
        if not share:
            return literal(begin)
        bound = bounds((share, 100 - share))[0]
        apart = share_place(self.version.journey_id, HOLDOUT, c) < bound
        return case((apart, self.version.position_ids[Place(HOLDOUT, "start")]), else_=begin)

    def _kept_out_since(self, conn: Connection, before: int) -> int:
        if not self.version.program.settings.holdout:
            return 0
        e, apart = t.enrollments.c, self.version.position_ids[Place(HOLDOUT, "start")]
        newer = select(func.count()).where(e.id > before, (e.position + 0) == apart)
        return conn.execute(newer).scalar_one()

    def _open_at(self, at: ColumnElement[int]) -> list[ColumnElement[bool]]:
        """The entry window of the journey."""
        settings = self.version.program.settings
        where = zone(settings.time_zone)
        first, last = (wall_instant(text, where) for text in (settings.entry_from, settings.entry_until))
        after = [] if first is None else [at >= literal(first)]
        return after if last is None else [*after, at < literal(last)]

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


def not_too_often(version: Version, contact: FromClause, at: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a contact has entered a journey fewer than 100 times at this instant.

    So that journeys which start each other, or themselves by what they write, come to an end.
    """
    p = t.enrollments.alias("just_come")
    just_come = select(func.count()).where(
        p.c.contact_id == contact.c.id, p.c.journey_id == version.journey_id, p.c.entered_at == at
    )
    return just_come.correlate_except(p).scalar_subquery() < AT_ONE_INSTANT


def rows_of(
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


def _known_value(c: FromClause, field: str) -> ColumnElement[Any]:
    """A field's value as text; empty text counts as none."""
    return func.nullif(cast(column(c, field), String), "")


NEWEST = select(func.coalesce(func.max(t.enrollments.c.id), 0))
"""The number of the newest enrollment."""
_KEY = [t.members.c.journey_id, t.members.c.step, t.members.c.contact_id]
_MEMBER = [*_KEY, t.members.c.value]
_COLUMNS = [
    t.enrollments.c[name]
    for name in (
        "version_id", "journey_id", "contact_id", "entry_key", "event_id", "position", "arrived", "due",
        "entered_at",
    )
]  # fmt: skip
