"""Problems are told and mended at their badge, by mouse and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from app.core import edits
from app.core.journey import Edge
from app.core.problems import Problem, Remedy
from app.core.text import Text
from canvas.overlays.remedies import Remedies
from canvas.painting.paint_signs import problem_spot
from tests.canvas.hand import Hand

MEND = Text("Betreff einsetzen", "Fill in a subject")
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def troubled(hand: Hand) -> Hand:
    """The mail lacks a subject, which can be mended; the connection to the branch is odd."""
    remedy = Remedy(MEND, lambda journey: edits.set_config(journey, "mail", {"subject": "Hi"}, ["next"]))
    edge = Edge(source="mail", port="next", target="fork")
    hand.view.set_problems(
        (
            Problem("mail.no_subject", "error", Text("Kein Betreff.", "No subject."), "mail", remedy=remedy),
            Problem("edge.odd", "warning", Text("Seltsam.", "Odd."), "mail", edge=edge),
        )
    )
    return hand


def window(hand: Hand) -> Remedies:
    found = hand.view.findChild(Remedies)
    assert isinstance(found, Remedies)
    return found


def words(hand: Hand) -> list[str]:
    return [label.text() for label in window(hand).findChildren(QLabel)]


def test_a_click_on_a_badge_tells_and_the_button_mends_as_one_step_of_undo(troubled: Hand) -> None:
    before = troubled.journey
    troubled.click(problem_spot(troubled.view.scene.box("mail")))
    assert words(troubled) == ["Error", "No subject."]
    assert troubled.selection.current == "mail"
    mend = next(each for each in window(troubled).findChildren(QPushButton) if each.text() == MEND.en)
    QTest.mouseClick(mend, Qt.MouseButton.LeftButton)
    assert troubled.journey.by_id["mail"].config == {"subject": "Hi"}
    assert window(troubled).isHidden()
    assert troubled.document.undo_text == MEND
    troubled.control(Qt.Key.Key_Z)
    assert troubled.journey is before


def test_keys_alone_open_mend_and_lead_back_to_the_canvas(troubled: Hand) -> None:
    troubled.click(troubled.middle("mail"))
    troubled.key(Qt.Key.Key_Return, ALT)
    assert window(troubled).isVisible()
    focused = window(troubled).focusWidget()
    assert isinstance(focused, QPushButton)
    QTest.keyClick(focused, Qt.Key.Key_Space)
    assert troubled.journey.by_id["mail"].config == {"subject": "Hi"}
    assert troubled.view.hasFocus()


def test_esc_closes_without_a_change(troubled: Hand) -> None:
    before = troubled.journey
    troubled.click(troubled.middle("mail"))
    troubled.key(Qt.Key.Key_Return, ALT)
    focused = window(troubled).focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert window(troubled).isHidden()
    assert troubled.journey is before


def test_a_connection_tells_what_is_wrong_with_it(troubled: Hand) -> None:
    troubled.selection.select_edge(troubled.journey.outgoing["mail"]["next"])
    troubled.key(Qt.Key.Key_Return, ALT)
    assert words(troubled) == ["Warning", "Odd."]


def test_where_nothing_is_wrong_nothing_opens(troubled: Hand) -> None:
    troubled.click(troubled.middle("start"))
    troubled.key(Qt.Key.Key_Return, ALT)
    assert window(troubled).isHidden()
