"""Ways of connections."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.core.journey import Point
from canvas.scene.geometry import Box, Spot, card_box
from canvas.scene.routing import Obstacles, direct, find_route


def among(*boxes: Box) -> Obstacles:
    """Obstacles that are these boxes."""
    return lambda zone: [box for box in boxes if box.meets(zone)]


NOTHING = among()
START = Spot(0, 0)


def test_a_free_way_is_one_curve_that_leaves_and_enters_vertically() -> None:
    route = find_route(START, Spot(200, 100), NOTHING)
    (curve,) = route.curves
    assert curve.first.x == curve.start.x
    assert curve.second.x == curve.end.x


def test_a_card_in_between_is_passed_on_a_lane() -> None:
    card = card_box(Point(-116, 80))
    route = find_route(START, Spot(0, 240), among(card))
    assert not route.crosses(card)
    assert (route.points[0], route.points[-1]) == (START, Spot(0, 240))


def test_a_way_back_up_goes_around_both_cards() -> None:
    upper, lower = card_box(Point(-116, -400)), card_box(Point(-116, -72))
    route = find_route(START, Spot(0, -400), among(upper, lower))
    assert not any(route.crosses(box.grown(-2)) for box in (upper, lower))
    assert route.points[1].y > 0, "leaves downwards"
    assert route.points[-2].y < -400, "enters from above"


@given(st.integers(-600, 600), st.integers(-600, 600))
def test_every_way_begins_at_the_port_and_ends_at_the_card(x: int, y: int) -> None:
    route = find_route(START, Spot(x, y), among(card_box(Point(-116, -72)), card_box(Point(x - 116, y))))
    assert route.points[0] == START
    assert route.points[-1] == Spot(x, y)
    assert all(route.box.grown(0.01).has(spot) for spot in route.points)


def test_along_and_distance_agree() -> None:
    route = direct(START, Spot(120, 180))
    assert all(route.distance(route.along(part * route.length / 10)) < 0.01 for part in range(11))
    assert route.distance(Spot(500, 90)) > 300
