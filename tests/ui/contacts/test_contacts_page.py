"""Contacts: any number of rows, search, one contact, import."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.core.fields import FieldBook
from app.core.journey import Edge, Journey, Node
from app.core.records import Contact
from app.ui.contacts.model import CHUNK, ContactModel
from app.ui.contacts.page import ContactsPage
from app.ui.context import Context
from app.ui.desk import Desk
from tests.ui.hand import button, choose, click, named, pick, type_into

TABLE = """E-Mail;Vorname;Ort;Geburtstag;Newsletter
anna@example.org;Anna;Wien;24.12.1990;ja
ben@example.org;Ben;Köln;01.02.1985;nein
no-address;Carl;Bonn;;ja
"""


class ManyContacts:
    """A million contacts that remember how they were asked for."""

    fields = FieldBook()

    def __init__(self) -> None:
        self.asked: list[int] = []

    def count(self, search: str = "") -> int:
        return 1_000_000

    def page(
        self, offset: int, limit: int, search: str = "", order: str = "email", *, descending: bool = False
    ) -> Sequence[Contact]:
        self.asked.append(offset)
        return [Contact(n, {"email": f"{n}@example.org"}) for n in range(offset, offset + limit)]


@pytest.fixture
def page(qtbot: QtBot, context: Context, desk: Desk) -> ContactsPage:
    """The page with two contacts."""
    desk.workspace.contacts.add(
        {"email": "anna@example.org", "first_name": "Anna", "city": "Vienna"}, ["reader"]
    )
    desk.workspace.contacts.add({"email": "ben@example.org", "first_name": "Ben", "city": "Cologne"})
    made = ContactsPage(context, desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_only_the_rows_that_are_looked_at_are_fetched(context: Context) -> None:
    many = ManyContacts()
    model = ContactModel(context, many)  # pyright: ignore[reportArgumentType]
    assert model.rowCount() == 1_000_000
    assert model.data(model.index(500_050, 0)) == "500050@example.org"
    assert model.data(model.index(500_051, 0)) == "500051@example.org"
    assert many.asked == [500_000 // CHUNK * CHUNK]


def test_search_narrows_and_sorting_turns_round(page: ContactsPage, qtbot: QtBot) -> None:
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert page.model.data(page.model.index(0, 0)) == "ben@example.org"
    type_into(page.search, "vienna")
    qtbot.waitUntil(lambda: page.model.count == 1)
    assert page.model.data(page.model.index(0, 0)) == "anna@example.org"


def test_a_search_without_result_keeps_the_search_line(page: ContactsPage, qtbot: QtBot) -> None:
    type_into(page.search, "nobody")
    qtbot.waitUntil(lambda: page.model.count == 0)
    assert page.search.isVisible()


def test_a_contact_is_shown_and_changed(page: ContactsPage, desk: Desk) -> None:
    page.table.selectRow(0)
    click(button(page.panel, "Edit"))
    type_into(named(page.panel, QLineEdit, "City"), "Graz")
    click(button(page.panel, "Save changes"))
    contact = desk.workspace.contacts.by_email("anna@example.org")
    assert contact is not None
    assert contact.values["city"] == "Graz"
    assert contact.tags == {"reader"}


def test_a_table_is_imported_and_what_does_not_fit_is_told(
    page: ContactsPage, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    table = tmp_path / "people.csv"
    table.write_text(TABLE, encoding="cp1252")
    page.start_import(table)
    form = page.importing.form
    assert form is not None
    assert form.encoding.value == "cp1252"
    assert form.separator.value == ";"
    choose(form.targets[2].what, "City")
    click(page.importing.go)
    qtbot.waitUntil(lambda: not page.importing.busy, timeout=20_000)
    qtbot.waitUntil(lambda: button(page.importing, "Open the error file") is not None)
    click(button(page.importing, "To the contacts"))
    assert page.model.count == 2
    contact = desk.workspace.contacts.by_email("ben@example.org")
    assert contact is not None
    assert contact.values["city"] == "Köln"
    assert (tmp_path / "people-errors.csv").exists()


def test_a_table_without_addresses_is_refused_before_anything_happens(
    page: ContactsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    table = tmp_path / "no.csv"
    table.write_text("Name;Ort\nAnna;Wien\n")
    page.start_import(table)
    click(page.importing.go)
    qtbot.waitUntil(lambda: bool(page.importing.banner.words), timeout=20_000)
    assert "address" in page.importing.banner.words


def test_another_reading_of_the_file_shows_other_columns(page: ContactsPage, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("E-Mail;Vorname\nanna@example.org;Anna\n")
    page.start_import(table)
    form = page.importing.form
    assert form is not None
    choose(form.separator, "Comma ,")
    assert page.importing.form is not None
    assert len(page.importing.form.targets) == 1


def test_a_withdrawal_is_written_down(page: ContactsPage, desk: Desk) -> None:
    page.table.selectRow(0)
    pick(button(page.panel, "no consent"), "Consent withdrawn")
    contact = desk.workspace.contacts.by_email("anna@example.org")
    assert contact is not None
    consents = desk.workspace.contacts.detail(contact.id).consents
    assert [(consent.purpose, consent.status) for consent in consents] == [("newsletter", "withdrawn")]
    button(page.panel, "Newsletter: withdrawn")


def test_a_contact_is_let_into_a_live_journey_by_hand(page: ContactsPage, desk: Desk) -> None:
    by_hand = Journey(
        id="hand",
        name="By hand",
        nodes=(Node(id="start", type="manual_trigger"), Node(id="wait", type="wait")),
        edges=(Edge(source="start", port="next", target="wait"),),
    )
    desk.workspace.journeys.publish(by_hand)
    page.table.selectRow(0)
    pick(button(page.panel, "Let into a journey"), "By hand")
    assert desk.workspace.journeys.counts("hand").entered == 1
    assert "Let into" in page.panel._banner.words


def test_an_address_is_blocked_and_unblocked_in_the_panel(page: ContactsPage, desk: Desk) -> None:
    ben = desk.workspace.contacts.ids("ben")[0]
    page.panel.show_contact(ben)
    click(button(page.panel, "Block address"))
    assert desk.workspace.contacts.detail(ben).suppressed == "manual"
    click(button(page.panel, "Unblock address"))
    assert desk.workspace.contacts.detail(ben).suppressed == ""


def test_a_contact_is_deleted_after_a_second_word(page: ContactsPage, desk: Desk) -> None:
    contacts = desk.workspace.contacts
    page.panel.show_contact(contacts.ids("ben")[0])
    click(button(page.panel, "Delete contact …"))
    click(button(page.panel, "Cancel"))
    assert contacts.count() == 2
    click(button(page.panel, "Delete contact …"))
    click(button(page.panel, "Delete for good"))
    assert [each.email for each in contacts.page(0, 5)] == ["anna@example.org"]
    assert page.model.count == 1
    assert page.panel.isHidden()


def test_the_address_of_a_deleted_contact_stays_blocked_if_so_wished(page: ContactsPage, desk: Desk) -> None:
    contacts = desk.workspace.contacts
    page.panel.show_contact(contacts.ids("ben")[0])
    click(button(page.panel, "Delete contact …"))
    click(page.panel.parting.keep_off)
    click(button(page.panel, "Delete for good"))
    again = contacts.add({"email": "ben@example.org"})
    assert contacts.detail(again).suppressed == "erased"
