"""The minimap: only there when it is of use, dragged by its frame, shows what stands out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from app.core.journey import Journey
from app.core.problems import Problem
from app.core.text import same
from canvas.overlays.minimap import Minimap
from canvas.theme import LIGHT
from tests.canvas.graphs import many
from tests.canvas.hand import Hand
from tests.support.patience import soon

LEFT = Qt.MouseButton.LeftButton
NEAR = 50
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def large(show: Callable[[Journey], Hand]) -> Hand:
    """More steps than fit into the view."""
    return show(many(400))


def map_of(hand: Hand) -> Minimap:
    found = hand.view.findChild(Minimap)
    assert isinstance(found, Minimap)
    return found


def has(hand: Hand, tint: str) -> bool:
    """Whether a color is on the map, perhaps below the frame, which tints what it lies on."""
    picture, wanted = map_of(hand).grab().toImage(), QColor(tint)
    pixels = (picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height()))
    return any(
        abs(each.red() - wanted.red()) + abs(each.green() - wanted.green()) + abs(each.blue() - wanted.blue())
        < NEAR
        for each in pixels
    )


def test_it_is_there_only_while_not_all_is_seen(large: Hand) -> None:
    assert map_of(large).isVisible()
    large.key(Qt.Key.Key_F)
    assert not map_of(large).isVisible()


def test_a_click_leads_far_away_and_the_way_back_leads_back(large: Hand) -> None:
    before = large.view.camera.view
    QTest.mouseClick(map_of(large), LEFT, PLAIN, QPoint(100, 80))
    assert large.view.camera.view != before
    large.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert large.view.camera.view == before


def test_the_frame_is_dragged_from_where_it_was_taken(large: Hand) -> None:
    small, camera = map_of(large), large.view.camera
    QTest.mouseClick(small, LEFT, PLAIN, QPoint(66, 46))
    before = camera.seen.center
    QTest.mousePress(small, LEFT, PLAIN, QPoint(70, 46))
    assert camera.seen.center == before
    QTest.mouseMove(small, QPoint(70, 56))
    assert camera.seen.center.y > before.y + 100
    assert abs(camera.seen.center.x - before.x) < 2
    QTest.mouseRelease(small, LEFT, PLAIN, QPoint(70, 56))
    QTest.mouseMove(small, QPoint(20, 20))
    assert camera.seen.center.y > before.y + 100


def test_selection_and_problems_stand_out(large: Hand) -> None:
    assert not has(large, LIGHT.error)
    large.view.set_problems((Problem("x", "error", same("Wrong"), node="n390"),))
    assert has(large, LIGHT.error)
    assert not has(large, LIGHT.preview)
    large.control(Qt.Key.Key_F)
    QTest.keyClicks(large.view.focusWidget() or large.view, "wrong")
    assert soon(lambda: has(large, LIGHT.preview))


def test_it_keeps_clear_of_the_search(large: Hand) -> None:
    large.control(Qt.Key.Key_F)
    large.view.camera.pan(-5, -5)
    others = [each for each in large.view.children() if each.inherits("QFrame")]
    taken = [each.geometry() for each in others if each.isVisible()]  # pyright: ignore[reportAttributeAccessIssue]  # frames are widgets
    assert not any(each.intersects(map_of(large).geometry()) for each in taken)
