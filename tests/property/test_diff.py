"""The difference between any two journeys: what the quick way finds is what a plain look finds."""

from __future__ import annotations

from hypothesis import given

from app.core.diff import diff
from app.core.document_io import from_text, to_text
from app.core.journey import Journey
from tests.support.strategies import journeys


@given(journeys(), journeys())
def test_nodes_edges_and_places_are_found_by_a_plain_look_too(old: Journey, new: Journey) -> None:
    shared = new.replace(nodes=(*old.nodes[:2], *(node for node in new.nodes if node.id not in old.by_id)))
    shared = shared.replace(edges=(), layout={**old.layout, **new.layout}, frames=())
    for one, other in ((old, new), (new, old), (old, shared), (shared, old)):
        found = diff(one, other)
        both = one.by_id.keys() & other.by_id.keys()
        assert [node.id for node in found.added] == [node.id for node in other.nodes if node.id not in both]
        assert [node.id for node in found.removed] == [node.id for node in one.nodes if node.id not in both]
        assert found.changed.keys() == {key for key in both if one.by_id[key] != other.by_id[key]}
        assert found.moved == {key for key in both if one.layout.get(key) != other.layout.get(key)}
        assert found.edges_added == tuple(edge for edge in other.edges if edge not in one.edges)
        assert found.edges_removed == tuple(edge for edge in one.edges if edge not in other.edges)
        assert bool(found) == (one != other)


@given(journeys())
def test_a_journey_does_not_differ_from_itself(journey: Journey) -> None:
    assert not diff(journey, from_text(to_text(journey)))
