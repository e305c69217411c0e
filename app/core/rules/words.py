"""A rule as a sentence: `Ort ist „Berlin“ und hat „Willkommensmail“ geöffnet`.

A denial moves into the clause where the grammar allows it, and stands before brackets where it does not.
"""

from __future__ import annotations

from app.core.node import Surroundings
from app.core.rules.phrases import clause
from app.core.rules.tree import AllOf, AnyOf, Not, Rule
from app.core.text import Text, joined, same

_AND = Text(" und ", " and ")
_OR = Text(" oder ", " or ")


def describe(rule: Rule, around: Surroundings) -> Text:
    """The rule in words, without a full stop; fields, segments and steps by the names a person knows."""
    return _say(rule, around, denied=False, inside=False)


def _say(rule: Rule, around: Surroundings, *, denied: bool, inside: bool) -> Text:
    match rule:
        case Not(rule=part):
            return _say(part, around, denied=not denied, inside=inside)
        case AllOf(rules=parts) | AnyOf(rules=parts) if len(parts) == 1:
            return _say(parts[0], around, denied=denied, inside=inside)
        case AllOf() | AnyOf():
            return _group(rule, around, denied=denied, inside=inside)
        case _:
            return clause(rule, around)[denied]


def _group(group: AllOf | AnyOf, around: Surroundings, *, denied: bool, inside: bool) -> Text:
    every = isinstance(group, AllOf)
    if not group.rules:
        return Text("immer", "always") if every != denied else Text("nie", "never")
    parts = [_say(part, around, denied=False, inside=True) for part in group.rules]
    words = joined(parts, _AND if every else _OR)
    if denied:
        return Text("nicht (", "not (") + words + ")"
    return same("(") + words + ")" if inside else words
