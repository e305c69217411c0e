"""A welcome journey of two mails and one condition, drawn, tried, mended and published by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from app.bootstrap import make_services
from app.ui.application import WindowProgram
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.start.cards import StartCard
from tests.support.person import Person

Key = Qt.Key
KEYS = 80
"""Room above the 62 keys, besides about 130 letters, that the whole way takes (docs/five-minutes.md)."""


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[WindowProgram]:
    """The window on its first start, in English."""
    with make_services().open_workspace(tmp_path / "five.stellwerk") as workspace:
        settings = workspace.settings.get()
        workspace.settings.save(settings.model_copy(update={"language": "en", "theme": "light"}))
        started = WindowProgram(qapp, make_services(), workspace)
        qtbot.addWidget(started.window)
        started.window.show()
        qtbot.waitExposed(started.window)
        yield started
        started.close()


@pytest.fixture
def person(program: WindowProgram) -> Person:
    """Somebody with a keyboard."""
    return Person(program.window)


def page_of(program: WindowProgram) -> DeskJourneyPage:
    """The page of the open journey."""
    page = program.window.page
    assert isinstance(page, DeskJourneyPage)
    return page


def type_chain(person: Person, *steps: str) -> None:
    """Append steps by the step search."""
    for words in steps:
        person.press(Key.Key_Tab)
        person.write(words)
        person.press(Key.Key_Return)


def go_to(person: Person, area: type) -> None:
    """Press F6 until the keyboard is in a widget of this type."""
    for _ in range(6):
        if isinstance(person.focus, area):
            return
        person.press(Key.Key_F6)
    raise AssertionError(f"F6 never comes to {area}")


def write_mail(person: Person, subject: str, body: str) -> None:
    """Fill in the mail that is selected on the canvas."""
    person.press(Key.Key_Return)
    person.tab_to("Subject", QLineEdit)
    person.write(subject)
    person.tab_to("Content", QPlainTextEdit)
    person.write(body)
    person.press(Key.Key_Escape)


def draw(person: Person) -> None:
    """From the start page to a whole journey."""
    person.tab_to("Start empty", StartCard)
    person.press(Key.Key_Space)
    type_chain(person, "form", "mail", "wait", "branch", "exit")
    person.press(Key.Key_Up)
    type_chain(person, "mail")
    person.press(*[Key.Key_Up] * 3)
    write_mail(person, "Welcome, {{ contact.first_name }}", "Here are the best ten.\n\nEnjoy!")
    person.press(*[Key.Key_Down] * 3, Key.Key_Right)
    write_mail(person, "Did you miss it?", "The chapters are still here.")


def test_the_journey_is_drawn_as_meant(program: WindowProgram, person: Person) -> None:
    draw(person)
    journey = page_of(program).document.journey
    assert [node.type for node in journey.nodes] == [
        "event_trigger",
        "send_mail",
        "wait",
        "branch",
        "exit",
        "send_mail",
    ]
    trigger, mail, wait, branch, end, second = journey.nodes
    assert trigger.config["event"] == {"type": "form_submitted", "where": []}
    assert mail.config == {
        "subject": "Welcome, {{ contact.first_name }}",
        "body": "Here are the best ten.\n\nEnjoy!",
    }
    assert wait.config["until"] == {"after": {"amount": 2, "unit": "days"}, "window": None}
    opened = {"kind": "engagement", "step": mail.id, "what": "opened"}
    assert branch.config["cases"] == [{"id": "yes", "name": "", "rule": opened}]
    assert second.config["subject"] == "Did you miss it?"
    assert {(edge.source, edge.port, edge.target) for edge in journey.edges} == {
        (trigger.id, "next", mail.id),
        (mail.id, "next", wait.id),
        (wait.id, "next", branch.id),
        (branch.id, "yes", end.id),
        (branch.id, "else", second.id),
    }


def test_it_is_tried_mended_and_published(program: WindowProgram, person: Person, qtbot: QtBot) -> None:
    draw(person)
    page = page_of(program)
    mend(page, person, qtbot)
    try_out(page, person, qtbot)
    publish(page, person, qtbot)
    assert person.effort.clicks == 0
    assert person.effort.keys <= KEYS


def mend(page: DeskJourneyPage, person: Person, qtbot: QtBot) -> None:
    """Two hints: the name needs a fallback, and the second mail ends without an exit."""
    qtbot.waitUntil(lambda: len(page.watch.problems) == 2)
    person.press(Key.Key_F6)
    go_to(person, QToolButton)
    assert person.focus.accessibleName() == "Problems (2)"
    person.press(Key.Key_Space)
    assert page.drawer.current is page.problems
    remedies = [problem.remedy.label.en for problem in page.watch.problems if problem.remedy]
    person.tab_to(remedies[0], QPushButton)
    person.press(Key.Key_Space)
    qtbot.waitUntil(lambda: len(page.watch.problems) == 1)
    person.press(Key.Key_Escape)


def try_out(page: DeskJourneyPage, person: Person, qtbot: QtBot) -> None:
    """Simulate, and look at the numbers on the canvas."""
    go_to(person, QPushButton)
    assert person.focus is page.header.tryout
    person.press(Key.Key_Space)
    qtbot.waitUntil(lambda: page.preview.result is not None, timeout=60_000)
    entered = int(page.preview.entered.value.text())
    assert entered > 0
    person.press(Key.Key_Escape, *[Key.Key_Up] * 4)
    assert f"passed: {entered}" in page.canvas.accessibleDescription()


def publish(page: DeskJourneyPage, person: Person, qtbot: QtBot) -> None:
    """Two buttons; the journey is live."""
    go_to(person, QPushButton)
    person.tab_to("Publish …", QPushButton)
    person.press(Key.Key_Space)
    person.tab_to("Publish now", QPushButton)
    with qtbot.waitSignal(page.sheet.published, timeout=30_000):
        person.press(Key.Key_Space)
    assert "Live" in page.header.state.text()
    assert page.canvas.hasFocus()
