"""Calls of web addresses with some values of a contact."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from app.channels.composing import name_of
from app.channels.http_request import AnswerRules, Request, WebMessage
from app.channels.http_templates import Fill, address, body, host_of, spaces, whole_address
from app.core.errors import ComposeError
from app.core.program import CallContent
from app.core.protocols import Decided, Outgoing
from app.core.text import Language
from app.core.tickets import Tickets

Permitted = Callable[[str], bool]


class _Prepared(NamedTuple):
    url: Fill
    body: Fill | None
    kind: str


class CallComposer:
    """Writes the requests of calls; only hosts that a person has confirmed are called.

    Each call bears its message's name as Idempotency-Key: the same on every try, and no other call has it.
    """

    def __init__(self, tickets: Tickets, confirmed: Permitted, permitted: Permitted) -> None:
        self._tickets = tickets
        self._confirmed = confirmed
        self._permitted = permitted
        self._read_once = lru_cache(200)(_read)

    def compose(self, message: Decided) -> Outgoing:
        """The request of a call; raises `ComposeError` for what must not or cannot be called."""
        content = message.content.content
        assert isinstance(content, CallContent)
        prepared = self._read_once(content, message.content.language)
        said = spaces(message.variables)
        chosen = _chosen(content, message.variables)
        text = prepared.url(said)
        if content.method == "GET" and chosen:
            text += ("&" if "?" in text else "?") + urlencode(
                {key: _plain(value) for key, value in chosen.items()}
            )
        url = whole_address(text, plain_allowed=self._permitted)
        host = host_of(url)
        if not self._confirmed(host):
            raise ComposeError(f"unconfirmed_host: {host[:100]}")
        ticket = self._tickets.write(name_of(message))
        headers = {"User-Agent": "Stellwerk", "Accept": "*/*", "Idempotency-Key": ticket}
        payload = b""
        if content.method != "GET":
            headers["Content-Type"] = prepared.kind
            payload = (prepared.body(said) if prepared.body else _json(message, chosen)).encode()
        request = Request(
            url, content.method, tuple(headers.items()), payload, AnswerRules(), repeatable=True
        )
        return WebMessage(
            key=message.key,
            sender="",
            address=host,
            message_id=ticket,
            data=request.readable(),
            at=message.at,
            request=request,
        )


def _read(content: CallContent, language: Language) -> _Prepared:
    if not content.body.strip():
        return _Prepared(address(content.url, language), None, "application/json")
    written, kind = body(content.body, language)
    return _Prepared(address(content.url, language), written, kind)


def _chosen(content: CallContent, variables: Mapping[str, Any]) -> dict[str, Any]:
    contact: Mapping[str, Any] = variables.get("contact") or {}
    return {key: contact.get(key) for key in content.fields}


def _json(message: Decided, chosen: Mapping[str, Any]) -> str:
    told = {"journey": message.content.journey, "step": message.step, "contact": chosen}
    return json.dumps(told, ensure_ascii=False)


def _plain(value: Any) -> str:
    return "" if value is None else str(value)
