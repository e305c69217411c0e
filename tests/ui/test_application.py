"""Starting the window, and what is shown when that cannot be."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from app.services.facade import Services
from app.ui.application import Opening, run_window
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.sorry import SorryWindow
from app.ui.window import MainWindow
from tests.ui.journeys import welcome

SOON_MS = 50


@pytest.fixture(autouse=True)
def one_quit(qapp: QApplication) -> Iterator[None]:
    """Only `soon` ends the program: a second quit would end the event loops of later tests."""
    qapp.setQuitOnLastWindowClosed(False)
    yield
    qapp.setQuitOnLastWindowClosed(True)


def soon(qapp: QApplication, look: Callable[[QMainWindow], None]) -> None:
    """Look at the window as soon as it is open, then close it."""

    def wait() -> None:
        shown = [
            each for each in qapp.topLevelWidgets() if isinstance(each, QMainWindow) and each.isVisible()
        ]
        if not shown:
            QTimer.singleShot(SOON_MS, wait)
            return
        try:
            look(shown[0])
        finally:
            shown[0].close()
            shown[0].deleteLater()
            qapp.quit()

    QTimer.singleShot(SOON_MS, wait)


def test_the_window_opens_on_a_journey_file_and_ends_with_zero(
    qapp: QApplication, services: Services, tmp_path: Path
) -> None:
    seen: list[str] = []

    def look(window: QMainWindow) -> None:
        assert isinstance(window, MainWindow)
        page = window.page
        assert isinstance(page, DeskJourneyPage)
        seen.append(page.document.journey.name)

    file = tmp_path / "one.journey"
    services.files.save(welcome("From a file"), file)
    soon(qapp, look)
    assert run_window(services, Opening(tmp_path / "new.stellwerk", file), ["stellwerk"]) == 0
    assert seen == ["From a file"]


def test_a_workspace_that_is_none_is_explained_in_a_window(
    qapp: QApplication, services: Services, tmp_path: Path
) -> None:
    seen: list[type] = []
    broken = tmp_path / "broken.stellwerk"
    broken.write_text("This is no database, but long enough to be mistaken for one. " * 40)
    soon(qapp, lambda window: seen.append(type(window)))
    assert run_window(services, Opening(broken), ["stellwerk"]) == 2
    assert seen == [SorryWindow]


def test_live_journeys_run_on_when_the_window_opens(
    qapp: QApplication, services: Services, tmp_path: Path
) -> None:
    place = tmp_path / "live.stellwerk"
    with services.open_workspace(place) as workspace:
        workspace.journeys.publish(welcome())
    doing: list[str] = []

    def look(window: QMainWindow) -> None:
        assert isinstance(window, MainWindow)
        runner = window._desk.workspace.runner
        until = time.monotonic() + 10
        while runner.state.doing == "off" and time.monotonic() < until:
            time.sleep(0.01)
        doing.append(runner.state.doing)

    soon(qapp, look)
    assert run_window(services, Opening(place), ["stellwerk"]) == 0
    assert doing[0] in ("waiting", "working")


def test_the_spare_workspace_opens_if_the_one_of_last_time_is_damaged(
    qapp: QApplication, services: Services, tmp_path: Path
) -> None:
    said: list[str] = []
    broken = tmp_path / "broken.stellwerk"
    broken.write_text("This is no database, but long enough to be mistaken for one. " * 40)

    def look(window: QMainWindow) -> None:
        assert isinstance(window, MainWindow)
        said.append(window.banner.words)

    soon(qapp, look)
    opening = Opening(broken, spare=tmp_path / "spare.stellwerk")
    assert run_window(services, opening, ["stellwerk"]) == 0
    assert "broken.stellwerk" in said[0]
