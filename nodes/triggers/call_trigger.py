"""Trigger on an incoming call: another program tells of a contact."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.core.form import Form
from app.core.node import NodeConfig, NodeType, Port, Surroundings
from app.core.program import OnEvent
from app.core.rules.tree import EventFilter, PropertyTest, Rule
from app.core.text import Text
from nodes.triggers.entrance import ENTRANCE, FILTER, with_filter

CALL_RECEIVED = "call_received"
"""The type of the events that calls from other programs are recorded as; `name` says which call."""


class CallTriggerConfig(NodeConfig):
    """Under which name the other program calls."""

    name: Annotated[
        str,
        Field(max_length=80),
        Form(
            Text("Name des Aufrufs", "Name of the call"),
            "line",
            help=Text(
                "Diesen Namen nennt das andere Programm, etwa Ihr Shop oder Ihre Kasse, zusammen mit der "
                "E-Mail-Adresse des Kontakts.",
                "The other program, such as your shop or till, gives this name together with the email "
                "address of the contact.",
            ),
            placeholder=Text("etwa: abo_gekuendigt", "such as: subscription_ended"),
            required=True,
        ),
    ] = ""
    filter: Annotated[Rule | None, FILTER] = None


class CallTrigger(NodeType[CallTriggerConfig]):
    """Lets in whoever a call from another program is about."""

    id = "call_trigger"
    group = "trigger"
    icon = "webhook"
    title = Text("Aufruf von außen", "Call from outside")
    summary = Text(
        "Beginnt, wenn ein anderes Programm einen Kontakt meldet, etwa Ihr Shop.",
        "Begins when another program reports a contact, such as your shop.",
    )
    words = Text("auslöser webhook api schnittstelle shop", "trigger webhook api interface shop")
    config_type = CallTriggerConfig

    def ports(self, config: CallTriggerConfig) -> tuple[Port, ...]:
        """One way on, which must lead somewhere."""
        return ENTRANCE

    def line(self, config: CallTriggerConfig, around: Surroundings) -> Text:
        """The name of the call."""
        name = config.name.strip()
        if not name:
            return Text("Name des Aufrufs fehlt noch …", "No name of the call yet …")
        words = Text("Aufruf „{name}“", "Call “{name}”").fill(name=name)
        return with_filter(words, config.filter, around)

    def compile(self, config: CallTriggerConfig, around: Surroundings) -> tuple[OnEvent]:
        """A source on the events that calls are recorded as."""
        named = PropertyTest(property="name", value=config.name.strip())
        return (OnEvent(EventFilter(type=CALL_RECEIVED, where=(named,)), None, config.filter),)
