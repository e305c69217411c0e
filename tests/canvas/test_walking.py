"""Going through a journey by keyboard: steps, connections, ends, the way back, and selecting on the way."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.core.journey import Edge
from tests.canvas.hand import Hand

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
EXTENDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
FIRST = Edge(source="start", port="next", target="mail")
SECOND = Edge(source="mail", port="next", target="fork")


def test_alt_and_arrows_go_along_the_connections(hand: Hand) -> None:
    hand.selection.select(["start"])
    way: list[Edge | None] = []
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Up):
        hand.key(key, ALT)
        way.append(hand.selection.edge)
    assert way == [FIRST, SECOND, FIRST, FIRST]


def test_from_a_connection_the_arrows_lead_to_its_ends(hand: Hand) -> None:
    for key, end in ((Key.Key_Up, "mail"), (Key.Key_Down, "fork")):
        hand.selection.select_edge(SECOND)
        hand.key(key)
        assert hand.selection.current == end


def test_left_and_right_go_to_the_connection_beside(hand: Hand) -> None:
    hand.selection.select(["fork"])
    hand.view.add_step("goal")
    hand.selection.select(["fork"])
    hand.key(Key.Key_Down, ALT)
    ports: list[str] = []
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Left):
        hand.key(key)
        assert hand.selection.edge is not None
        ports.append(hand.selection.edge.port)
    assert ports == ["else", "else", "yes"]


def test_tab_inserts_on_a_connection_and_delete_removes_it(hand: Hand) -> None:
    before = hand.journey
    hand.selection.select(["mail"])
    hand.key(Key.Key_Down, ALT)
    hand.key(Key.Key_Tab)
    assert hand.search.where == "Between “Mail” and “Fork”"
    hand.choose("wait")
    added = hand.newest()
    assert hand.journey.target("mail", "next") == added
    assert hand.journey.target(added, "next") == "fork"
    hand.key(Key.Key_Down, ALT)
    hand.key(Key.Key_Delete)
    assert hand.journey.target(added, "next") is None
    hand.control(Key.Key_Z)
    hand.control(Key.Key_Z)
    assert hand.journey is before


def test_home_leads_to_the_trigger_and_end_to_the_ends(hand: Hand) -> None:
    hand.selection.select(["fork"])
    hand.view.add_step("goal")
    goal = hand.newest()
    hand.key(Key.Key_Home)
    assert hand.selection.current == "start"
    way: list[str | None] = []
    for _ in range(3):
        hand.key(Key.Key_End)
        way.append(hand.selection.current)
    assert set(way) == {"end", goal}
    assert way[0] == way[2]


def test_p_goes_back_the_way_one_came(hand: Hand) -> None:
    for step in ("start", "fork", "end"):
        hand.selection.select([step])
    way: list[str | None] = []
    for _ in range(3):
        hand.key(Key.Key_P)
        way.append(hand.selection.current)
    assert way == ["fork", "start", "start"]


def test_the_way_back_leaves_out_steps_that_are_gone(hand: Hand) -> None:
    for step in ("start", "mail", "fork"):
        hand.selection.select([step])
    hand.selection.select(["mail"])
    hand.key(Key.Key_Delete)
    hand.selection.select(["fork"])
    hand.key(Key.Key_P)
    assert hand.selection.current == "start"


def test_ctrl_shift_and_arrows_extend_the_selection_and_take_back(hand: Hand) -> None:
    hand.selection.select(["start"])
    hand.key(Key.Key_Down, EXTENDING)
    hand.key(Key.Key_Down, EXTENDING)
    assert hand.selection.steps == {"start", "mail", "fork"}
    assert hand.selection.current == "fork"
    hand.key(Key.Key_Up, EXTENDING)
    assert hand.selection.steps == {"start", "mail"}


def test_all_that_follows_is_selected(hand: Hand) -> None:
    hand.selection.select(["mail"])
    hand.key(Key.Key_A, EXTENDING)
    assert hand.selection.steps == {"mail", "fork", "end"}
    assert hand.selection.current == "mail"


def test_the_picture_is_pushed_by_keys(hand: Hand) -> None:
    seen = hand.view.camera.seen
    hand.control(Key.Key_Right)
    hand.control(Key.Key_Down)
    assert hand.view.camera.seen.left == seen.left + 90
    assert hand.view.camera.seen.top == seen.top + 90
    hand.key(Key.Key_PageDown)
    assert hand.view.camera.seen.top == seen.top + 90 + 0.8 * seen.height
    hand.key(Key.Key_PageUp)
    hand.control(Key.Key_Up)
    hand.control(Key.Key_Left)
    assert hand.view.camera.seen == seen
