"""Lining up and distributing cards."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.core.journey import Point
from canvas.scene.geometry import card_box
from canvas.tidying.aligning import Axis, Side, align, distribute

POINTS = st.builds(Point, st.integers(-2000, 2000), st.integers(-2000, 2000))
PLACES = st.lists(POINTS, min_size=1, max_size=8).map(
    lambda points: {f"n{index}": point for index, point in enumerate(points)}
)
SIDES: list[Side] = ["left", "center", "right", "top", "middle", "bottom"]
AXES: list[Axis] = ["across", "down"]


@given(PLACES, st.sampled_from(SIDES))
def test_aligned_cards_stand_on_one_line_and_cover_nothing(places: dict[str, Point], side: Side) -> None:
    found = align(places, side)
    column = side in ("left", "center", "right")
    assert found.keys() == places.keys()
    if len(places) > 1:
        assert len({point.x if column else point.y for point in found.values()}) == 1
        boxes = [card_box(point) for point in found.values()]
        assert not any(one.meets(other) for one, other in combinations(boxes, 2))


@given(PLACES, st.sampled_from(SIDES))
def test_aligning_twice_changes_nothing_more(places: dict[str, Point], side: Side) -> None:
    once = align(places, side)
    assert align(once, side) == once


@given(PLACES, st.sampled_from(AXES))
def test_distributed_cards_have_equal_room_to_a_pixel_and_the_first_stays(
    places: dict[str, Point], axis: Axis
) -> None:
    found = distribute(places, axis)
    if len(places) < 3:
        assert found == places
        return
    along = sorted(point.x if axis == "across" else point.y for point in found.values())
    steps = {after - before for before, after in pairwise(along)}
    assert max(steps) - min(steps) <= 1
    assert along[0] == min(point.x if axis == "across" else point.y for point in places.values())


def test_the_outermost_stay_where_there_is_room() -> None:
    places = {"a": Point(0, 0), "b": Point(10, 300), "c": Point(20, 500)}
    assert distribute(places, "down") == {"a": Point(0, 0), "b": Point(10, 250), "c": Point(20, 500)}


def test_one_card_stays_where_it_is() -> None:
    assert align({"a": Point(7, 9)}, "right") == {"a": Point(7, 9)}
