"""The cell grid, compared with looking at everything."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from canvas.scene.geometry import Box
from canvas.scene.index import CellIndex

NUMBERS = st.integers(-3000, 3000)
SIZES = st.integers(0, 1500)


def _box(left: int, top: int, width: int, height: int) -> Box:
    return Box(left, top, left + width, top + height)


BOXES = st.builds(_box, NUMBERS, NUMBERS, SIZES, SIZES)


def _touches(one: Box, other: Box) -> bool:
    apart = (
        one.right < other.left or other.right < one.left or one.bottom < other.top or other.bottom < one.top
    )
    return not apart


@given(st.lists(st.tuples(st.integers(0, 9), st.none() | BOXES), max_size=40), BOXES)
def test_finds_what_brute_force_finds(changes: list[tuple[int, Box | None]], wanted: Box) -> None:
    index: CellIndex[int] = CellIndex()
    model: dict[int, Box] = {}
    for key, box in changes:
        if box is not None:
            index.put(key, box)
            model[key] = box
        elif key in model:
            index.drop(key)
            del model[key]
    assert index.meeting(wanted) == {key for key, box in model.items() if _touches(box, wanted)}
    assert len(index) == len(model)


def test_bounds_are_around_all() -> None:
    index: CellIndex[str] = CellIndex()
    assert index.bounds() is None
    index.put("a", Box(0, 0, 10, 10))
    index.put("b", Box(-5, 3, 2, 40))
    assert index.bounds() == Box(-5, 0, 10, 40)
