"""Merging two journeys that started from one: what is taken over, and what has to be decided."""

from __future__ import annotations

import pytest

from app.core import edits
from app.core.journey import Edge, Journey, Node, Point, Settings
from app.core.merge import merge


def _chain(*ids: str) -> Journey:
    journey = Journey(id="j", name="J")
    for place, node_id in enumerate(ids):
        node = Node(id=node_id, type="wait", title=node_id, config={"x": 1, "y": 1})
        journey = edits.add_node(journey, node, Point(0, 100 * place))
        if place:
            journey = edits.connect(journey, ids[place - 1], "next", node_id)
    return journey


BASE = _chain("a", "b", "c", "d")


def test_fields_of_one_step_that_each_side_changed_come_together() -> None:
    ours = edits.change_node(BASE, "b", config={"x": 2, "y": 1})
    theirs = edits.set_title(edits.change_node(BASE, "b", config={"x": 1, "y": 1, "z": 3}), "b", "B")
    found = merge(BASE, ours, theirs)
    assert not found.conflicts
    assert found.journey.by_id["b"] == Node(id="b", type="wait", title="B", config={"x": 2, "y": 1, "z": 3})


def test_a_field_that_both_changed_is_decided_by_choice() -> None:
    ours = edits.change_node(BASE, "b", config={"x": 2, "y": 1})
    theirs = edits.change_node(BASE, "b", config={"x": 3, "y": 1})
    found = merge(BASE, ours, theirs)
    (conflict,) = found.conflicts
    assert (conflict.key, conflict.base, conflict.ours, conflict.theirs) == (
        ("step", "b", "config", "x"), 1, 2, 3,
    )  # fmt: skip
    assert found.journey.by_id["b"].config["x"] == 2
    assert merge(BASE, ours, theirs, {conflict.key: "theirs"}).journey.by_id["b"].config["x"] == 3


def test_a_type_comes_with_its_settings() -> None:
    ours = edits.change_node(BASE, "b", type="exit", config={})
    theirs = edits.change_node(BASE, "b", config={"x": 3, "y": 1})
    (conflict,) = merge(BASE, ours, theirs).conflicts
    assert conflict.key == ("step", "b", "type")
    chosen = merge(BASE, ours, theirs, {conflict.key: "theirs"}).journey.by_id["b"]
    assert (chosen.type, chosen.config) == ("wait", {"x": 3, "y": 1})


def test_both_sides_insert_at_different_places() -> None:
    ours = edits.insert_on_edge(BASE, Node(id="o", type="wait"), Point(9, 9), BASE.edges[0], "next")
    theirs = edits.insert_on_edge(BASE, Node(id="t", type="wait"), Point(9, 9), BASE.edges[2], "next")
    found = merge(BASE, ours, theirs)
    assert not found.conflicts
    assert _way(found.journey) == ["a", "o", "b", "c", "t", "d"]


def test_neighbors_that_both_sides_deleted_are_joined_past_each_other() -> None:
    found = merge(BASE, edits.remove_nodes(BASE, {"b"}), edits.remove_nodes(BASE, {"c"}))
    assert not found.conflicts
    assert _way(found.journey) == ["a", "d"]


@pytest.mark.parametrize(("choice", "way"), [("ours", ["a", "c", "d"]), ("theirs", ["a", "b", "c", "d"])])
def test_a_step_that_one_deletes_and_the_other_works_on(choice: str, way: list[str]) -> None:
    ours, theirs = edits.remove_nodes(BASE, {"b"}), edits.set_title(BASE, "b", "Other")
    (conflict,) = merge(BASE, ours, theirs).conflicts
    assert conflict.key == ("step", "b")
    side = "ours" if choice == "ours" else "theirs"
    assert _way(merge(BASE, ours, theirs, {conflict.key: side}).journey) == way


def test_a_connection_that_both_lead_elsewhere() -> None:
    ours, theirs = edits.connect(BASE, "a", "next", "c"), edits.connect(BASE, "a", "next", "d")
    (conflict,) = merge(BASE, ours, theirs).conflicts
    assert (conflict.key, conflict.ours, conflict.theirs) == (("edge", "a", "next"), "c", "d")


def test_settings_are_taken_one_by_one() -> None:
    ours = edits.set_settings(BASE, Settings(time_zone="UTC"))
    theirs = edits.set_settings(BASE, Settings(reentry="never"))
    found = merge(BASE, ours, theirs)
    assert (found.journey.settings, found.conflicts) == (Settings(time_zone="UTC", reentry="never"), ())


def test_all_moved_steps_are_one_question() -> None:
    ours = edits.move_nodes(BASE, {"a": Point(1, 1), "b": Point(1, 1), "c": Point(5, 5)})
    theirs = edits.move_nodes(BASE, {"a": Point(2, 2), "b": Point(2, 2), "d": Point(7, 7)})
    (conflict,) = merge(BASE, ours, theirs).conflicts
    assert (conflict.key, set(conflict.ours)) == (("places",), {"a", "b"})
    layout = merge(BASE, ours, theirs, {("places",): "theirs"}).journey.layout
    assert layout == {"a": Point(2, 2), "b": Point(2, 2), "c": Point(5, 5), "d": Point(7, 7)}


def _way(journey: Journey) -> list[str]:
    found = ["a"]
    while (edge := journey.outgoing.get(found[-1], {}).get("next")) is not None:
        assert isinstance(edge, Edge)
        found.append(edge.target)
    return found
