"""Change a list: put contacts on a list kept by hand, or take them off it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.core.form import Form
from app.core.formats import quoted
from app.core.node import NodeConfig, NodeType, Surroundings
from app.core.program import Apply, ChangeList
from app.core.text import Text


class ChangeListConfig(NodeConfig):
    """Which list, and in which direction."""

    list: Annotated[str, Field(max_length=80), Form(Text("Liste", "List"), "list", required=True)] = ""
    change: Annotated[
        Literal["add", "remove"],
        Form(
            Text("Was geschieht", "What happens"),
            "choice",
            choices={
                "add": Text("auf die Liste setzen", "put on the list"),
                "remove": Text("von der Liste nehmen", "take off the list"),
            },
        ),
    ] = "add"


class ChangeListStep(NodeType[ChangeListConfig]):
    """Puts contacts on a list or takes them off it."""

    id = "change_list"
    group = "action"
    section = "contact"
    icon = "list-check"
    title = Text("Liste", "List")
    summary = Text(
        "Setzt Kontakte auf eine Liste oder nimmt sie herunter.",
        "Puts contacts on a list or takes them off.",
    )
    words = Text("verteiler newsletter eintragen austragen", "subscribe unsubscribe newsletter audience")
    config_type = ChangeListConfig

    def line(self, config: ChangeListConfig, around: Surroundings) -> Text:
        """The list and the direction."""
        if not config.list:
            return Text("Liste wählen …", "Choose a list …")
        name = quoted(around.lists.get(config.list, config.list))
        if config.change == "add":
            return Text("auf die Liste {name}", "onto the list {name}").fill(name=name)
        return Text("von der Liste {name}", "off the list {name}").fill(name=name)

    def compile(self, config: ChangeListConfig, around: Surroundings) -> tuple[Apply]:
        """One effect."""
        return (Apply((ChangeList(config.list, present=config.change == "add"),)),)
