"""The document model: undo, redo, merging, the saved mark."""

from __future__ import annotations

from app.core import edits
from app.core.journey import Journey, Point
from app.core.text import Text, same
from canvas.document import DocumentModel

NAME = Text("umbenennen", "rename")


def test_an_edit_that_changes_nothing_is_no_step_of_undo(welcome: Journey) -> None:
    document = DocumentModel(welcome)
    assert not document.apply(lambda journey: edits.rename(journey, journey.name), NAME)
    assert document.undo_text is None
    assert not document.undo()


def test_undo_and_redo_carry_the_name_of_the_edit(welcome: Journey) -> None:
    document = DocumentModel(welcome)
    document.apply(lambda journey: edits.rename(journey, "Neu"), NAME)
    renamed = document.journey
    assert document.undo_text == NAME
    assert document.undo()
    assert document.journey is welcome
    assert (document.undo_text, document.redo_text) == (None, NAME)
    assert document.redo()
    assert document.journey is renamed


def test_a_new_edit_forgets_what_could_be_redone(welcome: Journey) -> None:
    document = DocumentModel(welcome)
    document.apply(lambda journey: edits.rename(journey, "A"), NAME)
    document.undo()
    document.apply(lambda journey: edits.rename(journey, "B"), NAME)
    assert document.redo_text is None


def test_typing_is_one_step_of_undo_until_it_is_sealed(welcome: Journey) -> None:
    document = DocumentModel(welcome)
    for name in ("W", "We", "Wel"):
        document.apply(lambda journey, name=name: edits.rename(journey, name), NAME, merge="name")
    document.seal()
    document.apply(lambda journey: edits.rename(journey, "Welt"), NAME, merge="name")
    document.undo()
    assert document.journey.name == "Wel"
    document.undo()
    assert document.journey is welcome


def test_edits_of_different_kinds_do_not_merge(welcome: Journey) -> None:
    document = DocumentModel(welcome)
    document.apply(lambda journey: edits.rename(journey, "A"), NAME, merge="name")
    document.apply(lambda journey: edits.move_nodes(journey, {"mail": Point(0, 0)}), same("x"), merge="move")
    document.undo()
    assert document.journey.name == "A"


def test_what_is_typed_after_an_undo_does_not_merge_into_the_past(welcome: Journey) -> None:
    document = DocumentModel(welcome)
    document.apply(lambda journey: edits.rename(journey, "A"), NAME, merge="name")
    document.seal()
    document.apply(lambda journey: edits.rename(journey, "B"), NAME, merge="name")
    document.undo()
    document.apply(lambda journey: edits.rename(journey, "C"), NAME, merge="name")
    document.undo()
    assert document.journey.name == "A"


def test_clean_follows_the_saved_value_through_undo(welcome: Journey) -> None:
    document, said = DocumentModel(welcome), list[bool]()
    document.clean_changed.connect(said.append)
    document.apply(lambda journey: edits.rename(journey, "A"), NAME)
    document.mark_saved()
    document.undo()
    document.redo()
    assert said == [False, True, False, True]
    assert document.is_clean


def test_changed_carries_old_and_new(welcome: Journey) -> None:
    document, said = DocumentModel(welcome), list[tuple[Journey, Journey]]()
    document.changed.connect(lambda old, new: said.append((old, new)))
    document.apply(lambda journey: edits.rename(journey, "A"), NAME)
    assert said[0][0] is welcome
    assert said[0][1].name == "A"


def test_reset_shows_another_journey_without_history(welcome: Journey) -> None:
    document = DocumentModel(welcome)
    document.apply(lambda journey: edits.rename(journey, "A"), NAME)
    document.reset(welcome)
    assert document.journey is welcome
    assert document.is_clean
    assert not document.undo()
