"""Resuming with three choices, archiving, bringing back: sheets instead of dialogs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.bootstrap import open_workspace
from app.core.clock import DAY, VirtualClock
from app.core.records import EventRecord
from app.services.facade import Services
from app.services.secrets import Secrets
from app.services.workspace import Workspace
from app.store import tables as t
from app.ui.application import WindowProgram
from app.ui.journey.desk_page import DeskJourneyPage
from tests.support.shop import NoKeyring
from tests.support.trouble import pause_itself
from tests.support.world import START, days, journey, step
from tests.ui.hand import button, click


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(START)


@pytest.fixture
def space(tmp_path: Path, services: Services, clock: VirtualClock) -> Iterator[Workspace]:
    """Five contacts wait two days for a mail; the journey has been paused for three days since."""
    with open_workspace(
        tmp_path / "w.stellwerk", services.catalog, Secrets(NoKeyring(), {}), clock
    ) as opened:
        settings = opened.settings.get()
        opened.settings.save(settings.model_copy(update={"language": "en", "theme": "light"}))
        opened.journeys.publish(
            journey(
                step("form", "event_trigger", event={"type": "form_submitted"}),
                step("wait", "wait", until=days(2)),
                step("mail", "send_mail", subject="Hello", body="Good day.", layout="letter"),
                step("after", "wait", until=days(9)),
                language="en",
            )
        )
        for n in range(5):
            opened.contacts.add({"email": f"n{n}@example.org"})
            opened.contacts.record(EventRecord("form_submitted", START, f"n{n}@example.org"))
        opened.runner.run_until_idle()
        clock.move_to(START + DAY)
        opened.pausing.pause("probe")
        clock.move_to(START + 4 * DAY)
        yield opened


@pytest.fixture
def page(program_on: WindowProgram) -> DeskJourneyPage:
    """The journey, with its live numbers."""
    window = program_on.window
    window.open_journey(program_on.desk.workspace.journeys.draft("probe"))
    shown = window.page
    assert isinstance(shown, DeskJourneyPage)
    shown.drawer.open(2)
    return shown


@pytest.fixture
def program_on(
    qtbot: QtBot, qapp: QApplication, services: Services, space: Workspace
) -> Iterator[WindowProgram]:
    """The window on the workspace."""
    started = WindowProgram(qapp, services, space)
    qtbot.addWidget(started.window)
    started.window.show()
    qtbot.waitExposed(started.window)
    yield started
    space.runner.stop()
    started.close()


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
