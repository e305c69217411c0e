"""Contact fields: the standard ones, and the custom ones a journey or a workspace declares."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.core.text import Text

FieldType = Literal["text", "number", "date", "instant", "boolean"]
"""date: ISO text `YYYY-MM-DD`; instant: UTC milliseconds; number: float or int; boolean: 0 or 1 (store)."""

FIELD_KEY = re.compile(r"^[a-z][a-z0-9_]{0,39}$")


class FieldSpec(BaseModel):
    """A custom contact field: its key (also its name in placeholders), label and type."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    key: str = Field(pattern=FIELD_KEY.pattern)
    label: str = Field(min_length=1, max_length=80)
    type: FieldType = "text"


class StandardField:
    """A field every contact has."""

    def __init__(self, key: str, label: Text, field_type: FieldType = "text") -> None:
        self.key = key
        self.label = label
        self.type: FieldType = field_type


STANDARD_FIELDS: tuple[StandardField, ...] = (
    StandardField("email", Text("E-Mail-Adresse", "Email address")),
    StandardField("salutation", Text("Anrede", "Salutation")),
    StandardField("first_name", Text("Vorname", "First name")),
    StandardField("last_name", Text("Nachname", "Last name")),
    StandardField("company", Text("Firma", "Company")),
    StandardField("phone", Text("Telefon", "Phone")),
    StandardField("city", Text("Ort", "City")),
    StandardField("country", Text("Land", "Country")),
    StandardField("language", Text("Sprache", "Language")),
    StandardField("time_zone", Text("Zeitzone", "Time zone")),
    StandardField("stage", Text("Phase", "Lifecycle stage")),
    StandardField("score", Text("Punktwert", "Score"), "number"),
    StandardField("created_at", Text("Angelegt am", "Created at"), "instant"),
)

STAGES = ("subscriber", "lead", "qualified", "opportunity", "customer", "regular", "lapsed")
"""The usual phases of a customer, from first to last; a workspace may have others."""

READ_ONLY_FIELDS = frozenset({"email", "created_at"})
"""Fields a journey may read but never set."""


class FieldBook:
    """All fields known in one place (a file, a workspace): label and type by key."""

    def __init__(self, custom: Iterable[FieldSpec] = ()) -> None:
        self.custom: Mapping[str, FieldSpec] = {spec.key: spec for spec in custom}
        self._standard = {field.key: field for field in STANDARD_FIELDS}

    def keys(self) -> list[str]:
        """Every key, standard fields first."""
        return [*self._standard, *(key for key in self.custom if key not in self._standard)]

    def __contains__(self, key: object) -> bool:
        return key in self._standard or key in self.custom

    def type_of(self, key: str) -> FieldType | None:
        """The type of a field, or None if nobody declared it."""
        if key in self._standard:
            return self._standard[key].type
        return self.custom[key].type if key in self.custom else None

    def label(self, key: str) -> Text:
        """The name a person reads; an unknown key reads as itself."""
        if key in self._standard:
            return self._standard[key].label
        words = self.custom[key].label if key in self.custom else key
        return Text(words, words)


def key_from(name: str, taken: FieldBook) -> str:
    """A key for a new field from the name people give it, not yet taken."""
    words = name.strip().lower().translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}))
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    key = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:36]
    key = key if FIELD_KEY.match(key) else f"f_{key}".rstrip("_")
    number, candidate = 2, key
    while candidate in taken:
        candidate, number = f"{key}_{number}", number + 1
    return candidate
