"""Checks of rules, wherever they stand: complete, about things that exist, and possible at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.core.fields import FieldType
from app.core.journey import NodeId
from app.core.problems import Problem, Remedy, Severity
from app.core.program import Send
from app.core.rules.comparison import kind_of
from app.core.rules.tree import (
    MAX_DEPTH,
    AllOf,
    AnyOf,
    Attribute,
    DateRelative,
    Engagement,
    EventFilter,
    InList,
    InSegment,
    JourneyHistory,
    Leaf,
    Not,
    Rule,
    depth,
    leaves,
)
from app.core.text import Text
from app.core.validation.fields import declare
from app.core.validation.inspection import Inspection
from app.core.validation.leaves import (
    MAX_TESTS,
    OPERATORS,
    event_too_long,
    is_incomplete,
    is_too_long,
    suits,
    tests_incomplete,
)
from app.core.validation.logic import can_hold

MAX_LEAVES = 200
"""Conditions in one rule; the store takes no more than a few hundred in one question."""

_TOO_DEEP = Text(
    "{place} ist die Bedingung mehr als {limit} Ebenen tief. Vereinfachen Sie sie.",
    "{place}, the condition is more than {limit} levels deep. Simplify it.",
)
_TOO_LARGE = Text(
    "{place} hat die Bedingung mehr als {limit} Teile oder zu lange Werte. Nehmen Sie statt vieler Teile ein "
    "Schlagwort oder Segment.",
    "{place}, the condition has more than {limit} parts or values that are too long. Use a tag or segment "
    "instead of many parts.",
)
_INCOMPLETE = Text(
    "{place} ist eine Bedingung noch unvollständig. Wählen Sie aus, was fehlt.",
    "{place}, a condition is still incomplete. Choose what is missing.",
)
_EMPTY_GROUP = Text(
    "{place} steht eine leere Gruppe von Bedingungen. Füllen oder löschen Sie sie.",
    "{place}, there is an empty group of conditions. Fill or delete it.",
)
_NEVER = Text(
    "{place} widerspricht sich die Bedingung: Sie kann nie zutreffen. Prüfen Sie die Werte.",
    "{place}, the condition contradicts itself: it can never hold. Check the values.",
)
_NO_FIELD = Text(
    "{place} geht es um das Merkmal „{key}“, das es nicht gibt. Legen Sie es an oder wählen Sie ein anderes.",
    "{place}, the condition is about the attribute “{key}”, which does not exist. "
    "Declare it or choose another.",
)
_NO_SEGMENT = Text(
    "{place} geht es um ein Segment, das es nicht gibt („{key}“). Wählen Sie ein anderes.",
    "{place}, the condition is about a segment that does not exist (“{key}”). Choose another.",
)
_NO_LIST = Text(
    "{place} geht es um eine Liste, die es nicht gibt („{key}“). Wählen Sie eine andere.",
    "{place}, the condition is about a list that does not exist (“{key}”). Choose another.",
)
_NO_JOURNEY = Text(
    "{place} geht es um eine Journey, die es nicht gibt („{key}“). Wählen Sie eine andere.",
    "{place}, the condition is about a journey that does not exist (“{key}”). Choose another.",
)
_WRONG_OPERATOR = Text(
    "{place} passt der Vergleich nicht zum Merkmal „{field}“. Wählen Sie einen anderen Vergleich.",
    "{place}, the comparison does not suit the attribute “{field}”. Choose another comparison.",
)
_WRONG_VALUE = Text(
    "{place} passt der Wert nicht zum Merkmal „{field}“. Geben Sie einen Wert der richtigen Art ein.",
    "{place}, the value does not suit the attribute “{field}”. Enter a value of the right kind.",
)
_NO_STEP = Text(
    "{place} geht es um eine Mail, deren Schritt gelöscht ist. Wählen Sie eine andere Mail.",
    "{place}, the condition is about a mail whose step has been deleted. Choose another mail.",
)
_NO_MAIL = Text(
    "{place} geht es um „{step}“, aber dieser Schritt sendet keine Mail. Wählen Sie eine Mail.",
    "{place}, the condition is about “{step}”, but that step sends no mail. Choose a mail.",
)
_LATER = Text(
    "{place} geht es um die Mail „{step}“, die auf keinem Weg vorher kommt. Wählen Sie eine frühere Mail.",
    "{place}, the condition is about the mail “{step}”, which never comes before. Choose an earlier mail.",
)
_GOAL = Text("Im Ziel der Journey", "In the goal of the journey")
_EXIT = Text("In der Ausstiegsbedingung der Journey", "In the exit condition of the journey")
_STEP = Text("Bei „{step}“", "In “{step}”")


@dataclass(frozen=True)
class Place:
    """Where a rule stands."""

    look: Inspection
    words: Text
    node: NodeId | None
    field: str

    def problem(
        self,
        code: str,
        words: Text,
        severity: Severity = "error",
        remedy: Remedy | None = None,
        **values: str | Text,
    ) -> Problem:
        """A finding about a rule here."""
        message = words.fill(place=self.words, **values)
        return Problem(code, severity, message, node=self.node, field=self.field, remedy=remedy)


def check_rules(look: Inspection) -> Iterator[Problem]:
    """Every rule of the settings and of the steps, and the tests of every event filter."""
    for name, words in (("goal", _GOAL), ("exit", _EXIT)):
        rule = getattr(look.journey.settings, name)
        if rule is not None:
            yield from _rule(rule, Place(look, words, None, name))
    for step in look.steps.values():
        words = _STEP.fill(step=look.title(step.node.id))
        for field, rule in step.rules():
            yield from _rule(rule, Place(look, words, step.node.id, field))
        for item in step.type.fields:
            value = getattr(step.config, item.name)
            place = Place(look, words, step.node.id, item.name)
            if isinstance(value, EventFilter):
                yield from _event(value, place)
            elif item.form.widget == "mail_step" and value:
                yield from _engagement(value, place)


def _event(event: EventFilter, place: Place) -> Iterator[Problem]:
    if event_too_long(event):
        yield place.problem("rule.too_large", _TOO_LARGE, limit=str(MAX_TESTS))
    elif tests_incomplete(event):
        yield place.problem("rule.incomplete", _INCOMPLETE)


def _rule(rule: Rule, place: Place) -> Iterator[Problem]:
    if depth(rule) > MAX_DEPTH:
        yield place.problem("rule.too_deep", _TOO_DEEP, limit=str(MAX_DEPTH))
        return
    if any(not group.rules for group in _groups(rule)):
        yield place.problem("rule.empty_group", _EMPTY_GROUP, "warning")
    parts = leaves(rule)
    if len(parts) > MAX_LEAVES or any(map(is_too_long, parts)):
        yield place.problem("rule.too_large", _TOO_LARGE, limit=str(MAX_LEAVES))
        return
    if any(is_incomplete(leaf) for leaf in parts):
        yield place.problem("rule.incomplete", _INCOMPLETE)
    elif not can_hold(rule, place.look.around.fields):
        yield place.problem("rule.never_holds", _NEVER, "warning")
    seen: set[Problem] = set()
    for leaf in parts:
        if not is_incomplete(leaf):
            seen.update(_leaf(leaf, place))
    yield from sorted(seen, key=lambda problem: (problem.code, problem.message))


def _groups(rule: Rule) -> Iterator[AllOf | AnyOf]:
    match rule:
        case AllOf(rules=parts) | AnyOf(rules=parts):
            yield rule
            for part in parts:
                yield from _groups(part)
        case Not(rule=part):
            yield from _groups(part)
        case _:
            return


def _leaf(leaf: Leaf, place: Place) -> Iterator[Problem]:
    match leaf:
        case Attribute(field=field, value=value):
            yield from _field(field, kind_of(value), place, lambda kind: _attribute(leaf, kind, place))
        case DateRelative(field=field):
            yield from _field(field, "date", place, lambda kind: _date(leaf, kind, place))
        case InSegment(segment=segment):
            if place.look.known.workspace and segment not in place.look.around.segments:
                yield place.problem("rule.unknown_segment", _NO_SEGMENT, key=segment)
        case InList(list=key):
            if place.look.known.workspace and key not in place.look.around.lists:
                yield place.problem("rule.unknown_list", _NO_LIST, key=key)
        case JourneyHistory(journey=key):
            others = {place.look.journey.id, *place.look.around.journeys}
            if place.look.known.workspace and key not in others:
                yield place.problem("rule.unknown_journey", _NO_JOURNEY, key=key)
        case Engagement(step=step):
            yield from _engagement(step, place)
        case _:
            return


def _field(
    key: str, guess: FieldType, place: Place, check: Callable[[FieldType], Iterator[Problem]]
) -> Iterator[Problem]:
    kind = place.look.around.fields.type_of(key)
    if kind is None:
        yield place.problem("rule.unknown_field", _NO_FIELD, remedy=declare(key, guess), key=key)
    else:
        yield from check(kind)


def _attribute(leaf: Attribute, kind: FieldType, place: Place) -> Iterator[Problem]:
    label = place.look.around.fields.label(leaf.field)
    if leaf.op not in OPERATORS[kind]:
        yield place.problem("rule.wrong_operator", _WRONG_OPERATOR, field=label)
    elif not suits(leaf.op, leaf.value, kind):
        yield place.problem("rule.wrong_value", _WRONG_VALUE, field=label)


def _date(leaf: DateRelative, kind: FieldType, place: Place) -> Iterator[Problem]:
    if kind not in ("date", "instant"):
        label = place.look.around.fields.label(leaf.field)
        yield place.problem("rule.wrong_operator", _WRONG_OPERATOR, field=label)


def _engagement(step_id: NodeId, place: Place) -> Iterator[Problem]:
    look = place.look
    if step_id not in look.journey.by_id:
        yield place.problem("rule.unknown_step", _NO_STEP)
        return
    step, title = look.steps.get(step_id), look.title(step_id)
    if step is not None and not any(isinstance(part, Send) for part in step.instructions):
        yield place.problem("rule.not_a_mail", _NO_MAIL, step=title)
    elif place.node is not None and step_id not in look.before(place.node):
        yield place.problem("rule.mail_later", _LATER, step=title)
