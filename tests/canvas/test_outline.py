"""What a person does in the outline, by keys, judged by the document; undo gives back the exact one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.core.journey import Journey
from canvas.outline.panel import OutlinePanel
from tests.canvas.graphs import many
from tests.canvas.hand import Hand
from tests.canvas.reading import ALT, CONTROL, SHIFT, OutlineReader
from tests.support.patience import soon

WELCOME = ["Start", "Mail", "Fork", "  Yes:", "    End", "  No: leads nowhere yet"]


@pytest.fixture
def reader(hand: Hand) -> OutlineReader:
    """The outline of the welcome journey."""
    return OutlineReader(hand)


def undone(reader: OutlineReader, before: Journey) -> bool:
    """Whether one undo, pressed in the outline, gives back the exact journey."""
    reader.key(Qt.Key.Key_Z, CONTROL)
    return reader.journey is before


def test_the_journey_reads_as_indented_text(reader: OutlineReader) -> None:
    assert reader.lines == WELCOME
    assert reader.list.hasFocus()


def test_walking_selects_on_the_canvas(reader: OutlineReader) -> None:
    reader.go("Mail")
    assert reader.hand.selection.current == "mail"
    reader.go("Yes:")
    edge = reader.hand.selection.edge
    assert edge is not None
    assert (edge.source, edge.port, edge.target) == ("fork", "yes", "end")


def test_selecting_on_the_canvas_leads_to_the_row(reader: OutlineReader) -> None:
    reader.hand.click(reader.hand.middle("fork"))
    assert reader.here == "Fork"
    reader.hand.selection.select_edge(reader.journey.outgoing["fork"]["yes"])
    assert reader.here == "Yes:"


def test_left_leads_out_of_a_branch_and_right_into_it(reader: OutlineReader) -> None:
    reader.go("End")
    reader.key(Qt.Key.Key_Left)
    assert reader.here == "Yes:"
    reader.key(Qt.Key.Key_Left)
    assert reader.here == "Fork"
    reader.key(Qt.Key.Key_Right)
    assert reader.here == "Yes:"


@pytest.mark.parametrize("key", [Qt.Key.Key_Insert, Qt.Key.Key_Slash])
def test_a_step_is_added_after_the_current_one(reader: OutlineReader, key: Qt.Key) -> None:
    before = reader.journey
    reader.go("Start")
    reader.key(key)
    reader.hand.choose("wait")
    added = reader.hand.newest()
    assert reader.journey.target("start", "next") == added
    assert reader.journey.target(added, "next") == "mail"
    assert reader.hand.selection.current == added
    assert soon(reader.list.hasFocus)
    assert reader.lines[:3] == ["Start", "Wait", "Mail"]
    assert undone(reader, before)


def test_a_step_is_added_on_an_open_way(reader: OutlineReader) -> None:
    before = reader.journey
    reader.go("No: leads nowhere yet")
    reader.key(Qt.Key.Key_Return)
    reader.hand.choose("exit")
    assert reader.journey.target("fork", "else") == reader.hand.newest()
    assert undone(reader, before)
    assert reader.lines == WELCOME


def test_a_step_is_inserted_before_the_current_one(reader: OutlineReader) -> None:
    before = reader.journey
    reader.go("End")
    reader.key(Qt.Key.Key_Insert, SHIFT)
    reader.hand.choose("wait")
    assert reader.journey.target("fork", "yes") == reader.hand.newest()
    assert reader.journey.target(reader.hand.newest(), "next") == "end"
    assert undone(reader, before)


def test_nothing_comes_after_an_exit_and_before_a_trigger(reader: OutlineReader) -> None:
    said: list[object] = []
    reader.hand.view.hint_changed.connect(said.append)
    before = reader.journey
    reader.go("End")
    reader.key(Qt.Key.Key_Insert)
    reader.go("Start")
    reader.key(Qt.Key.Key_Insert, SHIFT)
    reader.key(Qt.Key.Key_Down, ALT)
    assert reader.journey is before
    assert len(said) == 3


def test_escape_from_the_search_leads_back_to_the_outline(reader: OutlineReader) -> None:
    before = reader.journey
    reader.go("Mail")
    reader.key(Qt.Key.Key_Insert)
    QTest.keyClick(reader.hand.search.field, Qt.Key.Key_Escape)
    assert soon(reader.list.hasFocus)
    assert reader.journey is before


def test_delete_joins_the_neighbors(reader: OutlineReader) -> None:
    before = reader.journey
    reader.go("Mail")
    reader.key(Qt.Key.Key_Delete)
    assert reader.journey.target("start", "next") == "fork"
    assert reader.here == "Start"
    assert undone(reader, before)


def test_delete_on_the_heading_of_a_branch_takes_its_connection(reader: OutlineReader) -> None:
    before = reader.journey
    reader.go("Yes:")
    reader.key(Qt.Key.Key_Delete)
    assert reader.journey.target("fork", "yes") is None
    assert reader.lines[3:] == [
        "  Yes: leads nowhere yet", "  No: leads nowhere yet", "Not reached by any trigger", "End",
    ]  # fmt: skip
    assert reader.here == "Yes: leads nowhere yet"
    assert undone(reader, before)


def test_a_title_is_typed_in_the_row(reader: OutlineReader) -> None:
    before = reader.journey
    reader.go("Mail")
    reader.type_title("Hello there")
    assert reader.journey.by_id["mail"].title == "Hello there"
    assert reader.here == "Hello there"
    assert undone(reader, before)


def test_a_step_moves_down_into_a_branch_and_up_again(reader: OutlineReader) -> None:
    before = reader.journey
    reader.go("Mail")
    reader.key(Qt.Key.Key_Down, ALT)
    assert reader.lines == ["Start", "Fork", "  Yes:", "    Mail", "    End", "  No: leads nowhere yet"]
    assert reader.here == "Mail"
    reader.key(Qt.Key.Key_Down, ALT)
    assert reader.lines[-2:] == ["    Mail", "    The way ends here"]
    reader.key(Qt.Key.Key_Up, ALT)
    reader.key(Qt.Key.Key_Up, ALT)
    assert reader.lines == WELCOME
    for _ in range(3):
        reader.key(Qt.Key.Key_Z, CONTROL)
    assert undone(reader, before)


def test_a_step_that_passes_its_neighbor_changes_places_with_it(reader: OutlineReader) -> None:
    before = reader.journey
    reader.go("Fork")
    reader.key(Qt.Key.Key_Up, ALT)
    assert reader.lines[:2] == ["Start", "Fork"]
    assert reader.journey.position("fork") == before.position("mail")
    assert reader.journey.position("mail") == before.position("fork")
    assert undone(reader, before)


def test_connecting_to_a_step_that_is_there(reader: OutlineReader) -> None:
    before = reader.journey
    reader.go("No: leads nowhere yet")
    reader.key(Qt.Key.Key_C)
    reader.go("Mail")
    reader.key(Qt.Key.Key_Return)
    assert reader.journey.target("fork", "else") == "mail"
    assert reader.lines[-1] == "  No: back to “Mail”"
    assert undone(reader, before)


def test_c_again_takes_the_next_way_out_and_escape_forgets_it(reader: OutlineReader) -> None:
    before = reader.journey
    reader.go("Fork")
    reader.key(Qt.Key.Key_C)
    reader.key(Qt.Key.Key_C)
    reader.go("Mail")
    reader.key(Qt.Key.Key_Return)
    assert reader.journey.target("fork", "yes") == "mail"
    assert undone(reader, before)
    reader.go("Fork")
    reader.key(Qt.Key.Key_C)
    reader.key(Qt.Key.Key_Escape)
    assert reader.list.hasFocus()
    reader.go("Mail")
    reader.key(Qt.Key.Key_Return)
    assert reader.journey is before


def test_enter_opens_the_inspector_and_a_join_leads_to_its_step(reader: OutlineReader) -> None:
    asked: list[str] = []
    reader.hand.view.inspect_requested.connect(asked.append)
    reader.go("Fork")
    reader.key(Qt.Key.Key_Return)
    assert asked == ["fork"]
    reader.hand.document.apply(
        lambda journey: journey.replace(
            edges=(*journey.edges, journey.edges[-1].model_copy(update={"port": "else"}))
        ),
        reader.hand.view.commands[0].name,
    )
    reader.go("No: continues at “End”")
    reader.key(Qt.Key.Key_Return)
    assert reader.here == "End"


def test_escape_leads_back_to_the_canvas_and_the_key_closes_it(reader: OutlineReader) -> None:
    reader.key(Qt.Key.Key_Escape)
    assert soon(reader.hand.view.hasFocus)
    assert reader.panel.isVisible()
    reader.hand.key(Qt.Key.Key_O, CONTROL | SHIFT)
    assert not reader.panel.isVisible()


def test_ten_thousand_steps_are_listed_and_walked(show: Callable[[Journey], Hand]) -> None:
    reader = OutlineReader(show(many(10_000)))
    assert sum(row.kind == "step" for row in reader.panel.rows) == len(reader.journey.nodes)
    reader.key(Qt.Key.Key_Home)
    reader.key(Qt.Key.Key_End)
    assert reader.list.at == len(reader.panel.rows) - 1
    while reader.panel.rows[reader.list.at or 0].kind != "step":
        reader.key(Qt.Key.Key_Up)
    reader.key(Qt.Key.Key_Delete)
    assert len(reader.journey.nodes) == 9_999


def test_the_panel_is_part_of_no_window_until_somebody_places_it(hand: Hand) -> None:
    assert isinstance(hand.view.outline, OutlinePanel)
    assert hand.view.outline.isHidden()
