"""Each kind of condition as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from app.core.clock import to_datetime
from app.core.fields import FieldType
from app.core.rules.tree import (
    Attribute,
    CompareOp,
    DateRelative,
    Engagement,
    EventHappened,
    HasConsent,
    HasTag,
    InList,
    InSegment,
    JourneyHistory,
    Leaf,
    Points,
    Rule,
    Scalar,
    WithSales,
)
from app.core.schedule import at_wall_time
from app.core.text import Text
from app.ui.context import Context
from app.ui.editors.combo import Option
from app.ui.editors.rule.event_sentence import event_sentence
from app.ui.editors.rule.operators import EMPTINESS, OPERATORS, operator_words
from app.ui.editors.rule.sentence import Sentence, Slot
from app.ui.editors.rule.values import number, shown, slot_kind, typed
from app.ui.vocabulary import Vocabulary

ENGAGEMENT_WORDS = {
    "sent": Text("versendet", "sent"),
    "delivered": Text("zugestellt", "delivered"),
    "opened": Text("geöffnet", "opened"),
    "clicked": Text("angeklickt", "clicked"),
    "replied": Text("beantwortet", "replied to"),
    "bounced": Text("als unzustellbar gemeldet", "returned as undeliverable"),
}
CONSENT_WORDS = {
    "granted": Text("erteilt", "granted"),
    "denied": Text("verweigert", "denied"),
    "withdrawn": Text("widerrufen", "withdrawn"),
}
POINTS_WORDS = {
    "ge": Text("mindestens", "at least"),
    "lt": Text("weniger als", "less than"),
}
DATE_WORDS = {
    "within_last": Text("in den letzten", "within the last"),
    "within_next": Text("in den nächsten", "within the next"),
    "before_last": Text("länger zurück als", "further back than"),
    "after_next": Text("weiter voraus als", "further ahead than"),
}
HISTORY_WORDS = {
    "is_in": Text("ist gerade in der Journey", "is now in the journey"),
    "was_in": Text("war schon in der Journey", "has been in the journey"),
    "reached_goal": Text("hat das Ziel erreicht in der Journey", "has reached the goal of the journey"),
}


def sentence(leaf: Leaf, words: Vocabulary, context: Context) -> Sentence:
    """The sentence of a condition."""
    match leaf:
        case Attribute():
            return _attribute(leaf, words, context)
        case EventHappened():
            return event_sentence(leaf, context)
        case DateRelative():
            return _date(leaf, words, context)
        case _:
            return _plain(leaf, words, context)


def _plain(leaf: Leaf, words: Vocabulary, context: Context) -> Sentence:
    match leaf:
        case HasTag():
            template = Text("hat das Schlagwort {tag}", "has the tag {tag}")
            options = tuple((tag, tag) for tag in words.tags)
            return Sentence(
                template, {"tag": _slot(leaf, "tag", Text("Schlagwort", "Tag"), options, kind="words")}
            )
        case InSegment():
            template = Text("gehört zum Segment {segment}", "belongs to the segment {segment}")
            segments = tuple(words.segments.items())
            return Sentence(
                template, {"segment": _slot(leaf, "segment", Text("Segment", "Segment"), segments)}
            )
        case InList():
            template = Text("steht auf der Liste {list}", "is on the list {list}")
            lists = tuple(words.lists.items())
            return Sentence(template, {"list": _slot(leaf, "list", Text("Liste", "List"), lists)})
        case WithSales():
            return Sentence(Text("ist mit dem Vertrieb im Gespräch", "is talking to sales"))
        case _:
            return _choices(leaf, words, context)


def _choices(leaf: Leaf, words: Vocabulary, context: Context) -> Sentence:
    match leaf:
        case Points():
            return Sentence(
                Text("hat {op} {value} Treuepunkte", "has {op} {value} loyalty points"),
                {
                    "op": _slot(leaf, "op", Text("Vergleich", "Comparison"), _options(POINTS_WORDS, context)),
                    "value": Slot("amount", Text("Punkte", "Points"), shown(leaf.value), _points(leaf)),
                },
            )
        case HasConsent():
            options = tuple((purpose, purpose) for purpose in words.purposes)
            states = _options(CONSENT_WORDS, context)
            return Sentence(
                Text("Einwilligung für {purpose} ist {status}", "consent to {purpose} is {status}"),
                {
                    "purpose": _slot(leaf, "purpose", Text("Zweck", "Purpose"), options),
                    "status": _slot(leaf, "status", Text("Stand", "Status"), states),
                },
            )
        case Engagement():
            mails, reactions = tuple(words.steps.items()), _options(ENGAGEMENT_WORDS, context)
            return Sentence(
                Text("die E-Mail {step} wurde {what}", "the email {step} was {what}"),
                {
                    "step": _slot(leaf, "step", Text("E-Mail-Schritt", "Email step"), mails),
                    "what": _slot(leaf, "what", Text("Reaktion", "Reaction"), reactions),
                },
            )
        case _:
            return _history(leaf, words, context)


def _points(leaf: Points) -> Callable[[str], Rule]:
    return lambda words: _with(leaf, value=int(number(words) or 0))


def _history(leaf: Leaf, words: Vocabulary, context: Context) -> Sentence:
    assert isinstance(leaf, JourneyHistory)  # the last kind there is
    return Sentence(
        Text("{what} {journey}", "{what} {journey}"),
        {
            "what": _slot(leaf, "what", Text("Was", "What"), _options(HISTORY_WORDS, context)),
            "journey": _slot(leaf, "journey", Text("Journey", "Journey"), tuple(words.journeys.items())),
        },
    )


def _attribute(leaf: Attribute, words: Vocabulary, context: Context) -> Sentence:
    book = words.fields
    field_type = book.type_of(leaf.field) or "text"
    fields = tuple((key, context.say(book.label(key))) for key in book.keys())
    ops = tuple((op, context.say(operator_words(op, field_type))) for op in OPERATORS[field_type])

    def with_field(key: str) -> Rule:
        kind = words.type_of(key) or "text"
        op = leaf.op if leaf.op in OPERATORS[kind] else OPERATORS[kind][0]
        same_kind = kind == field_type
        return Attribute(field=key, op=op, value=leaf.value if same_kind else _first(kind, op))

    def with_op(op: CompareOp) -> Rule:
        keeps = (
            op not in EMPTINESS
            and (op == "one_of") == isinstance(leaf.value, tuple)
            and leaf.value is not None
        )
        return Attribute(
            field=leaf.field, op=op, value=leaf.value if keeps else _moved(leaf.value, op, field_type)
        )

    slots = {
        "field": Slot(
            "field", Text("Merkmal", "Attribute"), leaf.field or None, with_field, fields, structural=True
        ),
        "op": Slot("choice", Text("Vergleich", "Comparison"), leaf.op, with_op, ops, structural=True),
    }
    if leaf.op in EMPTINESS:
        return Sentence(Text("{field} {op}", "{field} {op}"), slots)
    slots["value"] = _value_slot(leaf, field_type, context)
    return Sentence(Text("{field} {op} {value}", "{field} {op} {value}"), slots)


def _value_slot(leaf: Attribute, field_type: FieldType, context: Context) -> Slot:
    name = Text("Wert", "Value")
    kind = slot_kind(field_type)
    if kind == "choice":
        options = ((True, context.say(Text("ja", "yes"))), (False, context.say(Text("nein", "no"))))
        return Slot("choice", name, bool(leaf.value), _changer(leaf, "value"), options)
    if kind == "amount":
        return Slot("amount", name, shown(leaf.value), lambda words: _with(leaf, value=number(words)))
    if kind == "date":
        to_value = _instant_of(context) if field_type == "instant" else str
        return Slot("date", name, _iso(leaf.value, context), lambda day: _with(leaf, value=to_value(day)))
    return Slot("words", name, shown(leaf.value), lambda words: _with(leaf, value=typed(words, leaf.op)))


def _date(leaf: DateRelative, words: Vocabulary, context: Context) -> Sentence:
    book = words.fields
    dates = tuple(
        (key, context.say(book.label(key))) for key in book.keys() if book.type_of(key) in ("date", "instant")
    )
    return Sentence(
        Text("{field} liegt {op} {days} Tagen", "{field} is {op} {days} days"),
        {
            "field": replace(_slot(leaf, "field", Text("Datum", "Date"), dates, "field"), kinds=("date",)),
            "op": _slot(leaf, "op", Text("Zeitraum", "Period"), _options(DATE_WORDS, context)),
            "days": Slot("number", Text("Tage", "Days"), leaf.days, _changer(leaf, "days")),
        },
    )


def _slot(leaf: Leaf, name: str, words: Text, options: tuple[Option, ...], kind: Any = "choice") -> Slot:
    return Slot(kind, words, getattr(leaf, name) or None, _changer(leaf, name), options)


def _changer(leaf: Leaf, name: str) -> Callable[[Any], Rule]:
    return lambda value: _with(leaf, **{name: value})


def _with(leaf: Leaf, **changes: Any) -> Rule:
    return leaf.model_copy(update=changes)


def _options(words: dict[str, Text], context: Context) -> tuple[Option, ...]:
    return tuple((key, context.say(text)) for key, text in words.items())


def _first(field_type: FieldType, op: CompareOp) -> Any:
    if op in EMPTINESS:
        return None
    return {"number": 0, "boolean": True, "text": ""}.get(field_type)


def _moved(value: Any, op: CompareOp, field_type: FieldType) -> Any:
    if op in EMPTINESS:
        return None
    if op == "one_of":
        return cast("tuple[Scalar, ...]", value) if isinstance(value, tuple) else ((value,) if value else ())
    if isinstance(value, tuple):
        return shown(value)
    return _first(field_type, op) if value is None else value


def _iso(value: Any, context: Context) -> str:
    if isinstance(value, int):
        return to_datetime(value).astimezone(context.zone).date().isoformat()
    return str(value or "")


def _instant_of(context: Context) -> Callable[[str], int]:
    return lambda day: at_wall_time(datetime.fromisoformat(day), context.zone)
