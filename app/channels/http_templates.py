"""Templates of addresses and of JSON: values are written so that they cannot become anything but values."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from app.channels.templates import TemplateEnvironment, Values, filled, readable
from app.core.errors import ComposeError
from app.core.text import Language

LONGEST_ADDRESS = 4_000
_CONTROLS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]")
Fill = Callable[[Mapping[str, Any]], str]


def spaces(variables: Mapping[str, Any]) -> Mapping[str, Values]:
    """The values of a message as templates see them."""
    return {name: Values(name, variables.get(name) or {}) for name in ("contact", "event")}


def plain(source: str, language: Language) -> Fill:
    """Fills a text; a mistake in it raises `ComposeError`."""
    return partial(filled, TemplateEnvironment(language, escape=False).compiled(source))


def address(source: str, language: Language) -> Fill:
    """Fills a web address: values are percent-encoded, so that they neither lead elsewhere nor add to it."""
    environment = TemplateEnvironment(language, escape=False, written=partial(_in_address, language))
    environment.filters["urlencode"] = _as_it_is
    return partial(filled, environment.compiled(source.strip()))


def body(source: str, language: Language) -> tuple[Fill, str]:
    """Fills a body, and its type: JSON if it begins like JSON, in which values are escaped, else a text."""
    if not _begins_like_json(source):
        return plain(source, language), "text/plain; charset=utf-8"
    environment = TemplateEnvironment(language, escape=False, written=_in_json)
    environment.filters["tojson"] = _as_it_is
    fill = partial(filled, environment.compiled(source))
    return lambda values: _checked(fill(values)), "application/json"


def whole_address(text: str, *, plain_allowed: Callable[[str], bool]) -> str:
    """An address as it is sent, its host in ASCII and small letters; raises `ComposeError` for a bad one.

    Without encryption only hosts are allowed for which `plain_allowed` says so.
    """
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
        ascii_host = host if ":" in host else host.encode("idna").decode()
    except (ValueError, UnicodeError) as error:
        raise ComposeError(f"bad_call_address: {text[:80]}") from error
    odd = _CONTROLS.search(text) or parts.username is not None or "\\" in text or len(text) > LONGEST_ADDRESS
    if odd or not ascii_host or parts.scheme not in ("https", "http"):
        raise ComposeError(f"bad_call_address: {text[:80]}")
    if parts.scheme == "http" and not plain_allowed(ascii_host):
        raise ComposeError(f"not_encrypted: {ascii_host[:80]}")
    named = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    place = f"{named}:{port}" if port else named
    path, query = (
        quote(parts.path, safe="/%:@!$&'()*+,;=~-._"),
        quote(parts.query, safe="/?%:@!$&'()*+,;=~-._"),
    )
    return urlunsplit((parts.scheme, place, path, query, ""))


def host_of(url: str) -> str:
    """The host of an address from `whole_address`."""
    return urlsplit(url).hostname or ""


def _begins_like_json(source: str) -> bool:
    start = source.lstrip()[:2]
    return start[:1] == "[" or (start[:1] == "{" and start not in ("{{", "{%", "{#"))


def _checked(text: str) -> str:
    try:
        json.loads(text)
    except ValueError as error:
        raise ComposeError("bad_json") from error
    return text


def _in_address(language: Language, value: Any) -> str:
    text = str(readable(language, value))
    if not text.strip("."):  # a step up in the path, which no encoding prevents
        raise ComposeError(f"bad_call_address: {text[:80]}")
    return quote(text, safe="")


def _in_json(value: Any) -> str:
    if isinstance(value, bool | int | float):
        return json.dumps(value, allow_nan=False)
    return json.dumps(str(value), ensure_ascii=False)[1:-1]


def _as_it_is(value: Any) -> Any:
    """Values are encoded anyway; twice would be once too often."""
    return value
