"""What the steps share that send something: ways out, purpose, catch-up, and templates for people."""

from __future__ import annotations

import re
from typing import Literal

from app.core.form import Form
from app.core.journey import CatchUp
from app.core.node import NEXT_PORT, Port, Surroundings
from app.core.text import Language, Text

SKIPPED, FAILED = "skipped", "failed"
_FAILED = Port(FAILED, Text("fehlgeschlagen", "failed"))
OUTCOMES = (NEXT_PORT, Port(SKIPPED, Text("nicht gesendet", "not sent")), _FAILED)
"""On, and optional ways for what was held back or failed."""
DONE_OR_FAILED = (NEXT_PORT, _FAILED)
"""The same for what is no message to the contact, so that only a failure holds it back."""

PURPOSE = Form(
    Text("Zweck der Einwilligung", "Purpose of consent"),
    "purpose",
    help=Text(
        "Nur wer für diesen Zweck eingewilligt hat, bekommt die Nachricht. Leer: wie die Journey.",
        "Only those who consented to this purpose get the message. Empty: as the journey.",
    ),
    placeholder=Text("wie die Journey", "as the journey"),
)

CatchUpChoice = Literal["journey", "send", "shift", "skip", "ask"]
CATCH_UP = Form(
    Text("Wenn das Programm aus war", "If the program was off"),
    "choice",
    help=Text(
        "Was mit Nachrichten geschieht, die dadurch zu spät kämen.",
        "What becomes of messages that would be late because of it.",
    ),
    choices={
        "journey": Text("wie die Journey", "as the journey"),
        "shift": Text("Folgendes verschieben", "move what follows"),
        "send": Text("trotzdem senden", "send all the same"),
        "skip": Text("auslassen", "leave out"),
        "ask": Text("mich fragen", "ask me"),
    },
)

_PLACEHOLDER = re.compile(r"\{\{\s*contact\.(\w+)[^{}]*\}\}")
_OTHER_TEMPLATE = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)


def catch_up_of(choice: CatchUpChoice) -> CatchUp | None:
    """The catch-up policy of an instruction; None leaves it to the journey."""
    return None if choice == "journey" else choice


def readable(template: str, around: Surroundings, language: Language) -> str:
    """A template line for people: `{{ contact.first_name }}` becomes `{Vorname}`, other code is left out."""

    def named(found: re.Match[str]) -> str:
        return "{" + around.fields.label(found[1]).pick(language) + "}"

    return " ".join(_OTHER_TEMPLATE.sub("", _PLACEHOLDER.sub(named, template)).split())


def in_quotes(template: str, around: Surroundings) -> Text:
    """The same in the quotation marks of each language."""
    return Text("„{de}“", "“{en}”").fill(
        de=readable(template, around, "de"), en=readable(template, around, "en")
    )
