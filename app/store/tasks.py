"""Tasks for sales: what is open, and when it is done."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, literal, select, update

from app.core.clock import Instant
from app.store import tables
from app.store.changes import mark_changed

_T = tables.tasks.c


@dataclass(frozen=True)
class TaskRow:
    """A task about a contact; until `lock_until`, or until it is done, the contact gets no mails."""

    id: int
    contact: int
    email: str
    title: str
    note: str
    owner: str
    created_at: Instant
    due_at: Instant | None
    lock_until: Instant | None
    done_at: Instant | None
    journey: str | None


@dataclass(frozen=True)
class TaskQuery:
    """Which tasks are wanted: of a contact, of an owner; those that are done, too, if wished."""

    contact: int | None = None
    owner: str | None = None
    done: bool = False


def task_page(conn: Connection, query: TaskQuery, offset: int, limit: int) -> list[TaskRow]:
    """A stretch of the tasks: open ones first, by when they are due."""
    contacts, enrollments = tables.contacts, tables.enrollments
    joined = tables.tasks.join(contacts, contacts.c.id == _T.contact_id).outerjoin(
        enrollments, enrollments.c.id == _T.enrollment_id
    )
    chosen = (
        select(tables.tasks, contacts.c.email, enrollments.c.journey_id)
        .select_from(joined)
        .where(*_wanted(query))
        .order_by(_T.done_at.is_not(None), _T.due_at.is_(None), _T.due_at, _T.created_at, _T.id)
    )
    return [
        TaskRow(
            row.id, row.contact_id, row.email, row.title, row.note, row.owner, row.created_at, row.due_at,
            row.lock_until, row.done_at, row.journey_id,
        )
        for row in conn.execute(chosen.offset(offset).limit(limit))
    ]  # fmt: skip


def count_tasks(conn: Connection, query: TaskQuery) -> int:
    """How many tasks there are."""
    return conn.execute(select(func.count()).select_from(tables.tasks).where(*_wanted(query))).scalar_one()


def finish_task(conn: Connection, task_id: int, at: Instant) -> bool:
    """A task is done and its lock over, a change of data of the contact; False if it was done, or is gone."""
    done = update(tables.tasks).where(_T.id == task_id, _T.done_at.is_(None)).values(done_at=at)
    contact = conn.execute(done.returning(_T.contact_id)).scalar()
    if contact is not None:
        mark_changed(conn, select(literal(contact)), at)
    return contact is not None


def _wanted(query: TaskQuery) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [] if query.done else [_T.done_at.is_(None)]
    if query.contact is not None:
        wanted.append(_T.contact_id == query.contact)
    if query.owner is not None:
        wanted.append(_T.owner == query.owner)
    return wanted
