"""Connecting and reconnecting without a mouse: ports by left and right, targets by nearness and by name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.core.text import Text
from tests.canvas.hand import Hand

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def said(hand: Hand) -> list[Text | None]:
    """What the canvas says."""
    words: list[Text | None] = []
    hand.view.hint_changed.connect(words.append)
    return words


def test_c_proposes_the_nearest_step_for_the_open_way_out(hand: Hand, said: list[Text | None]) -> None:
    before = hand.journey
    hand.selection.select(["fork"])
    hand.key(Key.Key_C)
    assert said[-1] is not None
    assert said[-1].en.startswith("“No” to “End”: Enter connects")
    assert hand.journey is before
    hand.key(Key.Key_Return)
    assert hand.journey.target("fork", "else") == "end"
    assert said[-1] is None
    assert hand.selection.current == "fork"
    hand.control(Key.Key_Z)
    assert hand.journey is before


def test_arrows_choose_way_out_and_target(hand: Hand) -> None:
    hand.selection.select(["fork"])
    hand.key(Key.Key_C)
    hand.key(Key.Key_Left)
    hand.key(Key.Key_Down)
    hand.key(Key.Key_Up)
    hand.key(Key.Key_Return)
    assert hand.journey.target("fork", "yes") == "mail"
    assert "else" not in hand.journey.outgoing["fork"]


def test_typing_a_name_proposes_that_step(hand: Hand, said: list[Text | None]) -> None:
    hand.selection.select(["fork"])
    hand.key(Key.Key_C)
    QTest.keyClicks(hand.view, "maix")
    assert said[-1] is not None
    assert said[-1].en.startswith("No step that fits here is called “maix”")
    hand.key(Key.Key_Backspace)
    hand.key(Key.Key_Return)
    assert hand.journey.target("fork", "else") == "mail"


def test_a_trigger_is_never_proposed(hand: Hand, said: list[Text | None]) -> None:
    hand.selection.select(["fork"])
    hand.key(Key.Key_C)
    QTest.keyClicks(hand.view, "start")
    assert said[-1] is not None
    assert said[-1].en.startswith("No step")
    before = hand.journey
    hand.key(Key.Key_Return)
    assert hand.journey is before


def test_escape_leaves_everything_as_it_was(hand: Hand, said: list[Text | None]) -> None:
    before = hand.journey
    hand.selection.select(["fork"])
    hand.key(Key.Key_C)
    hand.key(Key.Key_Escape)
    assert hand.journey is before
    assert said[-1] is None
    assert hand.selection.current == "fork"
    hand.key(Key.Key_Down)
    assert hand.selection.current == "end"


def test_tab_asks_for_a_new_step_at_the_marked_way_out(hand: Hand) -> None:
    hand.selection.select(["fork"])
    hand.key(Key.Key_C)
    hand.key(Key.Key_Tab)
    assert hand.search.where == "After “Fork”, way out “No”"
    hand.choose("exit")
    assert hand.journey.target("fork", "else") == hand.newest()


def test_another_command_calls_the_gesture_off(hand: Hand) -> None:
    hand.selection.select(["fork"])
    hand.key(Key.Key_C)
    hand.control(Key.Key_A)
    assert hand.selection.steps == set(hand.journey.by_id)
    before = hand.journey
    hand.key(Key.Key_Return)
    assert hand.journey is before


def test_r_leads_a_connection_to_another_step(hand: Hand) -> None:
    before = hand.journey
    hand.selection.select(["mail"])
    hand.key(Key.Key_Down, ALT)
    assert hand.selection.edge == hand.journey.outgoing["mail"]["next"]
    hand.key(Key.Key_R)
    hand.key(Key.Key_Return)
    assert hand.journey.target("mail", "next") == "end"
    hand.control(Key.Key_Z)
    assert hand.journey is before


def test_shift_r_lets_a_connection_come_from_elsewhere(hand: Hand) -> None:
    before = hand.journey
    hand.selection.select(["end"])
    hand.key(Key.Key_Up, ALT)
    hand.key(Key.Key_R, SHIFT)
    hand.key(Key.Key_Return)
    assert hand.journey.target("fork", "else") == "end"
    assert "yes" not in hand.journey.outgoing["fork"]
    assert hand.selection.edge == hand.journey.outgoing["fork"]["else"]
    hand.control(Key.Key_Z)
    assert hand.journey is before
