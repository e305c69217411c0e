"""Trigger on an event: somebody does something, and the journey begins."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.core.event_names import event_name
from app.core.form import Form
from app.core.node import NodeConfig, NodeType, Port, Preset, Surroundings
from app.core.program import OnEvent
from app.core.rules.tree import EventFilter, Rule
from app.core.text import Text
from nodes.events import event_line
from nodes.triggers.entrance import ENTRANCE, FILTER, with_filter


class EventTriggerConfig(NodeConfig):
    """Which events let a contact in, and how often."""

    event: Annotated[EventFilter, Form(Text("Ereignis", "Event"), "event_filter", required=True)] = (
        EventFilter()
    )
    filter: Annotated[Rule | None, FILTER] = None
    key: Annotated[
        str,
        Field(max_length=80),
        Form(
            Text("Wiedereintritt je", "Re-entry per"),
            "line",
            help=Text(
                "Eigenschaft des Ereignisses, etwa „order“: Jede Bestellung zählt dann für sich.",
                "A property of the event, such as “order”: each order then counts for itself.",
            ),
            placeholder=Text("Eigenschaft, etwa order", "Property, such as order"),
        ),
    ] = ""


class EventTrigger(NodeType[EventTriggerConfig]):
    """Lets in whoever an event tells of."""

    id = "event_trigger"
    group = "trigger"
    icon = "bolt"
    title = Text("Ereignis", "Event")
    summary = Text(
        "Beginnt, sobald ein Kontakt etwas tut: ein Formular absenden, kaufen, eine Seite besuchen.",
        "Begins as soon as a contact does something: submits a form, buys, visits a page.",
    )
    words = Text(
        "auslöser start beginn formular kauf bestellung anmeldung besuch sobald",
        "trigger start begin form purchase order sign-up visit when",
    )
    presets = tuple(
        Preset(event, event_name(event), {"event": {"type": event, "where": []}}, words)
        for event, words in (
            ("form_submitted", Text("anmeldung kontaktformular auslöser", "sign-up contact trigger")),
            ("purchase", Text("kauf bestellung einkauf shop auslöser", "order sale shop trigger")),
        )
    )
    config_type = EventTriggerConfig

    def ports(self, config: EventTriggerConfig) -> tuple[Port, ...]:
        """One way on, which must lead somewhere."""
        return ENTRANCE

    def line(self, config: EventTriggerConfig, around: Surroundings) -> Text:
        """The event, the key if re-entry counts per key, and the filter."""
        if not config.event.type:
            return Text("Ereignis wählen …", "Choose an event …")
        words = event_line(config.event)
        if config.key:
            words = Text("{event}, je {key}", "{event}, per {key}").fill(event=words, key=config.key)
        return with_filter(words, config.filter, around)

    def compile(self, config: EventTriggerConfig, around: Surroundings) -> tuple[OnEvent]:
        """A source on events."""
        return (OnEvent(config.event, config.key or None, config.filter),)
