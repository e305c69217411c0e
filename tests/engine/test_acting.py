"""The order in which a wave does what the paths of its contacts say."""

from __future__ import annotations

import pytest

from app.engine.acting import in_order
from app.engine.stretch import Act, Path


def told(**paths: str) -> list[tuple[str, str]]:
    """What is done for which paths; a path is its steps, one letter each."""
    names = dict(enumerate(paths))
    acts = {
        number: Path((), tuple(Act(step, 0) for step in paths[name]), 0, None, "completed")
        for number, name in names.items()
    }
    return [(act.step, "".join(names[code] for code in codes)) for act, codes in in_order(acts)]


def test_what_several_paths_do_is_done_for_all_of_them_at_once() -> None:
    assert told(x="ac", y="bc", z="c") == [("a", "x"), ("b", "y"), ("c", "xyz")]


def test_who_does_nothing_is_left_out() -> None:
    assert told(x="", y="a") == [("a", "y")]


@pytest.mark.parametrize("paths", [("ab", "ba"), ("abc", "bca", "cab"), ("abcd", "dbca", "c")])
def test_each_path_keeps_its_order_also_where_they_contradict_each_other(paths: tuple[str, ...]) -> None:
    named = dict(zip("xyz", paths, strict=False))
    done = told(**named)
    for name, steps in named.items():
        assert "".join(step for step, codes in done if name in codes) == steps
