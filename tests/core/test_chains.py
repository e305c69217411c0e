"""What follows a step, what lies between steps, and chains that change their place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import chains, edits
from app.core.journey import Edge, Journey, Node
from tests.canvas.graphs import journeys


def graph(*ways: str) -> Journey:
    """A journey from ways such as "a>b" and "fork.yes>b"."""
    edges = [_edge(way) for way in ways]
    ids = list(dict.fromkeys(end for edge in edges for end in (edge.source, edge.target)))
    nodes = tuple(Node(id=each, type="wait") for each in ids)
    return Journey(id="j", name="J", nodes=nodes, edges=tuple(edges))


def _edge(way: str) -> Edge:
    start, target = way.split(">")
    source, _, port = start.partition(".")
    return Edge(source=source, port=port or "next", target=target)


FORK = graph("start>mail", "mail>fork", "fork.yes>a", "a>end", "fork.else>b", "b>mail")


def test_all_that_follows_a_branch_stops_where_a_way_leads_back_up() -> None:
    assert chains.following(FORK, "a") == {"a", "end"}
    assert chains.following(FORK, "b") == {"b"}
    assert chains.following(FORK, "fork") == {"fork", "a", "b", "end"}
    assert chains.following(FORK, "mail") == {"mail", "fork", "a", "b", "end"}


def test_a_circle_that_nobody_leads_into_follows_as_a_whole() -> None:
    assert chains.following(graph("a>b", "b>c", "c>a"), "b") == {"a", "b", "c"}


def test_between_two_steps_lie_the_ways_from_one_to_the_other() -> None:
    diamond = graph("s.yes>a", "s.else>b", "a>t", "b>t", "t>u")
    assert chains.between(diamond, {"s", "t"}) == {"s", "a", "b", "t"}
    assert chains.between(diamond, {"a", "b"}) == {"a", "b"}
    assert chains.between(diamond, {"s", "a", "u"}) == {"s", "a", "b", "t", "u"}


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [("b", ("b",)), ("cb", ("b", "c")), ("abc", ("a", "b", "c")), ("ac", None), ("abd", None)],
)
def test_chain_is_steps_in_the_order_in_which_they_are_passed(
    chosen: str, expected: tuple[str, ...] | None
) -> None:
    assert chains.chain_of(graph("a>b", "b>c", "c>d", "d>e"), set(chosen)) == expected


def test_a_fork_with_two_steps_is_no_chain_and_neither_is_a_circle() -> None:
    assert chains.chain_of(graph("a.yes>b", "a.else>c"), {"a", "b", "c"}) is None
    assert chains.chain_of(graph("a>b", "b>a"), {"a", "b"}) is None


def test_taking_a_chain_out_joins_its_neighbors_and_keeps_its_side_ways() -> None:
    journey = graph("a>b", "b>c", "c>d", "b.failed>x", "x>c")
    left = chains.take_out(journey, ("b", "c"), "next")
    assert sorted(left.edges, key=str) == sorted(map(_edge, ("a>d", "b>c", "b.failed>x", "x>c")), key=str)


def test_taking_the_last_step_out_leaves_the_way_to_it_open() -> None:
    assert chains.take_out(graph("a>b", "b>c"), ("c",), "next").edges == (_edge("a>b"),)


def test_chain_carried_onto_a_connection_stands_between_its_ends() -> None:
    journey = graph("a>b", "b>c", "c>d", "d>e")
    carried = chains.carry_onto(journey, ("b",), "next", _edge("d>e"))
    assert sorted(carried.edges, key=str) == sorted(map(_edge, ("a>c", "c>d", "d>b", "b>e")), key=str)


def test_chain_does_not_stand_on_what_follows_one_of_its_other_ways() -> None:
    journey = graph("a>fork", "fork.yes>b", "fork.else>c", "c>d", "b>e")
    assert not chains.may_stand_on(journey, ("fork",), "yes", _edge("c>d"))
    assert chains.may_stand_on(journey, ("fork",), "yes", _edge("b>e"))
    assert not chains.may_stand_on(journey, ("fork",), "yes", _edge("a>fork"))


@given(journeys(), st.data())
def test_taking_out_and_putting_in_keep_every_step_and_one_connection_a_way(
    journey: Journey, data: st.DataObject
) -> None:
    step = data.draw(st.sampled_from(journey.nodes)).id
    out = chains.take_out(journey, (step,), "next")
    assert out.nodes == journey.nodes
    assert len({(edge.source, edge.port) for edge in out.edges}) == len(out.edges)
    assert all(edge.source != edge.target for edge in out.edges if edge not in journey.edges)
    free = [edge for edge in out.edges if step not in (edge.source, edge.target)]
    if free:
        edge = data.draw(st.sampled_from(free))
        put = chains.carry_onto(out, (step,), "next", edge)
        assert put.target(edge.source, edge.port) == step
        assert put.target(step, "next") == edge.target
        assert len(put.edges) <= len(out.edges) + 1


@given(journeys())
def test_what_follows_can_be_moved_without_tearing_a_way_down_apart(journey: Journey) -> None:
    for node in journey.nodes:
        branch = chains.following(journey, node.id)
        assert node.id in branch
        assert edits.fragment(journey, branch).nodes
