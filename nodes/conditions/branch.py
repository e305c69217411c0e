"""Branch: the first case whose rule holds decides the way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.core.form import Form
from app.core.journey import Journey, JsonObject, Node, NodeId
from app.core.node import NodeConfig, NodeType, Port, Surroundings
from app.core.problems import Problem
from app.core.program import Branch, Case
from app.core.rules.tree import Engagement, Rule
from app.core.rules.words import describe
from app.core.text import Text, joined, same
from nodes.earlier import message_before

ELSE = "else"
MOST_CASES = 40


class BranchCase(BaseModel):
    """One way out: a stable id (also the name of its port), a name for people, and the rule."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9_-]{1,40}$")
    name: str = Field(default="", max_length=80)
    rule: Rule | None = None


class BranchConfig(NodeConfig):
    """The cases, from top to bottom (on the canvas from left to right)."""

    cases: Annotated[
        tuple[BranchCase, ...],
        Field(min_length=1, max_length=MOST_CASES),
        Form(
            Text("Fälle", "Cases"),
            "cases",
            help=Text(
                "Jeder nimmt von oben nach unten den ersten Ausgang, dessen Bedingung er erfüllt.",
                "Everybody takes the first way out, from top to bottom, whose condition is met.",
            ),
            required=True,
        ),
    ] = (BranchCase(id="yes"),)

    @model_validator(mode="after")
    def _ways_out_differ(self) -> Self:
        ids = [case.id for case in self.cases]
        if ELSE in ids or len(set(ids)) < len(ids):
            raise ValueError("each case needs an id of its own, other than 'else'")
        return self


class BranchStep(NodeType[BranchConfig]):
    """Divides contacts by rules."""

    id = "branch"
    group = "condition"
    icon = "git-branch"
    title = Text("Verzweigung", "Branch")
    summary = Text(
        "Trennt nach dem, was Sie wissen: geöffnet oder nicht, Genre, Ort, Käufe.",
        "Divides by what you know: opened or not, genre, city, purchases.",
    )
    words = Text(
        "wenn falls if bedingung filter ja nein weiche entscheidung abfrage",
        "if when condition filter yes no switch decision case",
    )
    config_type = BranchConfig

    def start(self, journey: Journey, before: NodeId | None) -> JsonObject:
        """Behind a mail, the question whether it was opened."""
        mail = message_before(journey, before)
        if mail is None:
            return {}
        case = BranchCase(id="yes", rule=Engagement(step=mail, what="opened"))
        return BranchConfig(cases=(case,)).model_dump(mode="json")

    def ports(self, config: BranchConfig) -> tuple[Port, ...]:
        """One way per case, and one for everyone else."""
        if len(config.cases) == 1:
            only = config.cases[0]
            yes = same(only.name) if only.name else Text("Ja", "Yes")
            return Port(only.id, yes), Port(ELSE, Text("Nein", "No"))
        ways = [Port(case.id, _name(case, place)) for place, case in enumerate(config.cases, 1)]
        return *ways, Port(ELSE, Text("alle anderen", "everyone else"))

    def line(self, config: BranchConfig, around: Surroundings) -> Text:
        """The question of a single case, or the names of several."""
        if any(case.rule is None for case in config.cases):
            return Text("Bedingung wählen …", "Choose a condition …")
        if len(config.cases) == 1 and (rule := config.cases[0].rule):
            return Text("{rule}?", "{rule}?").fill(rule=describe(rule, around))
        return joined([_words(case, around) for case in config.cases], same(" · "))

    def compile(self, config: BranchConfig, around: Surroundings) -> tuple[Branch]:
        """A branch; a case without a rule is never taken."""
        cases = tuple(Case(case.rule, case.id) for case in config.cases if case.rule is not None)
        return (Branch(cases, ELSE),)

    def check(self, node: Node, config: BranchConfig, around: Surroundings) -> Iterable[Problem]:
        """Each case needs a rule."""
        for place, case in enumerate(config.cases, 1):
            if case.rule is None:
                yield Problem(
                    "branch.no_rule",
                    "error",
                    Text(
                        "Ausgang {n} hat noch keine Bedingung. Wählen Sie, wer ihn nimmt.",
                        "Way out {n} has no condition yet. Choose who takes it.",
                    ).fill(n=place),
                    node=node.id,
                    field="cases",
                )


def _name(case: BranchCase, place: int) -> Text:
    """What stands at the port of one case among several."""
    return same(case.name) if case.name else Text("Ausgang {n}", "Way out {n}").fill(n=place)


def _words(case: BranchCase, around: Surroundings) -> Text:
    if case.name or case.rule is None:
        return same(case.name)
    return describe(case.rule, around)
