"""Tidying up."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings

import nodes
from app.core import edits
from app.core.journey import Edge, Frame, Journey, Node, Point
from canvas.scene.frame_box import room_of
from canvas.scene.geometry import CARD_HEIGHT, CARD_WIDTH, GRID, card_box
from canvas.scene.scene import Scene
from canvas.tidying.layout import notes_along, tidy
from tests.canvas.graphs import journeys
from tests.support.grown_journeys import grown

CATALOG = nodes.catalog()


def journey_of(text: str, **types: str) -> Journey:
    """A journey from words like `a:next>b`; steps are waits unless said otherwise."""
    edges: list[Edge] = []
    for word in text.split():
        start, target = word.split(">")
        source, port = start.split(":") if ":" in start else (start, "next")
        edges.append(Edge(source=source, port=port, target=target))
    ids = dict.fromkeys(each for edge in edges for each in (edge.source, edge.target))
    steps = tuple(Node(id=each, type=types.get(each, "wait")) for each in ids)
    return Journey(id="j", name="J", nodes=steps, edges=tuple(edges))


@given(journeys())
@settings(max_examples=150, deadline=None)
def test_no_two_cards_overlap_and_all_stand_on_the_grid(journey: Journey) -> None:
    places = tidy(journey, CATALOG)
    assert places.keys() == journey.by_id.keys()
    boxes = [card_box(point).grown(GRID - 1) for point in places.values()]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))


@given(journeys())
@settings(max_examples=60, deadline=None)
def test_tidying_up_twice_changes_nothing_more(journey: Journey) -> None:
    once = edits.move_nodes(journey, tidy(journey, CATALOG))
    assert edits.move_nodes(once, tidy(once, CATALOG)) is once


@given(journeys())
@settings(max_examples=100, deadline=None)
def test_ways_of_a_step_stand_in_the_order_of_its_ports(journey: Journey) -> None:
    places = tidy(journey, CATALOG)
    for node in journey.nodes:
        used = journey.outgoing.get(node.id, {})
        ways = [used[port.name].target for port in CATALOG.ports(node, journey) if port.name in used]
        own = [each for each in ways if len(journey.incoming[each]) == 1 and _row(places, each, node.id)]
        assert [places[each].x for each in own] == sorted(places[each].x for each in own)


def _row(places: dict[str, Point], step: str, source: str) -> bool:
    return places[step].y > places[source].y


def test_a_chain_stands_straight_and_the_first_step_stays() -> None:
    journey = journey_of("a>b b>c c>d").replace(layout={"a": Point(340, 60)})
    places = tidy(journey, CATALOG)
    assert places["a"] == Point(340, 60)
    assert {point.x for point in places.values()} == {340}
    assert [places[each].y for each in "abcd"] == [60, 180, 300, 420]


def test_a_fork_is_centered_over_its_ways_and_the_merge_below_them() -> None:
    places = tidy(journey_of("a>b b:yes>c b:else>d c>e d>e", b="branch"), CATALOG)
    assert places["b"].x == places["e"].x == (places["c"].x + places["d"].x) / 2
    assert places["c"].x < places["d"].x


def test_loose_parts_stand_side_by_side() -> None:
    places = tidy(journey_of("a>b c>d"), CATALOG)
    assert places["c"].x >= places["a"].x + CARD_WIDTH + GRID
    assert places["a"].y == places["c"].y


def test_a_loop_leads_back_up() -> None:
    places = tidy(journey_of("a>b b>c c>b"), CATALOG)
    assert [places[each].y for each in "abc"] == sorted(places[each].y for each in "abc")


def test_a_second_trigger_stands_right_above_the_step_it_leads_to() -> None:
    places = tidy(journey_of("a>b b>c c>d x>d", a="event_trigger", x="event_trigger"), CATALOG)
    assert places["x"].y == places["c"].y


def test_no_connection_runs_under_a_card_of_a_tidy_journey() -> None:
    text = "a>b b:yes>c b:else>d c>e e>f f>g d>g b2>e g:yes>h g:else>i h>j j>k i>k k:a>l k:b>a2 l>m"
    journey = journey_of(text, b="branch", g="branch", k="split", b2="event_trigger")
    journey = edits.move_nodes(journey, tidy(journey, CATALOG))
    assert crossed_cards(journey) == []


@pytest.mark.parametrize(("steps", "seeds"), [(60, 12), (400, 3)])
def test_no_connection_runs_under_a_card_of_a_large_tidy_journey(steps: int, seeds: int) -> None:
    for seed in range(seeds):
        journey = grown(steps, seed, CATALOG)
        journey = edits.move_nodes(journey, tidy(journey, CATALOG))
        assert crossed_cards(journey) == []


def crossed_cards(journey: Journey) -> list[tuple[str, str]]:
    """Connections with the cards that they run under."""
    scene = Scene(CATALOG, journey)
    found: list[tuple[str, str]] = []
    for edge in journey.edges:
        route = scene.route((edge.source, edge.port))
        near = scene.steps_in(route.box)
        found += [(edge.source, each) for each in near if route.crosses(scene.box(each).grown(-2))]
    return found


def test_the_steps_of_a_frame_stand_together_and_no_other_among_them() -> None:
    journey = journey_of("a>b b:yes>c b:else>d c>e d>f e>g f>g g>h", b="branch")
    journey = journey.replace(frames=(Frame(id="f1", steps=("c", "e")), Frame(id="f2", steps=("g", "h"))))
    places = tidy(journey, CATALOG)
    for frame in journey.frames:
        around = room_of(frame, places)
        strangers = [each for each in places if each not in frame.steps]
        assert not any(card_box(places[each]).meets(around) for each in strangers)


def test_a_collapsed_frame_takes_the_room_of_one_card() -> None:
    journey = journey_of("a>b b>c c>d d>e")
    shut = Frame(id="f1", steps=("b", "c", "d"), collapsed=True)
    places = tidy(journey.replace(frames=(shut,)), CATALOG)
    assert places["e"].y - places["a"].y == 2 * (CARD_HEIGHT + 48)


def test_a_note_stays_with_the_step_that_it_stands_beside() -> None:
    journey = journey_of("a>b b>c").replace(
        layout={"a": Point(0, 0), "b": Point(700, 50), "c": Point(0, 900)},
        frames=(Frame(id="note", at=Point(960, 60), title="Hm"),),
    )
    places = tidy(journey, CATALOG)
    moved = notes_along(journey, places)["note"]
    assert (moved.x - places["b"].x, moved.y - places["b"].y) == (260, 10)


def test_a_journey_with_many_frames_is_laid_out_twice_alike() -> None:
    journey = grown(200, 4, CATALOG)
    steps = [node.id for node in journey.nodes]
    frames = tuple(Frame(id=f"f{at}", steps=tuple(steps[at : at + 9])) for at in range(0, 180, 20))
    journey = journey.replace(frames=frames)
    once = edits.move_nodes(journey, tidy(journey, CATALOG))
    assert edits.move_nodes(once, tidy(once, CATALOG)) is once
    boxes = [card_box(once.position(each)) for each in steps]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))


def test_a_journey_of_a_thousand_steps_in_one_chain_does_not_recurse() -> None:
    places = tidy(journey_of(" ".join(f"n{i}>n{i + 1}" for i in range(1000))), CATALOG)
    assert len(places) == 1001
