"""What actions change about a contact, and whether anything looks at that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from operator import add, mul, sub, truediv
from typing import Any

from app.core.clock import DAY, Instant, to_datetime
from app.core.fields import READ_ONLY_FIELDS
from app.core.program import (
    AddToAttribute,
    ChangeList,
    ChangeTag,
    ComputeAttribute,
    CopyAttribute,
    CreateTask,
    EarnPoints,
    Effect,
    Program,
    SetAttribute,
    SetConsent,
    SetDay,
    SpendPoints,
)
from app.core.records import ConsentRecord
from app.core.rules.reads import Reads
from app.core.schedule import after
from tests.support.reference.life import Life
from tests.support.rules import Lock, Lot

_OPERATIONS = {"+": add, "-": sub, "*": mul, "/": truediv}


def touches(effect: Effect, read: Reads) -> bool:
    """Whether an effect writes what some rules read."""
    match effect:
        case ChangeTag(tag=tag):
            return tag in read.tags
        case ChangeList(list=name):
            return name in read.lists
        case EarnPoints() | SpendPoints():
            return read.points
        case SetConsent(purpose=purpose):
            return purpose in read.purposes
        case CreateTask():
            return read.tasks
        case _:
            return effect.field in read.fields


def only_one_task(effects: Iterable[Effect]) -> Iterator[Effect]:
    """The effects of a step, of which at most one makes a task."""
    made = False
    for effect in effects:
        if not (made and isinstance(effect, CreateTask)):
            yield effect
        made = made or isinstance(effect, CreateTask)


def carry_out(effect: Effect, life: Life, program: Program, at: Instant) -> None:
    """Change the contact."""
    match effect:
        case ChangeTag(tag=tag, present=present):
            life.tags = life.tags | {tag} if present else life.tags - {tag}
        case ChangeList(list=name, present=present):
            life.lists = life.lists | {name} if present else life.lists - {name}
        case EarnPoints(amount=amount, expires=expires):
            until = after(at, expires, life.zone(program)) if expires else None
            life.lots.append(Lot(at, amount, until))
        case SpendPoints(amount=amount):
            _spend(life, amount, at)
        case SetConsent(purpose=purpose, status=status):
            life.consents.append(ConsentRecord(purpose, status, at))
        case CreateTask(lock=lock):
            life.locks.append(Lock(at, after(at, lock, life.zone(program)) if lock else None))
        case _:
            write(life, effect.field, _value(effect, life, program, at))


def write(life: Life, field: str, value: Any) -> None:
    """Set a field, if there is one of this name that may be set."""
    if field in life.frame.fields and field not in READ_ONLY_FIELDS:
        life.values[field] = 0 if field == "score" and value is None else value


def _value(
    effect: SetAttribute | AddToAttribute | CopyAttribute | ComputeAttribute | SetDay,
    life: Life,
    program: Program,
    at: Instant,
) -> Any:
    match effect:
        case SetAttribute(value=value):
            return value
        case AddToAttribute(field=field, amount=amount):
            return (life.values.get(field) or 0) + amount
        case CopyAttribute(field=field, source=source):
            same = life.frame.fields.type_of(field) == life.frame.fields.type_of(source)
            return life.values.get(source) if same else None
        case ComputeAttribute(left=left, op=op, right=right):
            first, second = _operand(left, life), _operand(right, life)
            if first is None or second is None or (op == "/" and second == 0):
                return None
            return _OPERATIONS[op](first, second)
        case SetDay(field=field, days=days):
            if life.frame.fields.type_of(field) == "instant":
                return at + days * DAY
            today = to_datetime(at).astimezone(life.zone(program)).date()
            return (today + timedelta(days)).isoformat()


def _operand(operand: str | float, life: Life) -> int | float | None:
    if not isinstance(operand, str):
        return operand
    return life.values.get(operand) if life.frame.fields.type_of(operand) == "number" else None


def _spend(life: Life, amount: int, at: Instant) -> None:
    """From those that expire first; never more than there is."""
    places = [n for n, lot in enumerate(life.lots) if lot.expires_at is None or at < lot.expires_at]
    for place in sorted(places, key=lambda n: (life.lots[n].expires_at or float("inf"), n)):
        lot = life.lots[place]
        taken = min(amount, lot.remaining)
        amount -= taken
        life.lots[place] = Lot(lot.at, lot.remaining - taken, lot.expires_at)
