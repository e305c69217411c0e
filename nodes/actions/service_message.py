"""Service message: a short message over an HTTP service, such as SMS, push or chat."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from app.core.form import Form
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Port, Surroundings
from app.core.problems import Problem
from app.core.program import Send, ServiceContent
from app.core.text import Text, same
from nodes.actions.messages import (
    CATCH_UP,
    FAILED,
    OUTCOMES,
    PURPOSE,
    SKIPPED,
    CatchUpChoice,
    catch_up_of,
    in_quotes,
)
from nodes.fields import check_readable
from nodes.purposes import purpose_of


class ServiceMessageConfig(NodeConfig):
    """Which service, what it says, and to whom."""

    service: Annotated[
        str,
        Field(max_length=80),
        Form(
            Text("Dienst", "Service"),
            "service",
            help=Text(
                "Dienste richten Sie einmal in den Einstellungen ein.",
                "You set up services once, in the settings.",
            ),
            required=True,
        ),
    ] = ""
    text: Annotated[
        str,
        Field(max_length=5_000),
        Form(
            Text("Text", "Text"),
            "template_text",
            placeholder=Text("Guten Tag, …", "Hello, …"),
            required=True,
        ),
    ] = ""
    recipient: Annotated[
        str,
        Field(max_length=40),
        Form(
            Text("Empfänger", "Recipient"),
            "any_field",
            help=Text(
                "Das Merkmal, in dem die Nummer oder Kennung steht.",
                "The attribute that holds the number or name.",
            ),
        ),
    ] = "phone"
    purpose: Annotated[str, Field(max_length=80), PURPOSE] = ""
    catch_up: Annotated[CatchUpChoice, CATCH_UP] = "journey"


class ServiceMessage(NodeType[ServiceMessageConfig]):
    """Puts one short message per contact into the outbox."""

    id = "service_message"
    group = "action"
    section = "message"
    icon = "device-mobile-message"
    title = Text("Kurznachricht senden", "Send short message")
    summary = Text(
        "Schickt eine SMS, Push- oder Chat-Nachricht über einen Dienst.",
        "Sends an SMS, push or chat message over a service.",
    )
    words = Text(
        "sms whatsapp push chat text nachricht handy telegram",
        "sms whatsapp push chat text message phone telegram",
    )
    config_type = ServiceMessageConfig

    def ports(self, config: ServiceMessageConfig) -> tuple[Port, ...]:
        """On, and two optional ways for messages that were held back or failed."""
        return OUTCOMES

    def line(self, config: ServiceMessageConfig, around: Surroundings) -> Text:
        """The service and the beginning of the text."""
        if not config.service:
            return Text("Dienst wählen …", "Choose a service …")
        name = same(around.services.get(config.service, config.service))
        return name + ": " + in_quotes(config.text, around) if config.text.strip() else name

    def compile(self, config: ServiceMessageConfig, around: Surroundings) -> tuple[Send]:
        """A message for the purpose of the step, or else of the journey."""
        content = ServiceContent(config.service, config.text, config.recipient)
        purpose, catch_up = purpose_of(config.purpose, around), catch_up_of(config.catch_up)
        return (Send(content, purpose, skipped=SKIPPED, failed=FAILED, catch_up=catch_up),)

    def check(self, node: Node, config: ServiceMessageConfig, around: Surroundings) -> Iterable[Problem]:
        """The recipient's field must exist."""
        return check_readable(node, "recipient", config.recipient, around)
