"""Every key of the canvas, pressed wherever a person may be: nothing breaks, and all can be taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.core.journey import Journey
from tests.canvas.hand import Hand

Place = Callable[[Hand], None]


def press_every_key(hand: Hand, place: Place) -> None:
    """One key after the other, each from the same place and the same journey."""
    before = hand.journey
    keys = [key for command in hand.view.commands for key in command.keys]
    assert len(keys) > 60
    for key in keys:
        place(hand)
        hand.view.setFocus()
        QTest.keySequence(hand.view, QKeySequence(key))
        close_what_is_open(hand)
        while hand.document.undo():
            pass
        assert hand.journey is before, key


def close_what_is_open(hand: Hand) -> None:
    """Menus, the search, a field on a card, a gesture."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    for _ in range(2):
        focused = QApplication.focusWidget() or hand.view
        QTest.keyClick(focused, Qt.Key.Key_Escape)


def nowhere(hand: Hand) -> None:
    """Nothing is selected."""
    hand.selection.clear()


def on_a_step(hand: Hand) -> None:
    """One step is selected."""
    hand.selection.select(["fork"])


def on_steps(hand: Hand) -> None:
    """Several steps are selected, none is current."""
    hand.selection.select(["mail", "fork", "end"])


def on_a_connection(hand: Hand) -> None:
    """A connection is selected."""
    hand.selection.select_edge(hand.journey.outgoing["mail"]["next"])


def test_on_an_empty_canvas(show: Callable[[Journey], Hand]) -> None:
    press_every_key(show(Journey(id="empty", name="Empty")), nowhere)


@pytest.mark.parametrize("place", [nowhere, on_a_step, on_steps, on_a_connection])
def test_on_a_journey(hand: Hand, place: Place) -> None:
    press_every_key(hand, place)
