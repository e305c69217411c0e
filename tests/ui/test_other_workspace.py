"""Changing the workspace in the open window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.clock import SystemClock
from app.core.edits import rename
from app.core.text import Text
from app.services.exclusive import RunnerLock
from app.services.facade import Services
from app.services.workspace import Workspace
from app.ui.application import WindowProgram
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.settings.page import SettingsPage
from app.ui.settings.workspace import WorkspaceBox
from app.ui.start.page import JourneysPage
from tests.ui.journeys import welcome


@pytest.fixture
def remembered() -> list[Path]:
    """What was noted for the next start, in order."""
    return []


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, services: Services, tmp_path: Path, remembered: list[Path]
) -> Iterator[WindowProgram]:
    """A window in English that remembers its workspaces; it closes what is open in the end."""
    first = services.open_workspace(tmp_path / "first.stellwerk")
    first.settings.save(first.settings.get().model_copy(update={"language": "en", "theme": "dark"}))
    started = WindowProgram(qapp, services, first, remembered.append)
    qtbot.addWidget(started.window)
    started.window.show()
    qtbot.waitExposed(started.window)
    yield started
    started.window.leave()
    started.close()
    started.desk.workspace.close()


def settings(program: WindowProgram) -> WorkspaceBox:
    """The part of the settings that is about the workspace."""
    program.window.show_page("settings")
    page = program.window.page
    assert isinstance(page, SettingsPage)
    return page.workspace


def changed(qtbot: QtBot, program: WindowProgram, path: Path) -> Workspace:
    """The other workspace, once it is open."""
    qtbot.waitUntil(lambda: program.desk.workspace.path == path)
    return program.desk.workspace


def test_a_new_workspace_is_empty_speaks_the_same_language_and_is_opened_next_time(
    window: WindowProgram, qtbot: QtBot, tmp_path: Path, remembered: list[Path]
) -> None:
    window.desk.workspace.contacts.add({"email": "anna@example.org"})
    settings(window).add(tmp_path / "my own")
    new = changed(qtbot, window, tmp_path / "my own.stellwerk")
    assert new.contacts.count() == 0
    assert (new.settings.get().language, new.settings.get().theme) == ("en", "dark")
    assert isinstance(window.window.page, JourneysPage)
    assert str(tmp_path / "my own.stellwerk") in settings(window).place.text()
    assert remembered == [tmp_path / "first.stellwerk", tmp_path / "my own.stellwerk"]


def test_the_draft_is_saved_and_the_old_runner_stops_before_another_workspace_opens(
    window: WindowProgram, qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    old = window.desk.workspace
    old.journeys.publish(welcome("Before"))
    old.runner.start()
    window.window.open_journey(old.journeys.draft("welcome"))
    page = window.window.page
    assert isinstance(page, DeskJourneyPage)
    page.document.apply(lambda journey: rename(journey, "After"), Text("Umbenennen", "Rename"))
    settings(window).add(tmp_path / "second.stellwerk")
    changed(qtbot, window, tmp_path / "second.stellwerk")
    assert old.runner.state.doing == "off"
    settings(window).open(tmp_path / "first.stellwerk")
    again = changed(qtbot, window, tmp_path / "first.stellwerk")
    assert [row.name for row in again.journeys.rows()] == ["After"]
    qtbot.waitUntil(lambda: again.runner.state.doing in ("waiting", "working"))


def test_a_file_that_is_no_workspace_is_explained_and_the_old_one_stays(
    window: WindowProgram, qtbot: QtBot, tmp_path: Path, remembered: list[Path]
) -> None:
    broken = tmp_path / "broken.stellwerk"
    broken.write_text("This is no database, but long enough to be mistaken for one. " * 40)
    settings(window).open(broken)
    qtbot.waitUntil(lambda: "not a Stellwerk workspace" in window.window.banner.words)
    assert window.desk.workspace.path == tmp_path / "first.stellwerk"
    assert window.desk.workspace.contacts.count() == 0  # it still answers
    assert remembered == [tmp_path / "first.stellwerk"]


def test_nothing_is_overwritten_and_what_is_open_is_not_opened_twice(
    window: WindowProgram, tmp_path: Path
) -> None:
    taken = tmp_path / "taken.stellwerk"
    taken.write_text("mine")
    box = settings(window)
    box.add(taken)
    assert "already" in box.notice.words
    assert taken.read_text() == "mine"
    box.open(tmp_path / "first.stellwerk")
    assert "open already" in box.notice.words
    box.open(tmp_path / "gone.stellwerk")
    assert "There is no file" in box.notice.words


def test_a_workspace_that_another_stellwerk_runs_is_shown_and_says_who_runs_it(
    window: WindowProgram, qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "busy.stellwerk"
    with services.open_workspace(path) as busy:
        busy.journeys.publish(welcome())
    lock = RunnerLock(path)
    assert lock.take(SystemClock().now()) is None
    settings(window).open(path)
    shown = changed(qtbot, window, path)
    qtbot.waitUntil(lambda: "another Stellwerk" in window.window.banner.words)
    assert shown.runner.state.doing == "elsewhere"
    lock.give_back()
