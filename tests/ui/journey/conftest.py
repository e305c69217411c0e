"""The journey page on a workspace with one journey."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import open_workspace
from app.core.clock import DAY, VirtualClock
from app.core.records import EventRecord
from app.services.facade import Services
from app.services.secrets import Secrets
from app.services.workspace import Workspace
from app.ui.application import WindowProgram
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.journey.desk_page import DeskJourneyPage
from canvas.document import DocumentModel
from canvas.selection import Selection
from tests.support.shop import NoKeyring
from tests.support.world import START, days, journey, step
from tests.ui.journeys import welcome


@pytest.fixture
def page(qtbot: QtBot, context: Context, desk: Desk) -> Iterator[DeskJourneyPage]:
    """The page of the welcome journey, shown."""
    document = welcome()
    desk.workspace.journeys.save_draft(document)
    made = DeskJourneyPage(context, desk, DocumentModel(document), Selection())
    qtbot.addWidget(made)
    made.resize(1360, 860)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.leave()


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
def waiting_page(program_on: WindowProgram) -> DeskJourneyPage:
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
