"""Lists, vouchers and tasks beside the contacts."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from app.core.clock import DAY
from app.services.workspace import Workspace
from app.store import tables as t
from app.ui.contacts.page import ContactsPage
from app.ui.context import Context
from app.ui.desk import Desk
from tests.ui.hand import button, click, named, type_into


@pytest.fixture
def page(qtbot: QtBot, context: Context, desk: Desk) -> ContactsPage:
    """The page with two contacts."""
    for name in ("anna", "ben"):
        desk.workspace.contacts.add({"email": f"{name}@example.org", "first_name": name.title()})
    made = ContactsPage(context, desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


def words(page: ContactsPage) -> str:
    QApplication.processEvents()
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def enter(field: QLineEdit, text: str) -> None:
    type_into(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_list_is_made_filled_renamed_and_deleted(page: ContactsPage, workspace: Workspace) -> None:
    click(page.tabs.buttons["lists"])
    assert "No list yet." in words(page)
    enter(page.lists.name, "Book club")
    [made] = workspace.lists.all()
    click(button(page.lists, "Show contacts: Book club"))
    address = "Address of a contact, then Enter"
    enter(named(page.lists, QLineEdit, address), "nobody@example.org")
    assert "There is no contact with the address" in page.lists.notice.words
    enter(named(page.lists, QLineEdit, address), "ANNA@example.org")
    assert workspace.lists.members(made.id) == [1]
    assert "1 contact" in words(page)
    click(button(page.lists, "Take anna@example.org off the list"))
    assert workspace.lists.members(made.id) == []
    title = named(page.lists, QLineEdit, "Name of the list “Book club”")
    enter(title, "Readers")
    assert [each.name for each in workspace.lists.all()] == ["Readers"]
    click(button(page.lists, "Delete"))
    assert workspace.lists.all(), "the first click only asks"
    click(button(page.lists, "Really delete the list"))
    assert workspace.lists.all() == []


def test_who_goes_elsewhere_has_not_said_yes(page: ContactsPage, workspace: Workspace) -> None:
    workspace.lists.add("Book club")
    page.refresh()
    click(page.tabs.buttons["lists"])
    click(button(page.lists, "Delete"))
    page.lists.name.setFocus()
    QApplication.processEvents()
    button(page.lists, "Delete")


def test_a_name_that_is_taken_is_refused_in_words(page: ContactsPage, workspace: Workspace) -> None:
    workspace.lists.add("Book club")
    click(page.tabs.buttons["lists"])
    enter(page.lists.name, "book CLUB")
    assert "book CLUB" in page.lists.notice.words


def test_codes_are_pasted_and_imported_and_what_is_free_is_told(
    page: ContactsPage, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    click(page.tabs.buttons["vouchers"])
    enter(page.vouchers.name, "Spring")
    [pool] = workspace.vouchers.pools()
    assert "empty · 0 given" in words(page)
    click(button(page.vouchers, "Paste codes: Spring"))
    field = named(page.vouchers, QPlainTextEdit, "One code a line")
    field.setFocus()
    QTest.keyClicks(field, "A-1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "A-2")
    click(button(page.vouchers, "Add"))
    qtbot.waitUntil(lambda: "2 free · 0 given" in words(page), timeout=10_000)
    file = tmp_path / "codes.csv"
    file.write_text("code;value\nA-2;5\nA-3;5\n")
    page.vouchers.add_file(pool.id, file)
    qtbot.waitUntil(lambda: "3 free · 0 given" in words(page), timeout=10_000)
    assert page.vouchers.notice.words == "1 new codes added. 1 were there already."
    with workspace.database.write() as conn:
        given = t.vouchers.update().where(t.vouchers.c.code == "A-1")
        conn.execute(given.values(contact_id=1, given_at=workspace.activity.now()))
    page.refresh()
    click(button(page.vouchers, "Show given ones: Spring"))
    assert "anna@example.org" in words(page)


def test_tasks_are_done_and_seen_again_if_wished(page: ContactsPage, workspace: Workspace) -> None:
    now = workspace.activity.now()
    call = {"contact_id": 1, "title": "Call", "owner": "Eva", "created_at": now - DAY, "due_at": now - 1}
    write = {"contact_id": 2, "title": "Write", "owner": "", "created_at": now, "due_at": now + DAY}
    with workspace.database.write() as conn:
        conn.execute(insert(t.tasks), [{**call, "note": "About the offer"}, {**write, "note": ""}])
    page.refresh()
    assert page.tabs.buttons["tasks"].text() == "Tasks  2"
    click(page.tabs.buttons["tasks"])
    told = words(page)
    assert "overdue" in told
    assert "About the offer" in told
    click(button(page.tasks, "Done: Call, anna@example.org"))
    assert workspace.tasks.count() == 1
    assert page.tabs.buttons["tasks"].text() == "Tasks  1"
    assert "About the offer" not in words(page)
    click(named(page.tasks, QCheckBox, "Show done ones too"))
    assert "About the offer" in words(page)
    click(button(page.tasks, "anna@example.org"))
    assert page.tabs.current == "contacts"
    assert page.panel.isVisible()
