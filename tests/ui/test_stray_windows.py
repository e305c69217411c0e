"""No part of a page flashes up as a window of its own, which would take the keyboard away from the page."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.application import WindowProgram
from app.ui.journey.desk_page import DeskJourneyPage
from tests.scenarios.test_every_step import whole


def test_every_page_and_every_form_is_built_inside_the_window(program: WindowProgram, qtbot: QtBot) -> None:
    window = program.window
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.open_journey(whole())
    page = window.page
    assert isinstance(page, DeskJourneyPage)
    robbed: list[str] = []
    for node in page.document.journey.nodes:
        page.selection.select([node.id], node.id)
        QApplication.processEvents()
        if QApplication.activeWindow() is not window:
            robbed.append(node.type)
            window.activateWindow()
    for name in ("journeys", "contacts", "activity", "settings"):
        window.show_page(name)
        QApplication.processEvents()
        if QApplication.activeWindow() is not window:
            robbed.append(name)
            window.activateWindow()
    assert robbed == []
