"""What every step type promises, whatever it does."""

from __future__ import annotations

import json
import re

import pytest
from pydantic import ValidationError

import resources
from app.core.form import Form
from app.core.journey import Node
from app.core.node import GROUPS, AnyNodeType
from app.core.program import Jump, Source
from nodes import ALL, catalog
from tests.nodes.around import around

every_type = pytest.mark.parametrize("node_type", ALL, ids=[node_type.id for node_type in ALL])

STORED_IDS = [
    "event_trigger",
    "segment_trigger",
    "attribute_trigger",
    "date_trigger",
    "schedule_trigger",
    "call_trigger",
    "manual_trigger",
    "branch",
    "engagement",
    "consent",
    "split",
    "holdout",
    "wait",
    "wait_until",
    "wait_for_window",
    "wait_for_event",
    "wait_for_condition",
    "send_mail",
    "service_message",
    "set_attribute",
    "copy_attribute",
    "compute_attribute",
    "set_day",
    "change_tags",
    "change_list",
    "change_score",
    "change_stage",
    "earn_points",
    "spend_points",
    "give_voucher",
    "set_consent",
    "create_task",
    "notify_team",
    "call_address",
    "start_journey",
    "leave_journey",
    "goal",
    "exit",
    "jump",
]


def test_stored_type_ids_never_change() -> None:
    assert [node_type.id for node_type in catalog()] == STORED_IDS


@every_type
def test_has_words_for_people_in_both_languages(node_type: AnyNodeType) -> None:
    for text in (node_type.title, node_type.summary):
        assert text.de
        assert text.en
    assert len(node_type.title.de) <= 22
    assert len(node_type.summary.de) <= 100
    assert node_type.summary.de.endswith(".")


@every_type
def test_belongs_to_a_group_and_has_an_icon_that_exists(node_type: AnyNodeType) -> None:
    assert node_type.group in GROUPS
    assert resources.path("icons", f"{node_type.icon}.svg").is_file()


@every_type
def test_a_step_just_dropped_is_valid_and_speaks(node_type: AnyNodeType) -> None:
    config = node_type.parse({})
    assert config == node_type.config_type()
    line = node_type.line(config, around())
    assert 0 < len(line.de) <= 40
    assert 0 < len(line.en) <= 40


@every_type
def test_ports_have_distinct_names_and_labels(node_type: AnyNodeType) -> None:
    ports = node_type.ports(node_type.config_type())
    assert len({port.name for port in ports}) == len(ports)
    assert len({port.label for port in ports}) == len(ports)
    assert all(port.label.de and port.label.en for port in ports)


@every_type
def test_only_flow_steps_end_the_journey(node_type: AnyNodeType) -> None:
    config = node_type.config_type()
    leads_on = bool(node_type.ports(config)) or isinstance(node_type.compile(config, around())[-1], Jump)
    assert node_type.group == "flow" or leads_on
    assert leads_on == (node_type.group != "flow" or node_type.id == "jump")


@every_type
def test_only_triggers_compile_to_sources_and_must_lead_somewhere(node_type: AnyNodeType) -> None:
    compiled = node_type.compile(node_type.config_type(), around())
    assert compiled
    sources = [part for part in compiled if isinstance(part, Source)]
    assert len(sources) == (1 if node_type.is_trigger else 0)
    assert [port.required for port in node_type.ports(node_type.config_type())].count(True) == len(sources)


@every_type
def test_every_field_has_a_form_and_every_required_one_a_label(node_type: AnyNodeType) -> None:
    fields = node_type.config_type.model_fields
    assert [field.name for field in node_type.fields] == list(fields)
    for field in node_type.fields:
        assert isinstance(field.form, Form)
        assert field.form.label.de
        assert field.form.label.en
        if field.form.shown_if:
            assert field.form.shown_if[0] in fields


@every_type
def test_the_json_schema_carries_the_english_labels(node_type: AnyNodeType) -> None:
    schema = node_type.config_type.model_json_schema()
    titles = {name: part.get("title") for name, part in schema.get("properties", {}).items()}
    assert titles == {field.name: field.form.label.en for field in node_type.fields}
    assert schema["additionalProperties"] is False


@every_type
def test_an_unknown_setting_is_refused(node_type: AnyNodeType) -> None:
    with pytest.raises(ValidationError):
        node_type.parse({"no_such_setting": 1})


@every_type
def test_the_default_config_survives_a_file(node_type: AnyNodeType) -> None:
    stored = json.loads(node_type.config_type().model_dump_json())
    assert node_type.parse(stored) == node_type.config_type()


@every_type
def test_problems_of_a_step_just_dropped_name_the_step_and_a_field(node_type: AnyNodeType) -> None:
    node = Node(id="n1", type=node_type.id)
    for problem in node_type.check(node, node_type.config_type(), around()):
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", problem.code)
        assert problem.node == "n1"
        assert problem.field in node_type.config_type.model_fields
