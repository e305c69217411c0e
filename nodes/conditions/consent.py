"""Consent: whether a contact has agreed to a purpose decides the way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from app.core.form import Form
from app.core.formats import quoted
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Port, Surroundings
from app.core.problems import Problem
from app.core.program import Branch, Case
from app.core.rules.tree import HasConsent
from app.core.text import Text
from nodes.answers import ANSWERS, NO, YES
from nodes.purposes import NO_PURPOSE, purpose_of


class ConsentConfig(NodeConfig):
    """The purpose that is asked about; none means that of the journey."""

    purpose: Annotated[
        str,
        Field(max_length=80),
        Form(
            Text("Zweck der Einwilligung", "Purpose of consent"),
            "purpose",
            placeholder=Text("wie die Journey", "as the journey"),
        ),
    ] = ""


class ConsentStep(NodeType[ConsentConfig]):
    """Divides by whether there is consent to a purpose."""

    id = "consent"
    group = "condition"
    icon = "shield-check"
    title = Text("Einwilligung?", "Consent?")
    summary = Text(
        "Trennt danach, ob jemand für einen Zweck eingewilligt hat.",
        "Divides by whether somebody has consented to a purpose.",
    )
    words = Text(
        "wenn falls dsgvo erlaubnis zustimmung optin newsletter",
        "if gdpr permission agreement opt-in newsletter",
    )
    config_type = ConsentConfig

    def ports(self, config: ConsentConfig) -> tuple[Port, ...]:
        """Yes and no."""
        return ANSWERS

    def line(self, config: ConsentConfig, around: Surroundings) -> Text:
        """The question."""
        purpose = quoted(purpose_of(config.purpose, around))
        return Text("In {purpose} eingewilligt?", "Consented to {purpose}?").fill(purpose=purpose)

    def compile(self, config: ConsentConfig, around: Surroundings) -> tuple[Branch]:
        """A branch on the latest word of the contact."""
        return (Branch((Case(HasConsent(purpose=purpose_of(config.purpose, around)), YES),), NO),)

    def check(self, node: Node, config: ConsentConfig, around: Surroundings) -> Iterable[Problem]:
        """There must be a purpose, that of the step or that of the journey."""
        if not purpose_of(config.purpose, around).strip():
            yield Problem("consent.no_purpose", "error", NO_PURPOSE, node=node.id, field="purpose")
