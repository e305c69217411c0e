"""HTTP services as data: how each wants to be asked, and how it answers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Literal
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, JsonValue

import resources
from app.channels.http_request import AnswerRules
from app.core.text import Text

Kind = Literal["sms", "push", "chat", "other"]
RecipientKind = Literal["", "phone", "text"]
_PLACE = re.compile(r"\{\{ ?([a-z_]+) ?\}\}")
Values = Mapping[str, str]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Words(_Part):
    """A label in both languages."""

    de: str
    en: str

    @property
    def text(self) -> Text:
        """The label as the rest of the program knows it."""
        return Text(self.de, self.en)


class PresetValue(_Part):
    """Something a person enters for a service; a secret lives in the keyring."""

    key: str = Field(pattern=r"^[a-z_]{1,30}$")
    label: Words
    hint: Words | None = None
    secret: bool = False
    required: bool = True
    default: str = ""


class Auth(_Part):
    """User and password for the Authorization header."""

    user: str
    password: str


class Preset(_Part):
    """One kind of service.

    `{{ text }}`, `{{ recipient }}`, `{{ id }}` (of the message) and the values stand in address, headers and
    body; a header, form field or JSON entry with an empty place is left out. `escapes` are put into the text
    where the service would read signs as commands. `idempotency` names a header that makes repetitions safe.
    """

    id: str
    name: Words
    about: Words
    kind: Kind
    values: tuple[PresetValue, ...] = ()
    recipient: RecipientKind = ""
    url: str
    method: Literal["POST", "PUT"] = "POST"
    headers: Mapping[str, str] = {}
    auth: Auth | None = None
    json_body: JsonValue = None
    form: Mapping[str, str] = {}
    text_body: str = ""
    escapes: Mapping[str, str] = {}
    idempotency: str = ""
    answers: AnswerRules = AnswerRules()


@lru_cache(maxsize=1)
def presets() -> Mapping[str, Preset]:
    """All presets by id, in the order of their file names."""
    files = sorted(resources.path("services").glob("*.json"))
    found = [Preset.model_validate_json(file.read_text(encoding="utf-8")) for file in files]
    return {preset.id: preset for preset in found}


def places(source: str) -> frozenset[str]:
    """The places of a text."""
    return frozenset(_PLACE.findall(source))


def fill(source: str, values: Values, written: Callable[[str], str] = str) -> str | None:
    """A text with its places filled; None if one of them is empty."""
    names = _PLACE.findall(source)
    if any(not values.get(name) for name in names):
        return None
    return _PLACE.sub(lambda found: written(values[found[1]]), source)


def fill_address(source: str, values: Values) -> str | None:
    """An address; a place that is all of it holds a whole address, in others values are encoded."""
    if _PLACE.fullmatch(source):
        return fill(source, values)
    return fill(source, values, lambda value: quote(value, safe=":"))


def fill_all(sources: Mapping[str, str], values: Values) -> dict[str, str]:
    """Headers or form fields, those with an empty place left out."""
    filled = {name: fill(source, values) for name, source in sources.items()}
    return {name: text for name, text in filled.items() if text is not None}


def fill_json(tree: JsonValue, values: Values) -> str:
    """JSON with its places filled, entries with an empty place left out."""
    return json.dumps(_filled(tree, values), ensure_ascii=False)


def _filled(tree: Any, values: Values) -> Any:
    if isinstance(tree, str):
        return fill(tree, values)
    if isinstance(tree, list):
        return [each for item in _items(tree) if (each := _filled(item, values)) is not None]
    if isinstance(tree, dict):
        entries = {key: _filled(value, values) for key, value in _entries(tree)}
        return {key: value for key, value in entries.items() if value is not None}
    return tree


def _items(tree: Any) -> list[Any]:
    return tree


def _entries(tree: Any) -> list[tuple[str, Any]]:
    return list(tree.items())
