"""What instructions read of a contact: what they need to find, and what they wait for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.core.dates import UntilDate
from app.core.program import (
    Apply,
    Await,
    Branch,
    CallContent,
    Content,
    CreateTask,
    EarnPoints,
    Hold,
    Instruction,
    OnChange,
    OnDate,
    OnSegment,
    Send,
    ServiceContent,
    SetDay,
    Source,
    templates_of,
)
from app.core.rules.reads import Reads, reads
from app.core.rules.tree import EventFilter, Rule

ZONE = Reads(fields=frozenset({"time_zone"}))
"""What decides about local time."""


def needed_by(instruction: Instruction | Source, segments: Mapping[str, Rule]) -> Reads:
    """What has to be in the store before an instruction is carried out.

    A condition or a date that is waited for is looked at after the stretch that leads to it.
    """
    match instruction:
        case Branch(cases=cases):
            return reads(*(case.rule for case in cases), segments=segments) | ZONE
        case Hold() | Await():
            return ZONE
        case Send(content=content):
            return Reads(fields=frozenset(_named(content)))
        case Apply(effects=effects) if any(isinstance(each, _BY_LOCAL_TIME) for each in effects):
            return ZONE
        case _:
            return Reads()


def waited_for(instruction: Instruction | Source, segments: Mapping[str, Rule]) -> Reads:
    """What has to be looked at again when it changes, while contacts wait for a condition or a date."""
    match instruction:
        case Await(event=event):
            return Reads() if isinstance(event, EventFilter) else reads(event, segments=segments)
        case Hold(until=UntilDate(field=field)):
            return ZONE | _fields(field)
        case _:
            return Reads()


def opened_by(source: Source, segments: Mapping[str, Rule]) -> Reads:
    """What lets contacts in when it changes."""
    match source:
        case OnSegment(rule=rule):
            return reads(rule, segments=segments)
        case OnChange(field=field):
            return _fields(field)
        case _:
            return Reads()


def days_of(source: Source) -> Reads:
    """What decides on which day a trigger lets somebody in. A day that changes opens nothing by itself."""
    return ZONE | _fields(source.until.field) if isinstance(source, OnDate) else Reads()


def _fields(*names: str) -> Reads:
    return Reads(fields=frozenset(name for name in names if name))


def _named(content: Content) -> Iterable[str]:
    from app.core.templates import variables  # templates are slow to load, and not everybody has mails

    names = [name.removeprefix("contact.") for source in templates_of(content) for name in variables(source)]
    match content:
        case ServiceContent(recipient=recipient):
            return [*names, recipient]
        case CallContent(fields=fields):
            return [*names, *fields]
        case _:
            return names


_BY_LOCAL_TIME = SetDay | EarnPoints | CreateTask
