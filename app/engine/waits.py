"""Waits for a condition and for a date: what wakes them besides their time (docs/semantics.md)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
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
from app.engine import asking
from app.engine.asking import Sight
from app.engine.dues import day_due
from app.engine.entry import News, told_of
from app.engine.scratch import CHANGE, item, woken
from app.engine.stretch import Place
from app.engine.version import Version
from app.engine.wave import Waves
from app.store import tables as t
from app.store.joins import driven
from app.store.rule_sql import compile_rule


def wake(conn: Connection, found: Select[*tuple[Any, ...]]) -> None:
    """Make enrollments due: rows of an enrollment and its instant."""
    conn.execute(delete(woken))
    conn.execute(insert(woken).from_select(list(woken.c), found))
    e = t.enrollments.c
    at = select(woken.c.at).where(woken.c.token == e.id).scalar_subquery()
    conn.execute(update(t.enrollments).where(e.id.in_(select(woken.c.token))).values(due=at))


def wake_by_news(conn: Connection, version: Version, waves: Waves, news: News) -> None:
    """What happened in a round: conditions that hold now are met, dates that changed are followed."""
    for name, rule in version.conditions.items():
        read = version.reads(rule)
        if news.concern(read):
            view = _moment(asking.sight(version, waves.fields, waves.segments))
            holds = compile_rule(rule, view.rules)
            wake(conn, _told(version, name, view).where(told_of(read), holds, _later_due(view)))
    if news.changed:
        for name in version.date_waits:
            _follow(conn, version, name, waves)


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
            wake(conn, rows.where(compile_rule(rule, view.rules), _later_due(view)))


def _follow(conn: Connection, version: Version, name: str, waves: Waves) -> None:
    """The date of a contact may be another one now, or in another zone."""
    view = _moment(asking.sight(version, waves.fields, waves.segments))
    zone = version.program.settings.time_zone
    day = day_due(version.date_waits[name], view.c, view.e.c.arrived, waves.fields, zone)
    due = case((day > view.at, day), else_=view.at)
    rows = _told(version, name, view, due).where(item.c.kind == CHANGE, view.e.c.due != due)
    wake(conn, rows)


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
