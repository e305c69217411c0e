"""Where people stand in the running journey, and the way of one of them, by mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from app.core.records import Trail
from app.ui.journey.crowd import Crowd
from app.ui.journey.desk_page import DeskJourneyPage
from tests.ui.hand import click, type_into


def cells(table: QTableWidget) -> list[list[str]]:
    found: list[list[str]] = []
    for row in range(table.rowCount()):
        items = [table.item(row, column) for column in range(table.columnCount())]
        found.append([item.text() if item else "" for item in items])
    return found


def press(table: QTableWidget, row: int) -> None:
    item = table.item(row, 0)
    assert item is not None
    at = table.visualItemRect(item).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def looked(page: DeskJourneyPage, qtbot: QtBot) -> Crowd:
    """The part of the live panel that tells who waits, once it has looked."""
    crowd = page.live.crowd
    qtbot.waitUntil(lambda: crowd.steps.rowCount() == 1, timeout=20_000)
    return crowd


def test_steps_are_listed_with_who_waits_there_and_a_click_shows_them(
    waiting_page: DeskJourneyPage, qtbot: QtBot
) -> None:
    crowd = looked(waiting_page, qtbot)
    name, waits, age, due, failed = cells(crowd.steps)[0]
    assert (name, waits, age, failed) == ("wait", "5", "4 days", "")
    assert due
    press(crowd.steps, 0)
    assert waiting_page.selection.current == "wait"
    qtbot.waitUntil(lambda: crowd.guests.rowCount() == 5, timeout=20_000)
    assert cells(crowd.guests)[0][0] == "n0@example.org"
    press(crowd.guests, 2)
    assert crowd.told.text() == "n2@example.org stands at “wait”."


def test_the_way_of_a_contact_is_drawn_and_hidden_again(waiting_page: DeskJourneyPage, qtbot: QtBot) -> None:
    crowd = looked(waiting_page, qtbot)
    trails: list[Trail | None] = []
    crowd.traced.connect(trails.append)
    type_into(crowd.way, "n3@example.org")
    QTest.keyClick(crowd.way, Qt.Key.Key_Return)
    assert crowd.told.text() == "n3@example.org stands at “wait”."
    assert trails[-1] is not None
    assert [line.node for line in trails[-1].lines] == ["form"]
    click(crowd.hide_way)
    assert trails[-1] is None
    assert crowd.told.text() == ""


def test_an_address_that_nobody_has_is_said_to_be_unknown(waiting_page: DeskJourneyPage) -> None:
    crowd = waiting_page.live.crowd
    type_into(crowd.way, "niemand@example.org")
    QTest.keyClick(crowd.way, Qt.Key.Key_Return)
    assert "Nobody with this address" in crowd.told.text()
