"""Journeys survive the way into a file and back, and edits stay pure."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.core import edits
from app.core.compiler import compile_journey, surroundings
from app.core.diff import diff
from app.core.document_io import from_text, to_text
from app.core.journey import Journey, Node, Point
from app.core.rules.tree import Rule
from app.core.rules.words import describe
from app.core.text import LANGUAGES
from app.core.validation import validate
from nodes import catalog
from tests.support.strategies import journeys, rules, typed_journeys


def _exact(value: Any) -> str:
    """A text in which 1, 1.0 and true differ."""
    return json.dumps(value, sort_keys=True)


@given(journeys())
def test_a_journey_comes_back_from_its_text_value_for_value(journey: Journey) -> None:
    text = to_text(journey)
    again = from_text(text.encode())
    assert again == journey
    assert [_exact(node.config) for node in again.nodes] == [_exact(node.config) for node in journey.nodes]
    assert to_text(again) == text


@given(journeys(), st.data())
def test_a_moved_step_is_one_changed_line(journey: Journey, data: st.DataObject) -> None:
    placed = edits.move_nodes(journey, {node.id: Point(0, 0) for node in journey.nodes})
    if not placed.nodes:
        return
    node = data.draw(st.sampled_from(placed.nodes))
    old, new = (
        to_text(placed).split("\n"),
        to_text(edits.move_nodes(placed, {node.id: Point(7, 9)})).split("\n"),
    )
    assert len(old) == len(new)
    assert sum(one != other for one, other in zip(old, new, strict=True)) == 1


@given(journeys(), journeys())
def test_a_difference_names_everything_that_differs(old: Journey, new: Journey) -> None:
    found = diff(old, new)
    assert bool(found) == (old != new)
    assert {node.id for node in found.added} == new.by_id.keys() - old.by_id.keys()
    assert {node.id for node in found.removed} == old.by_id.keys() - new.by_id.keys()


@given(journeys())
def test_nothing_differs_from_a_copy(journey: Journey) -> None:
    assert not diff(journey, journey)
    assert not diff(journey, from_text(to_text(journey)))


@given(journeys(), st.data())
def test_an_edit_that_changes_nothing_returns_the_same_object(journey: Journey, data: st.DataObject) -> None:
    assert edits.remove_nodes(journey, ()) is journey
    assert edits.rename(journey, journey.name) is journey
    assert edits.set_fields(journey, journey.fields) is journey
    assert edits.set_settings(journey, journey.settings) is journey
    assert edits.move_nodes(journey, journey.layout) is journey
    for edge in journey.edges:
        assert edits.connect(journey, edge.source, edge.port, edge.target) is journey
    if journey.nodes:
        node = data.draw(st.sampled_from(journey.nodes))
        assert edits.set_title(journey, node.id, node.title) is journey
        ports = journey.outgoing.get(node.id, {})
        assert edits.set_config(journey, node.id, node.config, tuple(ports)) is journey


@given(journeys(), st.data())
def test_removing_steps_leaves_a_document_that_can_be_saved(journey: Journey, data: st.DataObject) -> None:
    before = to_text(journey)
    gone = (
        data.draw(st.sets(st.sampled_from([node.id for node in journey.nodes]))) if journey.nodes else set()
    )
    for bridge in (True, False):
        left = edits.remove_nodes(journey, gone, bridge=bridge)
        assert left.by_id.keys() == journey.by_id.keys() - gone
        assert left.frame_of.keys() == journey.frame_of.keys() - gone
        assert from_text(to_text(left)) == left
    assert to_text(journey) == before


@given(journeys())
def test_pasting_a_whole_journey_doubles_it(journey: Journey) -> None:
    everything = journey.by_id.keys() | journey.frame_by_id.keys()
    pasted, names = edits.paste(journey, edits.fragment(journey, everything), Point(10, 10))
    assert len(pasted.nodes) == 2 * len(journey.nodes)
    assert len(pasted.edges) == 2 * len(journey.edges)
    assert names.keys() == everything
    assert not set(names.values()) & journey.by_id.keys()
    assert pasted.nodes[: len(journey.nodes)] == journey.nodes


@given(typed_journeys())
def test_any_journey_over_known_types_can_be_checked_compiled_and_described(journey: Journey) -> None:
    known, around = catalog(), surroundings(journey)
    problems = validate(journey, known)
    assert {problem.code for problem in problems}.isdisjoint(
        {"node.malformed", "journey.endless", "edge.no_port"}
    )
    program = compile_journey(journey, known, around)
    assert {step.node for step in program.steps.values()} == set(journey.by_id)
    for node in journey.nodes:
        assert all(known.line(node, around).pick(language) for language in LANGUAGES)


@given(rules())
def test_any_rule_reads_as_two_sentences_without_open_places(rule: Rule) -> None:
    said = describe(rule, surroundings(Journey(id="j", name="J", nodes=(Node(id="a", type="b"),))))
    for language in LANGUAGES:
        words = said.pick(language)
        assert words
        assert words == words.strip()
        assert words.count("(") == words.count(")")
        assert "{" not in words
        assert "  " not in words
