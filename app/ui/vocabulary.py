"""What editors offer to choose from: fields, steps, events, tags, segments, purposes, journeys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.core.fields import FieldBook
from app.core.journey import Journey
from app.core.node import Surroundings

KNOWN_EVENTS = ("form_submitted", "purchase", "message_opened", "message_clicked", "message_replied")
KNOWN_PURPOSES = ("newsletter",)


@dataclass(frozen=True)
class Vocabulary:
    """Everything that can be picked in one journey and workspace."""

    fields: FieldBook = field(default_factory=FieldBook)
    steps: Mapping[str, str] = field(default_factory=dict[str, str])
    """Titles of the steps that send a message, by id."""
    segments: Mapping[str, str] = field(default_factory=dict[str, str])
    journeys: Mapping[str, str] = field(default_factory=dict[str, str])
    event_types: tuple[str, ...] = KNOWN_EVENTS
    tags: tuple[str, ...] = ()
    purposes: tuple[str, ...] = KNOWN_PURPOSES


VocabularyOf = Callable[[Journey], Vocabulary]
"""The vocabulary of the journey as it stands, asked for whenever an editor needs it."""


def around_of(journey: Journey, words: Vocabulary) -> Surroundings:
    """The surroundings in which steps of a journey speak."""
    return Surroundings(journey, words.fields, words.segments)
