"""A configured value as a person reads it, whatever kind it is of."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, cast

from pydantic import BaseModel

from app.core.dates import Recurrence, UntilDate
from app.core.event_names import event_name
from app.core.form import Form
from app.core.formats import number_words, quoted
from app.core.journey import Cap
from app.core.node import Surroundings
from app.core.rules.tree import EventFilter
from app.core.rules.words import describe
from app.core.schedule import Duration, Until, Window
from app.core.stage_names import stage_name
from app.core.text import Text, joined, same
from app.core.words import (
    clock_words,
    day_words,
    duration_dative,
    duration_words,
    event_filter_words,
    recurrence_words,
    until_date_words,
    until_words,
    window_words,
)

NOTHING = Text("nichts", "nothing")
LONGEST = 80
BEFORE = 24
"""Letters of a long text: shown at most, and shown before the first difference."""
_FIELDS = frozenset({"field", "number_field", "date_field", "any_field", "fields", "operand"})


def value_words(value: Any, around: Surroundings, form: Form | None = None) -> Text:
    """A value in words; `form` says which of its kind it is, where the value alone does not."""
    if value is None or value in ("", (), [], {}):
        return NOTHING
    if isinstance(value, bool):
        return Text("ja", "yes") if value else Text("nein", "no")
    if isinstance(value, int | float):
        words = number_words(value)
        return words + " " + form.suffix if form is not None and form.suffix else words
    if isinstance(value, str):
        return _string(value, around, form)
    if isinstance(value, tuple | list):
        parts = cast("list[Any]", value)
        return joined([_part(part, around, form) for part in parts], same(", "))
    return _model(value, around)


def both_words(
    old: Any, new: Any, around: tuple[Surroundings, Surroundings], form: Form | None
) -> tuple[Text, Text]:
    """Two values side by side; of long texts the places where they differ."""
    if isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > LONGEST:
        return _excerpts(old, new)
    return value_words(old, around[0], form), value_words(new, around[1], form)


def _string(value: str, around: Surroundings, form: Form | None) -> Text:
    if form is None:
        return quoted(_shortened(value))
    if value in form.choices:
        return form.choices[value]
    if form.widget in _FIELDS:
        return around.fields.label(value)
    names: Mapping[str, Mapping[str, str]] = {
        "list": around.lists,
        "pool": around.pools,
        "journey": around.journeys,
        "service": around.services,
    }
    if form.widget in names:
        return quoted(names[form.widget].get(value, value))
    said = _SAID.get(form.widget)
    return said(value, around) if said else quoted(_shortened(value))


_SAID: Mapping[str, Callable[[str, Surroundings], Text]] = {
    "event_type": lambda value, _: event_name(value),
    "stage": lambda value, _: stage_name(value),
    "step": lambda value, around: _quoted(around.step_title(value)),
    "mail_step": lambda value, around: _quoted(around.step_title(value)),
    "moment": lambda value, _: (
        day_words(value.partition("T")[0]) + ", " + clock_words(value.partition("T")[2])
    ),
}


def _part(value: Any, around: Surroundings, form: Form | None) -> Text:
    """One of several: a case of a branch, an arm of a split, a tag, a field."""
    rule, name, weight = (getattr(value, part, None) for part in ("rule", "name", "weight"))
    if weight is not None:
        return same(f"{name or value.id} {weight}")
    if isinstance(value, BaseModel) and hasattr(value, "rule"):
        words = describe(rule, around) if rule is not None else NOTHING
        return same(f"{name}: ") + words if name else words
    return value_words(value, around, form)


def _model(value: Any, around: Surroundings) -> Text:
    for kind, words in _KINDS.items():
        if isinstance(value, kind):
            return words(value)
    if isinstance(value, UntilDate):
        label = around.fields.label(value.field) if value.field else NOTHING
        return until_date_words(value, label)
    if isinstance(value, BaseModel) and hasattr(value, "kind"):
        return describe(cast("Any", value), around)
    return same(_shortened(json.dumps(value, ensure_ascii=False, default=str)))


def _cap(cap: Cap) -> Text:
    words = Text("höchstens {n} in {period}", "at most {n} in {period}")
    return words.fill(n=cap.count, period=duration_dative(cap.per))


_KINDS: Mapping[type, Callable[[Any], Text]] = {
    Duration: duration_words,
    Until: until_words,
    Window: window_words,
    Recurrence: recurrence_words,
    EventFilter: event_filter_words,
    Cap: _cap,
}


def _excerpts(old: str, new: str) -> tuple[Text, Text]:
    """The place where two long texts first differ, from each of them."""
    here, there = " ".join(old.split()), " ".join(new.split())
    if here == there:
        here, there = old, new
    pairs = enumerate(zip(here, there, strict=False))
    start = max(
        0, next((i for i, (one, other) in pairs if one != other), min(len(here), len(there))) - BEFORE
    )
    return quoted(_from(here, start)), quoted(_from(there, start))


def _from(words: str, start: int) -> str:
    return ("…" if start else "") + _shortened(words[start:])


def _shortened(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1]}…"


def _quoted(words: Text) -> Text:
    return Text(quoted(words.de).de, quoted(words.en).en)
