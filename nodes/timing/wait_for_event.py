"""Wait for an event: go on when it happens, or when the time is up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from app.core.form import Form
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Port, Surroundings
from app.core.problems import Problem
from app.core.program import Await
from app.core.rules.tree import EventFilter
from app.core.schedule import Duration, Until
from app.core.text import Text
from app.core.words import duration_dative, until_words
from nodes.events import event_line
from nodes.timing.windows import check_window

MATCHED, TIMED_OUT = "matched", "timed_out"


class WaitForEventConfig(NodeConfig):
    """What to wait for, from when it counts, and for how long."""

    event: Annotated[EventFilter, Form(Text("Ereignis", "Event"), "event_filter", required=True)] = (
        EventFilter()
    )
    timeout: Annotated[
        Until | None,
        Form(
            Text("Höchstens warten", "Wait at most"),
            "until",
            help=Text(
                "Ohne Angabe wartet der Schritt, bis das Ereignis eintritt.",
                "If left empty, the step waits until the event happens.",
            ),
        ),
    ] = Until(after=Duration(amount=3, unit="days"))
    since: Annotated[
        Literal["arrival", "entry", "look_back"],
        Form(
            Text("Zählt ab", "Counts from"),
            "choice",
            choices={
                "arrival": Text("Ankunft bei diesem Schritt", "Arrival at this step"),
                "entry": Text("Eintritt in die Journey", "Entry into the journey"),
                "look_back": Text("einer Zeit davor", "Some time before"),
            },
        ),
    ] = "arrival"
    look_back: Annotated[
        Duration,
        Form(
            Text("So weit zurück", "As far back as"),
            "duration",
            shown_if=("since", ("look_back",)),
        ),
    ] = Duration(amount=1, unit="days")


class WaitForEvent(NodeType[WaitForEventConfig]):
    """Parks contacts until something has happened."""

    id = "wait_for_event"
    group = "timing"
    icon = "hourglass"
    title = Text("Warten auf Ereignis", "Wait for event")
    summary = Text(
        "Wartet, bis ein Kontakt etwas tut, oder bis die Zeit um ist.",
        "Waits until a contact does something, or until time is up.",
    )
    words = Text("pause bis reaktion kauf abwarten", "pause until reaction purchase")
    config_type = WaitForEventConfig

    def ports(self, config: WaitForEventConfig) -> tuple[Port, ...]:
        """It happened, and, if there is a time-out, it did not."""
        matched = Port(MATCHED, Text("eingetroffen", "happened"))
        if config.timeout is None:
            return (matched,)
        time_is_up = Text("nach ", "after ") + duration_dative(config.timeout.after)
        return matched, Port(TIMED_OUT, time_is_up)

    def line(self, config: WaitForEventConfig, around: Surroundings) -> Text:
        """The event and the time-out."""
        if not config.event.type:
            return Text("Ereignis wählen …", "Choose an event …")
        words = event_line(config.event)
        if config.timeout is None:
            return words
        return Text("{event}, höchstens {time}", "{event}, at most {time}").fill(
            event=words, time=until_words(config.timeout)
        )

    def compile(self, config: WaitForEventConfig, around: Surroundings) -> tuple[Await]:
        """An await."""
        since = config.look_back if config.since == "look_back" else config.since
        return (Await(config.event, since, config.timeout, MATCHED, TIMED_OUT),)

    def check(self, node: Node, config: WaitForEventConfig, around: Surroundings) -> Iterable[Problem]:
        """A time-out for a window that never opens is a slip."""
        return check_window(node, "timeout", config.timeout)
