"""Change tags: stick words on a contact, or take them off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from app.core.form import Form
from app.core.journey import Node
from app.core.node import NodeConfig, NodeType, Surroundings
from app.core.problems import Problem
from app.core.program import Apply, ChangeTag
from app.core.text import Text, joined, same

Tags = Annotated[tuple[Annotated[str, Field(min_length=1, max_length=80)], ...], Field(max_length=50)]


class ChangeTagsConfig(NodeConfig):
    """Tags to put on and to take off."""

    add: Annotated[
        Tags,
        Form(
            Text("Hinzufügen", "Add"),
            "tags",
            placeholder=Text("Schlagwort, etwa Krimi", "Tag, such as crime"),
        ),
    ] = ()
    remove: Annotated[Tags, Form(Text("Entfernen", "Remove"), "tags")] = ()


class ChangeTags(NodeType[ChangeTagsConfig]):
    """Adds and removes tags."""

    id = "change_tags"
    group = "action"
    section = "contact"
    icon = "tag"
    title = Text("Schlagwort", "Tag")
    summary = Text(
        "Vergibt Schlagwörter oder nimmt sie weg, etwa um etwas zu übergeben.",
        "Adds or removes tags, for example to hand something over.",
    )
    words = Text("tag etikett markieren label kennzeichen", "label mark")
    config_type = ChangeTagsConfig

    def line(self, config: ChangeTagsConfig, around: Surroundings) -> Text:
        """What is put on and taken off."""
        if not config.add and not config.remove:
            return Text("Schlagwort wählen …", "Choose a tag …")
        parts: list[Text] = []
        if config.add:
            parts.append(Text("+ {tags}", "+ {tags}").fill(tags=", ".join(config.add)))
        if config.remove:
            parts.append(Text("ohne {tags}", "without {tags}").fill(tags=", ".join(config.remove)))
        return joined(parts, same(", "))

    def compile(self, config: ChangeTagsConfig, around: Surroundings) -> tuple[Apply]:
        """One effect per tag; removals come last."""
        added = (ChangeTag(tag, present=True) for tag in config.add)
        removed = (ChangeTag(tag, present=False) for tag in config.remove)
        return (Apply((*added, *removed)),)

    def check(self, node: Node, config: ChangeTagsConfig, around: Surroundings) -> Iterable[Problem]:
        """Something must change, and no tag may come and go at once."""
        if not config.add and not config.remove:
            yield Problem("tags.none", "error", _NONE, node=node.id, field="add")
        for tag in sorted(set(config.add) & set(config.remove)):
            yield Problem("tags.both", "warning", _BOTH.fill(tag=tag), node=node.id, field="remove")


_NONE = Text(
    "Es ist noch kein Schlagwort gewählt. Tragen Sie eines ein, das vergeben oder entfernt wird.",
    "No tag has been chosen yet. Enter one to be added or removed.",
)
_BOTH = Text(
    "„{tag}“ wird vergeben und gleich wieder entfernt. Streichen Sie es auf einer Seite.",
    "“{tag}” is added and removed at once. Delete it on one side.",
)
