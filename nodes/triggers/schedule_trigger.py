"""Trigger by schedule: again and again, for everybody of whom a rule holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from app.core.dates import Recurrence
from app.core.form import Form
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Port, Surroundings
from app.core.problems import Problem
from app.core.program import OnSchedule
from app.core.rules.tree import Rule
from app.core.text import Text
from app.core.words import recurrence_words
from nodes.triggers.entrance import ENTRANCE, with_filter

_NO_DAY = Text(
    "Es ist kein Wochentag gewählt, deshalb beginnt die Journey nie. Wählen Sie mindestens einen Tag.",
    "No weekday is chosen, so the journey never begins. Choose at least one day.",
)
_EVERYBODY = Text(
    "Ohne Bedingung treten jedes Mal alle Kontakte ein. Wählen Sie eine, wenn das nicht so sein soll.",
    "Without a condition, all contacts enter each time. Choose one if that is not intended.",
)


class ScheduleTriggerConfig(NodeConfig):
    """How often, and who."""

    recurrence: Annotated[
        Recurrence,
        Form(
            Text("Wie oft", "How often"),
            "recurrence",
            help=Text(
                "Es zählt die Zeitzone der Journey.",
                "The time zone of the journey counts.",
            ),
        ),
    ] = Recurrence()
    rule: Annotated[
        Rule | None,
        Form(
            Text("Wer eintritt", "Who enters"),
            "rule",
            placeholder=Text("Noch keine Bedingung: alle Kontakte.", "No condition yet: all contacts."),
        ),
    ] = None


class ScheduleTrigger(NodeType[ScheduleTriggerConfig]):
    """Lets in everybody for whom a rule holds, every so often."""

    id = "schedule_trigger"
    group = "trigger"
    icon = "calendar-repeat"
    title = Text("Zeitplan", "Schedule")
    summary = Text(
        "Beginnt immer wieder, etwa jeden Montag, für alle, die eine Bedingung erfüllen.",
        "Begins again and again, such as every Monday, for all who meet a condition.",
    )
    words = Text(
        "auslöser regelmäßig täglich wöchentlich monatlich cron montag",
        "trigger recurring daily weekly monthly cron monday",
    )
    config_type = ScheduleTriggerConfig

    def ports(self, config: ScheduleTriggerConfig) -> tuple[Port, ...]:
        """One way on, which must lead somewhere."""
        return ENTRANCE

    def line(self, config: ScheduleTriggerConfig, around: Surroundings) -> Text:
        """How often, and for whom."""
        return with_filter(recurrence_words(config.recurrence), config.rule, around)

    def compile(self, config: ScheduleTriggerConfig, around: Surroundings) -> tuple[OnSchedule]:
        """A source by the clock."""
        return (OnSchedule(config.recurrence, config.rule),)

    def check(self, node: Node, config: ScheduleTriggerConfig, around: Surroundings) -> Iterable[Problem]:
        """A week without a day never comes; everybody is a lot."""
        every, days = config.recurrence.every, config.recurrence.weekdays
        if every == "week" and not any(0 <= day <= 6 for day in days):
            yield Problem("schedule.no_weekday", "error", _NO_DAY, node=node.id, field="recurrence")
        if config.rule is None:
            yield Problem("schedule.everybody", "hint", _EVERYBODY, node=node.id, field="rule")
