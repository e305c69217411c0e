"""The kinds of condition that can be added, each with what it begins as."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.core.rules.tree import (
    AllOf,
    Attribute,
    DateRelative,
    Engagement,
    EventFilter,
    EventHappened,
    HasConsent,
    HasTag,
    InList,
    InSegment,
    JourneyHistory,
    Points,
    Rule,
    WithSales,
)
from app.core.text import Text
from app.ui.vocabulary import Vocabulary

KINDS: tuple[tuple[Text, Callable[[Vocabulary], Rule]], ...] = (
    (Text("Merkmal", "Attribute"), lambda words: Attribute(field=_field(words), value="")),
    (Text("Reaktion auf E-Mail", "Reaction to an email"), lambda words: Engagement(step=_first(words.steps))),
    (Text("Ereignis", "Event"), lambda _: EventHappened(event=EventFilter())),
    (Text("Schlagwort", "Tag"), lambda _: HasTag(tag="")),
    (Text("Einwilligung", "Consent"), lambda words: HasConsent(purpose=words.purposes[0])),
    (Text("Datum", "Date"), lambda words: DateRelative(field=_date_field(words))),
    (Text("Liste", "List"), lambda words: InList(list=_first(words.lists))),
    (Text("Treuepunkte", "Loyalty points"), lambda _: Points()),
    (Text("Vertriebssperre", "Sales lock"), lambda _: WithSales()),
    (Text("Segment", "Segment"), lambda words: InSegment(segment=_first(words.segments))),
    (
        Text("Journey-Verlauf", "Journey history"),
        lambda words: JourneyHistory(journey=_first(words.journeys)),
    ),
)
GROUP = Text("Gruppe von Bedingungen", "Group of conditions")


def fresh_group(words: Vocabulary) -> Rule:
    """A group with one condition to begin with."""
    return AllOf(rules=(KINDS[0][1](words),))


def _field(words: Vocabulary) -> str:
    custom = [key for key, spec in words.fields.custom.items() if spec.type == "text"]
    return custom[0] if custom else "city"


def _date_field(words: Vocabulary) -> str:
    dates = [key for key in words.fields.custom if words.fields.type_of(key) == "date"]
    return dates[0] if dates else "created_at"


def _first(names: Mapping[str, str]) -> str:
    return next(iter(names), "")
