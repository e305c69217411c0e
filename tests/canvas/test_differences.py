"""What differs between two sequences, and nothing that they share at both ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.core.journey import Journey, Node, Point
from canvas.scene.differences import between, moved_nodes

PARTS = [object() for _ in range(4)]
ROWS = st.lists(st.sampled_from(PARTS), max_size=8).map(tuple)


@given(ROWS, ROWS)
def test_both_ends_are_left_out_and_nothing_else(old: tuple[object, ...], new: tuple[object, ...]) -> None:
    gone, fresh = between(old, new)
    shared = len(old) - len(gone)
    assert shared == len(new) - len(fresh)
    fitting = [
        start
        for start in range(shared + 1)
        if old[:start] == new[:start] and old[len(old) - shared + start :] == new[len(new) - shared + start :]
    ]
    assert any(
        tuple(gone) == old[start : start + len(gone)] and tuple(fresh) == new[start : start + len(fresh)]
        for start in fitting
    )
    if gone and fresh:
        assert gone[0] is not fresh[0]
        assert gone[-1] is not fresh[-1]


LAYOUTS = st.dictionaries(st.sampled_from("abcdef"), st.builds(Point, x=st.integers(0, 2), y=st.just(0)))


@given(LAYOUTS, LAYOUTS)
def test_no_step_that_stands_elsewhere_is_overlooked(old: dict[str, Point], new: dict[str, Point]) -> None:
    nodes = tuple(Node(id=each, type="exit") for each in "abcdef")
    before, after = (Journey(id="j", name="J", nodes=nodes, layout=layout) for layout in (old, new))
    moved = {each for each in "abcdef" if before.position(each) != after.position(each)}
    assert moved <= set(moved_nodes(before, after))
