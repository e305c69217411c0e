"""What a person does with the keyboard alone, judged by the document."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.core.journey import Journey, Point
from tests.canvas.hand import Hand
from tests.support.patience import soon


def test_arrows_walk_along_the_connections(hand: Hand) -> None:
    way: list[str | None] = []
    for key in (Qt.Key.Key_Down,) * 4 + (Qt.Key.Key_Up,):
        hand.key(key)
        way.append(hand.selection.current)
    assert way == ["start", "mail", "fork", "end", "fork"]


def test_left_and_right_walk_among_the_ways_of_a_branch(hand: Hand) -> None:
    hand.selection.select(["fork"])
    hand.view.add_step("goal")
    added = hand.newest()
    assert hand.journey.target("fork", "else") == added
    hand.key(Qt.Key.Key_Left)
    assert hand.selection.current == "end"
    hand.key(Qt.Key.Key_Right)
    assert hand.selection.current == added


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Slash])
def test_tab_and_slash_append_to_the_current_step(hand: Hand, key: Qt.Key) -> None:
    hand.selection.select(["fork"])
    hand.key(key)
    hand.choose("goal")
    assert hand.journey.target("fork", "else") == hand.newest()
    assert soon(hand.view.hasFocus)


def test_a_chain_can_be_typed_on_an_empty_canvas(show: Callable[[Journey], Hand]) -> None:
    hand = show(Journey(id="empty", name="Leer"))
    for words in ("event", "send", "wait", "exit"):
        hand.key(Qt.Key.Key_Tab)
        hand.choose(words)
    assert hand.types() == ["event_trigger", "send_mail", "wait", "exit"]
    ids = [node.id for node in hand.journey.nodes]
    assert [(edge.source, edge.target) for edge in hand.journey.edges] == list(pairwise(ids))


def test_escape_closes_the_search_and_adds_nothing(hand: Hand) -> None:
    before = hand.journey
    hand.key(Qt.Key.Key_Tab)
    QTest.keyClick(hand.search.field, Qt.Key.Key_Escape)
    assert not hand.search.isVisible()
    assert soon(hand.view.hasFocus)
    assert hand.journey is before


def test_delete_joins_the_neighbors(hand: Hand) -> None:
    before = hand.journey
    hand.selection.select(["mail"])
    hand.key(Qt.Key.Key_Delete)
    assert hand.journey.target("start", "next") == "fork"
    assert hand.selection.current == "start"
    hand.control(Qt.Key.Key_Z)
    assert hand.journey is before


def test_undo_and_redo_give_the_exact_documents(hand: Hand) -> None:
    seen = [hand.journey]
    hand.selection.select(["end"])
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Delete):
        hand.key(key)
        seen.append(hand.journey)
    for expected in (seen[1], seen[0]):
        hand.control(Qt.Key.Key_Z)
        assert hand.journey is expected
    for expected in seen[1:]:
        hand.control(Qt.Key.Key_Y)
        assert hand.journey is expected


def test_copy_and_paste_goes_through_text_on_the_clipboard(hand: Hand) -> None:
    hand.selection.select(["mail", "fork"])
    hand.control(Qt.Key.Key_C)
    assert '"stellwerk' in QGuiApplication.clipboard().text()
    hand.control(Qt.Key.Key_V)
    mail, fork = (node.id for node in hand.journey.nodes[-2:])
    assert hand.types()[-2:] == ["send_mail", "branch"]
    assert hand.journey.target(mail, "next") == fork
    assert hand.selection.steps == {mail, fork}


def test_cut_takes_away_and_paste_brings_back(hand: Hand) -> None:
    hand.selection.select(["mail"])
    hand.control(Qt.Key.Key_X)
    assert "mail" not in hand.journey.by_id
    hand.control(Qt.Key.Key_V)
    assert hand.journey.nodes[-1].title == "Mail"


def test_paste_of_other_text_says_so_and_changes_nothing(hand: Hand) -> None:
    said: list[object] = []
    hand.view.hint_changed.connect(said.append)
    before = hand.journey
    QGuiApplication.clipboard().setText("just words {}")
    hand.control(Qt.Key.Key_V)
    assert hand.journey is before
    assert len(said) == 1


def test_duplicate_selects_the_copy(hand: Hand) -> None:
    hand.selection.select(["mail"])
    hand.control(Qt.Key.Key_D)
    assert hand.selection.steps == {hand.newest()}
    assert hand.journey.position(hand.newest()) != hand.journey.position("mail")


def test_select_all(hand: Hand) -> None:
    hand.control(Qt.Key.Key_A)
    assert hand.selection.steps == set(hand.journey.by_id)


def test_enter_opens_the_inspector(hand: Hand) -> None:
    asked: list[str] = []
    hand.view.inspect_requested.connect(asked.append)
    hand.selection.select(["fork"])
    hand.key(Qt.Key.Key_Return)
    assert asked == ["fork"]


def test_pushing_with_shift_is_one_step_of_undo(hand: Hand) -> None:
    before = hand.journey
    hand.selection.select(["end"])
    for _ in range(3):
        hand.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert hand.journey.position("end") == Point(120, 380)
    hand.control(Qt.Key.Key_Z)
    assert hand.journey is before


def test_zoom_keys(hand: Hand) -> None:
    hand.control(Qt.Key.Key_Plus)
    assert hand.view.scale == 1.25
    hand.control(Qt.Key.Key_0)
    assert hand.view.scale == 1.0
    hand.control(Qt.Key.Key_Minus)
    assert hand.view.scale == 0.8
    hand.key(Qt.Key.Key_F)
    assert hand.view.scale == 1.0


def test_every_command_has_a_name_and_no_key_has_two_meanings(hand: Hand) -> None:
    keys = [key for command in hand.view.commands for key in command.keys]
    assert len(keys) == len(set(keys))
    assert all(command.name.de and command.name.en for command in hand.view.commands)
