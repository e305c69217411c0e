"""Waiting for a date, a window, a condition; and jumping."""

from __future__ import annotations

from app.core.dates import UntilDate
from app.core.journey import Node
from app.core.program import Await, Hold, Jump
from app.core.rules.tree import AnyOf, HasTag
from app.core.schedule import Duration, Until, Window
from nodes.flow.jump import JumpConfig, JumpStep
from nodes.timing.wait_for_condition import WaitForCondition, WaitForConditionConfig
from nodes.timing.wait_for_window import WaitForWindow, WaitForWindowConfig
from nodes.timing.wait_until import WaitUntil, WaitUntilConfig
from tests.nodes.around import around, codes

NODE = Node(id="n1", type="any")
TAGGED = HasTag(tag="vip")
AT_ONCE = Duration(amount=0, unit="minutes")


def _ports(config: WaitUntilConfig) -> list[str]:
    return [port.name for port in WaitUntil().ports(config)]


def test_waiting_until_a_day_says_it() -> None:
    fixed = WaitUntilConfig(until=UntilDate(date="2026-12-24", at="08:30"))
    assert WaitUntil().line(fixed, around()) == ("24.12.2026, 8:30 Uhr", "24 Dec 2026, 8:30")
    after = WaitUntilConfig(until=UntilDate(field="birthday", days=1))
    assert WaitUntil().line(after, around()).de == "1 Tag nach Geburtstag, 9 Uhr"
    assert WaitUntil().compile(after, around()) == (Hold(after.until),)


def test_waiting_until_a_day_has_ways_for_what_may_be() -> None:
    assert _ports(WaitUntilConfig(until=UntilDate(date="2026-12-24"))) == ["next", "past"]
    assert _ports(WaitUntilConfig(until=UntilDate(field="birthday"))) == ["next", "past", "missing"]
    assert _ports(WaitUntilConfig(until=UntilDate(field="birthday", yearly=True))) == ["next", "missing"]


def test_the_day_must_be_one() -> None:
    check = WaitUntil().check
    assert codes(check(NODE, WaitUntilConfig(until=UntilDate(date="morgen")), around())) == ["wait.no_date"]
    assert codes(check(NODE, WaitUntilConfig(until=UntilDate(field="city")), around())) == [
        "attribute.wrong_type"
    ]
    assert codes(check(NODE, WaitUntilConfig(until=UntilDate(date="2026-12-24")), around())) == []


def test_waiting_for_a_window_is_a_hold_without_a_duration() -> None:
    window = Window(weekdays=(4, 5), start="20:00", end="02:00", holidays="DE-BY")
    config = WaitForWindowConfig(window=window)
    assert WaitForWindow().line(config, around()) == (
        "Fr, Sa, 20–2 Uhr, außer an Feiertagen (Bayern)",
        "Fri, Sat, 20:00–2:00, except public holidays (Bavaria)",
    )
    assert WaitForWindow().compile(config, around()) == (Hold(Until(after=AT_ONCE, window=window)),)


def test_a_window_needs_a_weekday_and_a_place_that_is_known() -> None:
    check = WaitForWindow().check
    assert codes(check(NODE, WaitForWindowConfig(window=Window(weekdays=())), around())) == [
        "window.no_weekday"
    ]
    assert codes(check(NODE, WaitForWindowConfig(window=Window(holidays="DE-XX")), around())) == [
        "window.unknown_place"
    ]


def test_waiting_for_a_condition_says_it_and_the_time_out() -> None:
    config = WaitForConditionConfig(rule=TAGGED)
    assert WaitForCondition().line(config, around()).de == "hat das Schlagwort „vip“, höchstens 3 Tage"
    assert WaitForCondition().compile(config, around()) == (Await(TAGGED, timeout=config.timeout),)
    assert [port.label.de for port in WaitForCondition().ports(config)] == ["erfüllt", "nach 3 Tagen"]


def test_waiting_for_a_condition_may_last_for_ever_and_without_one_never_matches() -> None:
    config = WaitForConditionConfig(timeout=None)
    assert WaitForCondition().compile(config, around()) == (Await(AnyOf()),)
    assert [port.name for port in WaitForCondition().ports(config)] == ["matched"]
    endless = WaitForConditionConfig(rule=TAGGED, timeout=None)
    assert WaitForCondition().line(endless, around()).en == "has the tag “vip”"


def test_a_jump_says_where_to_and_how_often() -> None:
    config = JumpConfig(step="samples")
    assert JumpStep().line(config, around()) == (
        "zu „Leseproben“, höchstens 3-mal",
        "to “Leseproben”, at most 3 times",
    )
    assert JumpStep().compile(config, around()) == (Jump("samples", 3),)
    assert [port.name for port in JumpStep().ports(config)] == ["over"]


def test_a_jump_without_a_limit_has_no_way_out() -> None:
    config = JumpConfig(step="samples", at_most=None)
    assert JumpStep().line(config, around()).de == "zu „Leseproben“"
    assert JumpStep().ports(config) == ()


def test_a_jump_to_itself_is_an_error() -> None:
    assert codes(JumpStep().check(NODE, JumpConfig(step="n1"), around())) == ["jump.itself"]
