"""What differs between two sequences, and nothing that they share at both ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from canvas.scene.differences import between

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
