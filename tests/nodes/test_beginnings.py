"""What steps begin with behind others, their presets, and lengths of time in words."""

from __future__ import annotations

import pytest

from app.core.journey import Edge, Journey, Node
from app.core.node import AnyNodeType
from app.core.rules.tree import Engagement
from nodes import ALL
from nodes.conditions.branch import BranchStep
from nodes.conditions.engagement import EngagementStep
from nodes.earlier import message_before
from nodes.timing.wait import Wait

JOURNEY = Journey(
    id="j",
    name="J",
    nodes=tuple(
        Node(id=name, type=type_id)
        for name, type_id in (
            ("start", "event_trigger"),
            ("first", "send_mail"),
            ("wait", "wait"),
            ("second", "send_mail"),
            ("rest", "wait"),
            ("alone", "wait"),
        )
    ),
    edges=tuple(
        Edge(source=source, port="next", target=target)
        for source, target in (("start", "first"), ("first", "wait"), ("second", "rest"), ("wait", "rest"))
    ),
)


@pytest.mark.parametrize(
    ("place", "mail"),
    [
        ("first", "first"),
        ("wait", "first"),
        ("rest", "second"),
        ("start", None),
        ("alone", None),
        (None, None),
    ],
)
def test_the_nearest_mail_before_a_place(place: str | None, mail: str | None) -> None:
    assert message_before(JOURNEY, place) == mail


def test_a_loop_has_an_end() -> None:
    loop = JOURNEY.replace(
        edges=(
            Edge(source="wait", port="next", target="rest"),
            Edge(source="rest", port="next", target="wait"),
        )
    )
    assert message_before(loop, "rest") is None


def test_a_question_asks_about_the_mail_before_it() -> None:
    config = EngagementStep().parse(EngagementStep().start(JOURNEY, "wait"))
    assert (config.step, config.what) == ("first", "opened")
    branch = BranchStep().parse(BranchStep().start(JOURNEY, "wait"))
    assert [case.rule for case in branch.cases] == [Engagement(step="first", what="opened")]


def test_without_a_mail_a_question_is_left_open() -> None:
    assert EngagementStep().start(JOURNEY, "start") == {}
    assert BranchStep().start(JOURNEY, None) == {}


@pytest.mark.parametrize("node_type", ALL, ids=lambda each: each.id)
def test_beginnings_and_presets_are_understood(node_type: AnyNodeType) -> None:
    for place in (None, "rest"):
        start = node_type.start(JOURNEY, place)
        node_type.parse(start)
        for preset in node_type.presets:
            node_type.parse({**start, **preset.config})
            assert preset.title.de
            assert preset.title.en
    assert len({preset.id for preset in node_type.presets}) == len(node_type.presets)


@pytest.mark.parametrize("node_type", ALL, ids=lambda each: each.id)
def test_every_type_has_other_words_in_both_languages(node_type: AnyNodeType) -> None:
    assert node_type.words.de.split()
    assert node_type.words.en.split()


@pytest.mark.parametrize(
    ("words", "amount", "unit"),
    [
        ("2 Tage", 2, "days"),
        ("2d", 2, "days"),
        ("warten 3 Stunden", 3, "hours"),
        ("3 hrs", 3, "hours"),
        ("1 Woche", 1, "weeks"),
        ("10 min", 10, "minutes"),
        ("6 Monate", 6, "months"),
    ],
)
def test_a_length_of_time_is_understood(words: str, amount: int, unit: str) -> None:
    preset = Wait().spoken(words)
    assert preset is not None
    config = Wait().parse(preset.config)
    assert (config.until.after.amount, config.until.after.unit) == (amount, unit)


@pytest.mark.parametrize("words", ["wait", "2", "2 mails", "1,5 Tage", ""])
def test_other_words_are_no_length_of_time(words: str) -> None:
    assert Wait().spoken(words) is None
