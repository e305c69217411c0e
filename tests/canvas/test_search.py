"""The step search: what it offers, in which order, and how it is operated."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QWidget

from app.core.journey import Journey
from tests.canvas.hand import Hand
from tests.support.patience import soon


def test_offers_every_type_once(hand: Hand) -> None:
    hand.view.open_step_search()
    offered = hand.search.offered()
    assert sorted(offered) == sorted(each.id for each in hand.view.scene.catalog)
    rest = offered[5:]
    assert rest == [each.id for each in hand.view.scene.catalog if each.id in rest]


def test_an_empty_canvas_begins_with_ready_made_triggers(show: Callable[[Journey], Hand]) -> None:
    hand = show(Journey(id="empty", name="Empty"))
    hand.key(Qt.Key.Key_Tab)
    assert hand.search.offered()[0] == "event_trigger:form_submitted"
    assert hand.search.where == "How the journey begins"
    QTest.keyClick(hand.search.field, Qt.Key.Key_Return)
    assert hand.journey.nodes[0].config == {"event": {"type": "form_submitted", "where": []}}


@pytest.mark.parametrize(
    ("words", "type_id"),
    [
        ("sms", "service_message"),
        ("newsletter", "send_mail"),
        ("pause", "wait"),
        ("if", "branch"),
        ("wenn", "branch"),
        ("waretn", "wait"),
        ("vrzw", "branch"),
        ("öffn", "engagement:opened"),
        ("oeffn", "engagement:opened"),
        ("opened", "engagement:opened"),
    ],
)
def test_finds_by_synonyms_slips_and_pieces(hand: Hand, words: str, type_id: str) -> None:
    hand.selection.select(["fork"])
    hand.view.open_step_search()
    hand.search.field.setText(words)
    assert hand.search.offered()[0] == type_id


def test_a_length_of_time_makes_a_wait_of_it(hand: Hand) -> None:
    hand.selection.select(["fork"])
    hand.key(Qt.Key.Key_Tab)
    hand.choose("3 hours")
    wait = hand.journey.nodes[-1]
    assert wait.type == "wait"
    assert wait.config["until"] == {"after": {"amount": 3, "unit": "hours"}, "window": None}


def test_what_the_person_puts_there_comes_first(hand: Hand) -> None:
    start = hand.journey
    for _ in range(2):
        hand.selection.select(["fork"])
        hand.key(Qt.Key.Key_Tab)
        hand.choose("notify")
        hand.control(Qt.Key.Key_Z)
    assert hand.journey is start
    hand.selection.select(["fork"])
    hand.key(Qt.Key.Key_Tab)
    assert hand.search.offered()[0] == "notify_team"


def test_it_stays_open_so_that_a_chain_can_be_typed(hand: Hand) -> None:
    before = hand.journey
    hand.selection.select(["fork"])
    hand.key(Qt.Key.Key_Tab)
    for words in ("send mail", "wait"):
        QTest.keyClicks(hand.search.field, words)
        QTest.keyClick(hand.search.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert hand.search.isVisible()
        assert hand.search.field.text() == ""
    assert hand.search.where == "After “Wait”"
    QTest.keyClick(hand.search.field, Qt.Key.Key_Escape)
    mail, wait = (node.id for node in hand.journey.nodes[-2:])
    assert hand.journey.target("fork", "else") == mail
    assert hand.journey.target(mail, "next") == wait
    hand.control(Qt.Key.Key_Z)
    hand.control(Qt.Key.Key_Z)
    assert hand.journey is before


def test_after_an_end_the_chain_goes_on_at_the_next_open_way(show: Callable[[Journey], Hand]) -> None:
    hand = show(Journey(id="empty", name="Empty"))
    hand.key(Qt.Key.Key_Tab)
    for words in ("form", "consent?", "exit"):
        QTest.keyClicks(hand.search.field, words)
        QTest.keyClick(hand.search.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert hand.search.where == "After “Consent?”, way out “No”"
    hand.choose("exit")
    question = hand.journey.nodes[1].id
    assert [hand.journey.by_id[hand.journey.target(question, port) or ""].type for port in ("yes", "no")] == [
        "exit",
        "exit",
    ]


def test_it_closes_when_nothing_is_open_any_more(show: Callable[[Journey], Hand]) -> None:
    hand = show(Journey(id="empty", name="Empty"))
    hand.key(Qt.Key.Key_Tab)
    for words in ("form", "exit"):
        QTest.keyClicks(hand.search.field, words)
        QTest.keyClick(hand.search.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert not hand.search.isVisible()
    assert soon(hand.view.hasFocus)


@pytest.mark.parametrize("words", ["reaction", "branch"])
def test_a_question_behind_a_mail_asks_about_that_mail(hand: Hand, words: str) -> None:
    hand.selection.select(["fork"])
    hand.key(Qt.Key.Key_Tab)
    hand.choose(words)
    assert '"step": "mail"' in json.dumps(dict(hand.journey.nodes[-1].config))


@pytest.mark.parametrize("words", ["warten", "WAIT", "zeit"])
def test_finds_by_title_in_both_languages_and_by_group(hand: Hand, words: str) -> None:
    hand.view.open_step_search()
    hand.search.field.setText(words)
    assert "wait" in hand.search.offered()


def test_hits_in_titles_come_before_hits_in_explanations(hand: Hand) -> None:
    hand.view.open_step_search()
    hand.search.field.setText("exit")
    assert hand.search.offered()[0] == "exit"


def test_says_so_when_nothing_is_called_that(hand: Hand) -> None:
    hand.view.open_step_search()
    hand.search.field.setText("xyzzy")
    assert hand.search.offered() == []
    assert any("No step" in label.text() and label.isVisible() for label in hand.search.findChildren(QLabel))
    QTest.keyClick(hand.search.field, Qt.Key.Key_Return)
    assert hand.search.isVisible()


def test_arrows_skip_the_heads_of_groups(hand: Hand) -> None:
    hand.view.open_step_search()
    for _ in range(3):
        QTest.keyClick(hand.search.field, Qt.Key.Key_Down)
    QTest.keyClick(hand.search.field, Qt.Key.Key_Return)
    assert hand.types()[-1] == hand.search.offered()[3]


def test_a_click_picks(hand: Hand) -> None:
    hand.view.open_step_search()
    rows = hand.search.findChild(QListWidget)
    assert isinstance(rows, QListWidget)
    place = rows.visualItemRect(rows.item(1)).center()
    first = hand.search.offered()[0]
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert hand.types()[-1] == first
    assert not hand.search.isVisible()


def test_stays_inside_the_view(hand: Hand) -> None:
    hand.view.camera.pan(-3000, -3000)
    hand.selection.select(["end"])
    hand.view.open_step_search()
    assert hand.view.rect().contains(hand.search.geometry())


def test_behind_a_step_only_what_can_follow_is_offered(hand: Hand) -> None:
    hand.selection.select(["fork"])
    hand.view.open_step_search()
    assert not any(each.is_trigger and each.id in hand.search.offered() for each in hand.view.scene.catalog)


class Paintings(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        QApplication.processEvents()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: something happens to the widget."""
        self.count += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def test_typing_repaints_nothing_of_the_journey(hand: Hand) -> None:
    hand.selection.select(["fork"])
    hand.key(Qt.Key.Key_Tab)
    paintings = Paintings(hand.view)
    for letter in "mail":
        QTest.keyClicks(hand.search.field, letter)
        QApplication.processEvents()
    assert paintings.count == 0
    hand.view.camera.pan(10, 0)
    QApplication.processEvents()
    assert paintings.count > 0


@pytest.mark.parametrize("place", ["port", "plus"])
def test_it_closes_when_what_it_was_opened_for_is_gone(hand: Hand, place: str) -> None:
    hand.click(hand.port("mail") if place == "port" else hand.view.scene.plus(("mail", "next")))
    assert hand.search.isVisible()
    hand.document.reset(hand.journey.replace(nodes=hand.journey.nodes[:1], edges=(), layout={}))
    assert hand.search.isHidden()
    hand.view.grab()
