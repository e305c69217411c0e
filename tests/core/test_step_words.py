"""Every setting of a step can be said in words."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

import nodes
from app.core.compiler import surroundings
from app.core.journey import Journey, Node
from app.core.node import NodeCatalog
from app.core.step_words import step_words

CATALOG = nodes.catalog()


def said(node: Node, *others: Node, catalog: NodeCatalog = CATALOG) -> str:
    journey = Journey(id="j", name="J", nodes=(node, *others))
    return "\n".join(text.en for text in step_words(node, catalog, surroundings(journey)))


def test_texts_choices_and_labels_are_said() -> None:
    words = said(Node(id="a", type="send_mail", config={"subject": "Hello", "body": "Dear reader"}))
    assert "Subject: Hello" in words
    assert "Dear reader" in words


def test_rules_and_durations_read_as_in_the_inspector() -> None:
    rule: JsonValue = {"kind": "attribute", "field": "city", "op": "eq", "value": "Hamburg"}
    case: JsonValue = {"id": "yes", "name": "North", "rule": rule}
    words = said(Node(id="a", type="branch", config={"cases": [case]}))
    assert "North City is “Hamburg”" in words
    wait = said(Node(id="a", type="wait", config={"until": {"after": {"amount": 3, "unit": "days"}}}))
    assert "3 days" in wait


def test_other_steps_are_said_by_their_titles() -> None:
    words = said(Node(id="a", type="jump", config={"step": "b"}), Node(id="b", type="wait", title="Patience"))
    assert "Patience" in words


def test_of_an_unknown_step_the_texts_in_its_settings_are_said() -> None:
    words = said(Node(id="a", type="from_the_future", config={"deep": [{"more": "Needle"}]}))
    assert "Needle" in words


@pytest.mark.parametrize("type_id", [each.id for each in CATALOG])
def test_every_type_can_say_its_settings_as_they_begin(type_id: str) -> None:
    assert all(
        text.de and text.en
        for text in step_words(Node(id="a", type=type_id), CATALOG, surroundings(Journey(id="j", name="J")))
    )
