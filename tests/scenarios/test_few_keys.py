"""The welcome journey from an empty canvas: how many clicks by mouse, how many keys by keyboard alone.

Trigger, mail, wait of two days, opened?, second mail or reminder, exit. Counted is everything but the letters
of texts: each key and each modifier, each press of a mouse button, also those that lead into the fields of
texts and back. What is counted stands in docs/five-minutes.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap import make_services
from app.core.journey import Journey
from app.ui.application import WindowProgram
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.journey.step_form import MERELY_EMPTY
from canvas.overlays.search import StepSearch
from canvas.overlays.welcome import Welcome
from canvas.scene.geometry import Spot, entry_spot
from tests.support.patience import soon
from tests.support.person import Person, find

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
MOST_CLICKS, MOST_KEYS = 24, 40


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[WindowProgram]:
    """The window with an empty journey, in English."""
    with make_services().open_workspace(tmp_path / "few.stellwerk") as workspace:
        settings = workspace.settings.get()
        workspace.settings.save(settings.model_copy(update={"language": "en", "theme": "light"}))
        started = WindowProgram(qapp, make_services(), workspace)
        qtbot.addWidget(started.window)
        started.window.show()
        qtbot.waitExposed(started.window)
        journey = Journey(id="welcome", name="Welcome", language="en")
        workspace.journeys.save_draft(journey)
        started.window.open_journey(journey)
        yield started
        started.close()


@pytest.fixture
def page(program: WindowProgram) -> DeskJourneyPage:
    """The page of the empty journey; its canvas has the keyboard."""
    found = program.window.page
    assert isinstance(found, DeskJourneyPage)
    assert soon(found.canvas.hasFocus)
    return found


@pytest.fixture
def person(program: WindowProgram, page: DeskJourneyPage) -> Person:
    """Somebody whose keys and clicks are counted."""
    return Person(program.window)


def assert_is_the_welcome_journey(journey: Journey) -> None:
    """Everything but the texts of its mails."""
    trigger, mail, wait, question, second, end, reminder = journey.nodes
    types = ["event_trigger", "send_mail", "wait", "engagement", "send_mail", "exit", "send_mail"]
    assert [node.type for node in journey.nodes] == types
    assert trigger.config == {"event": {"type": "form_submitted", "where": []}}
    assert wait.config == {"until": {"after": {"amount": 2, "unit": "days"}, "window": None}}
    assert question.config == {"step": mail.id, "what": "opened"}
    assert {(edge.source, edge.port, edge.target) for edge in journey.edges} == {
        (trigger.id, "next", mail.id),
        (mail.id, "next", wait.id),
        (wait.id, "next", question.id),
        (question.id, "yes", second.id),
        (question.id, "no", reminder.id),
        (second.id, "next", end.id),
        (reminder.id, "next", end.id),
    }


def lacking(page: DeskJourneyPage) -> set[tuple[str | None, str | None]]:
    """Which fields of which steps keep the journey from being published."""
    page.watch.look()
    errors = [each for each in page.watch.problems if each.severity == "error"]
    assert {each.code for each in errors} <= set(MERELY_EMPTY)
    return {(each.node, each.field) for each in errors}


def undo_everything(page: DeskJourneyPage) -> None:
    """Step by step, back to the empty canvas."""
    while page.document.undo():
        pass


# By keyboard alone


def chord(person: Person, key: Key) -> None:
    """A key with Ctrl, counted as two."""
    person.press(key, modifiers=CONTROL)
    person.effort.keys += 1


def draw_by_keys(person: Person) -> None:
    """Always the first proposal, but for the exit: the second behind a mail."""
    person.press(Key.Key_Tab)
    for _ in ("trigger", "mail", "wait", "opened?", "second mail"):
        chord(person, Key.Key_Return)
    person.press(Key.Key_Down)
    chord(person, Key.Key_Return)
    person.press(Key.Key_Return)
    person.press(Key.Key_C, Key.Key_Return)


def write_mail(person: Person) -> None:
    """From the card to the subject, to the content, and back."""
    person.press(Key.Key_Return)
    person.tab_to("Subject", QLineEdit)
    person.write("Welcome")
    person.tab_to("Content", QPlainTextEdit)
    person.write("Nice to meet you")
    person.press(Key.Key_Escape)


def test_the_journey_is_drawn_by_keys(page: DeskJourneyPage, person: Person) -> None:
    before = page.document.journey
    draw_by_keys(person)
    assert_is_the_welcome_journey(page.document.journey)
    mails = [node.id for node in page.document.journey.nodes if node.type == "send_mail"]
    assert lacking(page) == {(mail, field) for mail in mails for field in ("subject", "body")}
    assert (person.effort.keys, person.effort.letters, person.effort.clicks) == (17, 0, 0)
    undo_everything(page)
    assert page.document.journey is before


def test_with_the_way_to_every_text_it_stays_below_forty_keys(page: DeskJourneyPage, person: Person) -> None:
    person.press(Key.Key_Tab)
    chord(person, Key.Key_Return)
    person.press(Key.Key_Return)
    write_mail(person)
    person.press(Key.Key_Tab)
    chord(person, Key.Key_Return)
    chord(person, Key.Key_Return)
    person.press(Key.Key_Return)
    write_mail(person)
    person.press(Key.Key_Tab, Key.Key_Down)
    chord(person, Key.Key_Return)
    person.press(Key.Key_Return)
    write_mail(person)
    person.press(Key.Key_C, Key.Key_Return)
    mails = page.document.journey.nodes_of_type(("send_mail",))
    assert [mail.config["subject"] for mail in mails] == ["Welcome"] * 3
    assert lacking(page) == set()
    assert person.effort.keys <= MOST_KEYS
    assert person.effort.clicks == 0


# By mouse alone


class Mouse:
    """Clicks at what is to be seen on the canvas."""

    def __init__(self, page: DeskJourneyPage, person: Person) -> None:
        self._page, self._person = page, person

    def pick(self, row: int) -> None:
        """The first, second … proposal of the open step search."""
        search = self._page.canvas.findChild(StepSearch)
        assert isinstance(search, StepSearch)
        assert soon(search.isVisible)
        found = search.findChild(QListWidget)
        assert isinstance(found, QListWidget)
        self._person.click(found.viewport(), found.visualItemRect(found.item(row)).center())

    def port(self, step: str, port: str) -> None:
        """The dot of a way out."""
        self._person.click(self._page.canvas, self._at(self._page.canvas.scene.exit(step, port)))

    def newest(self) -> str:
        """The step that was added last."""
        return self._page.document.journey.nodes[-1].id

    def connect(self, step: str, port: str, target: str) -> None:
        """Drag from a dot to a card."""
        scene = self._page.canvas.scene
        start, end = self._at(scene.exit(step, port)), self._at(entry_spot(scene.box(target)))
        self._person.drag(self._page.canvas, start, end)

    def _at(self, spot: Spot) -> QPoint:
        return self._page.canvas.camera.to_widget(spot).toPoint()


@pytest.mark.parametrize("with_texts", [False, True])
def test_the_journey_is_drawn_by_mouse(page: DeskJourneyPage, person: Person, *, with_texts: bool) -> None:
    before, mouse = page.document.journey, Mouse(page, person)
    start = page.canvas.findChild(Welcome)
    assert isinstance(start, Welcome)
    person.click(start.findChildren(QPushButton)[0])
    mouse.pick(1)
    for _ in ("mail", "wait", "opened?"):
        mouse.port(mouse.newest(), "next")
        mouse.pick(1)
        if with_texts:
            click_into_texts(page, person)
    question = mouse.newest()
    mouse.port(question, "yes")
    mouse.pick(1)
    if with_texts:
        click_into_texts(page, person)
    mouse.port(mouse.newest(), "next")
    mouse.pick(2)
    end = mouse.newest()
    mouse.port(question, "no")
    mouse.pick(1)
    if with_texts:
        click_into_texts(page, person)
    mouse.connect(mouse.newest(), "next", end)
    assert person.effort.keys == 0
    if with_texts:
        assert lacking(page) == set()
        assert person.effort.clicks == 21 <= MOST_CLICKS
    else:
        assert_is_the_welcome_journey(page.document.journey)
        assert person.effort.clicks == 15
    undo_everything(page)
    assert page.document.journey is before


def click_into_texts(page: DeskJourneyPage, person: Person) -> None:
    """If a mail is selected, write its subject and content."""
    current = page.selection.current
    if current is None or page.document.journey.by_id[current].type != "send_mail":
        return
    person.click(find(page.inspector, QLineEdit, "Subject"))
    person.write("Welcome")
    person.click(find(page.inspector, QPlainTextEdit, "Content"))
    person.write("Nice to meet you")
