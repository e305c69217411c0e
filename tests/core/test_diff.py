"""The difference between two states of a journey."""

from __future__ import annotations

from app.core import edits
from app.core.diff import diff
from app.core.fields import FieldSpec
from app.core.journey import Edge, Journey, Node, Point, Settings

START = edits.connect(
    edits.add_node(
        edits.add_node(
            Journey(id="j", name="J"), Node(id="a", type="wait", config={"x": 1, "y": 2}), Point(0, 0)
        ),
        Node(id="b", type="exit"),
        Point(0, 100),
    ),
    "a",
    "next",
    "b",
)


def test_no_difference_is_false() -> None:
    assert not diff(START, START)
    assert not diff(START, START.replace())


def test_a_changed_config_names_its_keys() -> None:
    found = diff(START, edits.set_config(START, "a", {"x": 1, "y": 3, "z": 4}, ["next"]))
    assert found.changed["a"].config == {"y", "z"}
    assert not found.changed["a"].retitled
    assert not found.moved


def test_a_new_title_is_a_change_without_config() -> None:
    change = diff(START, edits.set_title(START, "a", "Warten")).changed["a"]
    assert change.retitled
    assert not change.config


def test_a_moved_step_is_only_moved() -> None:
    found = diff(START, edits.move_nodes(START, {"b": Point(9, 9)}))
    assert found.moved == {"b"}
    assert not found.changed


def test_added_and_removed_steps_bring_their_connections() -> None:
    more = edits.connect(edits.add_node(START, Node(id="c", type="exit"), Point(9, 9)), "a", "late", "c")
    edge = Edge(source="a", port="late", target="c")
    there, back = diff(START, more), diff(more, START)
    assert ([node.id for node in there.added], there.edges_added, there.moved) == (
        ["c"],
        (edge,),
        frozenset(),
    )
    assert ([node.id for node in back.removed], back.edges_removed) == (["c"], (edge,))


def test_settings_fields_and_name_are_told_apart() -> None:
    changed = edits.set_settings(START, Settings(time_zone="UTC", reentry="never"))
    changed = edits.rename(edits.set_fields(changed, (FieldSpec(key="genre", label="Genre"),)), "K")
    found = diff(START, changed)
    assert (found.settings, found.fields, found.document) == ({"time_zone", "reentry"}, {"genre"}, {"name"})


def test_another_order_is_a_difference() -> None:
    assert diff(START, START.replace(nodes=START.nodes[::-1])).reordered
