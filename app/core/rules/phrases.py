"""The words of each leaf of a rule, affirmed and denied.

Every clause follows an unspoken subject, the contact: `hat das Schlagwort „vip“`, `has the tag “vip”`.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.core.event_names import event_name
from app.core.formats import number_words, quoted
from app.core.node import Surroundings
from app.core.rules.comparison import comparison_words
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
    WithSales,
)
from app.core.schedule import Duration, zone
from app.core.text import Text, same
from app.core.words import duration_dative, duration_words, last_words, property_words

Clause = tuple[Text, Text]
"""A clause as it is affirmed and as it is denied."""
_Wording = Mapping[str, Clause]

_ENGAGEMENT: _Wording = {
    "sent": (
        Text("bekam {step} gesendet", "was sent {step}"),
        Text("bekam {step} nicht gesendet", "was not sent {step}"),
    ),
    "delivered": (
        Text("hat {step} zugestellt bekommen", "had {step} delivered"),
        Text("hat {step} nicht zugestellt bekommen", "did not have {step} delivered"),
    ),
    "opened": (
        Text("hat {step} geöffnet", "has opened {step}"),
        Text("hat {step} nicht geöffnet", "has not opened {step}"),
    ),
    "clicked": (
        Text("hat einen Link in {step} geklickt", "has clicked a link in {step}"),
        Text("hat keinen Link in {step} geklickt", "has not clicked a link in {step}"),
    ),
    "replied": (
        Text("hat auf {step} geantwortet", "has replied to {step}"),
        Text("hat nicht auf {step} geantwortet", "has not replied to {step}"),
    ),
    "bounced": (
        Text("war für {step} nicht erreichbar", "could not be reached by {step}"),
        Text("war für {step} erreichbar", "could be reached by {step}"),
    ),
}
_CONSENT: _Wording = {
    "granted": (
        Text("hat in {purpose} eingewilligt", "has consented to {purpose}"),
        Text("hat nicht in {purpose} eingewilligt", "has not consented to {purpose}"),
    ),
    "denied": (
        Text("hat {purpose} abgelehnt", "has declined {purpose}"),
        Text("hat {purpose} nicht abgelehnt", "has not declined {purpose}"),
    ),
    "withdrawn": (
        Text("hat die Einwilligung in {purpose} widerrufen", "has withdrawn consent to {purpose}"),
        Text("hat die Einwilligung in {purpose} nicht widerrufen", "has not withdrawn consent to {purpose}"),
    ),
}
_HISTORY: _Wording = {
    "is_in": (
        Text("ist in der Journey {journey}", "is in the journey {journey}"),
        Text("ist nicht in der Journey {journey}", "is not in the journey {journey}"),
    ),
    "was_in": (
        Text("war schon in der Journey {journey}", "has been in the journey {journey}"),
        Text("war noch nie in der Journey {journey}", "has never been in the journey {journey}"),
    ),
    "reached_goal": (
        Text("hat das Ziel der Journey {journey} erreicht", "has reached the goal of the journey {journey}"),
        Text(
            "hat das Ziel der Journey {journey} nicht erreicht",
            "has not reached the goal of the journey {journey}",
        ),
    ),
}
_DATE: _Wording = {
    "within_last": (
        Text("liegt höchstens {n} zurück", "was at most {n} ago"),
        Text("liegt nicht höchstens {n} zurück", "was not at most {n} ago"),
    ),
    "within_next": (
        Text("ist in höchstens {n}", "is at most {n} away"),
        Text("ist nicht in höchstens {n}", "is not at most {n} away"),
    ),
    "before_last": (
        Text("liegt mehr als {n} zurück", "was more than {n} ago"),
        Text("liegt nicht mehr als {n} zurück", "was not more than {n} ago"),
    ),
    "after_next": (
        Text("ist in mehr als {n}", "is more than {n} away"),
        Text("ist nicht in mehr als {n}", "is not more than {n} away"),
    ),
}

_TAG = (
    Text("hat das Schlagwort {tag}", "has the tag {tag}"),
    Text("hat das Schlagwort {tag} nicht", "does not have the tag {tag}"),
)
_SEGMENT = (
    Text("gehört zum Segment {segment}", "is in the segment {segment}"),
    Text("gehört nicht zum Segment {segment}", "is not in the segment {segment}"),
)
_LIST = (
    Text("steht auf der Liste {list}", "is on the list {list}"),
    Text("steht nicht auf der Liste {list}", "is not on the list {list}"),
)
_POINTS: _Wording = {
    "ge": (
        Text("hat mindestens {n} Treuepunkte", "has at least {n} loyalty points"),
        Text("hat weniger als {n} Treuepunkte", "has less than {n} loyalty points"),
    ),
    "lt": (
        Text("hat weniger als {n} Treuepunkte", "has less than {n} loyalty points"),
        Text("hat mindestens {n} Treuepunkte", "has at least {n} loyalty points"),
    ),
}
_SALES = (
    Text("ist mit dem Vertrieb im Gespräch", "is talking to sales"),
    Text("ist nicht mit dem Vertrieb im Gespräch", "is not talking to sales"),
)
_EMPTINESS: Mapping[CompareOp, CompareOp] = {"is_empty": "is_not_empty", "is_not_empty": "is_empty"}
_NOT = Text("nicht", "not")
_HOW_OFTEN: Mapping[tuple[str, bool], Text] = {
    ("at_least", False): Text("mindestens {n}", "at least {n}"),
    ("at_least", True): Text("weniger als {n}", "less than {n}"),
    ("at_most", False): Text("höchstens {n}", "at most {n}"),
    ("at_most", True): Text("mehr als {n}", "more than {n}"),
}


def clause(leaf: Leaf, around: Surroundings) -> Clause:
    """A leaf in words; fields, segments and steps by the names a person knows."""
    match leaf:
        case Attribute():
            return _attribute(leaf, around)
        case EventHappened():
            return _event(leaf, denied=False), _event(leaf, denied=True)
        case DateRelative():
            return _date(leaf, around)
        case Engagement(step=step, what=what):
            title = around.step_title(step)
            return _both(_ENGAGEMENT[what], step=Text(quoted(title.de).de, quoted(title.en).en))
        case _:
            return _membership(leaf, around)


def _membership(
    leaf: HasTag | InList | Points | WithSales | InSegment | HasConsent | JourneyHistory, around: Surroundings
) -> Clause:
    match leaf:
        case HasTag(tag=tag):
            return _both(_TAG, tag=_name(tag))
        case InList(list=key):
            return _both(_LIST, list=_name(around.lists.get(key, key)))
        case Points(op=op, value=value):
            return _both(_POINTS[op], n=number_words(value))
        case WithSales():
            return _SALES
        case InSegment(segment=segment):
            return _both(_SEGMENT, segment=_name(around.segments.get(segment, segment)))
        case HasConsent(purpose=purpose, status=status):
            return _both(_CONSENT[status], purpose=_name(purpose))
        case JourneyHistory(journey=journey, what=what):
            own = journey == around.journey.id
            name = around.journey.name if own else around.journeys.get(journey, journey)
            return _both(_HISTORY[what], journey=_name(name))


def _attribute(leaf: Attribute, around: Surroundings) -> Clause:
    subject = around.fields.label(leaf.field) if leaf.field else same("…")
    kind, where = around.fields.type_of(leaf.field), zone(around.journey.settings.time_zone)
    affirmed = comparison_words(subject, leaf.op, leaf.value, kind, where)
    if leaf.op in _EMPTINESS:
        return affirmed, comparison_words(subject, _EMPTINESS[leaf.op], None, kind, where)
    # „ist nicht“ would be wrong here: it is false for a missing value, and the denial of „ist“ is true.
    return affirmed, Text("nicht (", "not (") + affirmed + ")"


def _date(leaf: DateRelative, around: Surroundings) -> Clause:
    period = Duration(amount=leaf.days, unit="days")
    back = leaf.op in ("within_last", "before_last")
    words = _both(_DATE[leaf.op], n=duration_words(period) if back else duration_dative(period))
    subject = around.fields.label(leaf.field) if leaf.field else same("…")
    return subject + " " + words[0], subject + " " + words[1]


def _event(leaf: EventHappened, *, denied: bool) -> Text:
    name = event_name(leaf.event.type)
    subject = Text(quoted(name.de).de, quoted(name.en).en) + property_words(leaf.event)
    period, often = _period(leaf), _how_often(leaf, denied=denied)
    if leaf.op == "at_least" and leaf.count == 1:
        often = _NOT if denied else same("")
    elif leaf.op == "at_most" and leaf.count == 0:
        often = same("") if denied else _NOT
    verb = "has not happened" if often is _NOT else f"has happened {often.en}"
    return Text(
        _spaced(subject.de, "ist", period.de, often.de, "eingetreten"), _spaced(subject.en, verb, period.en)
    )


def _spaced(*words: str) -> str:
    return " ".join(word.strip() for word in words if word)


def _how_often(leaf: EventHappened, *, denied: bool) -> Text:
    times = Text("{n}-mal", "{n} times").fill(n=number_words(leaf.count))
    return _HOW_OFTEN[leaf.op, denied].fill(n=Text("einmal", "once") if leaf.count == 1 else times)


def _period(leaf: EventHappened) -> Text:
    since = Text("seit dem Eintritt", "since entry") if leaf.since_entry else same("")
    if leaf.within is None:
        return since
    last = last_words(leaf.within)
    return last + Text(" und ", " and ") + since if leaf.since_entry else last


def _both(wording: Clause, **values: Text) -> Clause:
    return wording[0].fill(**values), wording[1].fill(**values)


def _name(words: str) -> Text:
    return quoted(words or "…")
