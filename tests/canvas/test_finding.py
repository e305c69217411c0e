"""Finding the way: search in the journey, problems, the path above the canvas, the camera and its places."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from app.core.journey import Journey, Node, Point
from app.core.problems import Problem
from app.core.text import same
from canvas import motion
from canvas.overlays.crumbs import Crumbs
from canvas.overlays.find_bar import FindBar
from canvas.wayfinding.search_index import SearchIndex
from tests.canvas.graphs import many
from tests.canvas.hand import Hand
from tests.support.patience import soon

SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


class Finder:
    """Types into the bar that looks for steps."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        hand.control(Qt.Key.Key_F)
        found = hand.view.findChild(FindBar)
        assert isinstance(found, FindBar)
        self.bar = found
        assert soon(self.bar.field.hasFocus)

    def type(self, words: str) -> None:
        """Type, and wait until all words of the steps are there."""
        QTest.keyClicks(self.bar.field, words)
        assert soon(lambda: bool(self.bar.count.text()))

    def says(self, words: str) -> bool:
        """Whether the bar soon says something."""
        return soon(lambda: self.bar.count.text() == words)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in the bar."""
        QTest.keyClick(self.bar.field, key, modifiers)


@pytest.fixture
def wide(show: Callable[[Journey], Hand], welcome: Journey) -> Hand:
    """The welcome journey with a step far away, whose settings hold a word."""
    far = Node(id="far", type="send_mail", title="Far", config={"subject": "Needle in here"})
    layout = {**welcome.layout, "far": Point(4_000, 3_000)}
    return show(welcome.replace(nodes=(*welcome.nodes, far), layout=layout))


def seen(hand: Hand, step: str) -> bool:
    """Whether a card is in sight."""
    return hand.view.camera.seen.has(hand.middle(step))


# Search


def test_a_word_in_the_settings_is_found_and_shown_without_selecting(wide: Hand) -> None:
    finder = Finder(wide)
    finder.type("needle")
    assert finder.says("1 of 1")
    assert seen(wide, "far")
    assert wide.selection.current is None


def test_enter_goes_to_the_next_hit_and_selects_it(wide: Hand) -> None:
    finder = Finder(wide)
    finder.type("mail")
    assert finder.says("1 of 2")
    finder.key(Qt.Key.Key_Return)
    assert wide.selection.current == "far"
    assert finder.says("2 of 2")
    finder.key(Qt.Key.Key_Return)
    assert wide.selection.current == "mail"
    finder.key(Qt.Key.Key_Return, SHIFT)
    assert wide.selection.current == "far"


def test_f3_on_the_canvas_goes_on_while_the_bar_is_open(wide: Hand) -> None:
    finder = Finder(wide)
    finder.type("mail")
    assert finder.says("1 of 2")
    wide.key(Qt.Key.Key_F3)
    assert wide.selection.current == "far"
    wide.key(Qt.Key.Key_F3, SHIFT)
    assert wide.selection.current == "mail"


def test_all_words_have_to_occur_and_what_is_not_there_is_said(wide: Hand) -> None:
    finder = Finder(wide)
    finder.type("needle far")
    assert finder.says("1 of 1")
    QTest.keyClicks(finder.bar.field, " nowhere")
    assert finder.says("nothing found")


def test_problems_are_found_by_their_words(wide: Hand) -> None:
    wide.view.set_problems((Problem("x", "error", same("The plumbing leaks."), node="fork"),))
    finder = Finder(wide)
    finder.type("plumbing")
    assert finder.says("1 of 1")
    finder.key(Qt.Key.Key_Return)
    assert wide.selection.current == "fork"


def test_an_edit_is_found_at_once_and_a_deleted_step_no_more(wide: Hand) -> None:
    finder = Finder(wide)
    finder.type("needle")
    assert finder.says("1 of 1")
    finder.key(Qt.Key.Key_Return)
    wide.view.delete_selection()
    assert finder.says("nothing found")
    wide.view.undo()
    assert finder.says("1 of 1")


def test_escape_closes_the_search_and_the_canvas_has_the_keyboard(wide: Hand) -> None:
    before = wide.journey
    finder = Finder(wide)
    finder.type("mail")
    finder.key(Qt.Key.Key_Escape)
    assert finder.bar.isHidden()
    assert soon(wide.view.hasFocus)
    assert wide.journey is before


def test_what_was_not_found_is_dimmed(hand: Hand) -> None:
    plain = hand.view.grab().toImage()
    place = hand.seen_at(hand.middle("fork"))
    finder = Finder(hand)
    finder.type("start")
    assert finder.says("1 of 1")
    dimmed = hand.view.grab().toImage()
    assert dimmed.pixelColor(place) != plain.pixelColor(place) or dimmed != plain


def test_the_index_reads_a_step_once_as_long_as_it_stays() -> None:
    read: list[str] = []

    def words(node: Node) -> str:
        read.append(node.id)
        return node.title

    index, journey = SearchIndex(words), many(500)
    index.show(journey, list(journey.by_id), {})
    while index.work(100):
        pass
    changed = journey.replace(
        nodes=(journey.nodes[0].model_copy(update={"title": "Other"}), *journey.nodes[1:])
    )
    index.show(changed, list(changed.by_id), {})
    assert not index.is_complete
    index.work(100)
    assert read == [*journey.by_id, "n0"]
    assert index.find("other") == ["n0"]


# Problems


def problem(node: str | None, words: str) -> Problem:
    return Problem("x", "warning", same(words), node=node)


def test_f8_goes_from_problem_to_problem_in_the_order_of_reading(hand: Hand) -> None:
    said: list[object] = []
    hand.view.hint_changed.connect(said.append)
    hand.view.set_problems((problem("end", "Last"), problem("mail", "First"), problem(None, "Nowhere")))
    way: list[str | None] = []
    for modifiers in (Qt.KeyboardModifier.NoModifier,) * 3 + (SHIFT,):
        hand.key(Qt.Key.Key_F8, modifiers)
        way.append(hand.selection.current)
    assert way == ["mail", "end", "mail", "end"]
    assert "First" in str(said[0])


def test_f8_goes_to_a_connection(hand: Hand) -> None:
    edge = hand.journey.outgoing["fork"]["yes"]
    hand.view.set_problems((Problem("x", "error", same("Broken"), node="fork", edge=edge),))
    hand.key(Qt.Key.Key_F8)
    assert hand.selection.edge == edge


def test_f8_without_problems_says_so(hand: Hand) -> None:
    said: list[object] = []
    hand.view.hint_changed.connect(said.append)
    hand.key(Qt.Key.Key_F8)
    assert len(said) == 1


# The path above the canvas


def crumbs_of(hand: Hand) -> Crumbs:
    found = hand.view.findChild(Crumbs)
    assert isinstance(found, Crumbs)
    return found


def test_the_path_leads_from_the_trigger_to_the_selected_step(hand: Hand) -> None:
    crumbs = crumbs_of(hand)
    assert crumbs.isHidden()
    hand.click(hand.middle("end"))
    assert crumbs.shown == ["Start", "Mail", "Fork", "End"]
    hand.key(Qt.Key.Key_Escape)
    assert crumbs.isHidden()


def test_a_click_on_the_path_leads_to_its_step(hand: Hand) -> None:
    hand.click(hand.middle("end"))
    button = crumbs_of(hand).findChildren(QToolButton)[1]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert hand.selection.current == "mail"
    assert soon(hand.view.hasFocus)


def test_the_path_is_walked_by_keys(hand: Hand) -> None:
    hand.click(hand.middle("end"))
    hand.key(Qt.Key.Key_B)
    buttons = crumbs_of(hand).findChildren(QToolButton)
    assert soon(buttons[3].hasFocus)
    QTest.keyClick(buttons[3], Qt.Key.Key_Left)
    QTest.keyClick(buttons[2], Qt.Key.Key_Left)
    QTest.keyClick(buttons[1], Qt.Key.Key_Return)
    assert hand.selection.current == "mail"
    assert soon(hand.view.hasFocus)


def test_the_middle_of_a_long_path_is_folded(show: Callable[[Journey], Hand]) -> None:
    hand = show(many(60))
    hand.selection.select(["n58"])
    shown = crumbs_of(hand).shown
    assert shown[1] == "…"
    assert crumbs_of(hand).geometry().right() <= hand.view.width()
    assert len(shown) > 4


def test_a_new_title_stands_in_the_path(hand: Hand) -> None:
    hand.click(hand.middle("mail"))
    hand.document.apply(
        lambda journey: journey.replace(
            nodes=tuple(
                node.model_copy(update={"title": "Hello"}) if node.id == "mail" else node
                for node in journey.nodes
            )
        ),
        same("x"),
    )
    assert crumbs_of(hand).shown == ["Start", "Hello"]


# The camera


def test_the_selection_fills_the_view_and_the_way_back_leads_where_it_was(wide: Hand) -> None:
    before = wide.view.camera.view
    wide.selection.select(["far"])
    wide.key(Qt.Key.Key_F, SHIFT)
    there = wide.view.camera.view
    assert seen(wide, "far")
    wide.key(Qt.Key.Key_F)
    assert seen(wide, "start")
    assert seen(wide, "far")
    wide.key(Qt.Key.Key_Left, ALT)
    assert wide.view.camera.view == there
    wide.key(Qt.Key.Key_Left, ALT)
    assert wide.view.camera.view == before
    wide.key(Qt.Key.Key_Left, ALT)
    wide.key(Qt.Key.Key_Right, ALT)
    assert wide.view.camera.view == there


@pytest.fixture
def moving(wide: Hand, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hand]:
    """The same with motion."""
    monkeypatch.setattr(motion, "system_asks_for_less", lambda: False)
    motion.follow("system")
    yield wide
    motion.follow("less")


def test_the_camera_flies_and_arrives(moving: Hand) -> None:
    before = moving.view.camera.view
    moving.view.reveal("far")
    assert moving.view.camera.view == before or not seen(moving, "far")
    assert soon(lambda: seen(moving, "far"))
    assert soon(lambda: abs(moving.view.camera.seen.center.x - moving.middle("far").x) < 1)


def test_a_hand_counts_for_more_than_a_flight(moving: Hand) -> None:
    moving.view.reveal("far")
    moving.view.camera.pan(7, 0)
    held = moving.view.camera.view
    QTest.qWait(250)
    assert moving.view.camera.view == held
