"""Set a day: write today, or a day some days from now, into a date field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from app.core.form import Form
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Surroundings
from app.core.problems import Problem
from app.core.program import Apply, SetDay
from app.core.schedule import Duration
from app.core.text import Text
from app.core.words import duration_dative, duration_words
from nodes.fields import DAYS, check_settable

MOST = 36_500


class SetDayConfig(NodeConfig):
    """The field, and how many days from the contact's own day."""

    field: Annotated[
        str, Field(max_length=40), Form(Text("Merkmal", "Attribute"), "date_field", required=True)
    ] = ""
    days: Annotated[
        int,
        Field(ge=-MOST, le=MOST),
        Form(
            Text("Tage ab heute", "Days from today"),
            "number",
            help=Text(
                "0 ist der Tag, an dem der Kontakt hier ankommt; mit einem Minus ein Tag davor.",
                "0 is the day on which the contact gets here; with a minus sign, a day before it.",
            ),
            minimum=-MOST,
            maximum=MOST,
        ),
    ] = 0


class SetDayStep(NodeType[SetDayConfig]):
    """Writes a day into a date field."""

    id = "set_day"
    group = "action"
    section = "contact"
    icon = "calendar-plus"
    title = Text("Datum setzen", "Set date")
    summary = Text(
        "Schreibt den heutigen Tag oder einen späteren in ein Merkmal, etwa „Zuletzt angeschrieben“.",
        "Writes today or a later day into an attribute, such as “last written to”.",
    )
    words = Text("feld tag heute frist zeitpunkt", "field day today deadline timestamp")
    config_type = SetDayConfig

    def line(self, config: SetDayConfig, around: Surroundings) -> Text:
        """The field and the day."""
        if not config.field:
            return Text("Merkmal wählen …", "Choose an attribute …")
        return around.fields.label(config.field) + " = " + _day(config.days)

    def compile(self, config: SetDayConfig, around: Surroundings) -> tuple[Apply]:
        """One effect."""
        return (Apply((SetDay(config.field, config.days),)),)

    def check(self, node: Node, config: SetDayConfig, around: Surroundings) -> Iterable[Problem]:
        """The field must be one of days that may be set."""
        return check_settable(node, "field", config.field, around, DAYS)


def _day(days: int) -> Text:
    if days == 0:
        return Text("heute", "today")
    period = Duration(amount=abs(days), unit="days")
    if days > 0:
        return Text("in ", "in ") + duration_dative(period)
    return Text("vor {n}", "{n} ago").fill(n=Text(duration_dative(period).de, duration_words(period).en))
