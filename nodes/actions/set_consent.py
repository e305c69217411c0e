"""Set consent: note what a contact has said about a purpose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from app.core.form import Form
from app.core.formats import quoted
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Surroundings
from app.core.problems import Problem
from app.core.program import Apply, SetConsent
from app.core.rules.tree import ConsentStatus
from app.core.text import Text
from nodes.purposes import NO_PURPOSE, purpose_of

_STATUS: dict[str, Text] = {
    "granted": Text("erteilt", "granted"),
    "denied": Text("abgelehnt", "declined"),
    "withdrawn": Text("widerrufen", "withdrawn"),
}


class SetConsentConfig(NodeConfig):
    """The purpose, the word, and how it was put."""

    purpose: Annotated[
        str,
        Field(max_length=80),
        Form(
            Text("Zweck der Einwilligung", "Purpose of consent"),
            "purpose",
            placeholder=Text("wie die Journey", "as the journey"),
        ),
    ] = ""
    status: Annotated[ConsentStatus, Form(Text("Einwilligung", "Consent"), "choice", choices=_STATUS)] = (
        "withdrawn"
    )
    wording: Annotated[
        str,
        Field(max_length=2_000),
        Form(
            Text("Wortlaut oder Beleg", "Wording or proof"),
            "text",
            help=Text(
                "Wird mit der Zeit und diesem Schritt aufbewahrt. Halten Sie nur fest, was der Kontakt "
                "wirklich gesagt hat.",
                "Kept together with the time and this step. Note only what the contact has really said.",
            ),
        ),
    ] = ""


class SetConsentStep(NodeType[SetConsentConfig]):
    """Notes a word of the contact on a purpose."""

    id = "set_consent"
    group = "action"
    section = "contact"
    icon = "user-check"
    title = Text("Einwilligung", "Consent")
    summary = Text(
        "Hält fest, dass jemand eingewilligt, abgelehnt oder widerrufen hat.",
        "Notes that somebody has consented, declined or withdrawn consent.",
    )
    words = Text("dsgvo abmelden erlaubnis zustimmung optin", "gdpr unsubscribe permission opt-in")
    config_type = SetConsentConfig

    def line(self, config: SetConsentConfig, around: Surroundings) -> Text:
        """The purpose and the word."""
        purpose = quoted(purpose_of(config.purpose, around))
        return purpose + " " + _STATUS[config.status]

    def compile(self, config: SetConsentConfig, around: Surroundings) -> tuple[Apply]:
        """One effect."""
        return (Apply((SetConsent(purpose_of(config.purpose, around), config.status, config.wording),)),)

    def check(self, node: Node, config: SetConsentConfig, around: Surroundings) -> Iterable[Problem]:
        """There must be a purpose, that of the step or that of the journey."""
        if not purpose_of(config.purpose, around).strip():
            yield Problem("consent.no_purpose", "error", NO_PURPOSE, node=node.id, field="purpose")
