"""Engagement: what became of an earlier mail decides the way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from app.core.form import Form
from app.core.formats import quoted
from app.core.journey import Journey, JsonObject, Node, NodeId
from app.core.node import NodeConfig, NodeType, Port, Preset, Surroundings
from app.core.problems import Problem
from app.core.program import Await, Branch, Case
from app.core.rules.tree import Engagement
from app.core.schedule import Duration, Until
from app.core.text import Text
from app.core.words import duration_words
from nodes.answers import ANSWERS, NO, YES
from nodes.earlier import message_before

_WHAT: dict[str, Text] = {
    "opened": Text("geöffnet", "opened"),
    "clicked": Text("angeklickt", "clicked"),
    "replied": Text("beantwortet", "replied to"),
    "delivered": Text("zugestellt", "delivered"),
    "bounced": Text("unzustellbar", "bounced"),
}
_NO_TIME = Text(
    "Dieser Schritt wartet 0 lang. Geben Sie eine Dauer an, oder wählen Sie „sofort entscheiden“.",
    "This step waits for 0. Enter a duration, or choose “decide at once”.",
)


class EngagementConfig(NodeConfig):
    """Which mail, which reaction, and how long to wait for it."""

    step: Annotated[
        str, Field(max_length=40), Form(Text("Nachricht", "Message"), "mail_step", required=True)
    ] = ""
    what: Annotated[
        Literal["opened", "clicked", "replied", "delivered", "bounced"],
        Form(Text("Wurde sie", "Was it"), "choice", choices=_WHAT),
    ] = "opened"
    within: Annotated[
        Duration | None,
        Form(
            Text("Höchstens darauf warten", "Wait for it at most"),
            "duration",
            help=Text(
                "Mit einer Dauer geht es mit „Ja“ weiter, sobald die Reaktion da ist, und mit „Nein“, wenn "
                "die Zeit um ist.",
                "With a duration, it goes on by “Yes” as soon as the reaction is there, and by “No” when "
                "time is up.",
            ),
            placeholder=Text("sofort entscheiden", "decide at once"),
        ),
    ] = None


class EngagementStep(NodeType[EngagementConfig]):
    """Divides by what a contact did with an earlier mail."""

    id = "engagement"
    group = "condition"
    icon = "mail-opened"
    title = Text("Reaktion auf Mail", "Reaction to mail")
    summary = Text(
        "Trennt danach, ob eine frühere Mail geöffnet, angeklickt oder beantwortet wurde.",
        "Divides by whether an earlier mail was opened, clicked or replied to.",
    )
    words = Text(
        "wenn falls geöffnet angeklickt klick öffnung gelesen beantwortet antwort",
        "if opened clicked click open read replied reply",
    )
    presets = (
        Preset("opened", Text("Mail geöffnet?", "Mail opened?"), {"what": "opened"}),
        Preset("clicked", Text("Mail angeklickt?", "Mail clicked?"), {"what": "clicked"}),
        Preset("replied", Text("Mail beantwortet?", "Mail replied to?"), {"what": "replied"}),
    )
    config_type = EngagementConfig

    def start(self, journey: Journey, before: NodeId | None) -> JsonObject:
        """The question about the mail before it."""
        mail = message_before(journey, before)
        return {} if mail is None else {"step": mail, "what": "opened"}

    def ports(self, config: EngagementConfig) -> tuple[Port, ...]:
        """Yes and no."""
        return ANSWERS

    def line(self, config: EngagementConfig, around: Surroundings) -> Text:
        """The question."""
        if not config.step:
            return Text("Mail wählen …", "Choose a mail …")
        title = around.step_title(config.step)
        names = Text(quoted(title.de).de, quoted(title.en).en)
        words = Text("{step} {what}?", "{step} {what}?").fill(step=names, what=_WHAT[config.what])
        if config.within is None:
            return words
        return Text("{question} Höchstens {time} warten", "{question} Wait at most {time}").fill(
            question=words, time=duration_words(config.within)
        )

    def compile(self, config: EngagementConfig, around: Surroundings) -> tuple[Branch] | tuple[Await]:
        """A branch, or a wait for the reaction."""
        rule = Engagement(step=config.step, what=config.what)
        if config.within is None:
            return (Branch((Case(rule, YES),), NO),)
        return (Await(rule, timeout=Until(after=config.within), matched=YES, timed_out=NO),)

    def check(self, node: Node, config: EngagementConfig, around: Surroundings) -> Iterable[Problem]:
        """A wait of no length is a slip."""
        if config.within is not None and config.within.amount == 0:
            yield Problem("engagement.no_time", "warning", _NO_TIME, node=node.id, field="within")
