"""Consent: whether a contact has agreed to a purpose decides the way."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.core.form import Form
from app.core.formats import quoted
from app.core.node import NodeConfig, NodeType, Port, Surroundings
from app.core.program import Branch, Case
from app.core.rules.tree import HasConsent
from app.core.text import Text
from nodes.answers import ANSWERS, NO, YES


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
    config_type = ConsentConfig

    def ports(self, config: ConsentConfig) -> tuple[Port, ...]:
        """Yes and no."""
        return ANSWERS

    def line(self, config: ConsentConfig, around: Surroundings) -> Text:
        """The question."""
        purpose = quoted(_purpose(config, around))
        return Text("In {purpose} eingewilligt?", "Consented to {purpose}?").fill(purpose=purpose)

    def compile(self, config: ConsentConfig, around: Surroundings) -> tuple[Branch]:
        """A branch on the latest word of the contact."""
        return (Branch((Case(HasConsent(purpose=_purpose(config, around)), YES),), NO),)


def _purpose(config: ConsentConfig, around: Surroundings) -> str:
    return config.purpose.strip() or around.journey.settings.purpose
