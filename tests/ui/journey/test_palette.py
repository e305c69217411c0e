"""The palette finds steps and adds them."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.journey.palette import Palette
from tests.ui.hand import button, click, type_into


def test_a_click_adds_a_step_after_the_current_one(page: DeskJourneyPage) -> None:
    page.selection.select(["end"])
    before = set(page.document.journey.by_id)
    click(button(page.palette_panel, "Wait"))
    new = next(iter(set(page.document.journey.by_id) - before))
    assert page.document.journey.by_id[new].type == "wait"
    assert page.selection.current == new


def test_searching_leaves_only_what_fits(page: DeskJourneyPage) -> None:
    type_into(page.palette_panel.search, "score")
    assert "change_score" in [step.type_id for step in page.palette_panel.steps]
    assert "wait" not in [step.type_id for step in page.palette_panel.steps]


def test_steps_are_found_in_the_other_language_too(page: DeskJourneyPage) -> None:
    type_into(page.palette_panel.search, "Verzweigung")
    assert [step.type_id for step in page.palette_panel.steps] == ["branch"]


def test_enter_adds_the_first_that_was_found(page: DeskJourneyPage) -> None:
    type_into(page.palette_panel.search, "split")
    QTest.keyClick(page.palette_panel.search, Qt.Key.Key_Return)
    assert any(node.type == "split" for node in page.document.journey.nodes)


def test_a_search_without_result_says_so(page: DeskJourneyPage) -> None:
    type_into(page.palette_panel.search, "zzz")
    assert not page.palette_panel._nothing.isHidden()


def test_no_step_is_cut_by_the_scroll_bar(page: DeskJourneyPage, qtbot: QtBot) -> None:
    palette = Palette(dataclasses.replace(page.context, language="de"))
    qtbot.addWidget(palette)
    palette.resize(palette.width(), 500)
    palette.show()
    for head in palette._heads.values():
        head.setChecked(True)
    QApplication.processEvents()
    assert [step.text() for step in palette.steps if step.width() < step.sizeHint().width()] == []
