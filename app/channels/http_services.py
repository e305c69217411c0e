"""Short messages over the HTTP services of a workspace: SMS, push, chat."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from app.channels.composing import name_of
from app.channels.http_presets import (
    Preset,
    RecipientKind,
    fill,
    fill_address,
    fill_all,
    fill_json,
    places,
    presets,
)
from app.channels.http_request import AS_TEXT, Request, WebMessage
from app.channels.http_templates import Fill, plain, spaces, whole_address
from app.channels.service_settings import ServiceSettings
from app.core.errors import AccountStopped, ComposeError
from app.core.program import ServiceContent
from app.core.protocols import Decided, Outgoing
from app.core.text import Language, Text
from app.core.tickets import Tickets

SecretOf = Callable[[str, str], str | None]
"""The secret value of a service: its id, the key of the value."""
Permitted = Callable[[str], bool]
LONGEST_TEXT = 4_000
_PHONE = re.compile(r"^\+?\d{5,15}$")
_PHONE_SIGNS = re.compile(r"[\s()/.-]+")
_HEADER_END = re.compile(r"[\x00-\x1f\x7f]")


class ServiceComposer:
    """Writes the requests of the services that are set up; what waits for one that is not goes on waiting."""

    def __init__(
        self,
        services: Mapping[str, ServiceSettings],
        secret_of: SecretOf,
        tickets: Tickets,
        permitted: Permitted,
    ) -> None:
        self._services = services
        self._secret_of = secret_of
        self._tickets = tickets
        self._permitted = permitted
        self._words = Words()

    def compose(self, message: Decided) -> Outgoing:
        """The request of a message; raises `AccountStopped` if the service is not set up."""
        content = _content(message)
        service = self._services.get(content.service)
        preset = presets().get(service.preset) if service else None
        if service is None or preset is None:
            raise AccountStopped(_NO_SERVICE.fill(service=content.service))
        own, secrets = self._values(service, preset)
        ticket = self._tickets.write(name_of(message))
        text, recipient = self._words.of(message, preset.recipient)
        for sign, harmless in preset.escapes.items():
            text = text.replace(sign, harmless)
        values = {**own, "text": text, "recipient": recipient, "id": ticket}
        request = self._request(service, preset, values, secrets)
        return WebMessage(
            key=message.key,
            sender="",
            address=recipient or service.name,
            message_id=ticket,
            data=request.readable(),
            at=message.at,
            request=request,
        )

    def _values(self, service: ServiceSettings, preset: Preset) -> tuple[dict[str, str], tuple[str, ...]]:
        """What a person has entered, with the secrets; and the secrets alone."""
        found: dict[str, str] = {}
        secrets: list[str] = []
        for value in preset.values:
            stored = self._secret_of(service.id, value.key) if value.secret else service.values.get(value.key)
            found[value.key] = (stored or value.default).strip()
            if value.required and not found[value.key]:
                raise AccountStopped(_INCOMPLETE.fill(service=service.name, value=value.label.text))
            if value.secret and found[value.key]:
                secrets.append(found[value.key])
        return found, tuple(secrets)

    def _request(
        self, service: ServiceSettings, preset: Preset, values: Mapping[str, str], secrets: tuple[str, ...]
    ) -> Request:
        headers = {"User-Agent": "Stellwerk", **fill_all(preset.headers, values)}
        if preset.auth:
            pair = f"{fill(preset.auth.user, values)}:{fill(preset.auth.password, values)}"
            words = b64encode(pair.encode()).decode()
            headers["Authorization"], secrets = f"Basic {words}", (*secrets, words)
        if preset.idempotency:
            headers[preset.idempotency] = values["id"]
        kind, body = _body(preset, values)
        headers["Content-Type"] = kind
        try:
            url = whole_address(fill_address(preset.url, values) or "", plain_allowed=self._permitted)
            _check(headers)
        except ComposeError as error:  # concerns all messages, so none is refused because of it
            raise AccountStopped(_BAD_ADDRESS.fill(service=service.name)) from error
        if any(value.secret and value.key in places(preset.url) for value in preset.values):
            secrets = (url, *secrets)
        return Request(
            url, preset.method, tuple(headers.items()), body, preset.answers,
            bool(preset.idempotency), service.name, secrets,
        )  # fmt: skip


class DraftComposer:
    """Writes service messages as a person reads them: for previews and the folder, where none is set up."""

    def __init__(self, tickets: Tickets) -> None:
        self._tickets = tickets
        self._words = Words()

    def compose(self, message: Decided) -> Outgoing:
        """The message in words; raises `ComposeError` if there is no text or nobody to send it to."""
        content = _content(message)
        text, recipient = self._words.of(message, "text" if content.recipient else "")
        data = f"{content.service}: {recipient}\n\n{text}\n".encode()
        ticket = self._tickets.write(name_of(message))
        return Outgoing(message.key, "", message.address, ticket, data, message.at, AS_TEXT)


class Words:
    """Text and recipient of service messages; contents are read once and kept."""

    def __init__(self) -> None:
        self._read_once = lru_cache(200)(_read)

    def of(self, message: Decided, kind: RecipientKind) -> tuple[str, str]:
        """What is sent to whom; without a recipient if the service needs none."""
        content = _content(message)
        text = self._read_once(content.text, message.content.language)(spaces(message.variables)).strip()
        if not text:
            raise ComposeError("no_text")
        if len(text) > LONGEST_TEXT:
            raise ComposeError("too_long")
        return text, _recipient(content.recipient, message.variables, kind)


def _read(source: str, language: Language) -> Fill:
    return plain(source, language)


def _content(message: Decided) -> ServiceContent:
    assert isinstance(message.content.content, ServiceContent)
    return message.content.content


def _recipient(field: str, variables: Mapping[str, Any], kind: RecipientKind) -> str:
    if not kind:
        return ""
    contact: Mapping[str, Any] = variables.get("contact") or {}
    value = str(contact.get(field) or "").strip()
    if not value:
        raise ComposeError(f"no_recipient: {field}")
    if kind == "phone":
        value = _PHONE_SIGNS.sub("", value)
        if not _PHONE.match(value):
            raise ComposeError(f"bad_phone: {value[:40]}")
    return value


def _body(preset: Preset, values: Mapping[str, str]) -> tuple[str, bytes]:
    if preset.json_body is not None:
        return "application/json", fill_json(preset.json_body, values).encode()
    if preset.form:
        return "application/x-www-form-urlencoded", urlencode(fill_all(preset.form, values)).encode()
    return "text/plain; charset=utf-8", (fill(preset.text_body, values) or "").encode()


def _check(headers: Mapping[str, str]) -> None:
    if any(_HEADER_END.search(value) or not value.isascii() for value in headers.values()):
        raise ComposeError("bad_call_address")


_NO_SERVICE = Text(
    "Der Dienst „{service}“ ist in diesem Arbeitsbereich nicht eingerichtet. Bitte richten Sie ihn in den "
    "Einstellungen unter „Dienste“ ein; was wartet, geht dann von selbst hinaus.",
    "The service “{service}” is not set up in this workspace. Please set it up in the settings under "
    "“Services”; what waits goes out by itself then.",
)
_INCOMPLETE = Text(
    "Beim Dienst „{service}“ fehlt „{value}“. Bitte tragen Sie es in den Einstellungen unter „Dienste“ ein; "
    "was wartet, geht dann von selbst hinaus.",
    "The service “{service}” lacks “{value}”. Please enter it in the settings under “Services”; what waits "
    "goes out by itself then.",
)
_BAD_ADDRESS = Text(
    "Die Adresse oder die Zugangsdaten des Dienstes „{service}“ sind nicht brauchbar. Die Adresse muss mit "
    "https:// beginnen. Bitte prüfen Sie beides in den Einstellungen unter „Dienste“.",
    "The address or the access data of the service “{service}” cannot be used. The address has to begin with "
    "https://. Please check both in the settings under “Services”.",
)
