"""The maps of a journey that an edit carries over are those that would be made anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.core import edits
from app.core.journey import Edge, Journey, Node, Point
from tests.canvas.graphs import WAYS, journeys


@given(st.data())
def test_after_any_row_of_edits_all_maps_are_as_if_made_anew(data: st.DataObject) -> None:
    journey = data.draw(journeys())
    for _ in range(data.draw(st.integers(1, 8))):
        if data.draw(st.booleans()):
            _maps(journey)
        if not journey.nodes:
            break
        journey = _edited(journey, data)
        assert _maps(journey) == _maps(_anew(journey))


@given(journeys())
def test_a_map_is_kept_only_as_long_as_its_part_is_the_same(journey: Journey) -> None:
    known = _maps(journey)
    moved = edits.move_nodes(journey, {journey.nodes[0].id: Point(1, 2)})
    assert all(one is other for one, other in zip(_maps(moved), known, strict=True))
    emptied = journey.replace(nodes=(), edges=(), layout={})
    assert _maps(emptied) == ({}, {}, {})


def _anew(journey: Journey) -> Journey:
    return Journey(**{name: getattr(journey, name) for name in Journey.model_fields})


def _maps(journey: Journey) -> tuple[object, object, object]:
    return journey.by_id, journey.outgoing, journey.incoming


def _edited(journey: Journey, data: st.DataObject) -> Journey:
    ids = st.sampled_from([node.id for node in journey.nodes])
    one, other = data.draw(ids), data.draw(ids)
    ports = st.sampled_from(WAYS[journey.by_id[one].type] or ("next",))
    fresh = Node(id=edits.new_id(journey.by_id), type="wait")
    match data.draw(st.integers(0, 8)):
        case 0:
            return edits.add_node(journey, fresh, Point(0, 0))
        case 1:
            return edits.remove_nodes(journey, {one, other}, bridge=data.draw(st.booleans()))
        case 2:
            return edits.connect(journey, one, data.draw(ports), other)
        case 3 if journey.edges:
            return edits.disconnect(journey, data.draw(st.sampled_from(journey.edges)))
        case 4 if journey.edges:
            edge: Edge = data.draw(st.sampled_from(journey.edges))
            return edits.insert_on_edge(journey, fresh, Point(0, 0), edge, "next")
        case 5:
            return edits.set_title(journey, one, data.draw(st.sampled_from(["A", "B"])))
        case 6:
            return edits.set_config(journey, one, {"a": 1}, ())
        case 7:
            piece = edits.fragment(journey, {one, other})
            return edits.paste(journey, piece, Point(9, 9))[0]
        case _:
            return edits.move_nodes(journey, {one: Point(5, 5)})
