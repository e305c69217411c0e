"""Renaming in place, by real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from canvas.overlays.rename import Renaming
from canvas.scene.geometry import Spot
from tests.canvas.hand import Hand
from tests.support.patience import soon

Key = Qt.Key


@pytest.fixture
def field(hand: Hand) -> Renaming:
    """The field on the card of the mail, opened by F2."""
    hand.selection.select(["mail"])
    hand.key(Key.Key_F2)
    found = hand.view.findChild(Renaming)
    assert isinstance(found, Renaming)
    assert found.isVisible()
    assert soon(found.hasFocus)
    return found


def test_it_stands_on_the_card_with_the_name_selected(hand: Hand, field: Renaming) -> None:
    assert field.text() == field.selectedText() == "Mail"
    assert field.geometry().contains(hand.seen_at(hand.middle("mail")))


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Tab])
def test_enter_and_tab_take_the_name_as_one_step_of_undo(hand: Hand, field: Renaming, key: Key) -> None:
    before = hand.journey
    QTest.keyClicks(field, "Welcome")
    assert hand.journey is before
    QTest.keyClick(field, key)
    assert hand.journey.by_id["mail"].title == "Welcome"
    assert hand.document.undo_text is not None
    assert hand.document.undo_text.en == "rename “Mail”"
    assert not field.isVisible()
    assert soon(hand.view.hasFocus)
    hand.control(Key.Key_Z)
    assert hand.journey is before


def test_escape_keeps_the_old_name(hand: Hand, field: Renaming) -> None:
    before = hand.journey
    QTest.keyClicks(field, "Welcome")
    QTest.keyClick(field, Key.Key_Escape)
    assert hand.journey is before
    assert not field.isVisible()
    assert soon(hand.view.hasFocus)


def test_a_click_elsewhere_takes_the_name(hand: Hand, field: Renaming) -> None:
    QTest.keyClicks(field, "Welcome")
    hand.click(Spot(700, 500))
    assert hand.journey.by_id["mail"].title == "Welcome"
    assert not field.isVisible()


def test_an_empty_name_is_that_of_the_type(hand: Hand, field: Renaming) -> None:
    QTest.keyClick(field, Key.Key_Delete)
    QTest.keyClick(field, Key.Key_Return)
    assert hand.journey.by_id["mail"].title == ""
    assert hand.view.scene.catalog.title(hand.journey.by_id["mail"]).en == "Send mail"


def test_the_name_as_it_was_is_no_step_of_undo(hand: Hand, field: Renaming) -> None:
    QTest.keyClick(field, Key.Key_Return)
    assert hand.document.undo_text is None


def test_it_follows_the_picture(hand: Hand, field: Renaming) -> None:
    hand.view.camera.pan(40, -30)
    assert field.geometry().contains(hand.seen_at(hand.middle("mail")))
