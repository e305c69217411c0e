"""The context menu: by right click and by key, on a step, several, a connection, the ground."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from app.core.journey import Point
from app.core.text import Text
from canvas.commands import Command
from canvas.key_names import key_words
from canvas.scene.geometry import Spot
from tests.canvas.hand import Hand

GROUND = Spot(636, 56)


@pytest.fixture(autouse=True)
def closed_menus() -> Iterator[None]:
    """No menu stays open after a test."""
    yield
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


def right_click(hand: Hand, spot: Spot) -> QMenu:
    """Ask for the menu at a place."""
    place = hand.seen_at(spot)
    return _asked(hand, QContextMenuEvent.Reason.Mouse, place)


def _asked(hand: Hand, reason: QContextMenuEvent.Reason, place: QPoint) -> QMenu:
    QApplication.sendEvent(hand.view, QContextMenuEvent(reason, place, hand.view.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def words(menu: QMenu) -> list[str]:
    """What it offers, without keys."""
    return [each.text().split("\t")[0] for each in menu.actions() if not each.isSeparator()]


def choose(menu: QMenu, name: str) -> None:
    """Take one of its entries."""
    found: list[QAction] = [each for each in menu.actions() if each.text().split("\t")[0] == name]
    assert len(found) == 1, words(menu)
    menu.close()
    found[0].trigger()


def test_menu_on_a_step_selects_it_and_offers_what_fits(hand: Hand) -> None:
    menu = right_click(hand, hand.middle("mail"))
    assert hand.selection.steps == {"mail"}
    offered = words(menu)
    assert {"Copy", "Duplicate", "Delete", "Replace by another step …", "Take out of the chain"} <= set(
        offered
    )
    assert offered[-2:] == ["Delete", "Delete without joining the neighbors"]


def test_menu_shows_the_key_of_each_entry(hand: Hand) -> None:
    menu = right_click(hand, hand.middle("mail"))
    shown = dict(each.text().split("\t") for each in menu.actions() if "\t" in each.text())
    assert shown["Duplicate"] == key_words("Ctrl+D", "en")


def test_menu_on_one_of_several_keeps_the_selection(hand: Hand) -> None:
    hand.click(hand.middle("mail"))
    hand.click(hand.middle("fork"), Qt.KeyboardModifier.ControlModifier)
    menu = right_click(hand, hand.middle("fork"))
    assert hand.selection.steps == {"mail", "fork"}
    assert "Select all in between" in words(menu)
    assert "Replace by another step …" not in words(menu)


def test_menu_on_a_connection_acts_on_it(hand: Hand) -> None:
    before = hand.journey
    menu = right_click(hand, hand.view.scene.route(("fork", "yes")).along(40))
    assert "Copy" not in words(menu)
    choose(menu, "Delete")
    assert hand.journey.target("fork", "yes") is None
    hand.control(Qt.Key.Key_Z)
    assert hand.journey is before


def test_menu_on_the_ground_adds_where_it_was_opened(hand: Hand) -> None:
    hand.click(hand.middle("mail"))
    menu = right_click(hand, GROUND)
    assert hand.selection.steps == frozenset()
    choose(menu, "Add a step here")
    hand.choose("goal")
    assert hand.journey.position(hand.newest()) == Point(520, 20)


def test_menu_on_the_ground_pastes_where_it_was_opened(hand: Hand) -> None:
    hand.click(hand.middle("end"))
    hand.control(Qt.Key.Key_C)
    choose(right_click(hand, GROUND), "Paste here")
    assert hand.journey.position(hand.newest()) == Point(520, 20)
    QGuiApplication.clipboard().clear()


def test_menu_key_opens_it_on_the_selection(hand: Hand) -> None:
    hand.click(hand.middle("mail"))
    menu = _asked(hand, QContextMenuEvent.Reason.Keyboard, QPoint(0, 0))
    assert "Duplicate" in words(menu)
    menu.close()
    hand.key(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert isinstance(QApplication.activePopupWidget(), QMenu)


def test_step_is_replaced_from_the_menu(hand: Hand) -> None:
    choose(right_click(hand, hand.middle("mail")), "Replace by another step …")
    hand.choose("split")
    assert hand.journey.by_id["mail"].type == "split"
    assert hand.journey.by_id["mail"].title == "Mail"


def test_others_hook_their_commands_in(hand: Hand) -> None:
    ran: list[str] = []
    hand.view.learn(
        (
            Command((), Text("Tee & Kaffee", "Tea & coffee"), lambda: ran.append("tea"), menu=("edge",)),
            Command((), Text("Nie", "Never"), lambda: None, enabled=lambda: False, menu=("edge",)),
        )
    )
    menu = right_click(hand, hand.view.scene.route(("fork", "yes")).along(40))
    assert "Never" not in words(menu)
    choose(menu, "Tea && coffee")
    assert ran == ["tea"]


def test_entries_can_be_hit_by_a_finger(hand: Hand) -> None:
    menu = right_click(hand, hand.middle("mail"))
    heights = [menu.actionGeometry(each).height() for each in menu.actions() if not each.isSeparator()]
    assert min(heights) >= 32


def test_no_two_commands_share_a_key(hand: Hand) -> None:
    keys = [QKeySequence(key).toString() for each in hand.view.commands for key in each.keys]
    assert len(keys) == len(set(keys))


def test_an_entry_that_fits_no_more_does_nothing(hand: Hand) -> None:
    menu, before = right_click(hand, hand.middle("mail")), hand.journey
    hand.selection.clear()
    choose(menu, "Replace by another step …")
    assert not hand.search.isVisible()
    assert hand.journey is before
