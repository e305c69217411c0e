"""How a card names the events that a step listens to."""

from __future__ import annotations

from app.core.rules.tree import EventFilter, PropertyTest
from app.core.text import Text, joined, same
from app.core.words import event_filter_words

_PATTERNS = {"eq": "{value}", "starts_with": "{value}…", "contains": "…{value}…"}


def event_line(event: EventFilter) -> Text:
    """`Formular abgeschickt: Leseproben`; in full words where that would hide what is tested."""
    values = [_value(test) for test in event.where]
    found = [value for value in values if value is not None]
    if not found or len(found) < len(values):
        return event_filter_words(event)
    return (
        event_filter_words(EventFilter(type=event.type)) + ": " + joined([same(v) for v in found], same(", "))
    )


def _value(test: PropertyTest) -> str | None:
    pattern = _PATTERNS.get(test.op)
    return (
        pattern.format(value=test.value) if pattern and isinstance(test.value, str) and test.value else None
    )
