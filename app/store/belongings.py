"""What a contact has, as SQL at an instant: places on lists, loyalty points, tasks of sales."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.sql.selectable import Exists

from app.store import tables


def on_list(contact: ColumnElement[Any], name: str) -> Exists:
    """Whether a contact stands on a list."""
    members = tables.list_members.alias()
    found = exists().where(members.c.contact_id == contact, members.c.list_id == name)
    return found.correlate_except(members)


def balance(contact: ColumnElement[Any], at: ColumnElement[Any]) -> ColumnElement[Any]:
    """The points of a contact that are earned by an instant, not spent, and not expired at it."""
    lots = tables.points.alias()
    total = select(func.coalesce(func.sum(lots.c.remaining), 0)).where(
        lots.c.contact_id == contact,
        lots.c.remaining > 0,
        lots.c.at <= at,
        or_(lots.c.expires_at.is_(None), lots.c.expires_at > at),
    )
    return total.correlate_except(lots).scalar_subquery()


def locked_until(contact: ColumnElement[Any], at: ColumnElement[Any]) -> ColumnElement[Any]:
    """Until when open tasks have locked a contact at an instant; null if none has."""
    tasks = tables.tasks.alias()
    latest = select(func.max(tasks.c.lock_until)).where(
        tasks.c.contact_id == contact,
        tasks.c.created_at <= at,
        tasks.c.lock_until > at,
        or_(tasks.c.done_at.is_(None), tasks.c.done_at > at),
    )
    return latest.correlate_except(tasks).scalar_subquery()
