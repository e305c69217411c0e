"""Rules as sentences in German and English."""

from __future__ import annotations

import pytest

from app.core.compiler import surroundings
from app.core.fields import FieldBook, FieldSpec
from app.core.journey import Journey, Node
from app.core.rules.tree import (
    AllOf,
    AnyOf,
    Attribute,
    DateRelative,
    Engagement,
    EventFilter,
    EventHappened,
    HasConsent,
    HasTag,
    InSegment,
    JourneyHistory,
    Not,
    Rule,
)
from app.core.rules.words import describe
from app.core.schedule import Duration
from app.core.text import Text

FIELDS = FieldBook(
    [
        FieldSpec(key="birthday", label="Geburtstag", type="date"),
        FieldSpec(key="vip", label="VIP", type="boolean"),
        FieldSpec(key="last_call", label="Anruf", type="instant"),
    ]
)
JOURNEY = Journey(id="crime", name="Krimi", nodes=(Node(id="m", type="send_mail", title="Willkommensmail"),))
AROUND = surroundings(JOURNEY, FIELDS, {"s1": "Stammkunden"})
PURCHASE = EventFilter(type="purchase")


def _is(field: str, op: str, value: object = None) -> Attribute:
    return Attribute.model_validate({"field": field, "op": op, "value": value})


def _happened(op: str = "at_least", count: int = 1, **more: object) -> EventHappened:
    return EventHappened.model_validate({"event": PURCHASE, "op": op, "count": count, **more})


IN_BERLIN, OPENED, VIP = _is("city", "eq", "Berlin"), Engagement(step="m", what="opened"), HasTag(tag="vip")


@pytest.mark.parametrize(
    ("rule", "de", "en"),
    [
        (IN_BERLIN, "Ort ist „Berlin“", "City is “Berlin”"),
        (_is("city", "ne", "Berlin"), "Ort ist nicht „Berlin“", "City is not “Berlin”"),
        (_is("city", "contains", "lin"), "Ort enthält „lin“", "City contains “lin”"),
        (_is("city", "not_contains", "x"), "Ort enthält nicht „x“", "City does not contain “x”"),
        (_is("city", "starts_with", "B"), "Ort beginnt mit „B“", "City starts with “B”"),
        (_is("city", "is_empty"), "Ort ist leer", "City is empty"),
        (Not(rule=_is("city", "is_empty")), "Ort ist nicht leer", "City is not empty"),
        (_is("city", "one_of", ("A", "B")), "Ort ist „A“ oder „B“", "City is “A” or “B”"),
        (_is("city", "lt", "B"), "Ort steht alphabetisch vor „B“", "City comes before “B” in the alphabet"),
        (_is("score", "lt", 5), "Punktwert ist kleiner als 5", "Score is less than 5"),
        (_is("score", "le", 5), "Punktwert ist höchstens 5", "Score is at most 5"),
        (_is("score", "gt", 1000), "Punktwert ist größer als 1.000", "Score is more than 1,000"),
        (_is("score", "ge", 0.5), "Punktwert ist mindestens 0,5", "Score is at least 0.5"),
        (
            _is("birthday", "lt", "2000-05-01"),
            "Geburtstag liegt vor dem 1.5.2000",
            "Geburtstag is before 1 May 2000",
        ),
        (_is("birthday", "eq", "2000-05-01"), "Geburtstag ist der 1.5.2000", "Geburtstag is 1 May 2000"),
        (
            _is("last_call", "gt", 0),
            "Anruf liegt nach dem 1.1.1970, 01:00 Uhr",
            "Anruf is after 1 Jan 1970, 01:00",
        ),
        (_is("vip", "eq", True), "VIP ist ja", "VIP is yes"),
        (_is("", "eq"), "… ist …", "… is …"),
        (Not(rule=IN_BERLIN), "nicht (Ort ist „Berlin“)", "not (City is “Berlin”)"),
        (VIP, "hat das Schlagwort „vip“", "has the tag “vip”"),
        (Not(rule=VIP), "hat das Schlagwort „vip“ nicht", "does not have the tag “vip”"),
        (InSegment(segment="s1"), "gehört zum Segment „Stammkunden“", "is in the segment “Stammkunden”"),
        (HasConsent(purpose="news"), "hat in „news“ eingewilligt", "has consented to “news”"),
        (
            Not(rule=HasConsent(purpose="news", status="withdrawn")),
            "hat die Einwilligung in „news“ nicht widerrufen",
            "has not withdrawn consent to “news”",
        ),
        (OPENED, "hat „Willkommensmail“ geöffnet", "has opened “Willkommensmail”"),
        (Not(rule=OPENED), "hat „Willkommensmail“ nicht geöffnet", "has not opened “Willkommensmail”"),
        (
            Engagement(step="m", what="clicked"),
            "hat einen Link in „Willkommensmail“ geklickt",
            "has clicked a link in “Willkommensmail”",
        ),
        (_happened(), "„Kauf“ ist eingetreten", "“Purchase” has happened"),
        (Not(rule=_happened()), "„Kauf“ ist nicht eingetreten", "“Purchase” has not happened"),
        (_happened("at_most", 0), "„Kauf“ ist nicht eingetreten", "“Purchase” has not happened"),
        (
            _happened(count=2, within=Duration(amount=3, unit="days")),
            "„Kauf“ ist in den letzten 3 Tagen mindestens 2-mal eingetreten",
            "“Purchase” has happened at least 2 times in the last 3 days",
        ),
        (
            Not(rule=_happened("at_most", 1, since_entry=True)),
            "„Kauf“ ist seit dem Eintritt mehr als einmal eingetreten",
            "“Purchase” has happened more than once since entry",
        ),
        (
            DateRelative(field="birthday", op="within_next", days=3),
            "Geburtstag ist in höchstens 3 Tagen",
            "Geburtstag is at most 3 days away",
        ),
        (
            Not(rule=DateRelative(field="birthday", op="before_last", days=1)),
            "Geburtstag liegt nicht mehr als 1 Tag zurück",
            "Geburtstag was not more than 1 day ago",
        ),
        (
            JourneyHistory(journey="crime", what="is_in"),
            "ist in der Journey „Krimi“",
            "is in the journey “Krimi”",
        ),
        (
            Not(rule=JourneyHistory(journey="other")),
            "war noch nie in der Journey „other“",
            "has never been in the journey “other”",
        ),
        (
            AllOf(rules=(IN_BERLIN, OPENED)),
            "Ort ist „Berlin“ und hat „Willkommensmail“ geöffnet",
            "City is “Berlin” and has opened “Willkommensmail”",
        ),
        (
            AllOf(rules=(IN_BERLIN, AnyOf(rules=(OPENED, VIP)))),
            "Ort ist „Berlin“ und (hat „Willkommensmail“ geöffnet oder hat das Schlagwort „vip“)",
            "City is “Berlin” and (has opened “Willkommensmail” or has the tag “vip”)",
        ),
        (
            Not(rule=AnyOf(rules=(OPENED, VIP))),
            "nicht (hat „Willkommensmail“ geöffnet oder hat das Schlagwort „vip“)",
            "not (has opened “Willkommensmail” or has the tag “vip”)",
        ),
        (Not(rule=Not(rule=AllOf(rules=(VIP,)))), "hat das Schlagwort „vip“", "has the tag “vip”"),
        (AllOf(), "immer", "always"),
        (AnyOf(), "nie", "never"),
        (Not(rule=AllOf()), "nie", "never"),
    ],
)
def test_a_rule_reads_like_a_sentence(rule: Rule, de: str, en: str) -> None:
    assert describe(rule, AROUND) == Text(de, en)
