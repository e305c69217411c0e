"""Edits: pure functions that keep what they do not touch."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.core import edits
from app.core.fields import FieldSpec
from app.core.journey import Edge, Journey, Node, Point


def _edge(source: str, target: str, port: str = "next") -> Edge:
    return Edge(source=source, port=port, target=target)


def _chain(*ids: str) -> Journey:
    journey = Journey(id="j", name="J")
    for place, node_id in enumerate(ids):
        journey = edits.add_node(journey, Node(id=node_id, type="wait"), Point(0, 100 * place))
    for source, target in pairwise(ids):
        journey = edits.connect(journey, source, "next", target)
    return journey


def test_removing_a_step_joins_its_neighbors() -> None:
    left = edits.remove_nodes(_chain("a", "b", "c"), ["b"])
    assert left.edges == (_edge("a", "c"),)
    assert set(left.layout) == {"a", "c"}


def test_removing_several_steps_in_a_row_joins_the_ends() -> None:
    assert edits.remove_nodes(_chain("a", "b", "c", "d"), ["b", "c"]).edges == (_edge("a", "d"),)


def test_neighbors_are_joined_along_the_ways_that_matter() -> None:
    fork = edits.connect(_chain("a", "b"), "b", "failed", "a")
    fork = edits.add_node(fork, Node(id="c", type="wait"), Point(0, 300))
    fork = edits.connect(fork, "b", "next", "c")
    assert edits.remove_nodes(fork, ["b"], ways=lambda _: ["next"]).edges == (_edge("a", "c"),)
    assert edits.remove_nodes(fork, ["b"], ways=lambda _: []).edges == ()


def test_without_a_bridge_the_neighbors_stay_apart() -> None:
    assert edits.remove_nodes(_chain("a", "b", "c"), ["b"], bridge=False).edges == ()


def test_removing_a_step_does_not_connect_one_with_itself() -> None:
    circle = edits.connect(_chain("a", "b"), "b", "next", "a")
    assert edits.remove_nodes(circle, ["b"]).edges == ()


def test_removing_a_whole_circle_leaves_nothing_hanging() -> None:
    circle = edits.connect(_chain("start", "a", "b"), "b", "next", "a")
    assert edits.remove_nodes(circle, ["a", "b"]).edges == ()


def test_an_unknown_step_is_an_error_of_the_caller() -> None:
    with pytest.raises(KeyError):
        edits.remove_nodes(_chain("a"), ["zz"])
    with pytest.raises(ValueError, match="taken"):
        edits.add_node(_chain("a"), Node(id="a", type="wait"), Point(0, 0))


def test_a_step_put_on_a_connection_stands_between_its_ends() -> None:
    journey = _chain("a", "b")
    found = edits.insert_on_edge(journey, Node(id="n", type="branch"), Point(1, 1), _edge("a", "b"), "yes")
    assert found.edges == (_edge("a", "n"), _edge("n", "b", "yes"))
    assert journey.edges == (_edge("a", "b"),)


def test_a_port_has_one_connection_and_a_new_one_takes_its_place() -> None:
    journey = edits.connect(_chain("a", "b", "c"), "a", "next", "c")
    assert journey.edges == (_edge("a", "c"), _edge("b", "c"))


def test_a_new_config_drops_connections_of_ports_that_are_gone() -> None:
    journey = edits.connect(_chain("a", "b"), "a", "yes", "b")
    assert edits.set_config(journey, "a", {"x": 1}, ["yes"]).edges == (_edge("a", "b", "yes"),)


def test_untouched_parts_stay_the_same_objects() -> None:
    journey = _chain("a", "b")
    moved = edits.move_nodes(journey, {"a": Point(5, 5)})
    assert moved.nodes is journey.nodes
    assert moved.edges is journey.edges
    assert edits.set_title(journey, "a", "New").by_id["b"] is journey.by_id["b"]


def test_pasting_gives_fresh_ids_and_follows_references() -> None:
    mail = Node(id="mail", type="send_mail")
    rule = {"kind": "all", "rules": [{"kind": "engagement", "step": "mail"}, {"kind": "tag", "tag": "mail"}]}
    asks = Node(id="asks", type="branch", config={"cases": [{"id": "yes", "rule": rule}]})
    journey = edits.add_node(edits.add_node(Journey(id="j", name="J"), mail, Point(0, 0)), asks, Point(0, 90))
    journey = edits.connect(journey, "mail", "next", "asks")
    pasted, names = edits.paste(journey, edits.fragment(journey, ["mail", "asks"]), Point(40, 0))
    copy = pasted.by_id[names["asks"]].config["cases"]
    assert copy == [
        {
            "id": "yes",
            "rule": {
                "kind": "all",
                "rules": [{"kind": "engagement", "step": names["mail"]}, rule["rules"][1]],
            },
        }
    ]
    assert pasted.target(names["mail"], "next") == names["asks"]
    assert pasted.position(names["asks"]) == Point(40, 90)


def test_pasting_brings_along_the_fields_that_are_not_there_yet() -> None:
    old, new = FieldSpec(key="genre", label="Mine"), FieldSpec(key="genre", label="Theirs")
    other = FieldSpec(key="shoe_size", label="Shoe size", type="number")
    fragment = _chain("a").replace(fields=(new, other))
    pasted, _ = edits.paste(Journey(id="j", name="J", fields=(old,)), fragment, Point(0, 0))
    assert pasted.fields == (old, other)


def test_a_fragment_holds_only_inner_connections() -> None:
    part = edits.fragment(_chain("a", "b", "c"), ["a", "b"])
    assert part.edges == (_edge("a", "b"),)
    assert set(part.by_id) == set(part.layout) == {"a", "b"}
