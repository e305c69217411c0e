"""The step search learns, and knows it still when the journey is opened again."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.ui.application import WindowProgram
from app.ui.journey.desk_page import DeskJourneyPage
from canvas.overlays.search import StepSearch
from tests.support.patience import soon
from tests.support.person import Person
from tests.ui.journeys import welcome

Key = Qt.Key


def offered_behind_the_branch(program: WindowProgram, person: Person) -> list[str]:
    """Open the journey and ask what may follow."""
    program.window.open_journey(program.desk.workspace.journeys.draft("welcome"))
    page = program.window.page
    assert isinstance(page, DeskJourneyPage)
    assert soon(page.canvas.hasFocus)
    page.selection.select(["fork"])
    person.press(Key.Key_Tab)
    search = page.canvas.findChild(StepSearch)
    assert isinstance(search, StepSearch)
    return search.offered()


def test_what_was_put_there_comes_first_next_time(program: WindowProgram) -> None:
    person = Person(program.window)
    program.desk.workspace.journeys.save_draft(welcome())
    assert offered_behind_the_branch(program, person)[0] == "send_mail"
    person.write("notify")
    person.press(Key.Key_Return)
    assert soon(lambda: program.desk.workspace.habits.get().times("branch", "notify_team") == 1)
    person.press(Key.Key_Z, modifiers=Qt.KeyboardModifier.ControlModifier)
    program.window.close_journey()
    assert offered_behind_the_branch(program, person)[0] == "notify_team"


def test_steps_of_the_palette_count_as_well(program: WindowProgram) -> None:
    program.desk.workspace.journeys.save_draft(welcome())
    program.window.open_journey(program.desk.workspace.journeys.draft("welcome"))
    page = program.window.page
    assert isinstance(page, DeskJourneyPage)
    page.selection.select(["fork"])
    page.palette_panel.chosen.emit("goal")
    assert page.canvas.habits.habits.times("branch", "goal") == 1
