"""A workspace in which mails have come to different ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.core.records import EventRecord
from app.services.workspace import Workspace
from app.ui.activity.page import ActivityPage
from app.ui.context import Context
from app.ui.desk import Desk
from tests.ui.journeys import welcome

Open = Callable[[], ActivityPage]


@pytest.fixture
def post(workspace: Workspace) -> Workspace:
    """Thirty contacts who have each got the first mail of a journey and wait."""
    workspace.journeys.publish(welcome())
    for n in range(30):
        address = f"reader{n:02}@example.org"
        number = workspace.contacts.add({"email": address, "first_name": f"R{n}"})
        workspace.contacts.set_consent(number, "newsletter", "granted")
        workspace.contacts.record(EventRecord("purchase", workspace.activity.now(), address))
    workspace.runner.run_until_idle()
    return workspace


@pytest.fixture
def open_page(qtbot: QtBot, context: Context, desk: Desk, post: Workspace) -> Open:
    """Opens the page on it, shown."""

    def make() -> ActivityPage:
        page = ActivityPage(context, desk)
        qtbot.addWidget(page)
        page.resize(1200, 800)
        page.show()
        qtbot.waitExposed(page)
        return page

    return make
