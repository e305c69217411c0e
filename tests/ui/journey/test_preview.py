"""Trying a journey in the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.clock import DAY
from app.core.records import MessageRow, Trail
from app.core.text import Text
from app.ui.journey.desk_page import DeskJourneyPage
from app.ui.journey.preview_figures import most_per_week
from tests.ui.hand import click, set_number, type_into


def test_try_simulates_and_shows_figures_and_messages(page: DeskJourneyPage, qtbot: QtBot) -> None:
    set_number(page.preview.who.count, 20)
    click(page.header.tryout)
    qtbot.waitUntil(lambda: page.preview.result is not None, timeout=20_000)
    assert page.drawer.current is page.preview
    result = page.preview.result
    assert result is not None
    assert page.preview.entered.value.text() == str(result.counts.entered)
    model = page.preview.messages.model()
    assert model.rowCount() == len(result.messages)
    type_into(page.preview.search, "nobody-at-all")
    assert model.rowCount() == 0


def test_choosing_a_mail_draws_the_way_of_its_contact(page: DeskJourneyPage, qtbot: QtBot) -> None:
    set_number(page.preview.who.count, 20)
    with qtbot.waitSignal(page.preview.counted, timeout=20_000):
        click(page.header.tryout)
    trails: list[Trail | None] = []
    page.preview.traced.connect(trails.append)
    plain = page.canvas.grab().toImage()
    messages = page.preview.messages
    first = messages.visualRect(messages.model().index(0, 1)).center()
    QTest.mouseClick(messages.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert trails
    trail = trails[-1]
    assert trail is not None
    assert trail.email == messages.model().index(0, 1).data()
    assert trail.lines[0].node == "start"
    assert page.canvas.grab().toImage() != plain


def test_a_table_that_is_none_is_refused_in_plain_words(
    page: DeskJourneyPage, qtbot: QtBot, tmp_path: Path
) -> None:
    table = tmp_path / "empty.csv"
    table.write_text("")
    page.preview.who.use_table(table)
    page.preview.run()
    qtbot.waitUntil(lambda: page.preview.again.isEnabled(), timeout=20_000)
    assert "empty.csv" in page.preview._banner.words


def test_nobody_entering_is_explained(page: DeskJourneyPage, qtbot: QtBot) -> None:
    trigger = {"type": "segment_trigger", "config": {}}
    nodes = tuple(
        node.model_copy(update=trigger) if node.id == "start" else node
        for node in page.document.journey.nodes
    )
    page.document.apply(lambda journey: journey.replace(nodes=nodes), Text("", ""))
    with qtbot.waitSignal(page.preview.counted, timeout=20_000):
        click(page.header.tryout)
    assert "Nobody has entered" in page.preview._banner.words


def test_the_densest_week_counts_sent_mails_of_one_contact() -> None:
    def message(email: str, day: float, state: str = "accepted") -> MessageRow:
        return MessageRow(0, email, "j", "n", "", state, round(day * DAY))  # pyright: ignore[reportArgumentType]

    mails = [message("a", 0), message("a", 6.9), message("a", 7), message("b", 1), message("a", 3, "skipped")]
    assert most_per_week(mails) == 2
    assert most_per_week([]) == 0
