"""Exit: the journey ends here, with a reason."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.core.form import Form
from app.core.node import NodeConfig, NodeType, Port, Surroundings
from app.core.program import Exit
from app.core.text import Text, same

Reason = Literal["completed", "exit_criteria", "removed"]
_REASONS: dict[str, Text] = {
    "completed": Text("Journey durchlaufen", "Journey completed"),
    "exit_criteria": Text("Passt nicht mehr", "No longer fits"),
    "removed": Text("Herausgenommen", "Taken out"),
}


class ExitConfig(NodeConfig):
    """Why the journey ends here, and a note for the team."""

    reason: Annotated[
        Reason,
        Form(Text("Grund", "Reason"), "choice", choices=_REASONS),
    ] = "completed"
    note: Annotated[
        str,
        Field(max_length=200),
        Form(Text("Notiz", "Note"), "line", placeholder=Text("für Ihr Team", "for your team")),
    ] = ""


class ExitStep(NodeType[ExitConfig]):
    """Ends the journey."""

    id = "exit"
    group = "flow"
    icon = "door-exit"
    title = Text("Ausstieg", "Exit")
    summary = Text("Hier endet die Journey für einen Kontakt.", "Here the journey ends for a contact.")
    words = Text("ende schluss stopp fertig aus", "end stop finish done")
    config_type = ExitConfig

    def ports(self, config: ExitConfig) -> tuple[Port, ...]:
        """None: the journey ends here."""
        return ()

    def line(self, config: ExitConfig, around: Surroundings) -> Text:
        """The note, or else the reason."""
        return same(config.note) if config.note else _REASONS[config.reason]

    def compile(self, config: ExitConfig, around: Surroundings) -> tuple[Exit]:
        """The end, with its reason."""
        return (Exit(config.reason),)
