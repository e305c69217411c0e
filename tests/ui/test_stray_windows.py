"""No part of a page flashes up as a window of its own, which would take the keyboard away from the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.application import WindowProgram
from app.ui.journey.desk_page import DeskJourneyPage
from tests.scenarios.test_every_step import whole


class Watch(QObject):
    """Notes the windows that appear."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(repr(watched))
        return False


@pytest.fixture
def windows(qapp: QApplication) -> Iterator[Watch]:
    watch = Watch()
    qapp.installEventFilter(watch)
    yield watch
    qapp.removeEventFilter(watch)


def test_every_page_and_every_form_is_built_inside_the_window(program: WindowProgram, windows: Watch) -> None:
    program.window.open_journey(whole())
    page = program.window.page
    assert isinstance(page, DeskJourneyPage)
    for node in page.document.journey.nodes:
        page.selection.select([node.id], node.id)
    for name in ("journeys", "contacts", "activity", "settings"):
        program.window.show_page(name)
    assert windows.seen == []
