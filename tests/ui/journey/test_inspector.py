"""The inspector edits the document, and follows it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from app.core.edits import remove_nodes, set_title
from app.core.journey import Node, Point
from app.core.text import same
from app.ui.editors.combo import ValueCombo
from app.ui.editors.until import UntilEditor
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.journey.journey_form import JourneyForm
from app.ui.journey.step_form import StepForm
from tests.ui.hand import button, choose, click, named, set_number, type_into


def form_of(page: DeskJourneyPage, step: str) -> StepForm:
    """Select a step and give its form."""
    page.selection.select([step])
    form = page.inspector.form
    assert isinstance(form, StepForm)
    return form


def test_typing_a_name_is_one_step_of_undo(page: DeskJourneyPage) -> None:
    form = form_of(page, "mail")
    type_into(form.name, "First mail")
    assert page.document.journey.by_id["mail"].title == "First mail"
    page.document.undo()
    assert page.document.journey.by_id["mail"].title == "Welcome mail"
    assert form.name.text() == "Welcome mail"


def test_two_fields_are_two_steps_of_undo_with_names(page: DeskJourneyPage) -> None:
    form = form_of(page, "mail")
    type_into(named(form, QLineEdit, "Subject"), "Hi")
    QTest.keyClicks(named(form, QPlainTextEdit, "Content"), "!")
    assert page.document.undo_text is not None
    assert page.document.undo_text.en == "Change Content: Welcome mail"
    page.document.undo()
    assert page.document.journey.by_id["mail"].config["subject"] == "Hi"


def test_leaving_a_field_ends_the_step_of_undo(page: DeskJourneyPage) -> None:
    form = form_of(page, "mail")
    subject = named(form, QLineEdit, "Subject")
    subject.setFocus()
    type_into(subject, "One")
    form.name.setFocus()
    subject.setFocus()
    type_into(subject, "Two")
    page.document.undo()
    assert page.document.journey.by_id["mail"].config["subject"] == "One"


def test_a_wait_is_set_up_with_a_window(page: DeskJourneyPage) -> None:
    form = form_of(page, "wait")
    editor = form.fields.editor("until")
    assert isinstance(editor, UntilEditor)
    set_number(editor.after.amount, 2)
    click(editor.windowed)
    until = next(iter(page.document.journey.by_id["wait"].config.values()))
    assert until == {
        "after": {"amount": 2, "unit": "days"},
        "window": {"weekdays": [0, 1, 2, 3, 4], "start": "09:00", "end": "17:00", "holidays": ""},
    }


def test_a_case_taken_away_takes_its_connection_along(page: DeskJourneyPage) -> None:
    form = form_of(page, "fork")
    click(button(form, "Add way out"))
    click(button(form, "Remove way out"))
    assert page.document.journey.outgoing.get("fork", {}) == {}


def test_undo_shows_the_older_value_in_the_form(page: DeskJourneyPage) -> None:
    form = form_of(page, "mail")
    subject = named(form, QLineEdit, "Subject")
    before = subject.text()
    type_into(subject, "Another")
    page.document.undo()
    assert subject.text() == before


def test_the_plain_words_follow_each_edit(page: DeskJourneyPage) -> None:
    form = form_of(page, "mail")
    type_into(named(form, QLineEdit, "Subject"), "Good morning")
    assert form.words == "“Good morning”\nThen: “Two days”"


def test_what_cannot_be_is_refused_next_to_the_field(page: DeskJourneyPage) -> None:
    form = form_of(page, "mail")
    before = page.document.journey
    form.fields.edited.emit("subject", "x" * 501)
    assert page.document.journey is before
    assert named(form, QLineEdit, "Subject").property("invalid") is True


def test_a_deleted_step_gives_way_to_the_journey(page: DeskJourneyPage) -> None:
    form_of(page, "wait")
    page.selection.clear()
    page.document.apply(lambda journey: remove_nodes(journey, ["wait"]), same("x"))
    assert isinstance(page.inspector.form, JourneyForm)


def test_a_name_changed_elsewhere_shows_in_the_form(page: DeskJourneyPage) -> None:
    form = form_of(page, "mail")
    page.document.apply(lambda journey: set_title(journey, "mail", "Renamed"), same("x"))
    assert form.name.text() == "Renamed"


def test_an_unknown_step_is_kept_and_explained(page: DeskJourneyPage) -> None:
    strange = Node(id="odd", type="teleport", config={"to": "Mars"})
    journey = page.document.journey
    page.document.reset(
        journey.replace(nodes=(*journey.nodes, strange), layout={**journey.layout, "odd": Point(9, 9)})
    )
    page.selection.select(["odd"])
    texts = [found.text() for found in page.inspector.form.findChildren(type(page.header.state))]
    assert any("teleport" in text for text in texts)


def test_the_journey_as_a_whole_is_set_up_when_nothing_is_selected(page: DeskJourneyPage) -> None:
    page.selection.clear()
    form = page.inspector.form
    assert isinstance(form, JourneyForm)
    choose(named(form, ValueCombo, "Re-entry"), "never: each contact only once")
    assert page.document.journey.settings.reentry == "never"


@pytest.mark.parametrize(("typed", "stored"), [("Europe/Vienna", "Europe/Vienna"), ("Mars", "Europe/Berlin")])
def test_only_a_time_zone_that_exists_is_taken(page: DeskJourneyPage, typed: str, stored: str) -> None:
    page.selection.clear()
    field = named(page.inspector.form, QLineEdit, "Time zone")
    field.setFocus()
    type_into(field, typed)
    assert page.document.journey.settings.time_zone == stored


def test_undo_and_redo_have_keys(page: DeskJourneyPage) -> None:
    form = form_of(page, "mail")
    type_into(form.name, "X")
    page.canvas.setFocus()
    QTest.keyClick(page.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.document.journey.by_id["mail"].title == "Welcome mail"


def test_a_mail_tells_the_id_that_tables_of_opens_and_clicks_use(page: DeskJourneyPage) -> None:
    def told(step: str) -> list[QLabel]:
        return [each for each in form_of(page, step).findChildren(QLabel) if "Id for imports" in each.text()]

    (line,) = told("mail")
    assert line.text() == "Id for imports: mail"
    assert line.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    assert told("wait") == []


def test_a_button_leads_to_what_holds_for_the_whole_journey(page: DeskJourneyPage) -> None:
    form_of(page, "mail")
    click(button(page.header, "What holds for the whole journey"))
    assert isinstance(page.inspector.form, JourneyForm)
    assert not page.selection.steps


def test_a_saved_draft_is_told_in_as_many_words_as_there_is_room_for(page: DeskJourneyPage) -> None:
    page.header.show_saved("saved")
    words = page.header._saved
    words.resize(600, 20)
    assert words.text() == "Draft changed, saved automatically"
    words.resize(110, 20)
    assert words.text() == "Draft saved"
    assert words.toolTip() == "Draft changed, saved automatically"
    words.resize(10, 20)
    assert words.text() == ""
