"""Checks of single steps: known type, well-formed and complete config, and what the type itself says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.core.dates import UntilDate
from app.core.form import FormField
from app.core.node import AnyNodeType, NodeConfig
from app.core.problems import Problem
from app.core.program import Split
from app.core.rules.tree import EventFilter
from app.core.text import Text, same
from app.core.validation.inspection import Inspection, Understood

_UNKNOWN = Text(
    "Den Schritt „{step}“ (Art „{type}“) kennt diese Version von Stellwerk nicht. Er bleibt erhalten, "
    "aber die Journey lässt sich so nicht veröffentlichen. "
    "Aktualisieren Sie das Programm oder löschen Sie ihn.",
    "This version of Stellwerk does not know the step “{step}” (type “{type}”). It is kept, but the journey "
    "cannot be published with it. Update the program or delete the step.",
)
_MALFORMED = Text(
    "Bei „{step}“ passt die Angabe „{field}“ nicht: {why}.", "In “{step}”, “{field}” is wrong: {why}."
)
_MISSING = Text(
    "Bei „{step}“ fehlt noch: {field}. Füllen Sie dieses Feld des Schritts aus.",
    "“{step}” still needs: {field}. Fill in this field of the step.",
)
_ALL_ZERO = Text(
    "Bei „{step}“ sind alle Anteile 0; sie zählen deshalb als gleich groß. Tragen Sie Anteile ein.",
    "In “{step}” all shares are 0, so they count as equal. Enter shares.",
)
_REASONS = {
    "missing": Text("sie fehlt", "it is missing"),
    "extra_forbidden": Text("sie ist hier unbekannt", "it is unknown here"),
    "greater_than_equal": Text("mindestens {ge} ist möglich", "it must be at least {ge}"),
    "less_than_equal": Text("höchstens {le} ist möglich", "it must be at most {le}"),
    "string_too_long": Text(
        "höchstens {max_length} Zeichen sind möglich", "at most {max_length} characters fit"
    ),
    "string_too_short": Text("sie ist leer", "it is empty"),
    "too_long": Text("höchstens {max_length} Einträge sind möglich", "at most {max_length} entries fit"),
    "too_short": Text(
        "mindestens {min_length} Einträge sind nötig", "at least {min_length} entries are needed"
    ),
    "literal_error": Text("diese Auswahl gibt es nicht", "there is no such choice"),
}
_OTHER = Text("der Wert ist von der falschen Art", "the value is of the wrong kind")


def check_configs(look: Inspection) -> Iterator[Problem]:
    """Every step must be of a known type, well formed and complete."""
    for node in look.journey.nodes:
        node_type = look.catalog.get(node.type)
        title = look.title(node.id)
        step = look.steps.get(node.id)
        if node_type is None:
            words = _UNKNOWN.fill(step=title, type=node.type)
            yield Problem("node.unknown_type", "error", words, node=node.id)
        elif step is None:
            yield from _malformed(look, node.id, node_type)
        else:
            yield from _missing(look, step)
            yield from step.type.check(node, step.config, look.around)


def check_splits(look: Inspection) -> Iterator[Problem]:
    """Shares that are all zero say nothing."""
    for step in look.steps.values():
        for instruction in step.instructions:
            if isinstance(instruction, Split) and not any(arm.weight for arm in instruction.arms):
                words = _ALL_ZERO.fill(step=look.title(step.node.id))
                yield Problem("split.all_zero", "warning", words, node=step.node.id)


def _malformed(look: Inspection, node_id: str, node_type: AnyNodeType) -> Iterator[Problem]:
    labels = {item.name: item.form.label for item in node_type.fields}
    for field, error in _errors(look, node_id, node_type).items():
        words = _MALFORMED.fill(
            step=look.title(node_id), field=labels.get(field, same(field or "?")), why=_reason(error)
        )
        yield Problem("node.malformed", "error", words, node=node_id, field=field or None)


def _errors(look: Inspection, node_id: str, node_type: AnyNodeType) -> dict[str, ErrorDetails]:
    """The first error of each field."""
    try:
        node_type.parse(look.journey.by_id[node_id].config)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        return {str(each["loc"][0]) if each["loc"] else "": each for each in reversed(details)}
    return {}


def _reason(error: ErrorDetails) -> Text:
    return _REASONS.get(error["type"], _OTHER).fill(**error.get("ctx", {}))


def _missing(look: Inspection, step: Understood) -> Iterator[Problem]:
    for item in step.type.fields:
        if item.form.required and _is_shown(item, step.config) and _is_empty(getattr(step.config, item.name)):
            words = _MISSING.fill(step=look.title(step.node.id), field=item.form.label)
            yield Problem("node.field_missing", "error", words, node=step.node.id, field=item.name)


def _is_shown(item: FormField, config: NodeConfig) -> bool:
    if item.form.shown_if is None:
        return True
    other, values = item.form.shown_if
    return getattr(config, other) in values


def _is_empty(value: Any) -> bool:
    if isinstance(value, EventFilter):
        return not value.type.strip()
    if isinstance(value, UntilDate):
        return not value.date and not value.field
    if isinstance(value, str):
        return not value.strip()
    return value is None or value == ()
