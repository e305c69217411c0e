"""Frames and notes by real mouse and key events: what becomes of the document, and that undo is exact."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.core import edits, frames
from app.core.document_io import from_text, to_text
from app.core.journey import Frame, Journey, Point
from app.core.text import Text
from canvas.overlays.note_edit import NoteEdit
from canvas.overlays.rename import Renaming
from canvas.scene.frame_box import fold_spot
from canvas.scene.geometry import Spot
from tests.canvas.hand import Hand
from tests.support.patience import soon

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NOTE = Frame(id="note", notes="*Später*", at=Point(460, 0), width=200, height=120)


@pytest.fixture
def framed(show: Callable[[Journey], Hand], welcome: Journey) -> Hand:
    """A hand on the welcome journey with a frame around two of its steps, and a note."""
    journey = frames.add_frame(welcome, Frame(id="f", title="Anfang", steps=("mail", "fork")))
    return show(frames.add_frame(journey, NOTE))


def title(hand: Hand, frame_id: str = "f") -> Spot:
    """Where a frame is grabbed."""
    box = hand.view.scene.frames.box(frame_id)
    return Spot(box.left + 60, box.top + 14)


def corner(hand: Hand) -> Spot:
    """Where the note is sized."""
    box = hand.view.scene.frames.box("note")
    return Spot(box.right - 6, box.bottom - 6)


def type_title(hand: Hand, words: str) -> None:
    """Type into the field for the title and press Enter."""
    field = hand.view.findChild(Renaming)
    assert isinstance(field, Renaming)
    assert field.isVisible(), "the field for the title is not open"
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)


def write(hand: Hand, words: str) -> None:
    """Write into the open note and press Ctrl+Enter."""
    field = hand.view.findChild(NoteEdit)
    assert isinstance(field, NoteEdit)
    assert field.isVisible(), "the note is not open"
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return, CTRL)


def undone(hand: Hand, steps: int = 1) -> Journey:
    """The journey after some steps of undo."""
    for _ in range(steps):
        hand.control(Qt.Key.Key_Z)
    return hand.journey


def test_ctrl_g_frames_the_selection_and_asks_for_a_title(hand: Hand) -> None:
    before = hand.journey
    hand.click(hand.middle("mail"))
    hand.click(hand.middle("fork"), CTRL)
    hand.control(Qt.Key.Key_G)
    type_title(hand, "Gruss")
    (frame,) = hand.journey.frames
    assert (set(frame.steps), frame.title) == ({"mail", "fork"}, "Gruss")
    assert hand.selection.frame == frame.id
    assert undone(hand, 2) is before


def test_ctrl_shift_g_dissolves_the_frame_and_keeps_the_steps(framed: Hand) -> None:
    before = framed.journey
    framed.click(framed.middle("mail"))
    framed.key(Qt.Key.Key_G, CTRL | SHIFT)
    assert framed.journey == frames.remove_frames(before, ["f"])
    assert undone(framed) is before


def test_del_on_a_frame_keeps_its_steps(framed: Hand) -> None:
    before = framed.journey
    framed.click(title(framed))
    framed.key(Qt.Key.Key_Delete)
    assert framed.journey.by_id == before.by_id
    assert framed.journey.edges == before.edges
    assert framed.journey.frames == (NOTE,)
    assert undone(framed) is before


def test_a_frame_is_dragged_by_its_title_with_its_steps(framed: Hand) -> None:
    before, at = framed.journey, title(framed)
    framed.drag(at, Spot(at.x + 200, at.y + 40))
    moved = framed.journey
    assert [moved.position(step) for step in ("mail", "fork")] == [Point(400, 160), Point(400, 280)]
    assert moved.position("start") == before.position("start")
    assert moved.frames == before.frames
    assert undone(framed) is before


def test_escape_leaves_a_dragged_frame_where_it_was(framed: Hand) -> None:
    before, at, box = framed.journey, title(framed), framed.view.scene.frames.box("f")
    framed.drag(at, Spot(at.x + 200, at.y), release=False)
    assert framed.view.scene.frames.box("f") != box
    framed.key(Qt.Key.Key_Escape)
    assert framed.journey is before
    assert framed.view.scene.frames.box("f") == box


def test_a_step_dragged_into_a_frame_belongs_to_it(framed: Hand) -> None:
    before = framed.journey
    goal = Spot(framed.middle("mail").x + 40, framed.middle("mail").y + 70)
    framed.drag(framed.middle("end"), goal, release=False)
    assert framed.view.scene.frames.box("f").has(goal)
    QTest.mouseRelease(framed.view, Qt.MouseButton.LeftButton, pos=framed.seen_at(goal))
    assert set(framed.journey.frame_by_id["f"].steps) == {"mail", "fork", "end"}
    assert framed.journey.position("end") != before.position("end")
    assert undone(framed) is before


def test_a_step_dragged_out_of_a_frame_belongs_to_none(framed: Hand) -> None:
    before = framed.journey
    framed.drag(framed.middle("fork"), Spot(640, 440), release=False)
    assert framed.view.scene.frames.box("f").bottom < 240
    QTest.mouseRelease(framed.view, Qt.MouseButton.LeftButton, pos=framed.seen_at(Spot(640, 440)))
    assert framed.journey.frame_by_id["f"].steps == ("mail",)
    assert "fork" in framed.journey.by_id
    assert undone(framed) is before


def test_a_step_pushed_a_little_stays_in_its_frame(framed: Hand) -> None:
    before = framed.journey
    at = framed.middle("fork")
    framed.drag(at, Spot(at.x + 40, at.y + 20))
    assert framed.journey.frames == before.frames
    assert framed.journey.position("fork") != before.position("fork")


def test_all_steps_of_a_frame_dragged_together_keep_it(framed: Hand) -> None:
    before = framed.journey
    framed.click(framed.middle("mail"))
    framed.click(framed.middle("fork"), CTRL)
    framed.drag(framed.middle("mail"), Spot(640, 300))
    assert framed.journey.frames == before.frames
    assert undone(framed) is before


def test_keys_put_a_step_into_the_nearest_frame_and_out_again(framed: Hand) -> None:
    before = framed.journey
    framed.click(framed.middle("end"))
    framed.key(Qt.Key.Key_G, ALT)
    assert "end" in framed.journey.frame_by_id["f"].steps
    framed.key(Qt.Key.Key_G, ALT | SHIFT)
    assert framed.journey == before
    assert undone(framed, 2) is before


def test_a_step_inserted_between_two_of_a_frame_belongs_to_it(framed: Hand) -> None:
    before = framed.journey
    framed.click(framed.view.scene.plus(("mail", "next")))
    framed.choose("wait")
    (new,) = framed.journey.by_id.keys() - before.by_id.keys()
    assert new in framed.journey.frame_by_id["f"].steps
    assert undone(framed) is before
    framed.click(framed.view.scene.plus(("start", "next")))
    framed.choose("wait")
    assert framed.journey.frames == before.frames


def test_a_step_from_the_palette_dropped_into_a_frame_belongs_to_it(framed: Hand) -> None:
    before = framed.journey
    framed.drag(framed.middle("fork"), Spot(framed.middle("fork").x, framed.middle("fork").y + 200))
    framed.key(Qt.Key.Key_G, ALT)
    wide = framed.journey
    framed.drop("exit", Spot(framed.middle("mail").x, framed.middle("mail").y + 140))
    (new,) = framed.journey.by_id.keys() - before.by_id.keys()
    assert new in framed.journey.frame_by_id["f"].steps
    assert undone(framed) is wide


def test_a_rubber_band_selects_notes_and_what_a_collapsed_card_hides(framed: Hand) -> None:
    framed.drag(Spot(700, -60), Spot(450, 80))
    assert framed.selection.frames == {"note"}
    framed.click(framed.middle("fork"))
    framed.key(Qt.Key.Key_E)
    framed.drag(Spot(600, 300), Spot(340, 140))
    assert framed.selection.frames == {"f"}
    assert framed.selection.steps == {"mail", "fork"}


def test_a_note_is_added_by_key_and_written_where_it_stands(hand: Hand) -> None:
    before = hand.journey
    hand.key(Qt.Key.Key_N, SHIFT)
    write(hand, "# Merke")
    (note,) = hand.journey.frames
    assert (note.is_note, note.notes) == (True, "# Merke")
    assert undone(hand, 2) is before


def test_a_double_click_writes_a_note_and_escape_keeps_the_old_words(framed: Hand) -> None:
    before, at = framed.journey, title(framed, "note")
    framed.double_click(at)
    write(framed, "Neu")
    assert framed.journey.frame_by_id["note"].notes == "Neu"
    assert undone(framed) is before
    framed.double_click(at)
    field = framed.view.findChild(NoteEdit)
    assert isinstance(field, NoteEdit)
    QTest.keyClicks(field, "Doch nicht")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert framed.journey is before


def test_a_double_click_on_the_title_renames_the_frame(framed: Hand) -> None:
    before = framed.journey
    framed.double_click(title(framed))
    type_title(framed, "Ende")
    assert framed.journey.frame_by_id["f"].title == "Ende"
    assert undone(framed) is before


def test_f2_renames_what_alt_f_has_gone_to(framed: Hand) -> None:
    framed.click(framed.middle("fork"))
    framed.key(Qt.Key.Key_F, ALT)
    assert framed.selection.frame == "f"
    framed.key(Qt.Key.Key_F2)
    type_title(framed, "Mitte")
    assert framed.journey.frame_by_id["f"].title == "Mitte"
    framed.key(Qt.Key.Key_F, ALT)
    assert framed.selection.frame == "note"


def test_a_note_is_dragged_and_sized(framed: Hand) -> None:
    before, at = framed.journey, title(framed, "note")
    framed.drag(at, Spot(at.x, at.y + 200))
    placed = framed.journey.frame_by_id["note"].at
    assert placed is not None
    assert placed.x == 460
    assert placed.y > 160
    end = corner(framed)
    framed.drag(end, Spot(end.x + 60, end.y + 40))
    note = framed.journey.frame_by_id["note"]
    assert note.at == placed
    assert note.width == 260
    assert note.height > 140
    assert undone(framed, 2) is before


def test_a_note_is_pushed_by_keys_and_deleted(framed: Hand) -> None:
    before = framed.journey
    framed.click(title(framed, "note"))
    framed.key(Qt.Key.Key_Down, SHIFT)
    framed.key(Qt.Key.Key_Down, SHIFT)
    assert framed.journey.frame_by_id["note"].at == Point(460, 40)
    assert undone(framed) is before
    framed.key(Qt.Key.Key_Delete)
    assert "note" not in framed.journey.frame_by_id
    assert undone(framed) is before


def test_a_copied_frame_comes_with_its_steps_and_its_title(framed: Hand) -> None:
    before = framed.journey
    framed.click(title(framed))
    framed.control(Qt.Key.Key_D)
    assert len(framed.journey.nodes) == len(before.nodes) + 2
    copy = framed.journey.frames[-1]
    assert copy.title == "Anfang"
    assert set(copy.steps) == framed.journey.by_id.keys() - before.by_id.keys()
    assert undone(framed) is before


def test_cutting_a_frame_takes_its_steps_along(framed: Hand) -> None:
    before = framed.journey
    framed.click(title(framed))
    framed.control(Qt.Key.Key_X)
    assert set(framed.journey.by_id) == {"start", "end"}
    assert framed.journey.frames == (NOTE,)
    framed.control(Qt.Key.Key_V)
    assert [frame.title for frame in framed.journey.frames if frame.steps] == ["Anfang"]
    assert undone(framed, 2) is before


def test_e_collapses_a_frame_and_what_follows_comes_up(framed: Hand) -> None:
    before = framed.journey
    framed.click(framed.middle("fork"))
    framed.key(Qt.Key.Key_E)
    shut = framed.journey
    assert shut.frame_by_id["f"].collapsed
    assert shut.position("end").y < before.position("end").y
    assert [shut.position(step) for step in ("mail", "fork")] == [
        before.position(s) for s in ("mail", "fork")
    ]
    framed.key(Qt.Key.Key_E)
    assert framed.journey == before
    assert undone(framed, 2) is before


def test_a_collapsed_frame_survives_saving_and_is_expanded_to_the_same_places(
    framed: Hand, show: Callable[[Journey], Hand]
) -> None:
    before = framed.journey
    framed.click(fold_spot(framed.view.scene.frames.box("f")))
    assert framed.journey.frame_by_id["f"].collapsed
    again = show(from_text(to_text(framed.journey)))
    again.click(fold_spot(again.view.scene.frames.box("f")))
    assert again.journey == before


def test_a_collapsed_card_is_dragged_with_all_it_holds(framed: Hand) -> None:
    framed.click(framed.middle("fork"))
    framed.key(Qt.Key.Key_E)
    before = framed.journey
    at = framed.view.scene.frames.box("f").center
    framed.drag(at, Spot(at.x + 200, at.y))
    places = [framed.journey.position(step).x for step in ("mail", "fork")]
    assert places == [before.position(step).x + 200 for step in ("mail", "fork")]
    assert undone(framed) is before


def test_a_step_in_a_collapsed_frame_is_pointed_to_and_the_hint_says_how_to_come_to_it(framed: Hand) -> None:
    framed.click(framed.middle("fork"))
    framed.key(Qt.Key.Key_E)
    said: list[Text | None] = []
    framed.view.hint_changed.connect(said.append)
    framed.view.reveal("fork")
    assert framed.selection.current == "fork"
    assert said[-1] is not None
    assert said[-1].en == "“Fork” is inside the collapsed frame “Anfang”. E expands it."
    framed.key(Qt.Key.Key_E)
    assert not framed.journey.frame_by_id["f"].collapsed


def test_a_search_that_finds_a_hidden_step_lights_up_the_card_that_hides_it(framed: Hand) -> None:
    framed.click(framed.middle("fork"))
    framed.key(Qt.Key.Key_E)
    framed.click(Spot(700, 500))
    card = framed.view.scene.frames.box("f")

    def seen() -> str:
        place = framed.seen_at(Spot(card.left + 120, card.bottom - 8))
        return framed.view.grab().toImage().pixelColor(place).name()

    light = seen()
    framed.control(Qt.Key.Key_F)
    field = next(each for each in framed.view.findChildren(QLineEdit) if each.isVisible())
    QTest.keyClicks(field, "Start")
    assert soon(lambda: seen() != light)
    field.selectAll()
    QTest.keyClicks(field, "Fork")
    assert soon(lambda: seen() == light)


def test_enter_opens_the_inspector_of_a_frame(framed: Hand) -> None:
    asked: list[str] = []
    framed.view.inspect_requested.connect(asked.append)
    framed.click(title(framed))
    framed.key(Qt.Key.Key_Return)
    assert asked == ["f"]


def test_a_double_click_expands_a_collapsed_card(framed: Hand) -> None:
    before = framed.journey
    framed.click(framed.middle("fork"))
    framed.key(Qt.Key.Key_E)
    framed.double_click(framed.view.scene.frames.box("f").center)
    assert framed.journey == before


def test_a_way_out_of_a_collapsed_card_can_be_drawn(framed: Hand) -> None:
    framed.click(framed.middle("fork"))
    framed.key(Qt.Key.Key_E)
    before = framed.journey
    free = next(way for way in framed.view.scene.folding.folds["f"].ways if way.open)
    framed.drag(framed.view.scene.exit(free.step, free.port.name), framed.middle("end"))
    assert framed.journey.target(free.step, free.port.name) == "end"
    assert undone(framed) is before


def test_a_connection_dropped_on_a_collapsed_card_leads_to_where_one_comes_in(framed: Hand) -> None:
    framed.click(framed.middle("fork"))
    framed.key(Qt.Key.Key_E)
    before = framed.journey
    end = framed.view.scene.exit("start", "next")
    framed.click(Spot(700, 500))
    framed.document.apply(lambda journey: edits.disconnect(journey, journey.edges[0]), Text("Weg", "gone"))
    framed.drag(end, framed.view.scene.frames.box("f").center)
    assert framed.journey.target("start", "next") == "mail"
    assert undone(framed, 2) is before


def test_expanding_makes_room_where_something_has_come_in_between(framed: Hand) -> None:
    framed.click(framed.middle("fork"))
    framed.key(Qt.Key.Key_E)
    end = framed.middle("end")
    framed.drag(end, Spot(framed.middle("mail").x, framed.middle("fork").y + 60))
    framed.click(title(framed))
    framed.key(Qt.Key.Key_E)
    boxes = {step: framed.view.scene.box(step) for step in framed.journey.by_id}
    assert not any(boxes["end"].meets(boxes[step]) for step in ("mail", "fork"))
    assert [framed.journey.position(step) for step in ("mail", "fork")] == [Point(200, 120), Point(200, 240)]


def test_a_dragged_copy_of_all_steps_of_a_frame_selects_the_steps_only(hand: Hand) -> None:
    hand.selection.select(("mail", "fork"))
    hand.key(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    hand.key(Qt.Key.Key_Escape)
    hand.selection.select(("mail", "fork"))
    hand.drag(hand.middle("mail"), Spot(700, 420), modifiers=Qt.KeyboardModifier.ControlModifier)
    assert len(hand.journey.nodes) == 6
    assert hand.selection.steps == {node.id for node in hand.journey.nodes[-2:]}
