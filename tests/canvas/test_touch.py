"""What fingers do, on a screen and on a trackpad, judged by document and camera."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from app.core.journey import Point
from canvas.overlays.zoom_bar import ZoomBar
from canvas.scene.geometry import Spot
from tests.canvas.fingers import SCREEN, Fingers
from tests.canvas.hand import PLAIN, Hand

GROUND = Spot(620, 60)


@pytest.fixture
def fingers(hand: Hand) -> Fingers:
    """Fingers on the welcome journey."""
    return Fingers(hand)


@pytest.fixture(autouse=True)
def closed_menus() -> Iterator[None]:
    """No menu stays open after a test."""
    yield
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


def test_tap_selects_a_step(hand: Hand, fingers: Fingers) -> None:
    fingers.tap(hand.middle("mail"))
    assert hand.selection.steps == {"mail"}
    fingers.tap(GROUND)
    assert hand.selection.steps == frozenset()


def test_double_tap_opens_the_inspector(hand: Hand, fingers: Fingers) -> None:
    asked: list[str] = []
    hand.view.inspect_requested.connect(asked.append)
    fingers.tap_twice(hand.middle("mail"))
    assert asked == ["mail"]


def test_double_tap_on_the_ground_searches_for_a_step(hand: Hand, fingers: Fingers) -> None:
    fingers.tap_twice(Spot(636, 56))
    hand.choose("goal")
    assert hand.journey.position(hand.newest()) == Point(520, 20)


def test_two_slow_taps_are_no_double_tap(hand: Hand, fingers: Fingers, qtbot: QtBot) -> None:
    asked: list[str] = []
    hand.view.inspect_requested.connect(asked.append)
    fingers.tap(hand.middle("mail"))
    qtbot.wait(400)
    fingers.tap(hand.middle("mail"))
    assert asked == []


def test_finger_on_the_ground_pushes_the_picture(hand: Hand, fingers: Fingers) -> None:
    seen, before = hand.view.camera.seen, hand.journey
    fingers.drag(GROUND, Spot(GROUND.x - 60, GROUND.y + 40))
    assert (hand.view.camera.seen.left, hand.view.camera.seen.top) == (seen.left + 60, seen.top - 40)
    assert hand.journey is before


def test_finger_drags_a_step_as_one_step_of_undo(hand: Hand, fingers: Fingers) -> None:
    before, start = hand.journey, hand.middle("end")
    fingers.drag(start, Spot(start.x + 140, start.y + 40))
    assert hand.journey.position("end") == Point(200, 420)
    hand.control(Qt.Key.Key_Z)
    assert hand.journey is before


def test_finger_needs_not_hit_a_way_out_exactly(hand: Hand, fingers: Fingers) -> None:
    port = hand.port("fork", 0.25)
    fingers.drag(Spot(port.x + 10, port.y + 10), hand.middle("end"))
    assert hand.journey.target("fork", "else") == "end"


def test_connection_dropped_on_nothing_by_a_finger_asks_for_the_step(hand: Hand, fingers: Fingers) -> None:
    fingers.drag(hand.port("fork", 0.25), Spot(500, 400))
    hand.choose("exit")
    assert hand.journey.target("fork", "else") == hand.newest()


def test_tap_on_a_plus_inserts(hand: Hand, fingers: Fingers) -> None:
    fingers.tap(Spot(316 + 10, 96 + 8))
    hand.choose("wait")
    assert hand.journey.target("start", "next") == hand.newest()


def test_two_fingers_zoom_and_hold_what_is_between_them(hand: Hand, fingers: Fingers) -> None:
    before = hand.view.camera.to_canvas(QPointF(400, 300))
    fingers.pinch((QPoint(350, 300), QPoint(450, 300)), (QPoint(320, 340), QPoint(520, 340)))
    assert hand.view.scale == pytest.approx(2.0)
    after = hand.view.camera.to_canvas(QPointF(420, 340))
    assert after.x == pytest.approx(before.x, abs=1)
    assert after.y == pytest.approx(before.y, abs=1)


def test_second_finger_calls_a_drag_off(hand: Hand, fingers: Fingers) -> None:
    before = hand.journey
    place = fingers.down(hand.middle("end"))
    fingers.move(place + QPoint(60, 0))
    view = hand.view
    one, two = place + QPoint(60, 0), place + QPoint(160, 0)
    QTest.touchEvent(view, SCREEN).move(0, one, view).press(1, two, view)
    QTest.touchEvent(view, SCREEN).release(0, one, view).release(1, two, view)
    assert hand.journey is before
    assert hand.view.scene.box("end").left == 60


def test_long_press_opens_the_context_menu(hand: Hand, fingers: Fingers, qtbot: QtBot) -> None:
    place = fingers.down(hand.middle("mail"))
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=3000)
    assert hand.selection.steps == {"mail"}
    fingers.up(place)


def test_moving_finger_is_no_long_press(hand: Hand, fingers: Fingers, qtbot: QtBot) -> None:
    place = fingers.down(hand.middle("mail"))
    fingers.move(place + QPoint(30, 0))
    qtbot.wait(600)
    assert QApplication.activePopupWidget() is None
    hand.key(Qt.Key.Key_Escape)
    fingers.up(place)


def test_finger_on_the_zoom_bar_is_left_to_it(hand: Hand) -> None:
    bar = hand.view.findChild(ZoomBar)
    assert bar is not None
    seen = hand.view.camera.seen
    middle = bar.geometry().center()
    QTest.touchEvent(hand.view, SCREEN).press(0, middle, hand.view)
    QTest.touchEvent(hand.view, SCREEN).move(0, middle + QPoint(80, 0), hand.view)
    QTest.touchEvent(hand.view, SCREEN).release(0, middle + QPoint(80, 0), hand.view)
    assert hand.view.camera.seen == seen


def test_buttons_on_the_canvas_can_be_hit_by_a_finger(hand: Hand) -> None:
    buttons = hand.view.findChildren(QToolButton)
    small = [each for each in buttons if each.isVisible() and min(each.width(), each.height()) < 32]
    assert small == []


# Trackpad


def wheel(
    hand: Hand,
    place: QPointF,
    pixels: QPoint,
    modifiers: Qt.KeyboardModifier = PLAIN,
    phase: Qt.ScrollPhase = Qt.ScrollPhase.ScrollUpdate,
) -> None:
    """Two fingers on a trackpad."""
    none = Qt.MouseButton.NoButton
    event = QWheelEvent(
        place, hand.view.mapToGlobal(place), pixels, pixels * 8, none, modifiers, phase, False
    )
    QApplication.sendEvent(hand.view, event)


def test_two_fingers_on_a_trackpad_push_the_picture_both_ways(hand: Hand) -> None:
    seen = hand.view.camera.seen
    wheel(hand, QPointF(300, 300), QPoint(-17, 23))
    assert (hand.view.camera.seen.left, hand.view.camera.seen.top) == (seen.left + 17, seen.top - 23)


def test_gliding_fingers_do_not_zoom_when_control_is_pressed(hand: Hand) -> None:
    momentum = Qt.ScrollPhase.ScrollMomentum
    wheel(hand, QPointF(300, 300), QPoint(0, 23), Qt.KeyboardModifier.ControlModifier, momentum)
    assert hand.view.scale == 1.0


def test_pinch_that_comes_as_a_wheel_zooms_gently(hand: Hand) -> None:
    wheel(hand, QPointF(300, 300), QPoint(0, 4), Qt.KeyboardModifier.ControlModifier)
    assert 1.0 < hand.view.scale < 1.1


def test_many_small_turns_keep_the_place_under_the_pointer(hand: Hand) -> None:
    place = QPointF(333, 277)
    spot = hand.view.camera.to_canvas(place)
    for turn in (3, 4, 5, 7, 2, -3, -6, 9, 11, -2) * 6:
        wheel(hand, place, QPoint(0, turn), Qt.KeyboardModifier.ControlModifier)
    held = hand.view.camera.to_widget(spot)
    assert (held - place).manhattanLength() <= 2


def test_pinch_keeps_its_place_from_beginning_to_end(hand: Hand) -> None:
    place = QPointF(333, 277)
    spot = hand.view.camera.to_canvas(place)
    device = QPointingDevice.primaryPointingDevice()
    kinds = Qt.NativeGestureType
    steps = [(kinds.BeginNativeGesture, 0.0)]
    steps += [(kinds.ZoomNativeGesture, 0.013 * (-1) ** index + 0.01) for index in range(40)]
    steps += [(kinds.EndNativeGesture, 0.0)]
    for index, (kind, value) in enumerate(steps):
        here = place + QPointF(index % 2, 0)
        event = QNativeGestureEvent(kind, device, 2, here, here, here, value, QPointF())
        assert event.type() == QEvent.Type.NativeGesture
        QApplication.sendEvent(hand.view, event)
    assert hand.view.scale > 1.2
    assert (hand.view.camera.to_widget(spot) - place).manhattanLength() <= 2
