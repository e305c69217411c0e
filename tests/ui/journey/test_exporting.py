"""Handing the journey on: files, pictures, pages, text and the clipboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from app.core.document_io import read
from app.ui.journey.desk_page import DeskJourneyPage
from tests.ui.hand import click

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def answer(monkeypatch: pytest.MonkeyPatch, path: Path | None, kind: str = "") -> None:
    """What a person chooses in the dialog of the system, which tests cannot press."""
    chosen = ("" if path is None else str(path), kind)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)


def press(page: DeskJourneyPage, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    page.canvas.setFocus()
    QTest.keyClick(page.canvas, key, modifiers)


def test_the_button_of_the_header_offers_every_way(page: DeskJourneyPage) -> None:
    click(page.header.export)
    menu = page.findChild(QMenu)
    assert menu is not None
    names = [action.text().split("\t")[0] for action in menu.actions()]
    assert names[:3] == ["Save as a file …", "Save as a picture …", "On pages for printing (PDF) …"]
    assert "Copy as picture" in names
    menu.close()


@pytest.mark.parametrize(
    ("name", "kind", "written"),
    [
        ("a.png", "", "a.png"),
        ("a", "PNG picture (*.png)", "a.png"),
        ("a", "SVG picture (*.svg)", "a.svg"),
        ("a.pdf", "", "a.pdf"),
    ],
)
def test_a_picture_is_saved_in_the_kind_that_was_chosen(
    page: DeskJourneyPage,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
    kind: str,
    written: str,
) -> None:
    answer(monkeypatch, tmp_path / name, kind)
    press(page, Qt.Key.Key_E, CTRL_SHIFT)
    assert [file.name for file in tmp_path.glob("a*")] == [written]
    assert written in page.banner.words


def test_pages_mermaid_and_the_file_itself_are_saved(
    page: DeskJourneyPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer(monkeypatch, tmp_path / "print.pdf")
    press(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert (tmp_path / "print.pdf").read_bytes().startswith(b"%PDF")
    answer(monkeypatch, tmp_path / "flow")
    page.exporting.save_mermaid()
    assert "flowchart" in (tmp_path / "flow.mmd").read_text(encoding="utf-8")
    answer(monkeypatch, tmp_path / "handed-on")
    press(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert read(tmp_path / "handed-on.journey") == page.document.journey


def test_a_folder_that_cannot_be_written_is_told_in_words(
    page: DeskJourneyPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer(monkeypatch, tmp_path / "gone" / "a.png")
    press(page, Qt.Key.Key_E, CTRL_SHIFT)
    assert "a.png" in page.banner.words


def test_no_answer_writes_nothing(
    page: DeskJourneyPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer(monkeypatch, None)
    press(page, Qt.Key.Key_E, CTRL_SHIFT)
    assert list(tmp_path.glob("*.png")) == []


def test_the_picture_of_what_is_selected_is_copied(page: DeskJourneyPage, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_C, CTRL_SHIFT)
    whole: QImage = QGuiApplication.clipboard().image()
    page.selection.select([node.id for node in page.document.journey.nodes][:2])
    press(page, Qt.Key.Key_C, CTRL_SHIFT)
    QApplication.processEvents()
    part: QImage = QGuiApplication.clipboard().image()
    assert not part.isNull()
    assert part.height() < whole.height()
