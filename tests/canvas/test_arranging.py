"""Tidying up, lining up and equal room, by keys and from the context menu."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.journey import Edge, Journey, Node, Point
from canvas import gliding
from canvas.scene.geometry import CARD_HEIGHT, CARD_WIDTH, Spot, card_box
from tests.canvas.hand import PLAIN, Hand

ALT = Qt.KeyboardModifier.AltModifier
ALT_SHIFT = ALT | Qt.KeyboardModifier.ShiftModifier
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def select_all_of(hand: Hand, *steps: str) -> None:
    """Click several cards with Ctrl."""
    for index, each in enumerate(steps):
        hand.click(hand.middle(each), Qt.KeyboardModifier.ControlModifier if index else PLAIN)


def test_alt_a_lines_cards_up_on_the_left_and_undo_puts_them_back(hand: Hand) -> None:
    before = hand.journey
    select_all_of(hand, "mail", "fork", "end")
    hand.key(Qt.Key.Key_A, ALT)
    assert {hand.journey.position(each).x for each in ("mail", "fork", "end")} == {60}
    assert hand.journey.position("start") == before.position("start")
    hand.control(Qt.Key.Key_Z)
    assert hand.journey is before


def test_every_side_has_its_key(hand: Hand) -> None:
    select_all_of(hand, "fork", "end")
    for key, across in (("A", True), ("H", True), ("D", True), ("W", False), ("V", False), ("S", False)):
        hand.key(getattr(Qt.Key, f"Key_{key}"), ALT)
        fork, end = hand.journey.position("fork"), hand.journey.position("end")
        assert (fork.x == end.x) if across else (fork.y == end.y)
        hand.control(Qt.Key.Key_Z)


def test_distributing_gives_equal_room(hand: Hand) -> None:
    select_all_of(hand, "start", "mail", "fork", "end")
    hand.key(Qt.Key.Key_V, ALT_SHIFT)
    heights = sorted(hand.journey.position(each).y for each in ("start", "mail", "fork", "end"))
    steps = [after - before for before, after in pairwise(heights)]
    assert max(steps) - min(steps) <= 1


def test_with_one_step_selected_nothing_is_lined_up(hand: Hand) -> None:
    before = hand.journey
    hand.click(hand.middle("mail"))
    hand.key(Qt.Key.Key_A, ALT)
    assert hand.journey is before


def test_tidying_up_a_selection_leaves_the_others_alone_and_uncovered(hand: Hand) -> None:
    hand.drag(hand.middle("fork"), Spot(650, 140))
    before = hand.journey
    select_all_of(hand, "mail", "fork")
    hand.key(Qt.Key.Key_T, CTRL_SHIFT)
    assert all(hand.journey.position(each) == before.position(each) for each in ("start", "end"))
    boxes = [card_box(hand.journey.position(node.id)) for node in hand.journey.nodes]
    assert not any(one.meets(other) for one in boxes for other in boxes if one is not other)
    assert hand.document.undo_text is not None
    assert hand.document.undo_text.en == "tidy up 2 steps"
    hand.control(Qt.Key.Key_Z)
    assert hand.journey is before


def test_cards_glide_to_their_places_and_arrive(
    hand: Hand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gliding, "lasting", lambda: 150)  # a screen that is none moves nothing
    select_all_of(hand, "start", "mail", "fork", "end")
    before = hand.journey.position("fork")
    hand.key(Qt.Key.Key_A, ALT)
    at = hand.journey.position("fork")
    assert at != before
    assert hand.view.scene.box("fork") == card_box(before)
    qtbot.waitUntil(lambda: at.x < hand.view.scene.box("fork").left < before.x, timeout=2000)
    qtbot.waitUntil(lambda: hand.view.scene.box("fork") == card_box(at), timeout=2000)


def test_who_wants_less_motion_sees_the_cards_at_their_places_at_once(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gliding, "lasting", lambda: 0)
    select_all_of(hand, "start", "mail", "fork", "end")
    hand.key(Qt.Key.Key_A, ALT)
    assert hand.view.scene.box("fork") == card_box(hand.journey.position("fork"))


def test_a_large_journey_is_tidied_beside_the_interface_and_takes_in_what_is_drawn_meanwhile(
    show: Callable[[Journey], Hand], qtbot: QtBot
) -> None:
    ids = [f"n{index}" for index in range(400)]
    journey = Journey(
        id="large",
        name="Large",
        nodes=tuple(Node(id=each, type="wait") for each in ids),
        edges=tuple(Edge(source=a, port="next", target=b) for a, b in pairwise(ids)),
        layout={each: Point(7 * index, 3 * index) for index, each in enumerate(ids)},
    )
    hand = show(journey)
    with qtbot.waitSignal(hand.view.arranging.tidied, timeout=20_000):
        hand.key(Qt.Key.Key_T, CTRL_SHIFT)
        hand.drop("wait", hand.middle("n0")._replace(x=-60))
    added = hand.newest()
    assert len(hand.journey.nodes) == 401
    assert hand.journey.position("n0") == Point(0, 0)
    assert len({hand.journey.position(each).x for each in ids}) == 1
    assert abs(hand.journey.position(added).x - hand.journey.position("n0").x) >= CARD_WIDTH
    assert hand.journey.position("n1").y >= CARD_HEIGHT
    hand.control(Qt.Key.Key_Z)
    assert hand.journey.layout["n9"] == Point(63, 27)
