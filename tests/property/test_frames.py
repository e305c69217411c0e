"""Whatever is done to frames and notes, the document stays one that can be saved and read."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from app.core import edits, frames
from app.core.diff import diff
from app.core.document_io import from_text, to_text
from app.core.journey import Frame, Journey, Point
from tests.support.strategies import journeys, places


def _steps(journey: Journey, data: st.DataObject) -> list[str]:
    ids = [node.id for node in journey.nodes]
    return sorted(data.draw(st.sets(st.sampled_from(ids)))) if ids else []


def _is_whole(journey: Journey) -> bool:
    return from_text(to_text(journey)) == journey


@given(journeys(), st.data())
def test_a_step_is_in_the_frame_it_was_put_into_last(journey: Journey, data: st.DataObject) -> None:
    steps = _steps(journey, data)
    assume(steps and "new" not in journey.by_id and "new" not in journey.frame_by_id)
    framed = frames.add_frame(journey, Frame(id="new", steps=tuple(steps)))
    assert {step for step, frame in framed.frame_of.items() if frame.id == "new"} == set(steps)
    assert framed.frame_of.keys() == journey.frame_of.keys() | set(steps)
    assert _is_whole(framed)
    apart = frames.remove_frames(framed, ["new"])
    assert apart.frame_of.keys() == journey.frame_of.keys() - set(steps)
    assert apart.nodes == journey.nodes
    assert apart.layout == journey.layout
    assert _is_whole(apart)


@given(journeys(), st.data())
def test_steps_change_frames_and_leave_them(journey: Journey, data: st.DataObject) -> None:
    assume(journey.frames)
    steps, frame = _steps(journey, data), data.draw(st.sampled_from(journey.frames))
    inside = frames.put_in(journey, steps, frame.id)
    assert all(inside.frame_of[step].id == frame.id for step in steps)
    assert _is_whole(inside)
    outside = frames.take_out(journey, steps)
    assert outside.frame_of.keys() == journey.frame_of.keys() - set(steps)
    assert _is_whole(outside)
    assert {each.id for each in journey.frames if each.notes or each.is_note} <= outside.frame_by_id.keys()


@given(journeys(), st.data())
def test_a_difference_names_the_frames_that_differ(journey: Journey, data: st.DataObject) -> None:
    assume(journey.frames)
    frame = data.draw(st.sampled_from(journey.frames))
    renamed = frames.change_frame(journey, frame.id, title=frame.title + "!")
    assert diff(journey, renamed).frames == {frame.id}
    assert diff(journey, frames.remove_frames(journey, [frame.id])).frames >= {frame.id}


@given(journeys(), st.data())
def test_what_changes_nothing_returns_the_same_object(journey: Journey, data: st.DataObject) -> None:
    assert frames.remove_frames(journey, ()) is journey
    assert frames.move(journey, journey.layout) is journey
    alone = [node.id for node in journey.nodes if node.id not in journey.frame_of]
    assert frames.take_out(journey, alone) is journey
    for frame in journey.frames:
        assert frames.put_in(journey, frame.steps, frame.id) is journey
        assert frames.change_frame(journey, frame.id, title=frame.title) is journey


@given(journeys(), st.data())
def test_moving_leaves_everything_in_its_frame(journey: Journey, data: st.DataObject) -> None:
    notes = [frame.id for frame in journey.frames if frame.is_note]
    goals = {each: data.draw(places) for each in [*_steps(journey, data), *notes]}
    moved = frames.move(journey, goals)
    assert moved.frame_of.keys() == journey.frame_of.keys()
    assert all(moved.position(each) == at for each, at in goals.items() if each in moved.by_id)
    assert all(moved.frame_by_id[each].at == goals[each] for each in notes)


@given(journeys(), st.data())
def test_a_copied_frame_is_around_the_copies_of_its_steps(journey: Journey, data: st.DataObject) -> None:
    ids = [node.id for node in journey.nodes] + [frame.id for frame in journey.frames]
    chosen = data.draw(st.sets(st.sampled_from(ids))) if ids else set[str]()
    part = edits.fragment(journey, chosen)
    assert _is_whole(part)
    assert chosen <= part.by_id.keys() | part.frame_by_id.keys()
    pasted, names = edits.paste(journey, part, Point(20, 20))
    assert pasted.frames[: len(journey.frames)] == journey.frames
    for frame in part.frames:
        copy = pasted.frame_by_id[names[frame.id]]
        assert copy.steps == tuple(names[step] for step in frame.steps)
        assert (copy.title, copy.notes) == (frame.title, frame.notes)
