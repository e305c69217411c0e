"""How a config field is shown: part of the same declaration as its type and constraints.

A step type writes `Annotated[Duration, Form(Text("Dauer", "Duration"), "duration")]`; the inspector
builds the editor from it, the validator reads `required`, and the JSON Schema carries the label.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from app.core.text import Text

Widget = Literal[
    "line",  # str: one line of text
    "text",  # str: several lines
    "template_line",  # str: one line with placeholders
    "template_text",  # str: Markdown with placeholders (the body of a mail)
    "number",  # int or float
    "switch",  # bool
    "choice",  # Literal: labels in `choices`
    "duration",  # Duration, or Duration | None
    "until",  # Until, or Until | None: a duration and perhaps a window
    "rule",  # Rule, or Rule | None
    "cases",  # tuple of cases of a branch: id, name, rule
    "arms",  # tuple of arms of a split: id, name, weight
    "event_filter",  # EventFilter
    "event_type",  # str: type of an event
    "field",  # str: key of a contact field that may be set
    "number_field",  # the same, number fields only
    "date_field",  # the same, date and instant fields only
    "any_field",  # str: key of a contact field, whether it may be set or not
    "fields",  # tuple of keys of contact fields
    "operand",  # a number, or the key of a number field
    "value",  # scalar that suits the field chosen beside it
    "tags",  # tuple of str
    "window",  # Window, or Window | None: weekdays, hours, holidays
    "until_date",  # UntilDate: a day, or that in a field, and a wall time
    "field_day",  # UntilDate of a field, never a fixed day
    "recurrence",  # Recurrence: every day, week or month, at a wall time
    "purpose",  # str: purpose of consent
    "stage",  # str: phase of a customer
    "list",  # str: id of a list of the workspace; the same for the following
    "pool",  # str: voucher codes
    "journey",  # str: another journey
    "service",  # str: an HTTP service for short messages
    "step",  # str: id of another step of the journey, not a trigger
    "mail_step",  # str: id of a step that sends a message
    "optional_number",  # int | None
    "moment",  # str: local date and time as ISO text, or empty
    "cap",  # Cap, or Cap | None: how many messages in what time
]


@dataclass(frozen=True)
class Form:
    """Label, editor and help of one config field.

    `required` fields that are empty are problems, not exceptions; `shown_if` hides a field unless
    another one has one of the given values. `begins_with` is what an optional value is once it is
    switched on, in JSON form.
    """

    label: Text
    widget: Widget
    help: Text | None = None
    placeholder: Text | None = None
    required: bool = False
    choices: Mapping[str, Text] = field(default_factory=dict[str, Text])
    shown_if: tuple[str, tuple[Any, ...]] | None = None
    minimum: float | None = None
    maximum: float | None = None
    suffix: Text | None = None
    begins_with: Any = None

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Carry the English label into the generated JSON Schema."""
        return {**handler(schema), "title": self.label.en}


@dataclass(frozen=True)
class FormField:
    """A config field ready to be shown: its name in the config and its form."""

    name: str
    form: Form
    default: Any


@cache
def form_fields(config: type[BaseModel]) -> tuple[FormField, ...]:
    """The fields of a config class that a person edits, in the order of declaration."""
    found: list[FormField] = []
    for name, info in config.model_fields.items():
        form = next((item for item in info.metadata if isinstance(item, Form)), None)
        if form is not None:
            found.append(FormField(name, form, info.get_default(call_default_factory=True)))
    return tuple(found)
