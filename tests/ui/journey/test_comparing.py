"""Comparing with a version or a file, and merging one in, by mouse and by keys."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from app.core import edits
from app.core.document_io import write
from app.core.journey import Journey, Node, Point
from app.core.text import Text
from app.ui.desk import Desk
from app.ui.journey.comparing.board import Board
from app.ui.journey.comparing.compare_panel import ComparePanel
from app.ui.journey.comparing.merge_panel import MergePanel
from app.ui.journey.desk_page import DeskJourneyPage
from canvas.scene.geometry import Box
from tests.ui.hand import button, click
from tests.ui.journeys import welcome

START = welcome()


def _edited(journey: Journey) -> Journey:
    """A step more, a step less, one with another time, one elsewhere."""
    found = edits.remove_nodes(journey, {"end"})
    found = edits.change_node(found, "wait", config={"until": {"after": {"amount": 3, "unit": "weeks"}}})
    found = edits.move_nodes(found, {"fork": Point(0, 480)})
    return edits.insert_on_edge(
        found, Node(id="tag", type="change_tags"), Point(300, 60), found.edges[0], "next"
    )


@pytest.fixture
def live(page: DeskJourneyPage, desk: Desk) -> DeskJourneyPage:
    """The journey is published, and its draft has gone on."""
    desk.workspace.journeys.publish(START)
    page.document.apply(_edited, Text("Ändern", "change"))
    return page


def _compare(page: DeskJourneyPage) -> ComparePanel:
    assert isinstance(page.comparing.panel, ComparePanel)
    return page.comparing.panel


def _merge(page: DeskJourneyPage) -> MergePanel:
    assert isinstance(page.comparing.panel, MergePanel)
    return page.comparing.panel


def _is_seen(board: Board, box: Box) -> bool:
    seen = board.view.camera.seen
    return seen.united(box) == seen


def _rows(panel: ComparePanel | MergePanel) -> list[str]:
    return [panel.board.list.item(row).text() for row in range(panel.board.list.count())]


def test_the_draft_is_compared_with_what_is_live(live: DeskJourneyPage) -> None:
    before = live.document.journey
    click(live.header.compare)
    panel = _compare(live)
    assert live.canvas.isHidden() or not live.canvas.isVisible()
    assert "live" in panel.versions.currentText()
    assert _rows(panel) == [
        "New step: “Tag”.",
        "Step removed: “End”.",
        "Changed: “Two days”.",
        "Moved: “Opened?”.",
    ]
    assert live.document.journey is before


def test_keys_go_from_change_to_change_and_the_camera_follows(live: DeskJourneyPage, qtbot: QtBot) -> None:
    QTest.keyClick(live, Qt.Key.Key_F7)
    board = _compare(live).board
    board.view.camera.zoom(3.0)
    for key, row in ((Qt.Key.Key_N, 0), (Qt.Key.Key_Down, 1), (Qt.Key.Key_N, 2), (Qt.Key.Key_P, 1)):
        QTest.keyClick(board.view, key)
        assert board.list.currentRow() == row
        box = board.view.places.box(board.changes[row])
        assert box is not None
        qtbot.waitUntil(partial(_is_seen, board, box))


def test_a_click_on_a_changed_card_shows_its_fields(live: DeskJourneyPage) -> None:
    click(live.header.compare)
    board = _compare(live).board
    box = board.view.places.shown.box("wait")
    place = board.view.camera.to_widget(box.center).toPoint()
    QTest.mouseClick(board.view, Qt.MouseButton.LeftButton, pos=place)
    assert board.list.currentRow() == 2
    words = [each.text() for each in board.fields.findChildren(QLabel) if each.text()]
    assert words == ["Wait", "1 day", "3 weeks"]


def test_a_ghost_can_be_clicked_too(live: DeskJourneyPage) -> None:
    click(live.header.compare)
    board = _compare(live).board
    place = board.view.camera.to_widget(board.view.places.ghosts.box("end").center).toPoint()
    QTest.mouseClick(board.view, Qt.MouseButton.LeftButton, pos=place)
    assert board.list.currentRow() == 1


def test_dragging_pushes_the_picture_and_edits_nothing(live: DeskJourneyPage) -> None:
    click(live.header.compare)
    view, before = _compare(live).board.view, live.document.journey
    seen = view.camera.seen
    start = view.camera.to_widget(view.places.shown.box("mail").center)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start.toPoint())
    QTest.mouseMove(view, (start + QPointF(60, 40)).toPoint())
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=(start + QPointF(60, 40)).toPoint())
    assert view.camera.seen != seen
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert live.document.journey is before


@pytest.mark.parametrize("way", ["key", "button", "again"])
def test_closing_leads_back_to_drawing(live: DeskJourneyPage, way: str) -> None:
    click(live.header.compare)
    panel = _compare(live)
    if way == "key":
        QTest.keyClick(panel.board.view, Qt.Key.Key_Escape)
    elif way == "button":
        click(panel.close_button)
    else:
        click(live.header.compare)
    assert live.comparing.panel is None
    assert live.canvas.isVisible()
    assert live.canvas.hasFocus()


def test_undo_while_comparing_compares_again(live: DeskJourneyPage, qtbot: QtBot) -> None:
    click(live.header.compare)
    click(live.header.undo)
    assert live.document.journey == START
    qtbot.waitUntil(lambda: _rows(_compare(live)) == [])


def test_without_a_version_a_file_is_compared(
    page: DeskJourneyPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Other.journey"
    write(path, _edited(START))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    click(page.header.compare)
    panel = _compare(page)
    assert "never been published" in panel.banner.words
    panel.versions.setFocus()
    QTest.keyClick(panel.versions, Qt.Key.Key_Down)
    panel.versions.activated.emit(0)
    assert panel.versions.currentText() == "Other.journey"
    assert "Step removed: “Tag”." in _rows(panel)


def test_a_file_that_cannot_be_read_says_why(
    page: DeskJourneyPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Bad.journey"
    path.write_text("{}")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    click(page.header.compare)
    panel = _compare(page)
    panel.versions.activated.emit(0)
    assert "not a journey file" in panel.banner.words


@pytest.fixture
def theirs(live: DeskJourneyPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journey:
    """Another version that started from the published one; the dialog chooses its file."""
    found = edits.change_node(START, "wait", config={"until": {"after": {"amount": 5, "unit": "hours"}}})
    found = edits.set_title(found, "mail", "Hello there")
    path = tmp_path / "Theirs.journey"
    write(path, found)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    return found


def _radio(panel: MergePanel, words: str) -> QAbstractButton:
    return next(each for each in panel.findChildren(QRadioButton) if each.accessibleName().endswith(words))


def test_a_file_is_merged_with_a_choice_and_one_step_of_undo(live: DeskJourneyPage, theirs: Journey) -> None:
    before = live.document.journey
    click(live.header.compare)
    click(_compare(live).merge_button)
    panel = _merge(live)
    assert _rows(panel) == ["Changed: “Hello there”."]
    assert live.document.journey is before
    choice = _radio(panel, "Theirs: 5 hours")
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Space)
    assert _rows(panel) == ["Changed: “Hello there”.", "Changed: “Two days”."]
    assert panel.board.list.currentRow() == 1
    click(panel.go)
    merged = live.document.journey
    assert merged.by_id["wait"].config == theirs.by_id["wait"].config
    assert merged.by_id["mail"].title == "Hello there"
    assert "tag" in merged.by_id
    assert live.document.undo_text == Text("Zusammenführen", "Merge")
    assert live.comparing.panel is None
    click(live.header.undo)
    assert live.document.journey is before


def test_the_file_that_is_compared_can_be_merged(live: DeskJourneyPage, theirs: Journey) -> None:
    click(live.header.compare)
    compared = _compare(live)
    compared.versions.activated.emit(1)
    assert compared.versions.currentText() == "Theirs.journey"
    click(compared.merge_button)
    assert "Welcome" in "".join(each.text() for each in _merge(live).findChildren(QLabel))
    assert len(_merge(live).conflicts.choices) == 1


def test_cancelling_a_merge_changes_nothing(live: DeskJourneyPage, theirs: Journey) -> None:
    before = live.document.journey
    live.comparing.merge_file()
    click(_radio(_merge(live), "Theirs: 5 hours"))
    click(button(_merge(live), "Cancel"))
    assert live.document.journey is before
    assert live.comparing.panel is None


def test_new_steps_do_not_cover_others(live: DeskJourneyPage, tmp_path: Path) -> None:
    at = live.document.journey.position("tag")
    theirs = edits.add_node(START, Node(id="new", type="wait"), at)
    live.comparing.merge(theirs)
    click(_merge(live).go)
    assert live.document.journey.position("new") != at


def test_another_journey_is_refused(
    live: DeskJourneyPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Strange.journey"
    write(path, START.replace(id="strange", name="Strange"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    live.comparing.merge_file()
    assert live.comparing.panel is None
    assert "“Strange” is another journey" in live.banner.words
