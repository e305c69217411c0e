"""Wait for a condition: go on as soon as it holds, or when the time is up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from app.core.form import Form
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Port, Surroundings
from app.core.problems import Problem
from app.core.program import Await
from app.core.rules.tree import AnyOf, Rule
from app.core.rules.words import describe
from app.core.schedule import Duration, Until
from app.core.text import Text
from app.core.words import duration_dative, until_words
from nodes.timing.windows import check_window

MATCHED, TIMED_OUT = "matched", "timed_out"


class WaitForConditionConfig(NodeConfig):
    """What must hold, and for how long to wait for it."""

    rule: Annotated[
        Rule | None, Form(Text("Warten, bis gilt", "Wait until it holds"), "rule", required=True)
    ] = None
    timeout: Annotated[
        Until | None,
        Form(
            Text("Höchstens warten", "Wait at most"),
            "until",
            help=Text(
                "Ohne Angabe wartet der Schritt, bis die Bedingung gilt.",
                "If left empty, the step waits until the condition holds.",
            ),
        ),
    ] = Until(after=Duration(amount=3, unit="days"))


class WaitForCondition(NodeType[WaitForConditionConfig]):
    """Parks contacts until a rule holds."""

    id = "wait_for_condition"
    group = "timing"
    icon = "clock-check"
    title = Text("Warten auf Bedingung", "Wait for condition")
    summary = Text(
        "Wartet, bis etwas für einen Kontakt gilt, oder bis die Zeit um ist.",
        "Waits until something holds for a contact, or until time is up.",
    )
    words = Text("pause bis wenn abwarten", "pause until if")
    config_type = WaitForConditionConfig

    def ports(self, config: WaitForConditionConfig) -> tuple[Port, ...]:
        """It holds, and, if there is a time-out, it did not."""
        matched = Port(MATCHED, Text("erfüllt", "it holds"))
        if config.timeout is None:
            return (matched,)
        return matched, Port(TIMED_OUT, Text("nach ", "after ") + duration_dative(config.timeout.after))

    def line(self, config: WaitForConditionConfig, around: Surroundings) -> Text:
        """The condition and the time-out."""
        if config.rule is None:
            return Text("Bedingung wählen …", "Choose a condition …")
        words = describe(config.rule, around)
        if config.timeout is None:
            return words
        return Text("{rule}, höchstens {time}", "{rule}, at most {time}").fill(
            rule=words, time=until_words(config.timeout)
        )

    def compile(self, config: WaitForConditionConfig, around: Surroundings) -> tuple[Await]:
        """An await; without a rule only the time-out comes."""
        return (Await(config.rule or AnyOf(), timeout=config.timeout, matched=MATCHED, timed_out=TIMED_OUT),)

    def check(self, node: Node, config: WaitForConditionConfig, around: Surroundings) -> Iterable[Problem]:
        """A time-out for a window that never opens is a slip."""
        return check_window(node, "timeout", config.timeout)
