"""Publishing, pausing and resuming, without any dialog."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.journey.desk_page import DeskJourneyPage
from tests.ui.hand import button, click, named, type_into


def publish(page: DeskJourneyPage, qtbot: QtBot) -> None:
    """Press both buttons and wait."""
    click(page.header.publish)
    with qtbot.waitSignal(page.sheet.published, timeout=20_000):
        click(button(page.sheet, "Publish now"))


def test_errors_prevent_publishing_and_lead_to_the_list(page: DeskJourneyPage, desk: object) -> None:
    page.selection.select(["mail"])
    type_into(named(page.inspector.form, QLineEdit, "Subject"), " ")
    click(page.header.publish)
    click(button(page.sheet, "Show problems"))
    assert page.sheet.isHidden()
    assert page.drawer.current is page.problems
    assert page.header.publish.isEnabled()


def test_publishing_makes_the_journey_live_and_starts_the_scheduler(
    page: DeskJourneyPage, qtbot: QtBot
) -> None:
    publish(page, qtbot)
    assert "Live" in page.header.state.text()
    assert page.drawer.current is page.live
    assert page._desk.workspace.runner.state.doing != "off"
    page._desk.workspace.runner.stop()


def test_a_live_journey_is_paused_and_resumed(page: DeskJourneyPage, qtbot: QtBot) -> None:
    publish(page, qtbot)
    click(button(page.live, "Pause"))
    assert "Paused" in page.header.state.text()
    click(button(page.live, "Resume"))
    assert "Live" in page.header.state.text()
    page._desk.workspace.runner.stop()


def test_an_edit_folds_the_sheet_away(page: DeskJourneyPage) -> None:
    click(page.header.publish)
    assert not page.sheet.isHidden()
    type_into(page.header.name, "Another name")
    assert page.sheet.isHidden()
    assert page.header.publish.isEnabled()


def test_the_sheet_says_how_mails_go_out(page: DeskJourneyPage) -> None:
    click(page.header.publish)
    texts = [found.text() for found in page.sheet.findChildren(type(page.header.state))]
    assert any("put as files into the folder" in text for text in texts)
