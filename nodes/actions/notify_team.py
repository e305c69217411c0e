"""Notify the team: a mail to colleagues about a contact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from app.core.form import Form
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Port, Surroundings
from app.core.problems import Problem
from app.core.program import NoteContent, Send
from app.core.text import Text, same
from nodes.actions.messages import DONE_OR_FAILED, FAILED, in_quotes

_ADDRESS = re.compile(r"^[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+$")
_NO_ADDRESS = Text(
    "„{to}“ ist keine E-Mail-Adresse. Tragen Sie genau eine ein, etwa laden@example.org.",
    "“{to}” is no email address. Enter exactly one, such as shop@example.org.",
)


class NotifyTeamConfig(NodeConfig):
    """To whom, and what it says."""

    to: Annotated[
        str,
        Field(max_length=254),
        Form(
            Text("An", "To"),
            "line",
            placeholder=Text("laden@example.org", "shop@example.org"),
            help=Text("Eine Adresse Ihres Teams.", "An address of your team."),
            required=True,
        ),
    ] = ""
    subject: Annotated[
        str,
        Field(max_length=500),
        Form(
            Text("Betreff", "Subject"),
            "template_line",
            placeholder=Text("etwa: Anrufen!", "such as: please call"),
            required=True,
        ),
    ] = ""
    body: Annotated[
        str,
        Field(max_length=20_000),
        Form(Text("Inhalt", "Content"), "template_text"),
    ] = ""


class NotifyTeam(NodeType[NotifyTeamConfig]):
    """Puts a mail to the team into the outbox."""

    id = "notify_team"
    group = "action"
    section = "team"
    icon = "bell"
    title = Text("Team benachrichtigen", "Notify team")
    summary = Text(
        "Schickt Ihrem Team eine Mail über den Kontakt.",
        "Sends your team a mail about the contact.",
    )
    words = Text("intern benachrichtigung hinweis alarm kollegen", "internal notification alert colleagues")
    config_type = NotifyTeamConfig

    def ports(self, config: NotifyTeamConfig) -> tuple[Port, ...]:
        """On, and an optional way for notes that failed."""
        return DONE_OR_FAILED

    def line(self, config: NotifyTeamConfig, around: Surroundings) -> Text:
        """The address and the subject."""
        to = config.to.strip()
        if not to:
            return Text("Adresse fehlt noch …", "No address yet …")
        words = Text("an ", "to ") + same(to)
        return words + ": " + in_quotes(config.subject, around) if config.subject.strip() else words

    def compile(self, config: NotifyTeamConfig, around: Surroundings) -> tuple[Send]:
        """A note; it is no message to the contact, so no purpose is asked for."""
        return (Send(NoteContent(config.to.strip(), config.subject, config.body), "", failed=FAILED),)

    def check(self, node: Node, config: NotifyTeamConfig, around: Surroundings) -> Iterable[Problem]:
        """The address must be one."""
        to = config.to.strip()
        if to and not _ADDRESS.match(to):
            yield Problem("note.no_address", "error", _NO_ADDRESS.fill(to=to), node=node.id, field="to")
