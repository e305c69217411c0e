"""What an instruction changes, in the same terms in which rules tell what they read."""

from __future__ import annotations

from collections.abc import Iterable

from app.core.program import (
    AddToAttribute,
    Apply,
    ChangeList,
    ChangeTag,
    ComputeAttribute,
    CopyAttribute,
    CreateTask,
    EarnPoints,
    Effect,
    Enroll,
    GiveVoucher,
    Instruction,
    Leave,
    SetAttribute,
    SetConsent,
    SetDay,
    Source,
    SpendPoints,
)
from app.core.rules.reads import Reads


def writes(instruction: Instruction | Source) -> Reads:
    """Everything an instruction may write about the contact; messages are told apart by their steps."""
    match instruction:
        case Apply(effects=effects):
            return written(effects)
        case GiveVoucher(field=field):
            return Reads(fields=frozenset({field}))
        case Enroll(journey=journey) | Leave(journey=journey):
            return Reads(journeys=frozenset({journey}))
        case _:
            return Reads()


def written(effects: Iterable[Effect]) -> Reads:
    """Everything some effects may write."""
    total = Reads()
    for effect in effects:
        total |= _of(effect)
    return total


def _of(effect: Effect) -> Reads:
    match effect:
        case (
            SetAttribute(field=field)
            | AddToAttribute(field=field)
            | CopyAttribute(field=field)
            | ComputeAttribute(field=field)
            | SetDay(field=field)
        ):
            return Reads(fields=frozenset({field}))
        case ChangeTag(tag=tag):
            return Reads(tags=frozenset({tag}))
        case ChangeList(list=name):
            return Reads(lists=frozenset({name}))
        case EarnPoints() | SpendPoints():
            return Reads(points=True)
        case SetConsent(purpose=purpose):
            return Reads(purposes=frozenset({purpose}))
        case CreateTask():
            return Reads(tasks=True)
