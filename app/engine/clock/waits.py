"""Waits for a condition and for a date: what wakes them besides their time (docs/semantics.md)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    Select,
    and_,
    case,
    delete,
    insert,
    literal,
    or_,
    select,
    update,
)

from app.core.clock import Instant
from app.core.rules.tree import Rule
from app.engine import asking
from app.engine.asking import Sight
from app.engine.clock.dues import day_due
from app.engine.entry import News, told_of
from app.engine.scratch import CHANGE, item, woken
from app.engine.stretch import Place
from app.engine.version import Version
from app.engine.wave import Waves
from app.store import tables as t
from app.store.joins import driven
from app.store.rule_sql import compile_rule


def waking(found: Select[*tuple[Any, ...]]) -> Insert:
    """What chooses the enrollments that are to be due: rows of an enrollment and its instant."""
    return insert(woken).from_select(list(woken.c), found)


def wake(conn: Connection, chosen: Insert, told: Mapping[str, Any] | None = None) -> None:
    """Make enrollments due (see `waking`)."""
    conn.execute(_NOBODY)
    if conn.execute(chosen, dict(told or {})).rowcount:
        conn.execute(_WAKE)


def wake_by_news(conn: Connection, version: Version, waves: Waves, news: News) -> None:
    """What happened in a round: conditions that hold now are met, dates that changed are followed."""
    for name, rule in version.conditions.items():
        if news.concern(version.reads(rule)):
            wake(conn, version.prepared(("met", name), partial(_met, version, name, rule, waves)))
    if news.changed:
        for name in version.date_waits:
            wake(conn, version.prepared(("followed", name), partial(_followed, version, name, waves)))


def wake_at_midnight(conn: Connection, version: Version, waves: Waves, midnight: Instant) -> None:
    """Conditions that have come true by the passing of time alone."""
    for name, rule in version.conditions.items():
        if version.reads(rule).clock:
            at = literal(midnight)
            view = asking.sight(version, waves.fields, waves.segments, at=at)
            rows = (
                select(view.e.c.id, at)
                .select_from(driven(view.e, view.c, view.c.c.id == view.e.c.contact_id))
                .where(view.e.c.position == version.position_ids[Place(name, "rest")])
            )
            wake(conn, waking(rows.where(compile_rule(rule, view.rules), _later_due(view))))


def _met(version: Version, name: str, rule: Rule, waves: Waves) -> Insert:
    """Who satisfies a condition that is waited for, after what has happened to them."""
    view = _moment(asking.sight(version, waves.fields, waves.segments))
    holds = compile_rule(rule, view.rules)
    told = told_of(version.reads(rule))
    return waking(_told(version, name, view).where(told, holds, _later_due(view)))


def _followed(version: Version, name: str, waves: Waves) -> Insert:
    """Whose date is another one now, or in another zone; a wait that is over at that very instant is over."""
    view = _moment(asking.sight(version, waves.fields, waves.segments))
    zone = version.program.settings.time_zone
    day = day_due(version.date_waits[name], view.c, view.e.c.arrived, waves.fields, zone)
    due = case((day > view.at, day), else_=view.at)
    return waking(
        _told(version, name, view, due).where(
            item.c.kind == CHANGE, view.e.c.due > view.at, view.e.c.due != due
        )
    )


def _moment(view: Sight) -> Sight:
    """The instant of an item; who was told of it late sees it at the arrival."""
    arrived = view.e.c.arrived
    return asking.seen_at(view, case((arrived > item.c.at, arrived), else_=item.c.at))


def _told(
    version: Version, name: str, view: Sight, due: ColumnElement[int] | None = None
) -> Select[*tuple[Any, ...]]:
    """Who waits at a step and has an item in this round, to be due at an instant."""
    waiting = driven(item, view.e, view.e.c.contact_id == item.c.contact_id)
    return (
        select(view.e.c.id, view.at if due is None else due)
        .select_from(driven(waiting, view.c, view.c.c.id == view.e.c.contact_id))
        .where((view.e.c.position + 0) == version.position_ids[Place(name, "rest")])  # look up by contact
    )


def _later_due(view: Sight) -> ColumnElement[bool]:
    return and_(or_(view.e.c.due.is_(None), view.e.c.due > view.at))


_NOBODY = delete(woken)
_WAKE = (
    update(t.enrollments)
    .where(t.enrollments.c.id.in_(select(woken.c.token)))
    .values(due=select(woken.c.at).where(woken.c.token == t.enrollments.c.id).scalar_subquery())
)
