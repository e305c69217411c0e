"""Steps that come from elsewhere: chats, files, other windows; by keys and by mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from app.core.clipboard import steps_to_text
from app.core.document_io import write
from app.core.journey import Journey
from app.core.text import Text
from canvas.scene.geometry import Spot
from tests.canvas.hand import COPY, LEFT, PLAIN, Hand

FREE = Spot(500, 300)


@pytest.fixture
def said(hand: Hand) -> list[Text]:
    """What the canvas has told."""
    found: list[Text] = []
    hand.view.hint_changed.connect(lambda words: found.append(words) if words else None)
    return found


def _drop(hand: Hand, data: QMimeData, action: Qt.DropAction = COPY) -> QDropEvent:
    place = hand.seen_at(FREE)
    enter = QDragEnterEvent(place, action, data, LEFT, PLAIN)
    QApplication.sendEvent(hand.view, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(hand.view, QDragMoveEvent(place, action, data, LEFT, PLAIN))
    dropped = QDropEvent(QPointF(place), action, data, LEFT, PLAIN)
    QApplication.sendEvent(hand.view, dropped)
    return dropped


def _undone(hand: Hand, before: Journey) -> bool:
    hand.control(Qt.Key.Key_Z)
    return hand.journey is before


def test_steps_copied_here_are_pasted_in_another_window(hand: Hand, show: Callable[[Journey], Hand]) -> None:
    hand.selection.select(["mail", "fork"])
    hand.control(Qt.Key.Key_C)
    other = show(Journey(id="other", name="Other"))
    before = other.journey
    other.control(Qt.Key.Key_V)
    assert [node.title for node in other.journey.nodes] == ["Mail", "Fork"]
    assert len(other.journey.edges) == 1
    assert set(other.journey.by_id).isdisjoint({"mail", "fork"})
    assert other.selection.steps == set(other.journey.by_id)
    assert _undone(other, before)


def test_a_chat_message_with_a_journey_in_it_is_pasted(hand: Hand, welcome: Journey) -> None:
    before = hand.journey
    text = steps_to_text(welcome).replace("  ", "\u00a0 ")
    QGuiApplication.clipboard().setText(f"Hi {{all}}, try this:\n```\n{text}```\nGreetings")
    hand.control(Qt.Key.Key_V)
    assert len(hand.journey.nodes) == 8
    assert len(hand.journey.edges) == 6
    assert hand.document.undo_text == Text("Einfügen", "paste")
    assert _undone(hand, before)


def test_a_copied_file_is_pasted(hand: Hand, welcome: Journey, tmp_path: Path) -> None:
    path = tmp_path / "Other.journey"
    write(path, welcome)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    QGuiApplication.clipboard().setMimeData(data)
    hand.control(Qt.Key.Key_V)
    assert len(hand.journey.nodes) == 8


def test_the_address_of_a_file_is_pasted_as_the_file(hand: Hand, welcome: Journey, tmp_path: Path) -> None:
    path = tmp_path / "With space.journey"
    write(path, welcome)
    QGuiApplication.clipboard().setText(QUrl.fromLocalFile(str(path)).toString())
    hand.control(Qt.Key.Key_V)
    assert len(hand.journey.nodes) == 8


def test_a_file_dropped_on_the_canvas_is_inserted_where_it_falls(
    hand: Hand, welcome: Journey, tmp_path: Path
) -> None:
    before, path = hand.journey, tmp_path / "Other.journey"
    write(path, welcome)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    _drop(hand, data)
    fresh = [node.id for node in hand.journey.nodes[4:]]
    assert len(fresh) == 4
    assert min(hand.journey.position(each).x for each in fresh) > 300
    assert _undone(hand, before)


def test_text_dragged_from_elsewhere_stays_there(hand: Hand, welcome: Journey) -> None:
    data = QMimeData()
    data.setText(steps_to_text(welcome))
    event = _drop(hand, data, Qt.DropAction.MoveAction | COPY)
    assert len(hand.journey.nodes) == 8
    assert event.dropAction() == COPY


def test_a_file_that_cannot_be_read_says_why(hand: Hand, said: list[Text], tmp_path: Path) -> None:
    before, path = hand.journey, tmp_path / "Bad.journey"
    path.write_text("no journey")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    _drop(hand, data)
    assert hand.journey is before
    assert len(said) == 1


def test_a_newer_journey_is_said_to_be_newer(hand: Hand, said: list[Text], welcome: Journey) -> None:
    QGuiApplication.clipboard().setText(steps_to_text(welcome).replace('"version": 1', '"version": 99'))
    before = hand.journey
    hand.control(Qt.Key.Key_V)
    assert hand.journey is before
    assert "newer version" in said[0].en


def test_other_things_are_not_let_in(hand: Hand) -> None:
    data = QMimeData()
    data.setText("just words")
    event = QDragEnterEvent(hand.seen_at(FREE), COPY, data, LEFT, PLAIN)
    event.ignore()
    QApplication.sendEvent(hand.view, event)
    assert not event.isAccepted()
