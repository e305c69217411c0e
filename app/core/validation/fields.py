"""The remedy for a field that nobody has declared."""

from __future__ import annotations

from functools import partial

from app.core import edits
from app.core.fields import FIELD_KEY, FieldSpec, FieldType
from app.core.journey import Journey
from app.core.problems import Remedy
from app.core.text import Text


def declare(key: str, kind: FieldType) -> Remedy | None:
    """Declare a custom field in the journey; None if the key cannot be one."""
    if not FIELD_KEY.match(key):
        return None
    spec = FieldSpec(key=key, label=key.replace("_", " ").capitalize(), type=kind)
    label = Text("Merkmal „{key}“ anlegen", "Declare attribute “{key}”").fill(key=key)
    return Remedy(label, partial(_with_field, spec=spec))


def _with_field(journey: Journey, spec: FieldSpec) -> Journey:
    others = tuple(each for each in journey.fields if each.key != spec.key)
    return edits.set_fields(journey, (*others, spec))
