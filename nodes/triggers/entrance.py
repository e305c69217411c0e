"""What all triggers share: their way out, and how a filter is shown and spoken."""

from __future__ import annotations

from app.core.form import Form
from app.core.node import Port, Surroundings
from app.core.program import NEXT
from app.core.rules.tree import Rule
from app.core.rules.words import describe
from app.core.text import Text

ENTRANCE = (Port(NEXT, Text("weiter", "next"), required=True),)
"""A trigger that leads nowhere would let contacts in for nothing, so its way out must be connected."""

FILTER = Form(
    Text("Nur wenn", "Only if"),
    "rule",
    help=Text(
        "Lässt nur Kontakte hinein, für die das in diesem Augenblick gilt.",
        "Lets in only contacts for whom this holds at that moment.",
    ),
)


def with_filter(words: Text, rule: Rule | None, around: Surroundings) -> Text:
    """The line of a trigger, with the words of its filter if it has one."""
    if rule is None:
        return words
    return Text("{what}, wenn: {rule}", "{what}, if: {rule}").fill(what=words, rule=describe(rule, around))
