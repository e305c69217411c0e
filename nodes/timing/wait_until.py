"""Wait until a day: a fixed one, or one that a field of the contact names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from app.core.dates import UntilDate, local_day
from app.core.form import Form
from app.core.journey import Node
from app.core.node import NEXT_PORT, NodeConfig, NodeType, Port, Surroundings
from app.core.problems import Problem
from app.core.program import Hold
from app.core.schedule import zone
from app.core.text import Text
from app.core.words import until_date_words
from nodes.fields import DAYS, check_readable

_PAST = Port("past", Text("schon vorbei", "already past"))
_MISSING = Port("missing", Text("ohne Datum", "no date"))
_NO_DATE = Text(
    "„{date}“ ist kein Datum. Wählen Sie einen Tag aus dem Kalender.",
    "“{date}” is no date. Choose a day from the calendar.",
)


class WaitUntilConfig(NodeConfig):
    """The day, how long before or after it, and the time."""

    until: Annotated[
        UntilDate,
        Form(
            Text("Warten bis", "Wait until"),
            "until_date",
            help=Text(
                "Es zählt die Ortszeit des Kontakts. Ändert sich sein Datum, wandert das Warten mit.",
                "The contact's local time counts. If their date changes, the wait moves with it.",
            ),
            required=True,
        ),
    ] = UntilDate()


class WaitUntil(NodeType[WaitUntilConfig]):
    """Parks contacts until a day."""

    id = "wait_until"
    group = "timing"
    icon = "calendar-clock"
    title = Text("Warten bis Datum", "Wait until date")
    summary = Text(
        "Wartet bis zu einem Tag, etwa drei Tage vor der Lesung oder dem Geburtstag.",
        "Waits until a day, such as three days before the reading or the birthday.",
    )
    words = Text("pause termin stichtag geburtstag", "pause delay appointment deadline birthday")
    config_type = WaitUntilConfig

    def ports(self, config: WaitUntilConfig) -> tuple[Port, ...]:
        """On, and optional ways for a day that is past and, if a field names it, for none at all."""
        ways = (NEXT_PORT,) if config.until.yearly else (NEXT_PORT, _PAST)
        return ways if config.until.date else (*ways, _MISSING)

    def line(self, config: WaitUntilConfig, around: Surroundings) -> Text:
        """The day and the time."""
        until = config.until
        if not until.date and not until.field:
            return Text("Tag wählen …", "Choose a day …")
        return until_date_words(until, around.fields.label(until.field))

    def compile(self, config: WaitUntilConfig, around: Surroundings) -> tuple[Hold]:
        """A hold."""
        return (Hold(config.until, past=_PAST.name, missing=_MISSING.name),)

    def check(self, node: Node, config: WaitUntilConfig, around: Surroundings) -> Iterable[Problem]:
        """The day must be one, the field must exist and name days."""
        day = config.until.date
        if not day:
            yield from check_readable(node, "until", config.until.field, around, DAYS)
        elif local_day(day, zone("UTC")) is None:
            yield Problem("wait.no_date", "error", _NO_DATE.fill(date=day), node=node.id, field="until")
