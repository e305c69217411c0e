"""The JSON Schema of journey files, with the config of every step type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from app.core.document_io import FORMAT, VERSION
from app.core.journey import Journey, Node
from app.core.json_text import write_json
from app.core.node import NodeCatalog

_REF = "#/$defs/{model}"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def journey_schema(catalog: NodeCatalog) -> dict[str, Any]:
    """The schema (2020-12) of a journey file; the config of a step is checked if its type is known."""
    models: list[tuple[type[BaseModel], JsonSchemaMode]] = [(Journey, "validation")]
    models.extend((node_type.config_type, "validation") for node_type in catalog)
    _, found = models_json_schema(models, ref_template=_REF)
    definitions: dict[str, Any] = found["$defs"]
    journey = definitions.pop(Journey.__name__)
    definitions[Node.__name__]["allOf"] = [
        _config_of(node_type.id, node_type.config_type.__name__) for node_type in catalog
    ]
    head = {"format": {"const": FORMAT}, "version": {"enum": [*range(1, VERSION + 1)]}}
    return {
        **journey,
        "$schema": DIALECT,
        "$defs": definitions,
        "title": "Stellwerk journey",
        "properties": {**journey["properties"], **head},
        "required": sorted({*journey["required"], *head}),
    }


def schema_text(catalog: NodeCatalog) -> str:
    """The schema as it stands in `resources/schema/journey.schema.json`."""
    return write_json(journey_schema(catalog))


def _config_of(type_id: str, definition: str) -> Mapping[str, Any]:
    return {
        "if": {"properties": {"type": {"const": type_id}}},
        "then": {"properties": {"config": {"$ref": _REF.format(model=definition)}}},
    }
