"""Resuming with three choices, archiving, bringing back: sheets instead of dialogs."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.core.clock import DAY
from app.services.facade import Services
from app.services.workspace import Workspace
from app.store import tables as t
from app.ui.application import WindowProgram
from app.ui.journey.desk_page import DeskJourneyPage
from tests.support.trouble import pause_itself
from tests.support.world import START
from tests.ui.hand import button, click


@pytest.fixture
def page(waiting_page: DeskJourneyPage) -> DeskJourneyPage:
    """The journey, with its live numbers."""
    return waiting_page


def words(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def state(space: Workspace) -> str:
    row = space.journeys.row("probe")
    assert row is not None
    return row.state


def dues(space: Workspace) -> set[int]:
    with space.database.read() as conn:
        return set(conn.execute(select(t.enrollments.c.due)).scalars())


def test_resuming_shows_what_each_choice_brings_and_changes_nothing_before(
    page: DeskJourneyPage, qtbot: QtBot, space: Workspace
) -> None:
    click(page.live.resume)
    qtbot.waitUntil(lambda: page.question.isVisible(), timeout=20_000)
    told = words(page.question)
    assert "Under way: 5 contacts." in told
    assert "Due at once: 5 contacts. Up to 5 mails may go out with that at once." in told
    assert told.count("Nothing becomes due at once by this.") == 2
    click(button(page.question, "Cancel"))
    assert state(space) == "paused"
    assert page.question.isHidden()


@pytest.mark.parametrize(
    ("way", "due"), [("The clocks stood still", START + 5 * DAY), ("The waits start anew", START + 6 * DAY)]
)
def test_a_journey_runs_on_as_was_chosen(
    page: DeskJourneyPage, qtbot: QtBot, space: Workspace, way: str, due: int
) -> None:
    click(page.live.resume)
    qtbot.waitUntil(lambda: page.question.isVisible(), timeout=20_000)
    click(button(page.question, way))
    click(button(page.question, "Resume"))
    qtbot.waitUntil(lambda: state(space) == "live", timeout=20_000)
    qtbot.waitUntil(lambda: page.question.isHidden())
    space.runner.stop()
    assert dues(space) == {due}
    assert "Live" in page.header.state.text()


def test_a_journey_is_archived_and_brought_back(
    page: DeskJourneyPage, qtbot: QtBot, space: Workspace
) -> None:
    click(page.live.archive)
    assert "Under way: 5 contacts." in words(page.question)
    click(button(page.question, "Everybody leaves the journey at once"))
    click(button(page.question, "Archive"))
    qtbot.waitUntil(lambda: state(space) == "archived", timeout=20_000)
    qtbot.waitUntil(lambda: "Archived" in page.header.state.text())
    assert space.journeys.counts("probe").ended == {"removed": 5}
    click(page.live.bring_back)
    qtbot.waitUntil(lambda: state(space) == "live", timeout=20_000)
    qtbot.waitUntil(lambda: "Live" in page.header.state.text())


def test_a_journey_that_paused_itself_is_told_on_start_and_resumed_from_there(
    qtbot: QtBot, qapp: QApplication, services: Services, space: Workspace
) -> None:
    pause_itself(space, "probe", START, {"code": "list_gone", "list": "Friends"})
    started = WindowProgram(qapp, services, space)
    qtbot.addWidget(started.window)
    started.window.show()
    button(started.window, "Probe, Paused itself · version 1")
    assert started.window.banner.words == "One journey has paused itself."
    click(button(started.window.banner, "Show"))
    click(button(started.window, "Resume …"))
    page = started.window.page
    assert isinstance(page, DeskJourneyPage)
    qtbot.waitUntil(lambda: page.question.isVisible(), timeout=20_000)
    assert "The list “Friends” is no longer there." in words(page.question)
    space.runner.stop()
    started.close()
