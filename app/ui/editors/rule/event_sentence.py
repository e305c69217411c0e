"""The condition on events as a sentence, with tests of event properties; also used by event filters."""

from __future__ import annotations

from typing import Any

from app.core.rules.tree import EventFilter, EventHappened, PropertyTest, Rule
from app.core.schedule import Duration
from app.core.text import Text
from app.ui.context import Context
from app.ui.editors.duration import UNITS
from app.ui.editors.rule.operators import EMPTINESS, PROPERTY_OPERATORS, operator_words
from app.ui.editors.rule.sentence import Sentence, Slot
from app.ui.editors.rule.values import shown, typed

PERIODS = {
    "ever": Text("jemals", "ever"),
    "entry": Text("seit Beginn der Journey", "since they entered"),
    "within": Text("in den letzten", "within the last"),
}
OPS = {"at_least": Text("mindestens", "at least"), "at_most": Text("höchstens", "at most")}


def event_sentence(leaf: EventHappened, context: Context) -> Sentence:
    """The whole condition."""
    slots = {
        "op": _choice(leaf, "op", Text("Vergleich", "Comparison"), OPS, leaf.op, context),
        "count": Slot("number", Text("Anzahl", "Count"), leaf.count, lambda count: _with(leaf, count=count)),
        "type": Slot(
            "event",
            Text("Ereignis", "Event"),
            leaf.event.type,
            lambda name: _with(leaf, event=leaf.event.model_copy(update={"type": name})),
        ),
        "period": _period(leaf, context),
    }
    template = Text("{op} {count} Mal {type} {period}", "{op} {count} × {type} {period}")
    if leaf.within is not None:
        slots |= _within(leaf, leaf.within, context)
        template += " {amount} {unit}"
    for index in range(len(leaf.event.where)):
        slots |= _property(leaf, index, context)
        template += _property_words(index)
    slots["more"] = Slot(
        "button",
        Text("Eigenschaft prüfen", "Test a property"),
        None,
        lambda _: _where(leaf, (*leaf.event.where, PropertyTest(property="", value=""))),
        structural=True,
    )
    return Sentence(template + " {more}", slots)


def filter_sentence(wanted: EventFilter, context: Context) -> Sentence:
    """Only the type and the tests of properties; its changes are conditions that carry the new filter."""
    leaf = EventHappened(event=wanted)
    whole = event_sentence(leaf, context)
    template = Text("{type}", "{type}")
    for index in range(len(wanted.where)):
        template += _property_words(index)
    names = [name for name in whole.slots if name not in ("op", "count", "period")]
    return Sentence(template + " {more}", {name: whole.slots[name] for name in names})


def _period(leaf: EventHappened, context: Context) -> Slot:
    value = "within" if leaf.within else "entry" if leaf.since_entry else "ever"

    def change(period: str) -> Rule:
        within = Duration(amount=30, unit="days") if period == "within" else None
        return _with(leaf, within=within, since_entry=period == "entry")

    options = tuple((key, context.say(words)) for key, words in PERIODS.items())
    return Slot("choice", Text("Zeitraum", "Period"), value, change, options, structural=True)


def _within(leaf: EventHappened, within: Duration, context: Context) -> dict[str, Slot]:
    def change(**parts: Any) -> Rule:
        return _with(leaf, within=within.model_copy(update=parts))

    units = tuple((key, context.say(words)) for key, words in UNITS.items())
    return {
        "amount": Slot(
            "number", Text("Dauer", "Duration"), within.amount, lambda amount: change(amount=amount)
        ),
        "unit": Slot("choice", Text("Einheit", "Unit"), within.unit, lambda unit: change(unit=unit), units),
    }


def _property(leaf: EventHappened, index: int, context: Context) -> dict[str, Slot]:
    test = leaf.event.where[index]

    def change(**parts: Any) -> Rule:
        tests = list(leaf.event.where)
        tests[index] = test.model_copy(update=parts)
        return _where(leaf, tuple(tests))

    def with_op(op: Any) -> Rule:
        return change(op=op, value=None if op in EMPTINESS else typed(shown(test.value), op))

    ops = tuple((op, context.say(operator_words(op, "text"))) for op in PROPERTY_OPERATORS)
    rest = leaf.event.where[:index] + leaf.event.where[index + 1 :]
    return {
        f"property{index}": Slot(
            "words", Text("Eigenschaft", "Property"), test.property, lambda name: change(property=name)
        ),
        f"op{index}": Slot("choice", Text("Vergleich", "Comparison"), test.op, with_op, ops, structural=True),
        f"value{index}": Slot(
            "words",
            Text("Wert", "Value"),
            None if test.op in EMPTINESS else shown(test.value),
            lambda words: change(value=typed(words, test.op)),
        ),
        f"less{index}": Slot(
            "button",
            Text("Prüfung entfernen", "Remove test"),
            "x",
            lambda _: _where(leaf, rest),
            structural=True,
        ),
    }


def _property_words(index: int) -> Text:
    places = f"{{property{index}}} {{op{index}}} {{value{index}}} {{less{index}}}"
    return Text(f" wobei {places}", f" where {places}")


def _choice(
    leaf: EventHappened, name: str, words: Text, labels: dict[str, Text], value: str, context: Context
) -> Slot:
    options = tuple((key, context.say(text)) for key, text in labels.items())
    return Slot("choice", words, value, lambda chosen: _with(leaf, **{name: chosen}), options)


def _where(leaf: EventHappened, tests: tuple[PropertyTest, ...]) -> Rule:
    return _with(leaf, event=EventFilter(type=leaf.event.type, where=tests))


def _with(leaf: EventHappened, **changes: Any) -> Rule:
    return leaf.model_copy(update=changes)
