"""Merging: whoever changed nothing loses nothing, and whatever comes out is a journey."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.core import edits, frames
from app.core.document_io import from_text, to_text
from app.core.fields import FieldSpec
from app.core.journey import Frame, Journey, Node, Point
from app.core.merge import Merge, merge
from app.core.merge_parts import SIDES, Key, Side
from tests.canvas.graphs import WAYS
from tests.canvas.graphs import journeys as graphs
from tests.support.strategies import journeys

CHANGES = 12


@given(journeys(), journeys())
def test_who_changed_nothing_gets_the_other_side(base: Journey, other: Journey) -> None:
    again, twin = from_text(to_text(base)), from_text(to_text(other))
    assert merge(base, again, other) == Merge(other, ())
    assert merge(base, other, again) == Merge(other, ())
    assert merge(base, other, twin) == Merge(other, ())


@given(journeys(), journeys(), journeys(), st.data())
def test_whatever_is_merged_and_chosen_is_a_journey(
    base: Journey, ours: Journey, theirs: Journey, data: st.DataObject
) -> None:
    found = merge(base, ours, theirs)
    choices: dict[Key, Side] = {each.key: data.draw(st.sampled_from(SIDES)) for each in found.conflicts}
    chosen = merge(base, ours, theirs, choices)
    assert chosen.conflicts == found.conflicts
    for journey in (found.journey, chosen.journey):
        assert from_text(to_text(journey)) == journey


@given(graphs(), st.data())
def test_two_people_at_work_lose_no_step_that_neither_has_deleted(base: Journey, data: st.DataObject) -> None:
    ours, theirs = _worked_on(base, data, "o"), _worked_on(base, data, "t")
    merged = merge(base, ours, theirs).journey
    deleted = base.by_id.keys() - (ours.by_id.keys() & theirs.by_id.keys())
    assert merged.by_id.keys() >= (base.by_id.keys() | ours.by_id.keys() | theirs.by_id.keys()) - deleted
    assert from_text(to_text(merged)) == merged


@given(graphs(), st.data())
def test_without_conflicts_the_sides_can_be_swapped(base: Journey, data: st.DataObject) -> None:
    ours, theirs = _worked_on(base, data, "o"), _worked_on(base, data, "t")
    here, there = merge(base, ours, theirs), merge(base, theirs, ours)
    assert {each.key for each in here.conflicts} == {each.key for each in there.conflicts}
    if not here.conflicts:
        assert _unordered(here.journey) == _unordered(there.journey)


@given(graphs(), st.data())
def test_choosing_the_other_side_is_merging_from_there(base: Journey, data: st.DataObject) -> None:
    ours, theirs = _worked_on(base, data, "o"), _worked_on(base, data, "t")
    here = merge(base, ours, theirs)
    chosen = merge(base, ours, theirs, {each.key: "theirs" for each in here.conflicts}).journey
    assert _unordered(chosen) == _unordered(merge(base, theirs, ours).journey)


def _unordered(journey: Journey) -> Journey:
    return journey.replace(
        nodes=tuple(sorted(journey.nodes, key=lambda node: node.id)),
        edges=tuple(sorted(journey.edges, key=lambda edge: (edge.source, edge.port))),
        fields=tuple(sorted(journey.fields, key=lambda spec: spec.key)),
        frames=tuple(
            sorted(
                (frame.but(steps=tuple(sorted(frame.steps))) for frame in journey.frames),
                key=lambda frame: frame.id,
            )
        ),
    )


def _worked_on(journey: Journey, data: st.DataObject, who: str) -> Journey:
    """What a person makes of a journey; what they add has ids of its own."""
    for index in range(data.draw(st.integers(0, 4))):
        journey = _edited(journey, data, f"{who}{index}")
    return journey


def _edited(journey: Journey, data: st.DataObject, name: str) -> Journey:  # noqa: C901  # one way each
    if not journey.nodes:
        return edits.add_node(journey, Node(id=name, type="wait"), Point(0, 0))
    ids = st.sampled_from([node.id for node in journey.nodes])
    one, other = data.draw(ids), data.draw(ids)
    match data.draw(st.integers(0, CHANGES)):
        case 0:
            return edits.add_node(journey, Node(id=name, type="wait"), Point(0, 0))
        case 1 if journey.edges:
            edge = data.draw(st.sampled_from(journey.edges))
            return edits.insert_on_edge(journey, Node(id=name, type="wait"), Point(0, 0), edge, "next")
        case 2 | 3:
            return edits.remove_nodes(journey, {one})
        case 4:
            port = data.draw(st.sampled_from(WAYS.get(journey.by_id[one].type) or ("next",)))
            return edits.connect(journey, one, port, other)
        case 5 if journey.edges:
            return edits.disconnect(journey, data.draw(st.sampled_from(journey.edges)))
        case 6:
            return edits.set_title(journey, one, name)
        case 7:
            config = {**journey.by_id[one].config, data.draw(st.sampled_from("abc")): name}
            return edits.change_node(journey, one, config=config)
        case 8:
            return edits.rename(journey, name)
        case 9:
            return edits.set_fields(journey, (*journey.fields, FieldSpec(key=name, label=name)))
        case 10:
            return edits.change_node(journey, one, type="exit")
        case 11:
            steps = tuple(dict.fromkeys((one, other)))
            return frames.add_frame(journey, Frame(id=name, title=name, notes=name, steps=steps))
        case _:
            return edits.move_nodes(journey, {one: Point(len(name), 5)})
