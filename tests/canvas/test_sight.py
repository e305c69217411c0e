"""What is painted piece by piece is the same, pixel by pixel, as what is painted as a whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.core import edits
from app.core.journey import Frame, Journey, Point
from app.core.text import same
from canvas.gestures.move import Move
from canvas.gestures.snapping import LEAST_SCALE
from canvas.overlays.minimap import Minimap
from canvas.scene.geometry import Spot
from tests.bench.drawing.graph import large_journey
from tests.canvas.hand import Hand

SLIGHT, FEW = 24, 160
"""Levels of a color that a pixel may be off, and color values that may be off by more, of two million."""


def grabbed(hand: Hand) -> QImage:
    """What is seen."""
    QApplication.processEvents()
    return hand.view.grab().toImage()


def differing(one: QImage, other: QImage) -> int:
    """How many pixels differ by more than what a line does that is cut off by the end of a part."""
    first, second = (each.convertToFormat(QImage.Format.Format_RGB32).constBits() for each in (one, other))
    if bytes(first) == bytes(second):
        return 0
    pairs = zip(bytes(first), bytes(second), strict=True)
    return sum(abs(a - b) > SLIGHT for a, b in pairs)


def same_as_anew(hand: Hand) -> bool:
    """Whether painting everything anew changes nothing that anybody would see."""
    before = grabbed(hand)
    hand.view.update()
    return differing(before, grabbed(hand)) <= FEW


def is_on_screen(hand: Hand) -> bool:
    """Whether the window shows by now, without being asked to paint, what it would if it were.

    The minimap follows later.
    """
    QApplication.processEvents()
    shown, wanted = hand.view.screen().grabWindow(hand.view.window().winId()).toImage(), grabbed(hand)
    small = hand.view.findChild(Minimap)
    assert isinstance(small, Minimap)
    for image in (shown, wanted):
        painter = QPainter(image)
        painter.fillRect(small.geometry(), Qt.GlobalColor.white)
        painter.end()
    return differing(shown, wanted) <= FEW


@pytest.fixture(params=[0.08, 0.2, 0.4, 0.8, 1.0])
def crowd(request: pytest.FixtureRequest, show: Callable[[Journey], Hand]) -> Hand:
    """A journey of 120 steps and a frame, at some scale, at rest."""
    journey = large_journey(120)
    frame = Frame(id="frame", title="Rahmen", steps=("n30", "n31"))
    hand = show(journey.replace(frames=(frame,)))
    hand.view.camera.zoom(request.param / hand.view.scale)
    hand.view.camera.center_on(hand.middle("n45"))
    QTest.qWait(200)
    return hand


def test_after_dragging_a_step(crowd: Hand) -> None:
    start = crowd.middle("n45")
    crowd.drag(start, Spot(start.x + 130, start.y + 90), release=False)
    assert same_as_anew(crowd)


def test_what_a_drag_draws_over_the_journey_comes_and_goes_on_the_screen(crowd: Hand) -> None:
    start, guided = crowd.middle("n45"), False
    crowd.drag(start, Spot(start.x + 30, start.y + 30), release=False)
    for dx, dy in ((60, 40), (137, 0), (200, 62), (280, 144), (180, 144), (41, 7), (90, 260)):
        crowd.carry_on_to(Spot(start.x + dx, start.y + dy))
        gesture = crowd.view.pointer.gesture
        guided |= isinstance(gesture, Move) and bool(gesture.guides)
        assert is_on_screen(crowd)
    crowd.view.camera.pan(40, -30)
    assert is_on_screen(crowd)
    crowd.key(Qt.Key.Key_Escape)
    assert is_on_screen(crowd)
    assert guided or crowd.view.scale < LEAST_SCALE


def test_a_rubber_band_comes_and_goes_on_the_screen(crowd: Hand) -> None:
    corner = crowd.middle("n45")
    start = Spot(corner.x - 130, corner.y - 60)
    crowd.drag(start, Spot(start.x + 30, start.y + 30), release=False)
    for dx, dy in ((200, 90), (400, 250), (300, 100), (-90, -60)):
        crowd.carry_on_to(Spot(start.x + dx, start.y + dy))
        assert is_on_screen(crowd)
    crowd.key(Qt.Key.Key_Escape)
    assert is_on_screen(crowd)


def test_after_hovering_and_selecting(crowd: Hand) -> None:
    grabbed(crowd)
    for step in ("n45", "n46", "n34"):
        crowd.click(crowd.middle(step))
        assert same_as_anew(crowd)
    crowd.click(crowd.port("n46"))
    assert same_as_anew(crowd)


def test_after_edits_and_taking_them_back(crowd: Hand) -> None:
    document = crowd.document
    grabbed(crowd)
    for edit in (
        lambda journey: edits.move_nodes(journey, {"n45": Point(900, 500), "n31": Point(1300, 300)}),
        lambda journey: edits.remove_nodes(journey, {"n57"}),
        lambda journey: edits.set_title(journey, "n46", "Anders"),
        lambda journey: edits.connect(journey, "n45", "next", "n80"),
        lambda journey: edits.disconnect(journey, journey.edges[60]),
    ):
        document.apply(edit, same("edit"))
        assert same_as_anew(crowd)
    while document.undo():
        assert same_as_anew(crowd)


def test_after_pushing_the_picture(crowd: Hand) -> None:
    grabbed(crowd)
    for dx, dy in ((12, 0), (-7, 3), (0, 55), (400, -300), (1, 1)):
        crowd.view.camera.pan(dx, dy)
        assert same_as_anew(crowd)


def test_after_many_jumps_have_come_to_rest(crowd: Hand) -> None:
    grabbed(crowd)
    for dx, dy in ((-2000, 0), (1990, 10), (-950, -750), (950, 750), (0, 710)):
        crowd.view.camera.pan(dx, dy)
        grabbed(crowd)
    QTest.qWait(250)
    assert is_on_screen(crowd)
    assert same_as_anew(crowd)


def test_after_pushing_with_something_changed_meanwhile(crowd: Hand) -> None:
    grabbed(crowd)
    crowd.selection.select(["n45", "n46"])
    crowd.view.camera.pan(33, 21)
    crowd.document.apply(lambda journey: edits.move_nodes(journey, {"n45": Point(777, 555)}), same("move"))
    crowd.view.camera.pan(-12, 5)
    assert same_as_anew(crowd)


def test_after_the_scale_has_come_to_rest(crowd: Hand) -> None:
    grabbed(crowd)
    crowd.view.camera.zoom(1.13)
    grabbed(crowd)
    QTest.qWait(250)
    assert same_as_anew(crowd)
