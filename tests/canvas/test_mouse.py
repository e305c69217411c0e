"""What a person does with the mouse, judged by the document."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.core.journey import Point
from canvas.scene.geometry import Spot
from canvas.scene.hit import PlusHit
from tests.canvas.hand import Hand

EMPTY = Spot(560, 60)


def test_click_selects_one_step(hand: Hand) -> None:
    hand.click(hand.middle("mail"))
    assert hand.selection.steps == {"mail"}
    assert hand.selection.current == "mail"


def test_click_with_control_adds_and_removes(hand: Hand) -> None:
    hand.click(hand.middle("mail"))
    hand.click(hand.middle("fork"), Qt.KeyboardModifier.ControlModifier)
    assert hand.selection.steps == {"mail", "fork"}
    hand.click(hand.middle("mail"), Qt.KeyboardModifier.ControlModifier)
    assert hand.selection.steps == {"fork"}


def test_click_on_the_ground_selects_nothing(hand: Hand) -> None:
    hand.click(hand.middle("mail"))
    hand.click(EMPTY)
    assert hand.selection.steps == frozenset()


def test_click_on_a_connection_selects_it_and_delete_removes_it(hand: Hand) -> None:
    hand.click(hand.view.scene.route(("fork", "yes")).along(40))
    edge = hand.selection.edge
    assert edge is not None
    assert (edge.source, edge.target) == ("fork", "end")
    hand.key(Qt.Key.Key_Delete)
    assert hand.journey.target("fork", "yes") is None


def test_dragged_step_lands_on_the_grid(hand: Hand) -> None:
    start = hand.middle("end")
    hand.drag(start, Spot(start.x + 133, start.y + 47))
    assert hand.journey.position("end") == Point(200, 420)


def test_dragging_a_selected_step_moves_all_selected_as_one_step_of_undo(hand: Hand) -> None:
    before = hand.journey
    hand.click(hand.middle("mail"))
    hand.click(hand.middle("fork"), Qt.KeyboardModifier.ShiftModifier)
    start = hand.middle("mail")
    hand.drag(start, Spot(start.x + 200, start.y))
    assert hand.journey.position("mail") == Point(400, 120)
    assert hand.journey.position("fork") == Point(400, 240)
    hand.control(Qt.Key.Key_Z)
    assert hand.journey is before


def test_escape_puts_a_dragged_step_back(hand: Hand) -> None:
    before, start = hand.journey, hand.middle("end")
    hand.drag(start, Spot(start.x + 200, start.y), release=False)
    hand.key(Qt.Key.Key_Escape)
    assert hand.journey is before
    assert hand.view.scene.box("end").left == before.position("end").x


def test_rubber_band_selects_what_it_meets(hand: Hand) -> None:
    hand.drag(Spot(150, 100), Spot(500, 330))
    assert hand.selection.steps == {"mail", "fork"}


def test_edge_dragged_from_a_port_connects(hand: Hand) -> None:
    hand.drag(hand.port("fork", 0.25), hand.middle("end"))
    assert hand.journey.target("fork", "else") == "end"


def test_edge_dragged_from_a_used_port_leads_elsewhere_now(hand: Hand) -> None:
    hand.drag(hand.port("mail"), hand.middle("end"))
    assert hand.journey.target("mail", "next") == "end"
    assert len(hand.journey.edges) == 3


def test_edge_never_lands_on_a_trigger(hand: Hand) -> None:
    before = hand.journey
    hand.drag(hand.port("fork", 0.25), hand.middle("start"))
    assert hand.journey is before
    assert not hand.search.isVisible()


def test_edge_dropped_on_nothing_asks_for_the_step_and_connects_it_there(hand: Hand) -> None:
    hand.drag(hand.port("fork", 0.25), Spot(500, 400))
    assert "event_trigger" not in hand.search.offered()
    hand.choose("exit")
    added = hand.newest()
    assert hand.journey.by_id[added].type == "exit"
    assert hand.journey.target("fork", "else") == added
    assert hand.journey.position(added) == Point(380, 400)


def test_plus_inserts_a_step_and_makes_room(hand: Hand) -> None:
    before = hand.journey
    hand.click(Spot(316, 96))
    assert "exit" not in hand.search.offered()
    hand.choose("wait")
    added = hand.newest()
    assert hand.journey.target("start", "next") == added
    assert hand.journey.target(added, "next") == "mail"
    assert hand.journey.position(added) == Point(200, 120)
    assert hand.journey.position("mail") == Point(200, 240)
    assert hand.journey.position("end") == Point(60, 500)
    hand.control(Qt.Key.Key_Z)
    assert hand.journey is before


def test_click_on_a_port_asks_for_what_follows(hand: Hand) -> None:
    hand.click(hand.port("fork", 0.25))
    hand.choose("goal")
    assert hand.journey.by_id[hand.journey.target("fork", "else") or ""].type == "goal"


def test_double_click_on_the_ground_adds_a_step_there(hand: Hand) -> None:
    hand.double_click(Spot(636, 56))
    hand.choose("goal")
    assert hand.journey.position(hand.newest()) == Point(520, 20)


def test_double_click_on_a_step_opens_the_inspector(hand: Hand) -> None:
    asked: list[str] = []
    hand.view.inspect_requested.connect(asked.append)
    hand.double_click(hand.middle("mail"))
    assert asked == ["mail"]


def test_step_dropped_from_the_palette_stands_where_it_fell(hand: Hand) -> None:
    hand.drop("goal", Spot(636, 56))
    assert hand.types()[-1] == "goal"
    assert hand.journey.position(hand.newest()) == Point(520, 20)
    assert hand.selection.current == hand.newest()


def test_step_dropped_on_a_connection_goes_between(hand: Hand) -> None:
    hand.drop("wait", Spot(316, 216))
    added = hand.newest()
    assert hand.journey.target("mail", "next") == added
    assert hand.journey.target(added, "next") == "fork"


def test_steps_make_room_while_one_is_carried_over_a_connection(hand: Hand) -> None:
    before = hand.journey
    hand.carry("wait", Spot(316, 216))
    assert hand.view.scene.box("fork").top == 360
    hand.carry_out()
    assert hand.view.scene.box("fork").top == 240
    assert hand.journey is before


def test_foreign_things_are_not_taken(hand: Hand) -> None:
    before = hand.journey
    hand.drop("teleport", Spot(316, 216))
    assert hand.journey is before


def test_end_dropped_on_a_connection_stands_alone(hand: Hand) -> None:
    hand.drop("goal", Spot(316, 216))
    assert hand.journey.target("mail", "next") == "fork"


def test_middle_button_pushes_the_picture(hand: Hand) -> None:
    seen = hand.view.camera.seen
    hand.drag(EMPTY, Spot(EMPTY.x + 60, EMPTY.y - 40), Qt.MouseButton.MiddleButton)
    assert hand.view.camera.seen.left == seen.left - 60
    assert hand.view.camera.seen.top == seen.top + 40


def test_space_makes_the_left_button_push_the_picture(hand: Hand) -> None:
    seen, before = hand.view.camera.seen, hand.journey
    QTest.keyPress(hand.view, Qt.Key.Key_Space)
    hand.drag(hand.middle("mail"), Spot(hand.middle("mail").x + 60, hand.middle("mail").y))
    QTest.keyRelease(hand.view, Qt.Key.Key_Space)
    assert hand.view.camera.seen.left == seen.left - 60
    assert hand.journey is before


def test_wheel_with_control_keeps_the_place_under_the_pointer(hand: Hand) -> None:
    spot = hand.middle("end")
    place = hand.seen_at(spot)
    hand.wheel(spot, 2, Qt.KeyboardModifier.ControlModifier)
    assert hand.view.scale > 1.2
    assert (hand.seen_at(spot) - place).manhattanLength() <= 2


def test_pinching_on_a_trackpad_zooms(hand: Hand) -> None:
    place = QPointF(hand.seen_at(hand.middle("mail")))
    kind = Qt.NativeGestureType.ZoomNativeGesture
    device = QPointingDevice.primaryPointingDevice()
    event = QNativeGestureEvent(kind, device, 2, place, place, place, 0.25, QPointF())
    QApplication.sendEvent(hand.view, event)
    assert hand.view.scale == 1.25


def test_dragging_at_the_border_brings_more_of_the_canvas_in(hand: Hand, qtbot: QtBot) -> None:
    start, seen = hand.middle("end"), hand.view.camera.seen
    hand.drag(start, Spot(seen.left + 4, start.y), release=False)
    qtbot.waitUntil(lambda: hand.view.camera.seen.left < seen.left - 100, timeout=3000)
    assert hand.view.scene.box("end").left < seen.left
    hand.key(Qt.Key.Key_Escape)


def test_wheel_pushes_the_picture(hand: Hand) -> None:
    top = hand.view.camera.seen.top
    hand.wheel(EMPTY, -1)
    assert hand.view.camera.seen.top > top


def rest_on(hand: Hand, spot: Spot) -> str:
    """What the tool tip says after the pointer has rested at a place."""
    place = hand.seen_at(spot)
    event = QHelpEvent(QEvent.Type.ToolTip, place, hand.view.mapToGlobal(place))
    QApplication.sendEvent(hand.view, event)
    return QToolTip.text()


def test_what_is_gone_below_a_pointer_at_rest_is_not_pointed_to_any_more(hand: Hand) -> None:
    spot = hand.middle("mail")
    hand.click(spot)
    assert rest_on(hand, spot).startswith("Mail")
    hand.key(Qt.Key.Key_Delete)
    assert hand.view.pointer.hovered == PlusHit(("start", "next"))  # its neighbors are joined
    assert rest_on(hand, spot) == "Insert a step"
    hand.document.undo()
    assert rest_on(hand, spot).startswith("Mail")
