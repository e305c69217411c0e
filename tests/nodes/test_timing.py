"""Wait and wait for event."""

from __future__ import annotations

from app.core.journey import Node
from app.core.program import Await, Hold
from app.core.rules.tree import EventFilter
from app.core.schedule import Duration, Until, Window
from nodes.timing.wait import Wait, WaitConfig
from nodes.timing.wait_for_event import WaitForEvent, WaitForEventConfig
from tests.nodes.around import around

TWO_DAYS = Duration(amount=2, unit="days")
PURCHASE = EventFilter(type="purchase")
NEVER_OPEN = Until(after=TWO_DAYS, window=Window(weekdays=()))


def test_a_wait_says_how_long_and_for_which_window() -> None:
    config = WaitConfig(until=Until(after=TWO_DAYS, window=Window()))
    line = Wait().line(config, around())
    assert line.de.startswith("2 Tage")
    assert "Mo–Fr" in line.de
    assert line.en.startswith("2 days")
    assert Wait().compile(config, around()) == (Hold(config.until),)


def test_a_wait_of_no_length_is_a_warning() -> None:
    config = WaitConfig(until=Until(after=Duration(amount=0, unit="days")))
    problems = list(Wait().check(Node(id="n1", type="wait"), config, around()))
    assert [(problem.code, problem.severity) for problem in problems] == [("wait.no_time", "warning")]


def test_a_window_that_never_opens_is_an_error() -> None:
    node = Node(id="n1", type="wait")
    waiting = list(Wait().check(node, WaitConfig(until=NEVER_OPEN), around()))
    awaiting = list(WaitForEvent().check(node, WaitForEventConfig(timeout=NEVER_OPEN), around()))
    assert [problem.code for problem in (*waiting, *awaiting)] == ["window.no_weekday"] * 2
    assert [problem.field for problem in (*waiting, *awaiting)] == ["until", "timeout"]


def test_waiting_for_an_event_has_a_way_for_each_outcome() -> None:
    ports = WaitForEvent().ports(WaitForEventConfig(event=PURCHASE))
    assert [(port.name, port.label.de, port.label.en) for port in ports] == [
        ("matched", "eingetroffen", "happened"),
        ("timed_out", "nach 3 Tagen", "after 3 days"),
    ]


def test_waiting_without_a_time_out_has_one_way() -> None:
    config = WaitForEventConfig(event=PURCHASE, timeout=None)
    assert [port.name for port in WaitForEvent().ports(config)] == ["matched"]
    assert WaitForEvent().line(config, around()).de == "Kauf"
    assert WaitForEvent().compile(config, around()) == (Await(PURCHASE, "arrival", None),)


def test_waiting_for_an_event_says_what_for_and_how_long() -> None:
    line = WaitForEvent().line(WaitForEventConfig(event=PURCHASE), around())
    assert line.de == "Kauf, höchstens 3 Tage"
    assert line.en == "Purchase, at most 3 days"


def test_looking_back_compiles_to_a_duration() -> None:
    config = WaitForEventConfig(event=PURCHASE, since="look_back", look_back=TWO_DAYS)
    assert WaitForEvent().compile(config, around()) == (Await(PURCHASE, TWO_DAYS, config.timeout),)
    entry = WaitForEventConfig(event=PURCHASE, since="entry")
    assert WaitForEvent().compile(entry, around()) == (Await(PURCHASE, "entry", entry.timeout),)
