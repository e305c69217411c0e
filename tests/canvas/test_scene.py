"""The scene follows the journey, whatever the history."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import nodes
from app.core.journey import Journey, Point
from canvas.scene.geometry import Box, Spot
from canvas.scene.hit import EdgeHit, PlusHit, PortHit, StepHit, hit
from canvas.scene.scene import Scene
from tests.canvas.graphs import journeys

CATALOG = nodes.catalog()
EVERYWHERE = Box(-1e6, -1e6, 1e6, 1e6)


@given(st.lists(journeys(most=8), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_showing_one_after_the_other_equals_showing_the_last_at_once(shown: list[Journey]) -> None:
    scene = Scene(CATALOG, shown[0])
    for journey in shown[1:]:
        scene.show(journey)
    fresh = Scene(CATALOG, shown[-1])
    assert scene.steps_in(EVERYWHERE) == fresh.steps_in(EVERYWHERE)
    assert scene.edges_in(EVERYWHERE) == fresh.edges_in(EVERYWHERE)
    for node in shown[-1].nodes:
        assert scene.box(node.id) == fresh.box(node.id)
        assert scene.ports(node.id) == fresh.ports(node.id)
    for key in fresh.edges_in(EVERYWHERE):
        ends = scene.route(key).points
        expected = fresh.route(key).points
        assert (ends[0], ends[-1]) == (expected[0], expected[-1])


def test_placing_moves_cards_and_their_ways_until_the_journey_is_shown_again(welcome: Journey) -> None:
    scene = Scene(CATALOG, welcome)
    before = scene.route(("mail", "next")).points
    scene.place({"fork": Point(600, 600)})
    assert scene.box("fork").left == 600
    assert scene.route(("mail", "next")).points[-1] == Spot(716, 600)
    scene.show(welcome)
    assert scene.route(("mail", "next")).points == before


def test_hit_knows_plus_port_step_edge_and_nothing(welcome: Journey) -> None:
    scene = Scene(CATALOG, welcome)
    assert hit(scene, scene.plus(("start", "next")), 1.0) == PlusHit(("start", "next"))
    assert hit(scene, scene.exit("mail", "next"), 1.0) == PortHit("mail", "next")
    assert hit(scene, Spot(220, 140), 1.0) == StepHit("mail")
    assert hit(scene, scene.route(("fork", "yes")).along(40), 1.0) == EdgeHit(("fork", "yes"))
    assert hit(scene, Spot(700, 700), 1.0) is None


def test_from_afar_only_steps_and_connections_can_be_hit(welcome: Journey) -> None:
    scene = Scene(CATALOG, welcome)
    assert hit(scene, scene.plus(("start", "next")), 0.3) == EdgeHit(("start", "next"))


def test_the_topmost_of_two_cards_is_hit(welcome: Journey) -> None:
    scene = Scene(CATALOG, welcome.replace(layout={**welcome.layout, "end": Point(200, 120)}))
    assert hit(scene, Spot(240, 150), 1.0) == StepHit("end")


def test_side_ways_stay_hidden_until_the_person_is_there(welcome: Journey) -> None:
    scene = Scene(CATALOG, welcome)
    assert [port.name for port in scene.visible_ports("mail", all_of_them=False)] == ["next"]
    names = [port.name for port in scene.visible_ports("mail", all_of_them=True)]
    assert names == ["next", "skipped", "failed"]
    assert not scene.labelled(("mail", "next"))
    assert scene.labelled(("fork", "yes"))
