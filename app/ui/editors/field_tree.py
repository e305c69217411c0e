"""What there is to pick among fields: groups, icons by type, sample values, and what fits a search."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.fields import STANDARD_FIELDS, FieldType
from app.core.formats import value_words
from app.core.text import Text, same
from app.ui.context import Context
from app.ui.vocabulary import Vocabulary

ICONS: Mapping[FieldType, str] = {
    "text": "cursor-text",
    "number": "calculator",
    "date": "calendar",
    "instant": "clock",
    "boolean": "circle-check",
}
TYPE_NAMES: Mapping[FieldType, Text] = {
    "text": Text("Text", "Text"),
    "number": Text("Zahl", "Number"),
    "date": Text("Datum", "Date"),
    "instant": Text("Datum und Uhrzeit", "Date and time"),
    "boolean": Text("Ja oder nein", "Yes or no"),
}
OF_CONTACTS = Text("Kontakt", "Contact")
OWN = Text("Eigene Merkmale", "Attributes of your own")
OF_JOURNEY = Text("Neu in dieser Journey", "New in this journey")
OF_EVENT = Text("Ereignis, mit dem es begann", "Event that began it")
SAMPLES, LONGEST = 3, 18
EVENT = "event."


@dataclass(frozen=True)
class Pick:
    """Something to pick: its key, what it is called, its type, and some values it has."""

    key: str
    name: str
    type: FieldType
    samples: str


@dataclass(frozen=True)
class Group:
    """Picks under a heading."""

    title: str
    picks: tuple[Pick, ...]


def field_groups(words: Vocabulary, context: Context, keys: Collection[str]) -> list[Group]:
    """The fields of contacts that may be picked; groups without any are left out."""
    samples = words.samples()
    standard = {field.key for field in STANDARD_FIELDS}

    def group(title: Text, wanted: Callable[[str], bool]) -> Group:
        chosen = (key for key in words.fields.keys() if key in keys and wanted(key))
        return Group(context.say(title), tuple(_pick(key, words, context, samples) for key in chosen))

    found = (
        group(OF_CONTACTS, lambda key: key in standard),
        group(OWN, lambda key: key not in standard and key not in words.declared),
        group(OF_JOURNEY, lambda key: key not in standard and key in words.declared),
    )
    return [each for each in found if each.picks]


def event_group(words: Vocabulary, context: Context) -> list[Group]:
    """The properties that events are known to have, with keys such as `event.total`."""
    found = words.event_samples()
    picks = tuple(
        Pick(f"{EVENT}{name}", name, _guess(values), _shown(values, _guess(values), context))
        for name, values in found.items()
    )
    return [Group(context.say(OF_EVENT), picks)] if picks else []


def fitting(groups: Sequence[Group], search: str) -> list[Group]:
    """The groups with the picks whose name, key or samples contain every word of a search."""
    wanted = search.casefold().split()

    def fits(pick: Pick) -> bool:
        text = f"{pick.name} {pick.key} {pick.samples}".casefold()
        return all(word in text for word in wanted)

    found = (Group(group.title, tuple(filter(fits, group.picks))) for group in groups)
    return [group for group in found if group.picks]


def _pick(key: str, words: Vocabulary, context: Context, samples: Mapping[str, tuple[Any, ...]]) -> Pick:
    kind = words.fields.type_of(key) or "text"
    return Pick(key, context.say(words.fields.label(key)), kind, _shown(samples.get(key, ()), kind, context))


def _shown(values: Sequence[Any], kind: FieldType, context: Context) -> str:
    plain = (
        same(value) if isinstance(value, str) and kind == "text" else value_words(value, kind, context.zone)
        for value in values[:SAMPLES]
    )
    return " · ".join(_short(context.say(each)) for each in plain)


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def _guess(values: Sequence[Any]) -> FieldType:
    first = values[0] if values else ""
    if isinstance(first, bool):
        return "boolean"
    return "number" if isinstance(first, int | float) else "text"
