"""The step search: what it offers, in which order, and how it is operated."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget

from tests.canvas.hand import Hand


def test_offers_all_types_in_palette_order(hand: Hand) -> None:
    hand.view.open_step_search()
    assert hand.search.offered() == [each.id for each in hand.view.scene.catalog]


@pytest.mark.parametrize("words", ["warten", "WAIT", "zeit"])
def test_finds_by_title_in_both_languages_and_by_group(hand: Hand, words: str) -> None:
    hand.view.open_step_search()
    hand.search.field.setText(words)
    assert "wait" in hand.search.offered()


def test_hits_in_titles_come_before_hits_in_explanations(hand: Hand) -> None:
    hand.view.open_step_search()
    hand.search.field.setText("exit")
    assert hand.search.offered()[0] == "exit"


def test_says_so_when_nothing_is_called_that(hand: Hand) -> None:
    hand.view.open_step_search()
    hand.search.field.setText("xyzzy")
    assert hand.search.offered() == []
    assert any("No step" in label.text() and label.isVisible() for label in hand.search.findChildren(QLabel))
    QTest.keyClick(hand.search.field, Qt.Key.Key_Return)
    assert hand.search.isVisible()


def test_arrows_skip_the_heads_of_groups(hand: Hand) -> None:
    hand.view.open_step_search()
    for _ in range(3):
        QTest.keyClick(hand.search.field, Qt.Key.Key_Down)
    QTest.keyClick(hand.search.field, Qt.Key.Key_Return)
    assert hand.types()[-1] == hand.search.offered()[3]


def test_a_click_picks(hand: Hand) -> None:
    hand.view.open_step_search()
    rows = hand.search.findChild(QListWidget)
    assert isinstance(rows, QListWidget)
    place = rows.visualItemRect(rows.item(1)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert hand.types()[-1] == hand.search.offered()[0]
    assert not hand.search.isVisible()


def test_stays_inside_the_view(hand: Hand) -> None:
    hand.view.camera.pan(-3000, -3000)
    hand.selection.select(["end"])
    hand.view.open_step_search()
    assert hand.view.rect().contains(hand.search.geometry())


def test_behind_a_step_only_what_can_follow_is_offered(hand: Hand) -> None:
    hand.selection.select(["fork"])
    hand.view.open_step_search()
    assert not any(each.is_trigger and each.id in hand.search.offered() for each in hand.view.scene.catalog)
