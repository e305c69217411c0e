"""Change stage: note how far a customer has come."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.core.form import Form
from app.core.node import NodeConfig, NodeType, Surroundings
from app.core.program import NEXT, Apply, Branch, Case, SetAttribute
from app.core.rules.tree import Attribute
from app.core.stage_names import stage_name
from app.core.text import Text

_SET = "#1"


class ChangeStageConfig(NodeConfig):
    """The new stage, and whether nobody may fall back to it."""

    stage: Annotated[str, Field(max_length=80), Form(Text("Phase", "Stage"), "stage", required=True)] = (
        "customer"
    )
    only_forward: Annotated[
        bool,
        Form(
            Text("Nur vorwärts", "Only forward"),
            "switch",
            help=Text(
                "Wer schon weiter ist, behält seine Phase.", "Whoever is further already keeps their stage."
            ),
        ),
    ] = True


class ChangeStage(NodeType[ChangeStageConfig]):
    """Sets the phase of a customer."""

    id = "change_stage"
    group = "action"
    section = "contact"
    icon = "stairs-up"
    title = Text("Phase", "Stage")
    summary = Text(
        "Hält fest, wie weit ein Kontakt ist: Interessent, Kunde, Stammkunde.",
        "Notes how far a contact has come: lead, customer, regular customer.",
    )
    words = Text("lebenszyklus kunde interessent status", "lifecycle customer lead status")
    config_type = ChangeStageConfig

    def line(self, config: ChangeStageConfig, around: Surroundings) -> Text:
        """The new stage."""
        words = Text("Phase: ", "Stage: ") + stage_name(config.stage)
        return words + Text(", nur vorwärts", ", only forward") if config.only_forward else words

    def compile(self, config: ChangeStageConfig, around: Surroundings) -> tuple[Apply] | tuple[Branch, Apply]:
        """One effect; before it, a branch that lets those pass who have come further."""
        change = Apply((SetAttribute("stage", config.stage),))
        stages = around.stages
        further = stages[stages.index(config.stage) + 1 :] if config.stage in stages else ()
        if not config.only_forward or not further:
            return (change,)
        passed = Attribute(field="stage", op="one_of", value=further)
        return Branch((Case(passed, NEXT),), _SET), change
