"""Send a mail: one message per contact and visit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from app.core.form import Form
from app.core.journey import Node
from app.core.node import NEXT_PORT, NodeConfig, NodeType, Port, Surroundings
from app.core.problems import Problem
from app.core.program import MailContent, Send
from app.core.text import Language, Text

SKIPPED, FAILED = "skipped", "failed"
LONG_SUBJECT = 90
_PLACEHOLDER = re.compile(r"\{\{\s*contact\.(\w+)[^{}]*\}\}")
_OTHER_TEMPLATE = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)


class SendMailConfig(NodeConfig):
    """What the mail says and how it looks."""

    subject: Annotated[
        str,
        Field(max_length=500),
        Form(
            Text("Betreff", "Subject"),
            "template_line",
            placeholder=Text("Was im Posteingang steht", "What the inbox shows"),
            required=True,
        ),
    ] = ""
    preheader: Annotated[
        str,
        Field(max_length=500),
        Form(
            Text("Vorschauzeile", "Preview line"),
            "template_line",
            help=Text(
                "Steht in vielen Postfächern grau hinter dem Betreff.",
                "Shown in grey after the subject in many inboxes.",
            ),
        ),
    ] = ""
    body: Annotated[
        str,
        Field(max_length=100_000),
        Form(
            Text("Inhalt", "Content"),
            "template_text",
            placeholder=Text("Guten Tag, …", "Hello, …"),
            required=True,
        ),
    ] = ""
    layout: Annotated[
        Literal["letter", "bookshop", "plain"],
        Form(
            Text("Gestaltung", "Layout"),
            "choice",
            choices={
                "letter": Text("Brief", "Letter"),
                "bookshop": Text("Buchhandlung", "Bookshop"),
                "plain": Text("Schlicht", "Plain"),
            },
        ),
    ] = "letter"
    purpose: Annotated[
        str,
        Field(max_length=80),
        Form(
            Text("Zweck der Einwilligung", "Purpose of consent"),
            "line",
            help=Text(
                "Nur wer für diesen Zweck eingewilligt hat, bekommt die Mail. Leer: wie die Journey.",
                "Only those who consented to this purpose get the mail. Empty: as the journey.",
            ),
            placeholder=Text("wie die Journey", "as the journey"),
        ),
    ] = ""


class SendMail(NodeType[SendMailConfig]):
    """Puts one mail per contact into the outbox."""

    id = "send_mail"
    group = "action"
    icon = "mail"
    title = Text("Mail senden", "Send mail")
    summary = Text(
        "Schickt jedem Kontakt eine persönliche Mail.",
        "Sends each contact a personal mail.",
    )
    config_type = SendMailConfig

    def ports(self, config: SendMailConfig) -> tuple[Port, ...]:
        """On, and two optional ways for mails that were held back or failed."""
        return (
            NEXT_PORT,
            Port(SKIPPED, Text("nicht gesendet", "not sent")),
            Port(FAILED, Text("fehlgeschlagen", "failed")),
        )

    def line(self, config: SendMailConfig, around: Surroundings) -> Text:
        """The subject, with placeholders shown by their labels."""
        subject = config.subject.strip()
        if not subject:
            return Text("Betreff fehlt noch …", "No subject yet …")
        return Text("„{de}“", "“{en}”").fill(
            de=_readable(subject, around, "de"), en=_readable(subject, around, "en")
        )

    def compile(self, config: SendMailConfig, around: Surroundings) -> tuple[Send]:
        """A message for the purpose of the step, or else of the journey."""
        content = MailContent(config.subject, config.preheader, config.body, config.layout)
        purpose = config.purpose.strip() or around.journey.settings.purpose
        return (Send(content, purpose, skipped=SKIPPED, failed=FAILED),)

    def check(self, node: Node, config: SendMailConfig, around: Surroundings) -> Iterable[Problem]:
        """Long subjects are cut in the inbox."""
        if len(_readable(config.subject, around, "de")) > LONG_SUBJECT:
            yield Problem(
                "mail.long_subject",
                "hint",
                Text(
                    "Der Betreff ist lang; viele Postfächer zeigen nur die ersten 60 Zeichen.",
                    "The subject is long; many inboxes show only the first 60 characters.",
                ),
                node=node.id,
                field="subject",
            )


def _readable(template: str, around: Surroundings, language: Language) -> str:
    """A template line for people: `{{ contact.first_name }}` becomes `{Vorname}`, other code is left out."""

    def named(found: re.Match[str]) -> str:
        return "{" + around.fields.label(found[1]).pick(language) + "}"

    return " ".join(_OTHER_TEMPLATE.sub("", _PLACEHOLDER.sub(named, template)).split())
