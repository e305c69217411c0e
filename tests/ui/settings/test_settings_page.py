"""Settings are stored as they are entered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.editors.combo import ValueCombo
from app.ui.settings.page import SettingsPage
from app.ui.widgets.spin import WholeNumber
from tests.ui.hand import button, choose, click, named, type_into


@pytest.fixture
def page(qtbot: QtBot, context: Context, desk: Desk) -> Iterator[SettingsPage]:
    """The settings of a new workspace."""
    made = SettingsPage(context, desk)
    qtbot.addWidget(made)
    made.resize(900, 900)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.leave()


def test_a_sender_is_stored_while_it_is_typed(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    type_into(named(page, QLineEdit, "Email address"), "shop@example.org")
    page.findChildren(QPlainTextEdit)[0].setPlainText("Bookshop\nMarket Square 1")
    qtbot.waitUntil(lambda: bool(desk.workspace.settings.get().account.imprint))
    account = desk.workspace.settings.get().account
    assert account.from_address == "shop@example.org"
    assert account.imprint == "Bookshop\nMarket Square 1"


def test_the_usual_port_comes_with_the_encryption(page: SettingsPage, desk: Desk) -> None:
    choose(named(page, ValueCombo, "Mails"), "send with my mail account")
    choose(named(page, ValueCombo, "Encryption"), "TLS (465)")
    assert named(page, WholeNumber, "Port").value() == 465
    page.save_now()
    assert desk.workspace.settings.get().account.port == 465


def test_a_test_mail_ends_up_in_the_folder(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    type_into(page.account.address, "me@example.org")
    click(page.account.send)
    qtbot.waitUntil(lambda: "file in" in page.account.notice.words, timeout=20_000)
    assert len(list(desk.workspace.settings.mail_folder().glob("*.eml"))) == 1


def test_a_server_that_nobody_entered_is_told_in_plain_words(page: SettingsPage, qtbot: QtBot) -> None:
    choose(named(page, ValueCombo, "Mails"), "send with my mail account")
    type_into(page.account.address, "me@example.org")
    click(button(page, "Send test mail"))
    qtbot.waitUntil(lambda: bool(page.account.notice.words), timeout=20_000)
    assert "mail server" in page.account.notice.words


def test_a_password_never_reaches_the_settings(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    choose(named(page, ValueCombo, "Mails"), "send with my mail account")
    type_into(named(page, QLineEdit, "User name"), "shop")
    type_into(page.account.password, "very secret")
    page.account.password.editingFinished.emit()
    page.save_now()
    qtbot.waitUntil(lambda: "stored" in page.account.password.placeholderText(), timeout=20_000)
    assert desk.workspace.passwords.password("shop") == "very secret"
    assert "very secret" not in desk.workspace.settings.get().model_dump_json()
    desk.workspace.passwords.forget("shop")


def test_a_missing_imprint_is_told_beside_its_field_once_mails_really_go_out(
    page: SettingsPage, qtbot: QtBot
) -> None:
    def told() -> bool:
        return any(
            "imprint is missing" in each.text() and each.isVisible() for each in page.findChildren(QLabel)
        )

    assert not told()
    choose(named(page, ValueCombo, "Mails"), "send with my mail account")
    assert told()
    page.findChildren(QPlainTextEdit)[0].setPlainText("Bookshop, Market Square 1")
    qtbot.waitUntil(lambda: not told())
