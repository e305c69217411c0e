"""The schema of journey files."""

from __future__ import annotations

import json

import resources
from app.core.node import NodeCatalog
from app.core.schema import journey_schema, schema_text
from nodes import catalog

MAKE = "write app.core.schema.schema_text(nodes.catalog()) to resources/schema/journey.schema.json"


def test_the_schema_in_the_resources_is_up_to_date() -> None:
    assert resources.read_text("schema", "journey.schema.json") == schema_text(catalog()), MAKE


def test_the_config_of_every_step_type_is_described() -> None:
    schema = journey_schema(catalog())
    choices = {
        each["if"]["properties"]["type"]["const"]: each["then"]["properties"]["config"]["$ref"]
        for each in schema["$defs"]["Node"]["allOf"]
    }
    assert choices.keys() == {node_type.id for node_type in catalog()}
    assert all(ref.removeprefix("#/$defs/") in schema["$defs"] for ref in choices.values())


def test_every_reference_leads_somewhere() -> None:
    schema = journey_schema(catalog())
    text = json.dumps(schema)
    names = {part.split('"')[0] for part in text.split('"#/$defs/')[1:]}
    assert names <= schema["$defs"].keys()


def test_a_schema_without_step_types_still_describes_a_file() -> None:
    schema = journey_schema(NodeCatalog(()))
    assert schema["properties"]["version"] == {"enum": [1, 2]}
    assert schema["required"] == ["format", "id", "name", "version"]
