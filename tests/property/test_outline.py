"""The outline tells everything exactly once, and moving along it never cuts a step off."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

import nodes
from app.core.journey import Edge, Journey, Node
from app.core.outline import Row, jumps_of, outline
from app.core.outline_moves import moved
from app.core.paths import path_to
from tests.canvas.graphs import WAYS, journeys

CATALOG = nodes.catalog()
JUMP = jumps_of(CATALOG)


def rows_of(journey: Journey) -> list[Row]:
    """The outline, with the ports the step types have."""
    starts = [node.id for node in journey.nodes if CATALOG.is_trigger(node)]
    return outline(
        journey,
        starts,
        lambda node: [port.name for port in CATALOG.ports(journey.by_id[node], journey)],
        lambda node: JUMP(journey.by_id[node]),
    )


def reached(journey: Journey) -> set[str]:
    """The steps that a way from a start leads to."""
    waiting = [node.id for node in journey.nodes if node.id not in journey.incoming]
    found: set[str] = set()
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += [edge.target for edge in journey.outgoing.get(current, {}).values()]
    return found


@given(journeys())
def test_every_step_stands_exactly_once_as_itself(journey: Journey) -> None:
    told = Counter(row.node for row in rows_of(journey) if row.kind == "step")
    assert told == Counter(node.id for node in journey.nodes)


@given(journeys())
def test_every_connection_leads_to_exactly_one_row(journey: Journey) -> None:
    told = Counter(
        (*row.way, row.node) for row in rows_of(journey) if row.way and row.kind in ("step", "join", "loop")
    )
    assert told == Counter((edge.source, edge.port, edge.target) for edge in journey.edges)


@given(journeys())
def test_a_loop_leads_back_to_a_step_that_leads_to_it(journey: Journey) -> None:
    for row in rows_of(journey):
        if row.kind == "loop":
            assert row.node is not None
            assert row.way is not None
            assert path_to(journey, row.way[0], lambda each, goal=row.node: each == goal)[0] == row.node


@given(journeys())
def test_rows_are_indented_one_level_at_a_time(journey: Journey) -> None:
    depth = 0
    for row in rows_of(journey):
        assert 0 <= row.depth <= depth + 1
        depth = row.depth


@given(journeys(), st.data())
def test_moving_keeps_steps_and_reaches_what_was_reached(journey: Journey, data: st.DataObject) -> None:
    inside = [node.id for node in journey.nodes if node.id in journey.incoming]
    assume(inside)
    node = data.draw(st.sampled_from(inside))
    names = WAYS[journey.by_id[node].type]
    through = names[0] if names else None
    found = moved(journey, rows_of(journey), node, through, data.draw(st.sampled_from([1, -1])))
    if found is None:
        return
    assert found.journey.nodes == journey.nodes
    assert found.journey.target(*found.place) == node
    assert reached(journey) <= reached(found.journey)
    kept = {(edge.source, edge.port) for edge in journey.edges if edge.source != node and edge.target != node}
    assert kept <= {(edge.source, edge.port) for edge in found.journey.edges}


@given(journeys())
def test_a_path_follows_connections_and_begins_as_far_back_as_there_is(journey: Journey) -> None:
    for node in journey.nodes:
        path = path_to(journey, node.id, lambda each: CATALOG.is_trigger(journey.by_id[each]))
        assert path[-1] == node.id
        for before, after in pairwise(path):
            assert after in [edge.target for edge in journey.outgoing[before].values()]


def test_a_chain_of_ten_thousand_steps_is_told_without_recursion() -> None:
    many = 10_000
    journey = Journey(
        id="long",
        name="Long",
        nodes=tuple(Node(id=f"n{index}", type="branch") for index in range(many)),
        edges=tuple(
            Edge(source=f"n{index}", port="else", target=f"n{index + 1}") for index in range(many - 1)
        ),
    )
    steps = [row for row in rows_of(journey) if row.kind == "step"]
    assert [row.node for row in steps] == [f"n{index}" for index in range(many)]
    assert steps[-1].depth == 2 * (many - 1)
