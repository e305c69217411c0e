"""What editing does to the journey, without a view."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import nodes
from app.core.clipboard import steps_from_text
from app.core.journey import Journey, Point
from app.core.node import NodeCatalog
from canvas.document import DocumentModel
from canvas.editing.arranging import Arranging
from canvas.editing.editor import Editor
from canvas.editing.placing import free_place, room_on_edge
from canvas.scene.geometry import card_box
from canvas.selection import Selection
from tests.canvas.graphs import journeys

CATALOG = nodes.catalog()


def editor_of(journey: Journey, catalog: NodeCatalog) -> tuple[Editor, DocumentModel, Selection]:
    """An editor and what it works on."""
    document, selection = DocumentModel(journey), Selection()
    document.changed.connect(lambda _, new: selection.keep_existing(new))
    return Editor(document, selection, catalog), document, selection


@given(journeys(), st.integers(-600, 600), st.integers(-600, 600))
@settings(max_examples=60, deadline=None)
def test_a_free_place_covers_nothing(journey: Journey, x: int, y: int) -> None:
    box = card_box(free_place(journey, Point(x, y)))
    assert not any(box.meets(card_box(point)) for point in journey.layout.values())


@given(st.data(), journeys())
@settings(max_examples=60, deadline=None)
def test_any_series_of_edits_can_be_taken_back(data: st.DataObject, journey: Journey) -> None:
    editor, document, selection = editor_of(journey, CATALOG)
    shown = [journey]
    document.changed.connect(lambda _, new: shown.append(new))
    for _ in range(data.draw(st.integers(1, 6))):
        _edit_at_random(data, editor, Arranging(document, selection, lambda: CATALOG), selection)
    seen = list(shown)
    for expected in seen[-2::-1]:
        document.undo()
        assert document.journey is expected
    for expected in seen[1:]:
        document.redo()
        assert document.journey is expected


def _edit_at_random(data: st.DataObject, editor: Editor, arranging: Arranging, selection: Selection) -> None:
    journey = editor.journey
    types = st.sampled_from([each.id for each in CATALOG])
    if journey.nodes:
        selection.select(data.draw(st.sets(st.sampled_from(list(journey.by_id)), max_size=3)))
    kind = data.draw(st.sampled_from(["add", "append", "insert", "delete", "duplicate", "tidy", "paste"]))
    if kind == "add":
        editor.add(data.draw(types), Point(0, 0))
    elif kind == "append":
        editor.append(data.draw(types), Point(0, 0))
    elif kind == "insert" and journey.edges:
        editor.insert(data.draw(types), data.draw(st.sampled_from(journey.edges)))
    elif kind == "delete":
        editor.delete()
    elif kind == "duplicate":
        editor.duplicate()
    elif kind == "tidy":
        arranging.tidy_up()
    elif kind == "paste" and (text := editor.cut_text()):
        editor.insert_steps(steps_from_text(text))


def test_inserting_keeps_the_rest_where_there_is_room(welcome: Journey) -> None:
    wide = welcome.replace(layout={**welcome.layout, "mail": Point(200, 400), "fork": Point(200, 520)})
    room = room_on_edge(wide, wide.edges[0])
    assert room.shifts == {}
    assert room.at == Point(200, 200)


def test_steps_that_do_not_follow_stay_when_room_is_made(welcome: Journey) -> None:
    room = room_on_edge(welcome, welcome.edges[1])
    assert room.shifts.keys() == {"fork", "end"}


def test_names_of_edits_tell_the_step_or_the_number(welcome: Journey, catalog: NodeCatalog) -> None:
    editor, document, selection = editor_of(welcome, catalog)
    editor.move({"mail": Point(0, 0)})
    assert document.undo_text is not None
    assert document.undo_text.de == "„Mail“ verschieben"
    selection.select(["mail", "end"])
    editor.delete()
    assert document.undo_text.en == "delete 2 steps"


def test_appending_to_a_step_with_one_used_way_inserts(welcome: Journey, catalog: NodeCatalog) -> None:
    editor, document, selection = editor_of(welcome, catalog)
    selection.select(["mail"])
    added = editor.append("wait", Point(0, 0))
    assert document.journey.target("mail", "next") == added
    assert document.journey.target(added, "next") == "fork"


def test_a_trigger_is_never_appended(welcome: Journey, catalog: NodeCatalog) -> None:
    editor, document, selection = editor_of(welcome, catalog)
    selection.select(["fork"])
    added = editor.append("manual_trigger", Point(600, 0))
    assert added not in document.journey.incoming


def test_pasted_steps_keep_their_shape_and_get_new_names(welcome: Journey, catalog: NodeCatalog) -> None:
    editor, document, selection = editor_of(welcome, catalog)
    selection.select(["mail", "fork"])
    text = editor.copy_text()
    assert text is not None
    editor.insert_steps(steps_from_text(text), Point(800, 0))
    mail, fork = (node.id for node in document.journey.nodes[-2:])
    assert document.journey.position(mail) == Point(800, 0)
    assert document.journey.position(fork) == Point(800, 120)
    assert {mail, fork}.isdisjoint(welcome.by_id)
