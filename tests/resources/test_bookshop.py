"""The bookshop sample: journeys that hold, and contacts and events that fit them."""

from __future__ import annotations

import json
import re
from datetime import datetime
from itertools import combinations
from typing import Any

import pytest

import resources
from app.core.compiler import compile_journey, surroundings
from app.core.document_io import to_text
from app.core.problems import has_errors
from app.core.program import Branch
from app.core.rules.tree import Attribute, Engagement, EventHappened, leaves
from app.core.validation import validate
from nodes import catalog
from tests.resources.bookshop import FOLDER, NAMES, TWINS, journey, rows

CARD_WIDTH, CARD_HEIGHT, GRID = 232, 72, 20
every_journey = pytest.mark.parametrize("name", NAMES)


@every_journey
def test_a_journey_is_canonical(name: str) -> None:
    assert to_text(journey(name)) == resources.read_text(*FOLDER, f"{name}.journey")


@every_journey
def test_a_journey_has_neither_errors_nor_warnings(name: str) -> None:
    problems = validate(journey(name), catalog())
    assert not has_errors(problems)
    assert [problem.message.en for problem in problems if problem.severity == "warning"] == []


@every_journey
def test_every_step_compiles_and_has_a_title_and_a_line(name: str) -> None:
    sample = journey(name)
    program = compile_journey(sample, catalog())
    assert {step.node for step in program.steps.values()} == set(sample.by_id)
    for node in sample.nodes:
        assert 0 < len(node.title) <= 24
        assert catalog().line(node, surroundings(sample)).pick(sample.language)


@every_journey
def test_cards_stand_on_the_grid_and_apart(name: str) -> None:
    places = [journey(name).layout[node.id] for node in journey(name).nodes]
    assert all(x % GRID == 0 and y % GRID == 0 for x, y in places)
    for one, other in combinations(places, 2):
        assert abs(one.x - other.x) >= CARD_WIDTH + GRID or abs(one.y - other.y) >= CARD_HEIGHT + GRID


@pytest.mark.parametrize(("german", "english"), TWINS)
def test_twins_differ_only_in_words(german: str, english: str) -> None:
    de, en = journey(german), journey(english)
    assert (de.language, en.language) == ("de", "en")
    assert [(node.id, node.type) for node in de.nodes] == [(node.id, node.type) for node in en.nodes]
    assert de.edges == en.edges
    assert de.layout == en.layout
    assert de.settings == en.settings
    assert [(spec.key, spec.type) for spec in de.fields] == [(spec.key, spec.type) for spec in en.fields]


def test_there_are_500_contacts_at_example_domains_only() -> None:
    contacts = rows("contacts.csv")
    addresses = {row["E-Mail"].lower() for row in contacts}
    assert len(contacts) == len(addresses) == 500
    assert all(re.fullmatch(r"[a-z0-9.-]+@example\.(org|com|net)", address) for address in addresses)
    assert {row["Land"] for row in contacts} == {"Deutschland", "Österreich", "Schweiz"}


def test_some_contacts_did_not_consent_and_some_have_no_first_name() -> None:
    contacts = rows("contacts.csv")
    assert {row["Einwilligung Newsletter"] for row in contacts} == {"ja", "nein", "widerrufen", ""}
    assert any(not row["Vorname"] for row in contacts)


def test_events_tell_of_known_contacts_in_order_and_each_once() -> None:
    events = rows("events.csv")
    known = {row["E-Mail"] for row in rows("contacts.csv")}
    times = [datetime.fromisoformat(row["Zeitpunkt"]) for row in events]
    assert {row["E-Mail"] for row in events} <= known
    assert times == sorted(times)
    assert (times[-1] - times[0]).days <= 60
    assert len({row["Schlüssel"] for row in events}) == len(events)


def test_reactions_name_mails_that_exist() -> None:
    mails = {node.id for name in NAMES for node in journey(name).nodes if node.type == "send_mail"}
    named = {
        _properties(row).get("step") for row in rows("events.csv") if row["Ereignis"].startswith("message_")
    }
    assert named <= mails
    assert {"welcome", "reminder", "mail_crime", "voucher"} <= named


def test_the_form_that_the_journey_waits_for_is_submitted_about_200_times() -> None:
    trigger = journey("krimi-leseproben").by_id["form"].config["event"]
    assert isinstance(trigger, dict)
    sent = [
        row
        for row in rows("events.csv")
        if row["Ereignis"] == trigger["type"] and _properties(row)["form"] == "Top 10 Kriminalromane"
    ]
    assert 190 <= len({row["E-Mail"] for row in sent}) <= 220


def test_the_journey_reads_opens_attributes_and_purchases() -> None:
    sample = journey("krimi-leseproben")
    steps = compile_journey(sample, catalog()).steps.values()
    rules = [
        case.rule for step in steps if isinstance(step.instruction, Branch) for case in step.instruction.cases
    ]
    kinds = {type(leaf) for rule in rules for leaf in leaves(rule)}
    assert kinds == {Engagement, Attribute}
    assert isinstance(sample.settings.goal, EventHappened)


def _properties(row: dict[str, str]) -> dict[str, Any]:
    return json.loads(row["Eigenschaften"])
