"""Trigger on a date: a day that a field of the contact names, or its anniversary."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from app.core.dates import UntilDate
from app.core.form import Form
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Port, Surroundings
from app.core.problems import Problem
from app.core.program import OnDate
from app.core.rules.tree import Rule
from app.core.text import Text
from app.core.words import until_date_words
from nodes.fields import DAYS, check_readable
from nodes.triggers.entrance import ENTRANCE, FILTER, with_filter


class DateTriggerConfig(NodeConfig):
    """Which day, how long before or after it, at what time, and whether every year."""

    on: Annotated[
        UntilDate,
        Form(
            Text("Tag", "Day"),
            "field_day",
            help=Text(
                "Es zählt die Ortszeit des Kontakts. Wer kein Datum eingetragen hat, tritt nicht ein.",
                "The contact's local time counts. Whoever has no date entered does not enter.",
            ),
            required=True,
        ),
    ] = UntilDate()
    filter: Annotated[Rule | None, FILTER] = None


class DateTrigger(NodeType[DateTriggerConfig]):
    """Lets in contacts on a day that a field names."""

    id = "date_trigger"
    group = "trigger"
    icon = "calendar-event"
    title = Text("Datum", "Date")
    summary = Text(
        "Beginnt an, vor oder nach einem Tag aus einem Merkmal, etwa jedes Jahr am Geburtstag.",
        "Begins on, before or after a day in an attribute, such as every year on the birthday.",
    )
    words = Text("auslöser geburtstag jahrestag jubiläum tag", "trigger birthday anniversary day")
    config_type = DateTriggerConfig

    def ports(self, config: DateTriggerConfig) -> tuple[Port, ...]:
        """One way on, which must lead somewhere."""
        return ENTRANCE

    def line(self, config: DateTriggerConfig, around: Surroundings) -> Text:
        """The day and the time."""
        if not config.on.field:
            return Text("Merkmal mit Datum wählen …", "Choose an attribute with a date …")
        words = until_date_words(config.on, around.fields.label(config.on.field))
        return with_filter(words, config.filter, around)

    def compile(self, config: DateTriggerConfig, around: Surroundings) -> tuple[OnDate]:
        """A source on days; a fixed day, which only a file could hold, is left out."""
        return (OnDate(config.on.model_copy(update={"date": ""}), config.filter),)

    def check(self, node: Node, config: DateTriggerConfig, around: Surroundings) -> Iterable[Problem]:
        """The field must exist and name days."""
        return check_readable(node, "on", config.on.field, around, DAYS)
