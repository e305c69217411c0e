"""Call an address: hand some values of the contact to another program over the web."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field

from app.core.form import Form
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Port, Surroundings
from app.core.problems import Problem
from app.core.program import CallContent, Send
from app.core.text import Text, same
from nodes.actions.messages import DONE_OR_FAILED, FAILED
from nodes.fields import check_readable

_NO_ADDRESS = Text(
    "Das ist keine Webadresse. Sie beginnt mit https:// und nennt einen Server.",
    "This is no web address. It begins with https:// and names a server.",
)
_OPEN_HOST = Text(
    "Der Name des Servers darf keinen Platzhalter enthalten: Sonst bestimmten Angaben der Kontakte, wohin "
    "Daten gehen. Schreiben Sie ihn aus.",
    "The name of the server may not contain a placeholder: otherwise what contacts enter would decide where "
    "data goes. Write it in full.",
)
_NOT_ENCRYPTED = Text(
    "Diese Adresse beginnt mit http://: Angaben gehen unverschlüsselt, und nur in Ihr eigenes Netz. "
    "Schreiben Sie https://, wenn der Server es kann.",
    "This address begins with http://: details travel without encryption, and only within your own network. "
    "Write https:// if the server can do that.",
)
_METHODS = {"POST": same("POST"), "PUT": same("PUT"), "GET": same("GET")}


class CallAddressConfig(NodeConfig):
    """Which address, and what it is told."""

    url: Annotated[
        str,
        Field(max_length=2_000),
        Form(
            Text("Webadresse", "Web address"),
            "template_line",
            placeholder=same("https://…"),
            required=True,
        ),
    ] = ""
    method: Annotated[
        Literal["POST", "PUT", "GET"],
        Form(
            Text("Art des Aufrufs", "Kind of call"),
            "choice",
            help=Text(
                "Welche Art das andere Programm erwartet, steht in seiner Anleitung; meist POST.",
                "Which kind the other program expects is in its manual; mostly POST.",
            ),
            choices=_METHODS,
        ),
    ] = "POST"
    fields: Annotated[
        tuple[Annotated[str, Field(max_length=40)], ...],
        Field(max_length=50),
        Form(
            Text("Diese Merkmale mitschicken", "Send these attributes along"),
            "fields",
            shown_if=("method", ("POST", "PUT")),
        ),
    ] = ("email",)
    body: Annotated[
        str,
        Field(max_length=50_000),
        Form(
            Text("Eigener Inhalt (JSON)", "Own content (JSON)"),
            "template_text",
            help=Text(
                "Nur wenn das andere Programm eine bestimmte Form verlangt. Leer: die Merkmale von oben.",
                "Only if the other program wants a certain form. Empty: the attributes above.",
            ),
            shown_if=("method", ("POST", "PUT")),
        ),
    ] = ""


class CallAddress(NodeType[CallAddressConfig]):
    """Calls a web address once for each contact."""

    id = "call_address"
    group = "action"
    section = "team"
    icon = "world"
    title = Text("Webadresse aufrufen", "Call web address")
    summary = Text(
        "Gibt Angaben zum Kontakt an ein anderes Programm weiter, etwa an Ihr Kassensystem.",
        "Hands details of the contact to another program, such as your till.",
    )
    words = Text("webhook api url http schnittstelle zapier", "webhook api url http request zapier")
    config_type = CallAddressConfig

    def ports(self, config: CallAddressConfig) -> tuple[Port, ...]:
        """On, and an optional way for calls that failed."""
        return DONE_OR_FAILED

    def line(self, config: CallAddressConfig, around: Surroundings) -> Text:
        """The server that is called."""
        if not config.url.strip():
            return Text("Webadresse fehlt noch …", "No web address yet …")
        host = host_of(config.url)
        return Text("{host} aufrufen", "Call {host}").fill(host=host or config.url.strip())

    def compile(self, config: CallAddressConfig, around: Surroundings) -> tuple[Send]:
        """A call; it is no message to the contact, so no purpose is asked for."""
        plain = config.method == "GET"
        fields, body = ((), "") if plain else (config.fields, config.body)
        return (Send(CallContent(config.url.strip(), config.method, fields, body), "", failed=FAILED),)

    def check(self, node: Node, config: CallAddressConfig, around: Surroundings) -> Iterable[Problem]:
        """The address must be one of a named server, and the fields must exist."""
        url = config.url.strip()
        if url and host_of(url) is None:
            open_host = url.startswith(("https://", "http://"))
            code, words = ("call.open_host", _OPEN_HOST) if open_host and "{" in url else _NO_ADDRESS_CODE
            yield Problem(code, "error", words, node=node.id, field="url")
        elif urlsplit(url).scheme == "http":
            yield Problem("call.not_encrypted", "warning", _NOT_ENCRYPTED, node=node.id, field="url")
        for key in config.fields:
            yield from check_readable(node, "fields", key, around)


_NO_ADDRESS_CODE = ("call.no_address", _NO_ADDRESS)


def host_of(url: str) -> str | None:
    """The server that a web address names, or None if it names none or leaves it to a placeholder."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or any(sign in parts.netloc for sign in "{}% "):
        return None
    return host
