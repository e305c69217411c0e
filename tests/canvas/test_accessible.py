"""What a screen reader finds on the canvas and what it is told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface

from app.core import edits
from app.core.problems import Problem
from app.core.text import same
from canvas.accessible import voice
from canvas.accessible.speech import Phrases
from tests.canvas.hand import Hand

NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


class Listener:
    """Notes what Qt is told for screen readers."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.focused: list[str] = []

    def hear(self, event: QAccessibleEvent) -> None:
        """Take the place of the way to the screen reader."""
        if isinstance(event, QAccessibleAnnouncementEvent):
            self.said.append(event.message())
        elif event.type() == QAccessible.Event.Focus:
            self.focused.append(event.accessibleInterface().text(NAME))


@pytest.fixture
def listener(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> Listener:
    """Somebody listens."""
    voice.install()
    heard = Listener()
    monkeypatch.setattr(QAccessible, "updateAccessibility", heard.hear)
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    return heard


def canvas_of(hand: Hand) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(hand.view)


def steps_of(hand: Hand) -> list[QAccessibleInterface]:
    found = canvas_of(hand)
    children = [found.child(index) for index in range(found.childCount())]
    return [child for child in children if child.role() == QAccessible.Role.ListItem]


def test_the_canvas_is_a_list_of_its_steps_in_the_order_of_reading(hand: Hand, listener: Listener) -> None:
    assert canvas_of(hand).role() == QAccessible.Role.List
    assert "4 steps" in canvas_of(hand).text(NAME)
    assert [each.text(NAME).split(".")[0] for each in steps_of(hand)] == ["Start", "Mail", "Fork", "End"]


def test_a_step_says_what_it_does_where_it_leads_and_what_is_wrong(hand: Hand, listener: Listener) -> None:
    hand.view.set_problems((Problem("x", "error", same("It leaks."), node="fork"),))
    fork = steps_of(hand)[2]
    assert fork.text(NAME).startswith("Fork. ")
    assert fork.text(DESCRIPTION) == "Yes: on to “End”. No: open. It leaks."


def test_the_ways_out_are_below_their_step(hand: Hand, listener: Listener) -> None:
    fork = steps_of(hand)[2]
    ways = [fork.child(index) for index in range(fork.childCount())]
    assert [way.text(NAME) for way in ways] == ["Yes: on to “End”", "No: open"]
    assert all(way.role() == QAccessible.Role.Link for way in ways)
    assert fork.indexOfChild(ways[1]) == 1
    assert ways[0].parent() is fork
    hand.selection.select_edge(hand.journey.outgoing["fork"]["yes"])
    assert ways[0].state().selected
    assert not ways[1].state().selected


def test_the_current_step_is_selected_and_focused(hand: Hand, listener: Listener) -> None:
    hand.selection.select(["mail"])
    states = [each.state() for each in steps_of(hand)]
    assert [bool(state.selected) for state in states] == [False, True, False, False]
    assert bool(states[1].focused)
    assert canvas_of(hand).focusChild() is steps_of(hand)[1]


def test_walking_tells_the_focus(hand: Hand, listener: Listener) -> None:
    for _ in range(3):
        hand.key(Qt.Key.Key_Down)
    assert [name.split(".")[0] for name in listener.focused] == ["Start", "Mail", "Fork"]


def test_a_step_is_found_by_its_place_on_the_screen(hand: Hand, listener: Listener) -> None:
    middle = hand.view.mapToGlobal(hand.seen_at(hand.middle("fork")))
    found = canvas_of(hand).childAt(middle.x(), middle.y())
    assert found is steps_of(hand)[2]
    assert found.rect().contains(middle)
    corner = hand.view.mapToGlobal(QPoint(3, hand.view.height() // 2))
    assert canvas_of(hand).childAt(corner.x(), corner.y()) is None


def test_what_happens_is_said(hand: Hand, listener: Listener) -> None:
    hand.selection.select(["start"])
    hand.view.add_step("wait")
    hand.view.undo()
    hand.view.redo()
    hand.selection.select([hand.newest()])
    hand.view.delete_selection()
    hand.document.apply(lambda journey: edits.set_title(journey, "mail", "Hello"), same("x"))
    hand.document.apply(lambda journey: edits.connect(journey, "fork", "else", "mail"), same("x"))
    hand.document.apply(
        lambda journey: edits.disconnect(journey, journey.outgoing["start"]["next"]), same("x")
    )
    hand.view.select_all()
    hand.view.delete_selection()
    assert listener.said == [
        "“Wait” added after “Start”",
        "“Wait” deleted",
        "“Wait” added after “Start”",
        "“Wait” deleted",
        "is now called “Hello”",
        "“Fork” now leads to “Hello”",
        "“Start” is no longer connected",
        "4 steps deleted",
    ]


def test_hints_are_said_and_moves_are_not(hand: Hand, listener: Listener) -> None:
    hand.selection.select(["end"])
    hand.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert listener.said == []
    hand.key(Qt.Key.Key_F8)
    assert listener.said == ["There is no problem in this journey."]


def test_a_deleted_step_is_no_longer_valid(hand: Hand, listener: Listener) -> None:
    mail = steps_of(hand)[1]
    way = mail.child(0)
    hand.selection.select(["mail"])
    hand.view.delete_selection()
    assert not mail.isValid()
    assert not way.isValid()
    assert mail.text(NAME) == way.text(NAME) == ""
    hand.view.undo()
    assert mail.isValid()
    assert steps_of(hand)[1] is mail


def test_the_words_can_be_replaced(hand: Hand, listener: Listener) -> None:
    hand.view.voice.reader.phrases = Phrases(is_open=same("{way} ends"))
    assert steps_of(hand)[2].text(DESCRIPTION).endswith("No ends.")
