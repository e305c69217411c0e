"""Every command has names and keys that mean one thing; the sheet lists them, and the search runs them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.core.text import Text
from app.ui.application import WindowProgram
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.shortcuts.action_search import ActionSearch
from app.ui.shortcuts.listing import merged
from app.ui.shortcuts.panel import Panel
from app.ui.shortcuts.sheet import ShortcutSheet
from canvas.commands import Command
from canvas.overlays.rename import Renaming
from tests.support.patience import soon
from tests.support.person import Person
from tests.ui.journeys import welcome

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(program: WindowProgram) -> DeskJourneyPage:
    """The welcome journey, open in the window."""
    program.desk.workspace.journeys.save_draft(welcome())
    program.window.open_journey(program.desk.workspace.journeys.draft("welcome"))
    page = program.window.page
    assert isinstance(page, DeskJourneyPage)
    assert soon(page.canvas.hasFocus)
    return page


@pytest.fixture
def person(program: WindowProgram, page: DeskJourneyPage) -> Person:
    """Somebody with a keyboard."""
    return Person(program.window)


def panel(program: WindowProgram, kind: type[Panel]) -> Panel:
    """The panel that is open."""
    found = [each for each in program.window.findChildren(kind) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def named_by_key(commands: Iterable[Command]) -> list[tuple[str, Text]]:
    """Every key with the name of what it does."""
    return list(chain.from_iterable([(key, each.name) for key in each.keys] for each in commands))


def test_every_command_has_a_name_in_both_languages(program: WindowProgram, page: DeskJourneyPage) -> None:
    for command in program.window.shortcuts.commands:
        assert command.name.de
        assert command.name.en
        assert command.name.de[0].isupper()
        assert command.name.en[0].isupper()


def test_no_key_means_two_things(program: WindowProgram, page: DeskJourneyPage) -> None:
    canvas = named_by_key(page.canvas.commands)
    everywhere = set(named_by_key(program.window.shortcuts.commands))
    keys = [key for key, _ in canvas]
    assert len(keys) == len(set(keys))
    assert len({key for key, _ in everywhere}) == len(everywhere), sorted(everywhere)


def test_no_key_means_two_things_in_the_outline(page: DeskJourneyPage) -> None:
    for section in page.elsewhere:
        keys = [key for key, _ in named_by_key(section.commands)]
        assert len(keys) == len(set(keys))


def test_names_tell_commands_apart(program: WindowProgram, page: DeskJourneyPage) -> None:
    commands = merged(program.window.shortcuts.commands)
    assert len({command.name.de for command in commands}) == len(commands)
    assert len({command.name.en for command in commands}) == len(commands)


def test_whatever_the_menu_offers_is_a_command_of_the_sheet(
    program: WindowProgram, page: DeskJourneyPage
) -> None:
    names = {command.name for command in program.window.shortcuts.commands}
    offered = [command for command in page.canvas.commands if command.menu]
    assert offered
    assert {command.name for command in offered} <= names


@pytest.mark.parametrize("key", [Key.Key_F1, Key.Key_Question])
def test_the_sheet_lists_every_command(
    program: WindowProgram, page: DeskJourneyPage, person: Person, key: Key
) -> None:
    person.press(key, modifiers=SHIFT if key == Key.Key_Question else Qt.KeyboardModifier.NoModifier)
    sheet = panel(program, ShortcutSheet)
    assert isinstance(sheet, ShortcutSheet)
    everywhere = {command.name.en for command in program.window.shortcuts.commands}
    in_the_outline = {command.name.en for section in page.elsewhere for command in section.commands}
    assert set(sheet.listed()) == everywhere | in_the_outline
    assert isinstance(person.focus, QLineEdit)
    person.press(Key.Key_Escape)
    assert not [each for each in program.window.findChildren(ShortcutSheet) if each.isVisible()]


def test_the_sheet_is_searched_by_name_and_by_key(program: WindowProgram, person: Person) -> None:
    person.press(Key.Key_F1)
    sheet = panel(program, ShortcutSheet)
    assert isinstance(sheet, ShortcutSheet)
    person.write("rename")
    assert sheet.listed() == ["Rename"]
    sheet.field.clear()
    person.write("F8")
    assert set(sheet.listed()) == {"Next problem", "Previous problem"}


def test_the_keyboard_comes_back_to_the_canvas(page: DeskJourneyPage, person: Person) -> None:
    person.press(Key.Key_F1, Key.Key_Escape)
    assert soon(page.canvas.hasFocus)


@pytest.mark.parametrize(("key", "modifiers"), [(Key.Key_K, CONTROL), (Key.Key_P, CONTROL | SHIFT)])
def test_an_action_is_run_by_its_name(
    page: DeskJourneyPage, person: Person, key: Key, modifiers: Qt.KeyboardModifier
) -> None:
    before = page.document.journey
    page.selection.select(["mail"])
    person.press(key, modifiers=modifiers)
    person.write("duplic")
    person.press(Key.Key_Return)
    assert len(page.document.journey.nodes) == len(before.nodes) + 1
    assert soon(page.canvas.hasFocus)
    person.press(Key.Key_Z, modifiers=CONTROL)
    assert page.document.journey is before


def test_an_action_may_take_the_keyboard_elsewhere(page: DeskJourneyPage, person: Person) -> None:
    page.selection.select(["mail"])
    person.press(Key.Key_K, modifiers=CONTROL)
    person.write("rename")
    person.press(Key.Key_Return)
    assert isinstance(person.focus, Renaming)


def test_what_is_not_possible_now_says_so_and_is_not_run(program: WindowProgram, person: Person) -> None:
    person.press(Key.Key_K, modifiers=CONTROL)
    search = panel(program, ActionSearch)
    assert isinstance(search, ActionSearch)
    person.write("rename")
    assert not search.list.item(0).flags() & Qt.ItemFlag.ItemIsEnabled
    person.press(Key.Key_Return)
    assert search.isVisible()


def test_the_pages_have_keys(program: WindowProgram, person: Person) -> None:
    shown = program.window.page
    person.press(Key.Key_2, modifiers=CONTROL)
    assert program.window.page is not shown
    person.press(Key.Key_1, modifiers=CONTROL)
    assert program.window.page is shown


def test_undo_on_the_canvas_shows_where(page: DeskJourneyPage, person: Person) -> None:
    before = page.document.journey
    page.selection.select(["end"])
    person.press(Key.Key_Delete)
    page.canvas.camera.pan(0, 5000)
    person.press(Key.Key_Z, modifiers=CONTROL)
    assert page.document.journey is before
    assert page.canvas.scene.steps_in(page.canvas.camera.seen)


def test_the_sheet_speaks_german_after_a_change_of_language(program: WindowProgram, person: Person) -> None:
    settings = program.desk.workspace.settings
    settings.save(settings.get().model_copy(update={"language": "de"}))
    program.dress()
    person.press(Key.Key_F1)
    sheet = panel(program, ShortcutSheet)
    assert isinstance(sheet, ShortcutSheet)
    assert "Umbenennen" in sheet.listed()
    QTest.keyClick(sheet.field, Key.Key_Escape)


@pytest.mark.parametrize("step", [None, "wait"])
def test_a_page_is_left_by_key_from_the_inspector(
    program: WindowProgram, page: DeskJourneyPage, person: Person, step: str | None
) -> None:
    page.selection.select([step] if step else [])
    page.inspector.focus_first()
    assert page.inspector.isAncestorOf(person.focus)
    person.press(Key.Key_2, modifiers=CONTROL)
    assert program.window.page is not page
    person.press(Key.Key_1, modifiers=CONTROL)
    assert program.window.page is page


def test_the_sheet_outlives_the_page_that_had_the_keyboard(
    program: WindowProgram, page: DeskJourneyPage, person: Person
) -> None:
    person.press(Key.Key_F1)
    program.window.open_journey(program.desk.workspace.journeys.draft("welcome"))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    person.press(Key.Key_F1)
    assert not [each for each in program.window.findChildren(ShortcutSheet) if each.isVisible()]
