"""The journey page on a workspace with one journey."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.journey.desk_page import DeskJourneyPage
from canvas.document import DocumentModel
from canvas.selection import Selection
from tests.ui.journeys import welcome


@pytest.fixture
def page(qtbot: QtBot, context: Context, desk: Desk) -> Iterator[DeskJourneyPage]:
    """The page of the welcome journey, shown."""
    journey = welcome()
    desk.workspace.journeys.save_draft(journey)
    made = DeskJourneyPage(context, desk, DocumentModel(journey), Selection())
    qtbot.addWidget(made)
    made.resize(1360, 860)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.leave()
