"""Limits, services, servers and storage."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from app.core.journey import Cap
from app.services.workspace import Workspace
from app.store import tables as t
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.editors.combo import ValueCombo
from app.ui.settings.page import SettingsPage, host_of
from tests.ui.hand import button, choose, click, named, pick, type_into


@pytest.fixture
def page(qtbot: QtBot, context: Context, desk: Desk) -> SettingsPage:
    made = SettingsPage(context, desk)
    qtbot.addWidget(made)
    made.resize(1000, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


def words(page: SettingsPage) -> str:
    QApplication.processEvents()
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_a_cap_for_the_whole_workspace_is_stored(page: SettingsPage, workspace: Workspace) -> None:
    click(named(page, QCheckBox, "Frequency cap"))
    page.leave()
    assert workspace.settings.get().cap == Cap()
    click(named(page, QCheckBox, "Frequency cap"))
    page.leave()
    assert workspace.settings.get().cap is None


def test_a_server_is_confirmed_by_name_or_whole_address(page: SettingsPage, workspace: Workspace) -> None:
    field = named(page, QLineEdit, "Confirmed servers")
    type_into(field, "https://API.example.org/v1?x=1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    page.leave()
    assert workspace.settings.get().confirmed_hosts == ("api.example.org",)
    click(button(page, "Remove tag “api.example.org”"))
    page.leave()
    assert workspace.settings.get().confirmed_hosts == ()


@pytest.mark.parametrize(
    ("entered", "host"),
    [("till.local", "till.local"), ("TILL.local:8080/x", "till.local"), ("https://a.b/c", "a.b"), ("//", "")],
)
def test_a_host_is_read_out_of_what_is_entered(entered: str, host: str) -> None:
    assert host_of(entered) == host


def test_a_service_is_added_changed_and_removed(
    page: SettingsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    pick(page.services.add, "SMS by Twilio")
    click(button(page, "Save"))
    assert "Missing: Account SID." in words(page)
    type_into(named(page, QLineEdit, "Account SID"), "AC1")
    type_into(named(page, QLineEdit, "Auth token"), "secret")
    type_into(named(page, QLineEdit, "Sender number"), "+4930123")
    click(button(page, "Save"))
    [service] = workspace.settings.get().services
    assert (service.name, service.preset) == ("SMS by Twilio", "twilio")
    assert service.values == {"account": "AC1", "sender": "+4930123"}, "no secret among them"
    known = f"service:{service.id}:token"
    qtbot.waitUntil(lambda: workspace.passwords.secret(known) == "secret", timeout=10_000)
    click(button(page, "Change"))
    assert page.services.form is not None
    type_into(page.services.form.name, "Texts")
    click(button(page, "Save"))
    assert workspace.settings.get().services[0].name == "Texts"
    assert workspace.passwords.secret(known) == "secret"
    click(button(page, "Remove"))
    assert workspace.settings.get().services == ()
    qtbot.waitUntil(lambda: workspace.passwords.secret(known) is None, timeout=10_000)


def test_a_test_of_a_service_says_what_is_wrong(
    page: SettingsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    pick(page.services.add, "Slack")
    type_into(named(page, QLineEdit, "Address of the webhook"), "http://10.0.0.1/hook")
    click(button(page, "Save"))
    [service] = workspace.settings.get().services
    known = f"service:{service.id}:url"
    qtbot.waitUntil(lambda: bool(workspace.passwords.secret(known)), timeout=10_000)
    click(button(page, "Send a test: Slack"))
    qtbot.waitUntil(lambda: "https://" in page.services.notice.words, timeout=20_000)


def test_how_long_things_are_kept_is_stored_and_tidying_tells_what_went(
    page: SettingsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    assert not page.storage.tidy.isVisible()
    choose(named(page, ValueCombo, "Keep history, messages and events"), "2 years")
    assert workspace.retention.months() == 24
    click(page.storage.tidy)
    qtbot.waitUntil(lambda: "There was nothing to tidy up." in words(page), timeout=20_000)


def test_the_file_is_made_smaller(page: SettingsPage, workspace: Workspace, qtbot: QtBot) -> None:
    contact = workspace.contacts.add({"email": "anna@example.org"})
    rows = [
        {"contact_id": contact, "type": "x", "at": n, "properties": "{}" * 20, "pending": 0}
        for n in range(20_000)
    ]
    with workspace.database.write() as conn:
        conn.execute(insert(t.events), rows)
        conn.execute(t.events.delete())
    page.refresh()
    assert "of it are free" in words(page)
    click(page.storage.compact)
    qtbot.waitUntil(lambda: "The file takes 0" in page.storage.notice.words, timeout=60_000)
    assert workspace.retention.size().unused == 0
