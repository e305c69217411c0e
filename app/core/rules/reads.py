"""What a rule looks at, so that the engine knows when its answer may have changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.core.rules.tree import (
    Attribute,
    DateRelative,
    Engagement,
    EventHappened,
    HasConsent,
    HasTag,
    InList,
    InSegment,
    JourneyHistory,
    Leaf,
    Points,
    Rule,
    WithSales,
    leaves,
)

ENGAGEMENT_EVENTS = {
    "delivered": "message_delivered",
    "opened": "message_opened",
    "clicked": "message_clicked",
    "replied": "message_replied",
    "bounced": "message_bounced",
}
"""The event type that tells of each reaction; `sent` is the message itself."""


@dataclass(frozen=True)
class Reads:
    """The fields, tags, event types and other things a rule reads."""

    fields: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    steps: frozenset[str] = frozenset()
    journeys: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    points: bool = False
    tasks: bool = False
    clock: bool = False

    def __or__(self, other: Reads) -> Reads:
        return Reads(
            self.fields | other.fields,
            self.tags | other.tags,
            self.events | other.events,
            self.segments | other.segments,
            self.purposes | other.purposes,
            self.steps | other.steps,
            self.journeys | other.journeys,
            self.lists | other.lists,
            self.points or other.points,
            self.tasks or other.tasks,
            self.clock or other.clock,
        )

    def touches(self, other: Reads) -> bool:
        """Whether something here is among the other's things; time that passes is none.

        Segments and events do not count: what a segment looks at stands beside it if it was given.
        """
        return bool(
            self.fields & other.fields
            or self.tags & other.tags
            or self.purposes & other.purposes
            or self.steps & other.steps
            or self.journeys & other.journeys
            or self.lists & other.lists
            or (self.points and other.points)
            or (self.tasks and other.tasks)
        )


def reads(*rules: Rule | None, segments: Mapping[str, Rule] | None = None) -> Reads:
    """Everything some rules read, also through segments that are given by id; None reads nothing."""
    total = Reads()
    for rule in rules:
        for leaf in leaves(rule) if rule is not None else ():
            total |= _leaf(leaf)
            if isinstance(leaf, InSegment) and segments and leaf.segment in segments:
                others = {name: kept for name, kept in segments.items() if name != leaf.segment}
                total |= reads(segments[leaf.segment], segments=others)
    return total


def _leaf(leaf: Leaf) -> Reads:
    match leaf:
        case Attribute(field=field):
            return Reads(fields=frozenset({field}))
        case DateRelative(field=field):
            return Reads(fields=frozenset({field, "time_zone"}), clock=True)
        case HasTag(tag=tag):
            return Reads(tags=frozenset({tag}))
        case EventHappened(event=event, within=within):
            return Reads(events=frozenset({event.type}), clock=within is not None)
        case Engagement(step=step, what=what):
            return Reads(steps=frozenset({step}), events=_names(ENGAGEMENT_EVENTS.get(what)))
        case _:
            return _of_workspace(leaf)


def _of_workspace(
    leaf: InList | Points | WithSales | InSegment | HasConsent | JourneyHistory,
) -> Reads:
    match leaf:
        case InList(list=name):
            return Reads(lists=frozenset({name}))
        case Points():
            return Reads(points=True, clock=True)
        case WithSales():
            return Reads(tasks=True, clock=True)
        case InSegment(segment=segment):
            return Reads(segments=frozenset({segment}))
        case HasConsent(purpose=purpose):
            return Reads(purposes=frozenset({purpose}))
        case JourneyHistory(journey=journey):
            return Reads(journeys=frozenset({journey}))


def _names(*names: str | None) -> frozenset[str]:
    return frozenset(_given(names))


def _given(names: Iterable[str | None]) -> Iterable[str]:
    return (name for name in names if name)
