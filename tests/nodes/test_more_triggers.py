"""Triggers by attribute, date, schedule, call, and on ceasing to satisfy a condition."""

from __future__ import annotations

from app.core.dates import Recurrence, UntilDate
from app.core.journey import Node
from app.core.program import OnChange, OnDate, OnEvent, OnSchedule, OnSegment
from app.core.rules.tree import AllOf, Attribute, EventFilter, HasTag, PropertyTest
from nodes.triggers.attribute_trigger import AttributeTrigger, AttributeTriggerConfig
from nodes.triggers.call_trigger import CallTrigger, CallTriggerConfig
from nodes.triggers.date_trigger import DateTrigger, DateTriggerConfig
from nodes.triggers.schedule_trigger import ScheduleTrigger, ScheduleTriggerConfig
from nodes.triggers.segment_trigger import SegmentTrigger, SegmentTriggerConfig
from tests.nodes.around import around, codes

NODE = Node(id="n1", type="any")
TAGGED = HasTag(tag="vip")


def test_leaving_a_segment_is_said_and_compiled() -> None:
    config = SegmentTriggerConfig(rule=TAGGED, when="leaves", enroll_present=True)
    assert SegmentTrigger().line(config, around()).de == "nicht mehr: hat das Schlagwort „vip“"
    assert SegmentTrigger().compile(config, around()) == (OnSegment(TAGGED, leaves=True),)


def test_a_change_of_an_attribute_is_a_source_on_changes() -> None:
    config = AttributeTriggerConfig(field="city", filter=TAGGED)
    assert AttributeTrigger().line(config, around()) == (
        "Ort ändert sich, wenn: hat das Schlagwort „vip“",
        "City changes, if: has the tag “vip”",
    )
    assert AttributeTrigger().compile(config, around()) == (OnChange("city", TAGGED),)


def test_rising_to_a_bound_is_joining_those_above_it() -> None:
    config = AttributeTriggerConfig(field="score", when="rises", bound=50)
    above = Attribute(field="score", op="ge", value=50)
    assert AttributeTrigger().line(config, around()).de == "Punktwert erreicht 50"
    assert AttributeTrigger().compile(config, around()) == (OnSegment(above),)


def test_falling_below_a_bound_is_leaving_those_above_it_with_a_value() -> None:
    above, below = (Attribute(field="score", op=op, value=50) for op in ("ge", "lt"))
    config = AttributeTriggerConfig(field="score", when="falls", bound=50)
    assert AttributeTrigger().line(config, around()).en == "Score falls below 50"
    assert AttributeTrigger().compile(config, around()) == (OnSegment(above, filter=below, leaves=True),)
    filtered = config.model_copy(update={"filter": TAGGED})
    both = AllOf(rules=(below, TAGGED))
    assert AttributeTrigger().compile(filtered, around()) == (OnSegment(above, filter=both, leaves=True),)


def test_only_a_number_has_a_bound() -> None:
    check = AttributeTrigger().check
    assert codes(check(NODE, AttributeTriggerConfig(field="city", when="rises"), around())) == [
        "attribute.wrong_type"
    ]
    assert codes(check(NODE, AttributeTriggerConfig(field="city"), around())) == []
    assert codes(check(NODE, AttributeTriggerConfig(field="gone"), around())) == ["attribute.unknown"]


def test_a_date_trigger_says_its_day() -> None:
    config = DateTriggerConfig(on=UntilDate(field="birthday", days=-3, yearly=True))
    assert DateTrigger().line(config, around()) == (
        "jährlich: 3 Tage vor Geburtstag, 9 Uhr",
        "yearly: 3 days before Geburtstag, 9:00",
    )
    assert DateTrigger().compile(config, around()) == (OnDate(config.on),)


def test_a_date_trigger_needs_a_field_of_days_and_drops_a_fixed_day() -> None:
    check = DateTrigger().check
    assert codes(check(NODE, DateTriggerConfig(on=UntilDate(field="city")), around())) == [
        "attribute.wrong_type"
    ]
    fixed = DateTriggerConfig(on=UntilDate(field="birthday", date="2026-01-01"))
    assert DateTrigger().compile(fixed, around()) == (OnDate(UntilDate(field="birthday")),)


def test_a_schedule_says_how_often_and_for_whom() -> None:
    weekly = ScheduleTriggerConfig(recurrence=Recurrence(weekdays=(0, 3), at="10:30"), rule=TAGGED)
    assert ScheduleTrigger().line(weekly, around()).de == (
        "jede Woche Mo, Do, 10:30 Uhr, wenn: hat das Schlagwort „vip“"
    )
    assert ScheduleTrigger().compile(weekly, around()) == (OnSchedule(weekly.recurrence, TAGGED),)
    monthly = ScheduleTriggerConfig(recurrence=Recurrence(every="month", day=5))
    assert ScheduleTrigger().line(monthly, around()).en == "on day 5 of each month, 9:00"
    last = ScheduleTriggerConfig(recurrence=Recurrence(every="month", day=31))
    assert ScheduleTrigger().line(last, around()).de == "am letzten Tag jedes Monats, 9 Uhr"


def test_a_schedule_without_a_day_is_an_error_and_for_everybody_a_hint() -> None:
    never = ScheduleTriggerConfig(recurrence=Recurrence(weekdays=()), rule=TAGGED)
    assert codes(ScheduleTrigger().check(NODE, never, around())) == ["schedule.no_weekday"]
    everybody = ScheduleTriggerConfig(recurrence=Recurrence(every="day"))
    assert codes(ScheduleTrigger().check(NODE, everybody, around())) == ["schedule.everybody"]


def test_a_call_is_an_event_of_one_type_with_a_name() -> None:
    config = CallTriggerConfig(name=" abo_ende ")
    named = EventFilter(type="call_received", where=(PropertyTest(property="name", value="abo_ende"),))
    assert CallTrigger().line(config, around()).de == "Aufruf „abo_ende“"
    assert CallTrigger().compile(config, around()) == (OnEvent(named),)
