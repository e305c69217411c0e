"""The inspector of a frame or a note."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from app.core import frames
from app.core.journey import Frame, Point
from app.core.text import same
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.journey.frame_form import FrameForm, NotesPreview
from app.ui.journey.journey_form import JourneyForm
from tests.ui.hand import button, click, named, type_into

FRAME = Frame(id="f", title="Start", steps=("mail",))
NOTE = Frame(id="n", notes="*Later*", at=Point(500, 0))


@pytest.fixture
def form(page: DeskJourneyPage) -> FrameForm:
    """The form of a frame around the mail."""
    for frame in (FRAME, NOTE):
        page.document.apply(lambda journey, each=frame: frames.add_frame(journey, each), same("x"))
    page.selection.select_frame(FRAME)
    found = page.inspector.form
    assert isinstance(found, FrameForm)
    return found


def test_title_and_notes_are_typed_as_one_step_of_undo_each(page: DeskJourneyPage, form: FrameForm) -> None:
    before = page.document.journey
    type_into(form.title, "Welcome")
    QTest.keyClicks(form.notes, "# Why")
    frame = page.document.journey.frame_by_id["f"]
    assert (frame.title, frame.notes) == ("Welcome", "# Why")
    page.document.undo()
    assert page.document.journey.frame_by_id["f"].notes == ""
    assert form.notes.toPlainText() == ""
    page.document.undo()
    assert page.document.journey is before
    assert form.title.text() == "Start"


def test_the_preview_grows_with_the_notes(form: FrameForm) -> None:
    preview = form.findChild(NotesPreview)
    assert isinstance(preview, NotesPreview)
    QTest.keyClicks(form.notes, "# Why")
    one = preview.height()
    for _ in range(2):
        QTest.keyClick(form.notes, Qt.Key.Key_Return)
    QTest.keyClicks(form.notes, "Because")
    assert 0 < one < preview.height()


def test_a_color_is_chosen(page: DeskJourneyPage, form: FrameForm) -> None:
    click(named(form, QToolButton, "Green"))
    assert page.document.journey.frame_by_id["f"].tint == "green"


def test_the_frame_is_collapsed_and_the_button_expands_it(page: DeskJourneyPage, form: FrameForm) -> None:
    before = page.document.journey
    click(button(form, "Collapse"))
    assert page.document.journey.frame_by_id["f"].collapsed
    found = page.inspector.form
    assert isinstance(found, FrameForm)
    click(button(found, "Expand"))
    assert page.document.journey == before


def test_a_note_that_is_gone_gives_way_to_the_journey(page: DeskJourneyPage, form: FrameForm) -> None:
    page.selection.select_frame(NOTE)
    found = page.inspector.form
    assert isinstance(found, FrameForm)
    assert found.notes.toPlainText() == "*Later*"
    page.canvas.delete_selection()
    assert isinstance(page.inspector.form, JourneyForm)


def test_a_click_on_a_step_leads_from_the_frame_to_the_step(page: DeskJourneyPage, form: FrameForm) -> None:
    page.selection.select(["mail"])
    assert not isinstance(page.inspector.form, FrameForm)
