"""Every setting of a step in words, as a person would look for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast, get_args

from pydantic import BaseModel

from app.core.dates import Recurrence, UntilDate
from app.core.form import FormField
from app.core.formats import number_words
from app.core.journey import Node
from app.core.node import NodeCatalog, Surroundings
from app.core.rules.tree import AllOf, AnyOf, EventFilter, Leaf, Not
from app.core.rules.words import describe
from app.core.schedule import Duration, Until, Window
from app.core.text import Text, joined, same
from app.core.words import (
    duration_words,
    event_filter_words,
    recurrence_words,
    until_date_words,
    until_words,
    window_words,
)

Say = Callable[[Any, Surroundings], Text]
_RULES = (*get_args(Leaf), AllOf, AnyOf, Not)
_BY_TYPE: Mapping[type, Say] = {
    bool: lambda value, _: Text("ja", "yes") if value else Text("nein", "no"),
    int: lambda value, _: number_words(value),
    float: lambda value, _: number_words(value),
    Duration: lambda value, _: duration_words(value),
    Until: lambda value, _: until_words(value),
    UntilDate: lambda value, around: until_date_words(value, around.fields.label(value.field)),
    Recurrence: lambda value, _: recurrence_words(value),
    Window: lambda value, _: window_words(value),
    EventFilter: lambda value, _: event_filter_words(value),
    **dict.fromkeys(_RULES, describe),
}
_FIELDS = frozenset({"field", "number_field", "date_field", "any_field", "fields", "operand"})
_THINGS: Mapping[str, Callable[[Surroundings], Mapping[str, str]]] = {
    "list": lambda around: around.lists,
    "pool": lambda around: around.pools,
    "journey": lambda around: around.journeys,
    "service": lambda around: around.services,
}


def step_words(node: Node, catalog: NodeCatalog, around: Surroundings) -> list[Text]:
    """All that can be said about a step: title, type, the line on its card, every setting with its name.

    Of a step that is not understood, the texts in its settings.
    """
    node_type, understood = catalog.get(node.type), catalog.understood(node)
    found = [catalog.title(node), catalog.line(node, around)]
    if node_type is not None:
        found.append(node_type.title)
    if understood is None:
        return [*found, *(same(words) for words in _texts(node.config))]
    for field in understood[0].fields:
        words = setting_words(field, getattr(understood[1], field.name), around)
        if words is not None:
            found.append(field.form.label + ": " + words)
    return found


def setting_words(field: FormField, value: object, around: Surroundings) -> Text | None:
    """The value of a setting in words; None if it is empty."""
    if value is None or value in ("", ()):
        return None
    if isinstance(value, str):
        return _named(field, value, around)
    if isinstance(value, tuple):
        parts = [setting_words(field, part, around) for part in cast("tuple[object, ...]", value)]
        return joined([part for part in parts if part is not None], same(", "))
    return _valued(value, around)


def _named(field: FormField, value: str, around: Surroundings) -> Text:
    """A text by what it stands for: a choice, a field, a thing of the workspace, another step, or itself."""
    widget = field.form.widget
    if widget in _FIELDS:
        return around.fields.label(value)
    if widget in _THINGS:
        return same(_THINGS[widget](around).get(value, value))
    if widget in ("step", "mail_step"):
        return around.step_title(value)
    return field.form.choices.get(value, same(value))


def _valued(value: object, around: Surroundings) -> Text:
    say = _BY_TYPE.get(type(value))
    if say is not None:
        return say(value, around)
    names = type(value).model_fields if isinstance(value, BaseModel) else ()
    parts = [getattr(value, name) for name in names if name != "id"]
    words = [same(part) if isinstance(part, str) else _valued(part, around) for part in parts if part]
    return joined(words, same(" "))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [words for part in cast("Mapping[str, object]", value).values() for words in _texts(part)]
    if isinstance(value, list):
        return [words for part in cast("list[object]", value) for words in _texts(part)]
    return []
