"""The page Activity, by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.core.clock import DAY, HOUR
from app.core.records import MessageRow
from app.services.activity import Shelf, Wanted
from app.services.workspace import Workspace
from app.store import tables as t
from app.store.incidents import Incident, note
from app.ui.activity.model import PAGE, MessageModel
from app.ui.activity.page import ActivityPage
from app.ui.context import Context
from tests.support.trouble import ids, pause_itself, put
from tests.ui.hand import button, choose, click, type_into

Open = Callable[[], ActivityPage]


def states(space: Workspace, keys: Sequence[int]) -> set[str]:
    with space.database.read() as conn:
        return set(conn.execute(select(t.outbox.c.state).where(t.outbox.c.id.in_(keys))).scalars())


def words(page: QWidget) -> str:
    """Everything that is written on what is seen of a page."""
    QApplication.processEvents()  # what was just added is shown by then
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def tab(page: ActivityPage, name: str) -> None:
    click(page.tabs.buttons[name])


def shelf(page: ActivityPage, name: Shelf) -> None:
    click(page.outbox.shelves.buttons[name])


def row(
    table: QTableView, number: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Click on a row."""
    at = table.visualRect(table.model().index(number, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, at)


def cell(page: ActivityPage, number: int, column: int) -> str:
    model = page.outbox.model
    return model.data(model.index(number, column))


def test_a_quiet_workspace_opens_on_the_outbox_and_says_that_nothing_waits(open_page: Open) -> None:
    page = open_page()
    assert page.tab == "outbox"
    assert "No mail is waiting to be sent right now." in words(page)
    tab(page, "decide")
    assert "Nothing to decide" in words(page)
    tab(page, "log")
    assert "No incidents" in words(page)


@pytest.mark.parametrize(
    ("action", "state"), [("It arrived", "accepted"), ("Send again", "queued"), ("Leave it", "uncertain")]
)
def test_an_uncertain_mail_is_decided_on_its_card(
    open_page: Open, post: Workspace, qtbot: QtBot, action: str, state: str
) -> None:
    keys = ids(post, 1)
    put(post, keys, "uncertain", reason="interrupted", due=None)
    page = open_page()
    assert page.tab == "decide"
    click(button(page.decide, f"{action}: reader00@example.org"))
    qtbot.waitUntil(lambda: "Nothing to decide" in words(page))
    assert states(post, keys) == {state}
    assert page.banner.isVisible()


def test_many_late_mails_are_sent_only_after_a_second_word(
    open_page: Open, post: Workspace, qtbot: QtBot
) -> None:
    keys = ids(post, 25)
    put(post, keys, "held", late=3 * DAY, due=None)
    page = open_page()
    assert "25 mails · up to 3 days late · Welcome" in words(page)
    click(button(page.decide, "Send now: Welcome mail"))
    assert "Really send 25 mails now?" in words(page)
    click(button(page.decide, "Cancel"))
    assert states(post, keys) == {"held"}
    click(button(page.decide, "Do not send: Welcome mail"))
    every = page.decide.findChildren(QAbstractButton)
    [go] = [each for each in every if each.isVisible() and each.property("kind") == "danger"]
    click(go)
    qtbot.waitUntil(lambda: states(post, keys) == {"skipped"})


def test_late_mails_are_decided_one_by_one_in_the_outbox(
    open_page: Open, post: Workspace, qtbot: QtBot
) -> None:
    keys = ids(post, 3)
    put(post, keys, "held", late=2 * HOUR, due=None)
    page = open_page()
    click(button(page.decide, "Show"))
    assert (page.tab, page.outbox.model.rowCount()) == ("outbox", 3)
    row(page.outbox.table, 0)
    row(page.outbox.table, 1, Qt.KeyboardModifier.ControlModifier)
    assert "2 mails" in words(page.outbox.detail)
    click(button(page.outbox.detail, "Send now"))
    qtbot.waitUntil(lambda: page.outbox.model.rowCount() == 1)
    assert states(post, keys) == {"held", "queued"}


def test_a_failure_says_why_in_words_and_is_tried_again(
    open_page: Open, post: Workspace, qtbot: QtBot
) -> None:
    [key] = ids(post, 1)
    put(post, [key], "refused", reason="missing_value: contact.first_name", due=None, response="")
    page = open_page()
    shelf(page, "failed")
    assert cell(page, 0, 4).startswith("this contact has no value")
    row(page.outbox.table, 0)
    assert "Fill it in" in words(page.outbox.detail)
    click(button(page.outbox.detail, "Try again"))
    qtbot.waitUntil(lambda: states(post, [key]) == {"queued"})
    qtbot.waitUntil(lambda: "No mail has failed." in words(page))


def test_what_is_put_off_says_until_when_and_why(open_page: Open, post: Workspace) -> None:
    due = post.activity.now() + 3 * HOUR
    put(post, ids(post, 1), "deferred", reason="try_later", due=due)
    page = open_page()
    shelf(page, "delayed")
    assert cell(page, 0, 0) == page._context.moment(due)
    assert cell(page, 0, 4) == "the mail server asks to try again later."


def test_search_and_journey_narrow_the_outbox(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    shelf(page, "sent")
    assert page.outbox.model.rowCount() == 30
    type_into(page.search, "reader07")
    qtbot.waitUntil(lambda: page.outbox.model.rowCount() == 1)
    assert cell(page, 0, 1) == "reader07@example.org"
    page.search.clear()
    choose(page.journey, "Welcome")
    qtbot.waitUntil(lambda: page.outbox.model.rowCount() == 30)
    assert page.outbox.table.isColumnHidden(3)


def test_what_others_do_is_seen_and_what_is_chosen_stays_so(open_page: Open, post: Workspace) -> None:
    keys = ids(post, 3)
    put(post, keys[:2], "refused", reason="gave_up", due=None)
    page = open_page()
    shelf(page, "failed")
    row(page.outbox.table, 1)
    before = page.outbox.chosen()[0].id
    put(post, keys[2:], "refused", reason="gave_up", due=None)
    page.look()
    assert page.outbox.model.rowCount() == 3
    assert [message.id for message in page.outbox.chosen()] == [before]


def test_the_keyboard_reaches_a_message_and_its_decision(
    open_page: Open, post: Workspace, qtbot: QtBot
) -> None:
    [key] = ids(post, 1)
    put(post, [key], "refused", reason="gave_up", due=None)
    page = open_page()
    shelf(page, "failed")
    page.outbox.table.setFocus()
    QTest.keyClick(page.outbox.table, Qt.Key.Key_Down)
    again = button(page.outbox.detail, "Try again")
    again.setFocus()
    QTest.keyClick(again, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: states(post, [key]) == {"queued"})


def test_what_is_planned_stands_under_its_day(open_page: Open, qtbot: QtBot) -> None:
    page = open_page()
    tab(page, "planned")
    qtbot.waitUntil(lambda: "30 contacts" in words(page))
    assert "Two days" in words(page)
    assert "no mail" in words(page)


def test_incidents_are_shown_page_by_page(open_page: Open, post: Workspace) -> None:
    with post.database.write() as conn:
        for n in range(60):
            note(conn, Incident(n, "list_gone", "welcome", "mail", None, {"list": f"L{n}"}))
    page = open_page()
    tab(page, "log")
    assert "The list “L59” is no longer there." in words(page)
    assert "“L9”" not in words(page)
    click(button(page.log, "Show older ones"))
    assert "“L9”" in words(page)


def test_a_journey_that_paused_itself_asks_to_be_resumed(
    open_page: Open, post: Workspace, qtbot: QtBot
) -> None:
    pause_itself(post, "welcome", post.activity.now(), {"failed": 30, "of": 100})
    page = open_page()
    assert "Welcome" in words(page.decide)
    with qtbot.waitSignal(page.resume_wanted) as told:
        click(button(page.decide, "Resume …"))
    assert told.args == ["welcome"]


class Endless:
    """A hundred thousand messages that remember how they were asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def messages(self, wanted: Wanted, offset: int, limit: int) -> list[MessageRow]:
        self.asked.append(offset)
        numbers = range(offset, min(offset + limit, 100_000))
        return [MessageRow(n, f"{n}@example.org", "j", "n", "", "accepted", n) for n in numbers]


def test_a_long_list_is_fetched_a_page_at_a_time(context: Context, open_page: Open) -> None:
    endless = Endless()
    model = MessageModel(context, endless, open_page()._names)  # pyright: ignore[reportArgumentType]
    model.show(Wanted("sent"))
    assert (model.rowCount(), endless.asked) == (PAGE, [0])
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert (model.rowCount(), endless.asked) == (2 * PAGE, [0, PAGE])
