"""One wave: enrollments that stand at the same place move together to their next rest.

Source: engine design, "Waves over segments of the graph". A wave runs inside the caller's transaction.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    Update,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    null,
    select,
    update,
)

from app.core.clock import Instant
from app.core.dates import UntilDate
from app.core.fields import FieldBook
from app.core.program import Await, GiveVoucher, Hold, Instruction, Send, Source
from app.core.protocols import Faults
from app.core.rules.tree import EventFilter, Rule
from app.core.schedule import Until
from app.engine import asking
from app.engine.acting import Acting
from app.engine.asking import Sight
from app.engine.clock.appointments import Appointments
from app.engine.clock.dues import Dues, Span, day_due, tabled_due
from app.engine.delivery.report import outcome_of
from app.engine.effects import vouchers
from app.engine.interventions.catching_up import CatchUp
from app.engine.scratch import TIMER, item, path_of, wave
from app.engine.stretch import Path, Place
from app.engine.tally import Tally
from app.engine.version import Version
from app.store import tables as t
from app.store.bulk import Prepared
from app.store.joins import driven
from app.store.rule_sql import compile_rule

Codes = tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """The prepared statements of one place: tokens by due instant, or those chosen as items."""

    view: Sight
    by_due: Prepared
    by_item: Prepared
    reads_of: str


@dataclass
class Waves:
    """Carries out waves with the knowledge of one engine: fields, segments, watchers, fault points."""

    fields: FieldBook
    segments: Mapping[str, Rule]
    faults: Faults
    acting: Acting
    appointments: Appointments
    tally: Tally
    catch_up: CatchUp | None = None
    """What is known about lateness in real time; None where everything happens on time."""
    moved: int = 0
    _prepared: dict[Hashable, Prepared] = field(default_factory=dict[Hashable, Prepared])
    _plans: dict[tuple[int, bool, Place], Plan] = field(default_factory=dict[tuple[int, bool, Place], Plan])

    def prepared(self, key: Hashable, make: Callable[[], Prepared]) -> Prepared:
        """A statement about all running versions, made when it is first used."""
        if key not in self._prepared:
            self._prepared[key] = make()
        return self._prepared[key]

    def due(self, conn: Connection, version: Version, place: Place, until: Instant, limit: int) -> int:
        """Move up to `limit` enrollments that are due at a place; returns how many moved."""
        version = self._with_care(conn, version, place)
        plan = self.plan(version, place)
        NOBODY.run(conn, [{}])
        wanted = {"position": version.position_ids[place], "until": until, "limit": limit}
        plan.by_due.run(conn, [wanted])
        return self._carry_out(conn, version, place, plan)

    def chosen(self, conn: Connection, version: Version, place: Place) -> int:
        """Move the enrollments at a place whose timer is the next thing for their contact."""
        version = self._with_care(conn, version, place)
        plan = self.plan(version, place)
        NOBODY.run(conn, [{}])
        plan.by_item.run(conn, [{"position": version.position_ids[place]}])
        moved = self._carry_out(conn, version, place, plan)
        if moved:  # else whoever came to a place that has not had its turn yet would move again at once
            _HAD_THEIR_TURN.run(conn, [{}])
        return moved

    def arrive(self, conn: Connection, version: Version, end: Place) -> None:
        """Let everybody in the scratch table stand at a place as if they had come there at their `at`.

        For those who are put there from outside: neither counted nor remembered.
        """
        e = t.enrollments
        at = select(wave.c.at).where(wave.c.token == e.c.id).scalar_subquery()
        conn.execute(update(e).where(e.c.id.in_(tokens(None))).values(due=at))
        dues = Dues(conn, version.program.settings.time_zone, [Span(*row) for row in _SPANS.rows(conn, {})])
        _park(conn, version, end, 0, None, dues, self.plan(version, end).view)

    def plan(self, version: Version, place: Place) -> Plan:
        """The statements of a place, made when it is first used."""
        key = (version.id, version.cautious, place)
        if key not in self._plans:
            self._plans[key] = self._make(version, place)
        return self._plans[key]

    def _with_care(self, conn: Connection, version: Version, place: Place) -> Version:
        """The version as it is to be walked through: with care where somebody is late."""
        behind = self.catch_up is not None and self.catch_up.is_behind(conn, version, place)
        return version.with_caution if behind else version

    def _make(self, version: Version, place: Place) -> Plan:
        view = asking.sight(version, self.fields, self.segments)
        values, reads_of = asking.seen(version, place, view)
        rows = select(
            view.e.c.id,
            view.e.c.contact_id,
            view.at,
            view.e.c.visit,
            func.coalesce(view.c.c.time_zone, ""),
            asking.code(version, place, view),
            values if values is not None else null(),
        )
        due_here = (
            rows.select_from(driven(view.e, view.c, view.c.c.id == view.e.c.contact_id))
            .where(
                view.e.c.position == bindparam("position", None, Integer),
                view.e.c.due <= bindparam("until", None, BigInteger),
            )
            .limit(bindparam("limit", None, Integer))
        )
        chosen = driven(item, view.e, and_(item.c.kind == TIMER, view.e.c.id == item.c.ref))
        chosen_here = rows.select_from(driven(chosen, view.c, view.c.c.id == view.e.c.contact_id)).where(
            (view.e.c.position + 0) == bindparam("position", None, Integer)
        )
        by_due = insert(wave).from_select(list(wave.c), due_here)
        by_item = insert(wave).from_select(list(wave.c), chosen_here)
        return Plan(
            view, Prepared(lambda: by_due, seldom=True), Prepared(lambda: by_item, seldom=True), reads_of
        )

    def _carry_out(self, conn: Connection, version: Version, place: Place, plan: Plan) -> int:
        vouchers.hand_out(conn, version, place)
        spans = [Span(*row) for row in _SPANS.rows(conn, {})]
        counts: Counter[int] = Counter()
        for span in spans:
            counts[span.code] += span.n
        moved = counts.total()
        if not moved:
            return 0
        self.faults.reach("wave.gathered")
        known = {code: version.path(conn, place, code, plan.reads_of) for code in counts}
        paths = {code: path for code, (_, path) in known.items()}
        self._count(version, place, counts, paths)
        self.acting.carry_out(conn, version, paths)
        written = (
            version.program.steps[act.step].instruction for path in paths.values() for act in path.acts
        )
        self.appointments.learn_from_wave(conn, written)
        self.faults.reach("wave.acted")
        _remember(conn, {code: path_id for code, (path_id, _) in known.items()})
        self._move(conn, version, paths, spans)
        if self.catch_up is not None and version.cautious:
            self.catch_up.follow(conn, version, {path.end for path in paths.values()})
        self.faults.reach("wave.moved")
        self.moved += moved
        return moved

    def _count(
        self, version: Version, place: Place, counts: Mapping[int, int], paths: Mapping[int, Path]
    ) -> None:
        self.tally.left(version.id, version.program, place, sum(counts.values()))
        for code, n in counts.items():
            self.tally.took(version.id, version.program, place, paths[code], n)

    def _move(
        self, conn: Connection, version: Version, paths: Mapping[int, Path], spans: Sequence[Span]
    ) -> None:
        groups: dict[tuple[Place | None, str | None, int], list[int]] = defaultdict(list)
        for code, path in paths.items():
            groups[path.end, path.reason, path.laps].append(code)
        dues = Dues(conn, version.program.settings.time_zone, spans)
        for (end, reason, laps), some in groups.items():
            codes = None if len(groups) == 1 else tuple(some)
            if end is None:
                _end(conn, reason, codes)
            else:
                _park(conn, version, end, laps, codes, dues, self.plan(version, end).view)


def tokens(codes: Codes | None) -> Select[tuple[int]]:
    """The enrollments of the wave with some codes; None means all of them."""
    everybody = select(wave.c.token)
    return everybody if codes is None else everybody.where(wave.c.code.in_(codes))


def _remember(conn: Connection, path_ids: Mapping[int, int]) -> None:
    if len(set(path_ids.values())) == 1:
        _HISTORY_OF_ONE.run(conn, [{"path": next(iter(path_ids.values()))}])
        return
    _NO_PATHS.run(conn, [{}])
    _PATHS.run(conn, [{"code": code, "path_id": path_id} for code, path_id in path_ids.items()])
    _HISTORY.run(conn, [{}])


def _end(conn: Connection, reason: str | None, codes: Codes | None) -> None:
    if codes is None:
        _END_ALL.run(conn, [{"why": reason}])
    else:
        conn.execute(_ending(codes), {"why": reason})


def _ending(codes: Codes | None) -> Update:
    e = t.enrollments
    values = {"position": None, "arrived": e.c.due, "ended_at": e.c.due, "due": None}
    return update(e).where(e.c.id.in_(tokens(codes))).values(**values, reason=bindparam("why", None, String))


def _park(
    conn: Connection, version: Version, end: Place, laps: int, codes: Codes | None, dues: Dues, view: Sight
) -> None:
    """Let the enrollments with some codes stand at their next place, with the instant when it is over."""
    instruction = version.program.steps[end.step].instruction
    length = 0
    if end.kind == "rest" and (until := _until(instruction)) is not None:
        length = dues.length(until, codes)
    make = partial(_parking, version, end, laps, codes, length, view)
    if codes is None:
        version.prepared(("park", end, laps, length), lambda: Prepared(make, seldom=True)).run(conn, [{}])
    else:
        conn.execute(make())
    if end.kind == "rest" and isinstance(instruction, Await):
        if isinstance(instruction.event, EventFilter):
            _look_back(conn, version, end, instruction, codes, view)
        else:
            _meet(conn, instruction.event, codes, view)


def _until(instruction: Instruction | Source) -> Until | None:
    """The time after which a rest is over by itself, if it is not a day that a field names."""
    match instruction:
        case Hold(until=Until() as until) | Await(timeout=Until() as until):
            return until
        case _:
            return None


def _parking(
    version: Version, end: Place, laps: int, codes: Codes | None, length: int | None, view: Sight
) -> Update:
    e = t.enrollments
    instruction = version.program.steps[end.step].instruction
    due: ColumnElement[Any]
    match instruction:
        case _ if end.kind == "start":
            due = e.c.due
        case Hold(until=UntilDate() as until):
            due = _on_its_day(version, until, view)
        case _ if _until(instruction) is not None:
            due = tabled_due() if length is None else e.c.due + length
        case GiveVoucher():
            due = e.c.due
        case Send():
            due = _told_already(end, laps)
        case _:
            due = null()
    values = {"position": version.position_ids[end], "arrived": e.c.due, "due": due}
    if laps:
        values["visit"] = e.c.visit + literal(laps)
    return update(e).where(e.c.id.in_(tokens(codes))).values(values)


def _told_already(end: Place, laps: int) -> ColumnElement[Any]:
    """At once, if the message of this visit is done with: it went out before the contact was moved back."""
    e, o = t.enrollments.c, t.outbox.c
    done = select(func.max(e.due, o.state_at)).where(
        o.enrollment_id == e.id,
        o.step == end.step,
        o.visit == e.visit + literal(laps),
        outcome_of().is_not(None),
    )
    return done.correlate(t.enrollments).scalar_subquery()


def _on_its_day(version: Version, until: UntilDate, view: Sight) -> ColumnElement[Any]:
    """The instant a date means to each enrollment, at the earliest that of its arrival, its old `due`."""
    e, zone = t.enrollments, version.program.settings.time_zone
    day = select(day_due(until, view.c, e.c.due, view.rules.fields, zone)).where(
        view.c.c.id == e.c.contact_id
    )
    return func.max(e.c.due, func.coalesce(day.correlate(e).scalar_subquery(), e.c.due))


def _meet(conn: Connection, rule: Rule, codes: Codes | None, view: Sight) -> None:
    """Make due at once whoever satisfies on arrival the condition that the step waits for."""
    e, seen = t.enrollments, asking.seen_at(view, view.e.c.arrived)
    met = (
        select(seen.e.c.id)
        .select_from(driven(seen.e, seen.c, seen.c.c.id == seen.e.c.contact_id))
        .where(seen.e.c.id.in_(tokens(codes)), compile_rule(rule, seen.rules))
    )
    conn.execute(update(e).where(e.c.id.in_(met)).values(due=e.c.arrived))


def _look_back(
    conn: Connection, version: Version, end: Place, waiting: Await, codes: Codes | None, view: Sight
) -> None:
    """Make an await due at the first event that it counts, if there is one already (rule 9)."""
    e = t.enrollments
    make = partial(_happened_already, waiting, codes, view)
    if codes is None:
        found = version.prepared(("look back", end), lambda: Prepared(make, seldom=True)).rows(conn, {})
    else:
        found = conn.execute(make()).all()
    hits: dict[int, Instant] = {row[0]: row[1] for row in found}
    if hits:
        conn.execute(
            update(e)
            .where(e.c.id == bindparam("token"))
            .values(
                due=func.max(
                    e.c.arrived, func.min(bindparam("first"), func.coalesce(e.c.due, bindparam("first")))
                )
            ),
            [{"token": token, "first": first} for token, first in hits.items()],
        )


def _happened_already(waiting: Await, codes: Codes | None, view: Sight) -> Select[*tuple[Any, ...]]:
    first = asking.first_match(waiting, view, view.e.c.arrived)
    found = (
        select(view.e.c.id.label("token"), first.label("first"))
        .select_from(view.e)
        .where(view.e.c.id.in_(tokens(codes)))
        .subquery()
    )
    return select(found.c.token, found.c.first).where(found.c.first.is_not(None))


_END_ALL = Prepared(lambda: _ending(None))
_SPANS = Prepared(
    lambda: select(wave.c.code, wave.c.zone, func.count(), func.min(wave.c.at), func.max(wave.c.at)).group_by(
        wave.c.code, wave.c.zone
    )
)
_NO_PATHS = Prepared(lambda: delete(path_of))
_PATHS = Prepared(lambda: insert(path_of))
_STRETCH = [t.history.c.enrollment_id, t.history.c.path_id, t.history.c.at, t.history.c.seen]
_HISTORY = Prepared(
    lambda: insert(t.history).from_select(
        _STRETCH,
        select(wave.c.token, path_of.c.path_id, wave.c.at, wave.c.seen).select_from(
            wave.join(path_of, path_of.c.code == wave.c.code)
        ),
    )
)
_HISTORY_OF_ONE = Prepared(
    lambda: insert(t.history).from_select(
        _STRETCH, select(wave.c.token, bindparam("path", None, Integer), wave.c.at, wave.c.seen)
    )
)
_HAD_THEIR_TURN = Prepared(
    lambda: delete(item).where(item.c.kind == TIMER, item.c.ref.in_(select(wave.c.token)))
)
NOBODY = Prepared(lambda: delete(wave))
"""Empties the scratch table of a wave."""
