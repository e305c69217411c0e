"""What dragging with the mouse can do, judged by the document; undo gives it back exactly."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.journey import Edge, Journey, Point
from canvas.gestures.move import Move
from canvas.scene.geometry import CARD_WIDTH, Spot
from canvas.theme import LIGHT
from tests.canvas.conftest import step
from tests.canvas.hand import Hand

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def row() -> Journey:
    """A chain of five steps, and one that stands alone."""
    ids = ("start", "one", "two", "three", "end")
    types = ("event_trigger", "wait", "send_mail", "wait", "exit")
    return Journey(
        id="row",
        name="Reihe",
        nodes=(
            *(step(*pair, pair[0]) for pair in zip(ids, types, strict=True)),
            step("alone", "wait", "alone"),
        ),
        edges=tuple(Edge(source=source, port="next", target=target) for source, target in pairwise(ids)),
        layout={each: Point(0, 120 * index) for index, each in enumerate(ids)} | {"alone": Point(400, 20)},
    )


@pytest.fixture
def rowed(show: Callable[[Journey], Hand], row: Journey) -> Hand:
    """A hand on the chain."""
    return show(row)


def undone(hand: Hand, before: Journey) -> bool:
    """Whether one undo gives back the very journey that was there before."""
    hand.control(Qt.Key.Key_Z)
    return hand.journey is before


def way(hand: Hand, source: str, port: str = "next") -> str | None:
    """Where a way out leads."""
    return hand.journey.target(source, port)


# Steps onto connections


def test_step_that_stands_alone_is_put_into_a_connection(rowed: Hand) -> None:
    before = rowed.journey
    rowed.drag(rowed.middle("alone"), Spot(116, 216))
    assert (way(rowed, "one"), way(rowed, "alone")) == ("alone", "two")
    assert rowed.journey.position("alone") == Point(0, 240)
    assert rowed.journey.position("two") == Point(0, 360)
    assert undone(rowed, before)


def test_step_of_a_chain_dragged_onto_another_connection_changes_its_place(rowed: Hand) -> None:
    before = rowed.journey
    rowed.drag(rowed.middle("one"), Spot(116, 456))
    assert [way(rowed, each) for each in ("start", "two", "three", "one")] == ["two", "three", "one", "end"]
    assert undone(rowed, before)


def test_selected_chain_goes_onto_a_connection_as_a_whole(rowed: Hand) -> None:
    before = rowed.journey
    rowed.click(rowed.middle("one"))
    rowed.click(rowed.middle("two"), SHIFT)
    rowed.drag(rowed.middle("one"), Spot(116, 456))
    assert [way(rowed, each) for each in ("start", "three", "one", "two")] == ["three", "one", "two", "end"]
    places = [rowed.journey.position(each).y for each in ("three", "one", "two", "end")]
    assert places == sorted(places)
    assert undone(rowed, before)


def test_others_make_room_only_while_the_step_is_over_the_connection(rowed: Hand) -> None:
    before = rowed.journey
    rowed.drag(rowed.middle("alone"), Spot(116, 216), release=False)
    assert rowed.view.scene.box("two").top == 360
    QTest.mouseMove(rowed.view, rowed.seen_at(Spot(516, 400)))
    assert rowed.view.scene.box("two").top == 240
    rowed.key(Qt.Key.Key_Escape)
    assert rowed.journey is before
    assert rowed.view.scene.box("alone").left == 400


def test_trigger_dragged_over_a_connection_says_why_it_cannot_stand_there(rowed: Hand) -> None:
    told: list[object] = []
    rowed.view.hint_changed.connect(told.append)
    rowed.drag(rowed.middle("start"), Spot(116, 456))
    assert any("cannot stand between two steps" in str(each) for each in told)
    assert way(rowed, "three") == "end"
    assert told[-1] is None


def test_step_is_not_put_where_the_journey_would_go_in_a_circle(hand: Hand) -> None:
    hand.drop("wait", Spot(500, 420))
    added = hand.newest()
    hand.drag(hand.port("fork", 0.25), hand.middle(added))
    hand.drag(hand.port(added), hand.middle("end"))
    before = hand.journey
    told: list[object] = []
    hand.view.hint_changed.connect(told.append)
    route = hand.view.scene.route((added, "next"))
    hand.drag(hand.middle("fork"), route.along(route.length / 2), release=False)
    assert any("circle" in str(each) for each in told)
    hand.key(Qt.Key.Key_Escape)
    assert hand.journey is before


def test_step_put_into_a_long_connection_covers_no_card_beside_it(
    show: Callable[[Journey], Hand], row: Journey
) -> None:
    layout = {**row.layout, "three": Point(0, 500), "end": Point(0, 620), "one": Point(20, 360)}
    hand = show(row.replace(layout=layout))
    route = hand.view.scene.route(("two", "next"))
    hand.drag(hand.middle("alone"), route.along(route.length * 0.6))
    assert way(hand, "two") == "alone"
    boxes = [hand.view.scene.box(node.id) for node in hand.journey.nodes]
    assert not any(one.meets(two) for one in boxes for two in boxes if one is not two)


# What keys do to a drag


def test_alt_takes_a_step_out_of_its_chain_and_joins_its_neighbors(rowed: Hand) -> None:
    before = rowed.journey
    rowed.drag(rowed.middle("two"), Spot(600, 500), modifiers=ALT)
    assert (way(rowed, "one"), way(rowed, "two")) == ("three", None)
    assert rowed.journey.position("two") == Point(480, 460)
    assert undone(rowed, before)


def test_control_leaves_the_step_and_drags_a_copy(rowed: Hand) -> None:
    before = rowed.journey
    rowed.drag(rowed.middle("two"), Spot(516, 416), modifiers=CONTROL)
    copy = rowed.newest()
    assert rowed.journey.position("two") == Point(0, 240)
    assert rowed.journey.position(copy) == Point(400, 380)
    assert rowed.journey.by_id[copy].title == "two"
    assert rowed.selection.steps == {copy}
    assert undone(rowed, before)


def test_shift_takes_along_all_that_follows(rowed: Hand) -> None:
    before = rowed.journey
    rowed.drag(rowed.middle("two"), Spot(616, 296), modifiers=SHIFT)
    places = {each: rowed.journey.position(each) for each in ("one", "two", "three", "end")}
    assert places == {
        "one": Point(0, 120),
        "two": Point(500, 260),
        "three": Point(500, 380),
        "end": Point(500, 500),
    }
    assert undone(rowed, before)


def test_alt_and_shift_cut_a_branch_off(rowed: Hand) -> None:
    before = rowed.journey
    rowed.drag(rowed.middle("three"), Spot(616, 476), modifiers=ALT | SHIFT)
    assert way(rowed, "three") == "end"
    assert rowed.journey.position("end").x == rowed.journey.position("three").x == 500
    assert undone(rowed, before)


def test_control_and_shift_copy_a_branch_with_its_connections(rowed: Hand) -> None:
    before = rowed.journey
    rowed.drag(rowed.middle("three"), Spot(616, 476), modifiers=CONTROL | SHIFT)
    assert len(rowed.journey.nodes) == len(before.nodes) + 2
    assert len(rowed.journey.edges) == len(before.edges) + 1
    assert undone(rowed, before)


def test_key_pressed_in_the_middle_of_a_drag_counts(rowed: Hand) -> None:
    before = rowed.journey
    rowed.drag(rowed.middle("two"), Spot(600, 500), release=False)
    QTest.keyPress(rowed.view, Qt.Key.Key_Control)
    assert rowed.view.scene.box("two").top == 240, "the step itself stays when a copy is dragged"
    QTest.keyRelease(rowed.view, Qt.Key.Key_Control)
    assert rowed.view.scene.box("two").top != 240
    rowed.key(Qt.Key.Key_Escape)
    assert rowed.journey is before


def test_without_snapping_a_step_stands_exactly_where_it_was_let_go(rowed: Hand) -> None:
    start = rowed.middle("alone")
    rowed.key(Qt.Key.Key_G)
    rowed.drag(start, Spot(start.x + 33, start.y + 51))
    assert rowed.journey.position("alone") == Point(433, 71)
    rowed.key(Qt.Key.Key_G)
    rowed.drag(rowed.middle("alone"), Spot(start.x + 40, start.y + 48))
    assert rowed.journey.position("alone") == Point(440, 60)


def test_without_snapping_nothing_is_put_into_a_connection(rowed: Hand) -> None:
    rowed.key(Qt.Key.Key_G)
    rowed.drag(rowed.middle("alone"), Spot(116, 216))
    assert way(rowed, "one") == "two"


def test_double_click_with_control_selects_all_that_follows(rowed: Hand) -> None:
    place = rowed.seen_at(rowed.middle("two"))
    QTest.mouseMove(rowed.view, place)
    QTest.mouseClick(rowed.view, Qt.MouseButton.LeftButton, CONTROL, place)
    QTest.mouseDClick(rowed.view, Qt.MouseButton.LeftButton, CONTROL, place)
    assert rowed.selection.steps == {"two", "three", "end"}
    assert rowed.selection.current == "two"


# Guides


def guides(hand: Hand) -> int:
    """How many thin lines are shown."""
    gesture = hand.view.pointer.gesture
    assert isinstance(gesture, Move)
    return len(gesture.guides)


def test_step_snaps_into_line_with_a_neighbor_off_the_grid(
    show: Callable[[Journey], Hand], row: Journey
) -> None:
    layout = {**row.layout, "one": Point(7, 123)}
    hand = show(row.replace(layout=layout))
    start = hand.middle("alone")
    hand.drag(start, Spot(start.x - 20, 163), release=False)
    assert guides(hand) == 1
    QTest.mouseRelease(hand.view, Qt.MouseButton.LeftButton, pos=hand.seen_at(Spot(start.x - 20, 163)))
    assert hand.journey.position("alone") == Point(380, 123)


def test_step_comes_to_rest_at_equal_distance(show: Callable[[Journey], Hand], row: Journey) -> None:
    layout = {**row.layout, "one": Point(0, 700), "two": Point(CARD_WIDTH + 31, 700)}
    hand = show(row.replace(layout={**layout, "alone": Point(540, 500)}))
    hand.view.camera.center_on(Spot(400, 600))
    start = hand.middle("alone")
    wanted = 2 * (CARD_WIDTH + 31)
    hand.drag(start, Spot(start.x + wanted - 540 + 4, start.y + 203), release=False)
    assert guides(hand) > 1
    hand.key(Qt.Key.Key_Escape)


def test_step_straightens_the_connection_that_leads_to_it(hand: Hand) -> None:
    hand.drag(hand.port("fork", 0.25), hand.middle("end"))
    start = hand.middle("end")
    hand.drag(start, Spot(hand.port("fork", 0.25).x + 3, start.y + 40))
    entry = hand.journey.position("end").x + CARD_WIDTH / 2
    assert entry == hand.view.scene.exit("fork", "else").x


def test_step_stays_below_the_pointer_when_the_wheel_zooms_during_a_drag(rowed: Hand) -> None:
    before, start = rowed.journey, rowed.middle("alone")
    place = rowed.seen_at(start)
    rowed.drag(start, Spot(start.x + 40, start.y + 100), release=False)
    for _ in range(3):
        rowed.wheel(Spot(start.x + 40, start.y + 100), -1)
    shown = rowed.view.scene.box("alone").center
    assert (rowed.seen_at(shown) - (place + QPoint(40, 100))).manhattanLength() <= 20
    rowed.key(Qt.Key.Key_Escape)
    assert rowed.journey is before


def test_cursor_says_what_letting_go_would_do(rowed: Hand) -> None:
    shapes = Qt.CursorShape
    rowed.drag(rowed.middle("two"), Spot(600, 500), release=False)
    assert rowed.view.cursor().shape() == shapes.ClosedHandCursor
    QTest.keyPress(rowed.view, Qt.Key.Key_Control)
    assert rowed.view.cursor().shape() == shapes.DragCopyCursor
    QTest.keyRelease(rowed.view, Qt.Key.Key_Control)
    rowed.key(Qt.Key.Key_Escape)
    QTest.mouseRelease(rowed.view, Qt.MouseButton.LeftButton)
    rowed.drag(rowed.port("alone"), rowed.middle("start"), release=False)
    assert rowed.view.cursor().shape() == shapes.ForbiddenCursor
    rowed.key(Qt.Key.Key_Escape)


# Connections by either end


def test_end_of_a_connection_is_led_to_another_step(rowed: Hand) -> None:
    before = rowed.journey
    rowed.drag(Spot(116, 238), rowed.middle("alone"))
    assert way(rowed, "one") == "alone"
    assert undone(rowed, before)


def test_beginning_of_a_selected_connection_is_led_to_another_way_out(hand: Hand) -> None:
    before = hand.journey
    hand.click(hand.view.scene.route(("fork", "yes")).along(40))
    hand.drag(hand.port("fork", -0.25), hand.port("fork", 0.25))
    assert (way(hand, "fork", "yes"), way(hand, "fork", "else")) == (None, "end")
    assert undone(hand, before)


def test_connection_grabbed_near_its_beginning_lets_it_go(hand: Hand) -> None:
    hand.drag(hand.view.scene.route(("fork", "yes")).along(20), hand.port("fork", 0.25))
    assert (way(hand, "fork", "yes"), way(hand, "fork", "else")) == (None, "end")


def test_end_dropped_on_nothing_asks_for_another_target(rowed: Hand) -> None:
    before = rowed.journey
    rowed.drag(Spot(116, 238), Spot(500, 300))
    rowed.choose("goal")
    assert rowed.journey.by_id[way(rowed, "one") or ""].type == "goal"
    assert undone(rowed, before)


def test_beginning_dropped_on_nothing_asks_for_what_comes_before(rowed: Hand) -> None:
    before = rowed.journey
    rowed.click(Spot(116, 234))
    assert rowed.selection.edge is not None
    rowed.drag(rowed.port("one"), Spot(500, 300))
    assert "exit" not in rowed.search.offered()
    rowed.choose("wait")
    added = rowed.newest()
    assert (way(rowed, "one"), way(rowed, added)) == (None, "two")
    assert undone(rowed, before)


def test_connection_drawn_backwards_from_a_way_in(rowed: Hand) -> None:
    before = rowed.journey
    at = rowed.journey.position("alone")
    rowed.drag(Spot(at.x + CARD_WIDTH / 2, at.y), Spot(600, 400), release=False)
    rowed.key(Qt.Key.Key_Escape)
    assert rowed.journey is before
    rowed.drag(rowed.port("three"), Spot(600, 700), release=False)
    rowed.key(Qt.Key.Key_Escape)
    rowed.click(Spot(116, 476 - 5))
    rowed.key(Qt.Key.Key_Delete)
    freed = rowed.journey
    rowed.drag(Spot(at.x + CARD_WIDTH / 2, at.y), rowed.port("three"))
    assert way(rowed, "three") == "alone"
    assert undone(rowed, freed)


def test_further_connection_is_drawn_backwards_with_control(rowed: Hand) -> None:
    rowed.drag(Spot(116, 240), rowed.middle("alone"), modifiers=CONTROL)
    assert (way(rowed, "one"), way(rowed, "alone")) == ("two", "two")


def test_backwards_onto_a_step_whose_ways_are_all_used_says_why_not(rowed: Hand) -> None:
    before = rowed.journey
    told: list[object] = []
    rowed.view.hint_changed.connect(told.append)
    rowed.drag(Spot(116, 480), rowed.middle("start"), modifiers=CONTROL)
    assert any("All ways out of “start” lead on already" in str(each) for each in told)
    assert rowed.journey is before


def test_connection_over_a_trigger_says_why_not(rowed: Hand) -> None:
    told: list[object] = []
    rowed.view.hint_changed.connect(told.append)
    rowed.drag(rowed.port("alone"), rowed.middle("start"))
    assert any("No connection leads to a trigger" in str(each) for each in told)


# From the palette


def test_step_dropped_below_a_free_way_out_hangs_on_it(hand: Hand) -> None:
    before = hand.journey
    at = hand.port("fork", 0.25)
    hand.drop("wait", Spot(at.x + 90, at.y + 90))
    added = hand.newest()
    assert way(hand, "fork", "else") == added
    assert undone(hand, before)


def test_way_out_that_a_step_would_hang_on_is_shown(hand: Hand) -> None:
    told: list[object] = []
    hand.view.hint_changed.connect(told.append)
    at = hand.port("fork", 0.25)
    place = hand.seen_at(Spot(at.x, at.y - 3))
    hand.carry("wait", Spot(at.x + 90, at.y + 90))
    assert hand.view.grab().toImage().pixelColor(place).name().upper() == LIGHT.accent
    assert "way out “No”" in str(told[-1])
    hand.carry_out()
    assert hand.view.grab().toImage().pixelColor(place).name().upper() != LIGHT.accent


def test_trigger_dropped_below_a_free_way_out_stands_alone(hand: Hand) -> None:
    at = hand.port("fork", 0.25)
    hand.drop("event_trigger", Spot(at.x + 90, at.y + 90))
    assert way(hand, "fork", "else") is None


def test_step_from_the_palette_held_at_the_border_brings_more_of_the_canvas_in(
    hand: Hand, qtbot: QtBot
) -> None:
    seen = hand.view.camera.seen
    hand.carry("wait", Spot(seen.left + 3, 300))
    qtbot.wait(80)
    assert hand.view.camera.seen == seen, "it has only just come in"
    hand.carry_on("wait", Spot(seen.left + 300, 300))
    qtbot.wait(40)
    hand.carry_on("wait", Spot(seen.left + 3, 300))
    qtbot.waitUntil(lambda: hand.view.camera.seen.left < seen.left - 50, timeout=3000)
    hand.carry_out()
    seen = hand.view.camera.seen
    qtbot.wait(80)
    assert hand.view.camera.seen == seen


def test_palette_says_what_cannot_go_on_a_connection(hand: Hand) -> None:
    told: list[object] = []
    hand.view.hint_changed.connect(told.append)
    hand.carry("goal", Spot(316, 216))
    assert any("no way out" in str(each) for each in told)
    hand.carry_out()
    assert told[-1] is None
    hand.carry("event_trigger", Spot(316, 216))
    assert any("stands at the beginning" in str(each) for each in told)


def test_step_dropped_on_a_card_goes_to_the_nearest_free_place_that_the_ghost_shows(hand: Hand) -> None:
    hand.carry("goal", hand.middle("end"))
    hand.drop("goal", hand.middle("end"))
    boxes = [hand.view.scene.box(each.id) for each in hand.journey.nodes]
    assert not any(one.meets(two) for one in boxes for two in boxes if one is not two)


# Deleting and replacing


def test_shift_delete_leaves_the_neighbors_apart(rowed: Hand) -> None:
    before = rowed.journey
    rowed.click(rowed.middle("two"))
    rowed.key(Qt.Key.Key_Delete, SHIFT)
    assert (way(rowed, "one"), way(rowed, "three")) == (None, "end")
    assert undone(rowed, before)


def test_deleting_a_fork_joins_along_its_first_way_and_names_what_is_left_alone(hand: Hand) -> None:
    hand.drop("wait", Spot(500, 460))
    other = hand.newest()
    edge = Edge(source="fork", port="else", target=other)
    first = hand.journey.replace(edges=(edge, *(each for each in hand.journey.edges if each != edge)))
    hand.document.reset(first)
    told: list[object] = []
    hand.view.hint_changed.connect(told.append)
    hand.click(hand.middle("fork"))
    hand.key(Qt.Key.Key_Delete)
    assert way(hand, "mail") == "end"
    assert "No connection leads to “Wait”" in str(told[-1])
    assert undone(hand, first)


def test_step_is_replaced_by_another_and_keeps_title_and_connections(rowed: Hand) -> None:
    before = rowed.journey
    rowed.click(rowed.middle("two"))
    rowed.key(Qt.Key.Key_T)
    assert not {"event_trigger", "exit", "send_mail"} & set(rowed.search.offered())
    rowed.choose("split")
    assert rowed.types() == ["event_trigger", "wait", "split", "wait", "exit", "wait"]
    assert rowed.journey.by_id["two"].title == "two"
    assert (way(rowed, "one"), way(rowed, "two", "a")) == ("two", "three")
    assert undone(rowed, before)


def test_chain_is_taken_out_by_key(rowed: Hand) -> None:
    before = rowed.journey
    rowed.click(rowed.middle("two"))
    rowed.key(Qt.Key.Key_X)
    assert (way(rowed, "one"), way(rowed, "two")) == ("three", None)
    assert undone(rowed, before)


def test_all_in_between_is_selected_by_key(rowed: Hand) -> None:
    rowed.click(rowed.middle("one"))
    rowed.click(rowed.middle("end"), CONTROL)
    rowed.key(Qt.Key.Key_B, CONTROL | SHIFT)
    assert rowed.selection.steps == {"one", "two", "three", "end"}
