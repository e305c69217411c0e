"""The window as a whole: first start, pages, looks, and drafts that survive."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.services.facade import Services
from app.services.workspace import Workspace
from app.ui.application import WindowProgram
from app.ui.contacts.page import ContactsPage
from app.ui.editors.combo import ValueCombo
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.settings.page import SettingsPage
from app.ui.start.page import JourneysPage
from tests.ui.hand import button, choose, click, named, type_into
from tests.ui.journeys import welcome


def opened(program: WindowProgram) -> DeskJourneyPage:
    """Open the welcome journey."""
    journey = welcome()
    program.desk.workspace.journeys.save_draft(journey)
    program.window.open_journey(journey)
    page = program.window.page
    assert isinstance(page, DeskJourneyPage)
    return page


def test_the_first_start_offers_three_ways_to_begin(program: WindowProgram) -> None:
    page = program.window.page
    assert isinstance(page, JourneysPage)
    for words in ("Start from a template", "Look at the bookshop example", "Start empty"):
        button(page, words)


def test_starting_empty_opens_a_journey_that_is_in_the_list(program: WindowProgram) -> None:
    click(button(program.window, "Start empty"))
    assert isinstance(program.window.page, DeskJourneyPage)
    click(button(program.window, "All journeys"))
    button(program.window, "New journey, Draft")


@pytest.mark.parametrize("card", ["Start from a template", "Look at the bookshop example"])
def test_a_sample_opens_without_errors(program: WindowProgram, card: str) -> None:
    click(button(program.window, card))
    page = program.window.page
    assert isinstance(page, DeskJourneyPage)
    assert not [problem for problem in page.watch.look() if problem.severity == "error"]


def test_the_same_sample_twice_makes_two_journeys(program: WindowProgram) -> None:
    for _ in range(2):
        click(button(program.window, "Start from a template"))
        program.window.close_journey()
    assert len(program.desk.workspace.journeys.rows()) == 2


def test_a_draft_is_back_after_a_crash(
    program: WindowProgram, qtbot: QtBot, qapp: QApplication, services: Services
) -> None:
    page = opened(program)
    type_into(page.header.name, "Saved in time")
    qtbot.waitUntil(lambda: page.autosave.state == "saved", timeout=5_000)
    # A second window on the same workspace sees it without the first having closed anything.
    second = WindowProgram(qapp, services, program.desk.workspace)
    qtbot.addWidget(second.window)
    button(second.window, "Saved in time, Draft")


def test_leaving_a_journey_saves_at_once(program: WindowProgram) -> None:
    page = opened(program)
    type_into(page.header.name, "Quick")
    program.window.close_journey()
    assert [row.name for row in program.desk.workspace.journeys.rows()] == ["Quick"]


def test_a_journey_file_is_opened_and_a_damaged_one_refused(
    program: WindowProgram, services: Services, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.journey", tmp_path / "bad.journey"
    services.files.save(welcome("From a file"), good)
    bad.write_text("{")
    program.window.open_file(bad)
    page = program.window.page
    assert isinstance(page, JourneysPage)
    assert page.banner.words
    program.window.open_file(good)
    assert isinstance(program.window.page, DeskJourneyPage)
    assert program.window.windowTitle() == "From a file – Stellwerk"


def test_another_language_keeps_journey_history_and_page(
    program: WindowProgram, workspace: Workspace
) -> None:
    page = opened(program)
    type_into(page.header.name, "Kept")
    click(button(program.window, "Settings"))
    settings = program.window.page
    assert isinstance(settings, SettingsPage)
    choose(named(settings, ValueCombo, "Language"), "Deutsch")
    assert isinstance(program.window.page, SettingsPage)
    click(button(program.window, "Journeys"))
    again = program.window.page
    assert isinstance(again, DeskJourneyPage)
    assert button(again, "Veröffentlichen …").isEnabled()
    again.document.undo()
    assert again.header.name.text() == "Welcome"


def test_a_dark_theme_is_remembered(program: WindowProgram, workspace: Workspace) -> None:
    program.window.show_page("settings")
    choose(named(program.window, ValueCombo, "Theme"), "dark")
    assert workspace.settings.get().theme == "dark"
    assert program.window._context.tokens.dark


def test_a_fault_is_told_in_the_window(program: WindowProgram) -> None:
    from app.ui.faults import SORRY

    program.window.show_error(SORRY.fill(what="KeyError"))
    assert "KeyError" in program.window.banner.words


def test_every_control_has_a_name_for_those_who_cannot_see(program: WindowProgram) -> None:
    opened(program)
    for page in ("journeys", "contacts", "settings"):
        program.window.show_page(page)
        shown = program.window.page
        assert shown is not None
        assert nameless(shown) == []


def nameless(page: QWidget) -> list[str]:
    """Controls that a screen reader could not tell apart."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)
    found: list[str] = []
    for widget in page.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_") or isinstance(
            widget.parent(), QComboBox | QAbstractSpinBox
        )
        inner = inner or isinstance(widget.parent(), QLineEdit)
        if isinstance(widget, kinds) and not inner and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            words = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
            if not words:
                found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def test_a_journey_drawn_by_hand_is_saved_as_drawn(program: WindowProgram) -> None:
    click(button(program.window, "Start empty"))
    page = program.window.page
    assert isinstance(page, DeskJourneyPage)
    for name in ("Event", "Send mail", "Wait", "Branch"):
        click(button(page.palette_panel, name))
    type_into(page.header.name, "Drawn")
    mail = next(node for node in page.document.journey.nodes if node.type == "send_mail")
    page.selection.select([mail.id])
    subject = named(page.inspector, QLineEdit, "Subject")
    subject.setFocus()
    QTest.keyClicks(subject, "Hello")
    program.window.close_journey()
    stored = program.desk.workspace.journeys.draft(page.document.journey.id)
    assert [node.type for node in stored.nodes] == ["event_trigger", "send_mail", "wait", "branch"]
    assert [edge.port for edge in stored.edges] == ["next", "next", "next"]
    assert stored.by_id[mail.id].config["subject"] == "Hello"
    assert stored.name == "Drawn"


def test_contacts_page_is_empty_at_first_and_offers_one_step(program: WindowProgram) -> None:
    program.window.show_page("contacts")
    page = program.window.page
    assert isinstance(page, ContactsPage)
    click(button(page._empty, "Import table …"))
    assert page._stack.currentWidget() is page.importing
