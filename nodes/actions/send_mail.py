"""Send a mail: one message per contact and visit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from app.core.form import Form
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Port, Surroundings
from app.core.problems import Problem
from app.core.program import MailContent, Send
from app.core.text import Text
from nodes.actions.messages import (
    CATCH_UP,
    FAILED,
    OUTCOMES,
    PURPOSE,
    SKIPPED,
    CatchUpChoice,
    catch_up_of,
    readable,
)
from nodes.purposes import purpose_of

LONG_SUBJECT = 90


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
                "Shown in gray after the subject in many inboxes.",
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
    purpose: Annotated[str, Field(max_length=80), PURPOSE] = ""
    catch_up: Annotated[CatchUpChoice, CATCH_UP] = "journey"


class SendMail(NodeType[SendMailConfig]):
    """Puts one mail per contact into the outbox."""

    id = "send_mail"
    group = "action"
    section = "message"
    icon = "mail"
    title = Text("Mail senden", "Send mail")
    summary = Text(
        "Schickt jedem Kontakt eine persönliche Mail.",
        "Sends each contact a personal mail.",
    )
    words = Text(
        "e-mail email nachricht newsletter brief schreiben versenden",
        "e-mail email message newsletter letter write",
    )
    config_type = SendMailConfig

    def ports(self, config: SendMailConfig) -> tuple[Port, ...]:
        """On, and two optional ways for mails that were held back or failed."""
        return OUTCOMES

    def line(self, config: SendMailConfig, around: Surroundings) -> Text:
        """The subject, with placeholders shown by their labels."""
        subject = config.subject.strip()
        if not subject:
            return Text("Betreff fehlt noch …", "No subject yet …")
        return Text("„{de}“", "“{en}”").fill(
            de=readable(subject, around, "de"), en=readable(subject, around, "en")
        )

    def compile(self, config: SendMailConfig, around: Surroundings) -> tuple[Send]:
        """A message for the purpose of the step, or else of the journey."""
        content = MailContent(config.subject, config.preheader, config.body, config.layout)
        purpose, catch_up = purpose_of(config.purpose, around), catch_up_of(config.catch_up)
        return (Send(content, purpose, skipped=SKIPPED, failed=FAILED, catch_up=catch_up),)

    def check(self, node: Node, config: SendMailConfig, around: Surroundings) -> Iterable[Problem]:
        """Long subjects are cut in the inbox."""
        if len(readable(config.subject, around, "de")) > LONG_SUBJECT:
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
