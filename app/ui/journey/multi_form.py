"""The inspector of several steps: the fields that all of them have, edited at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from PySide6.QtWidgets import QWidget

from app.core.form import FormField
from app.core.journey import Journey, Node
from app.core.many_edits import NewConfig, set_configs
from app.core.node import AnyNodeType
from app.core.text import Text, plural
from app.ui.context import Context
from app.ui.journey.draft import Draft
from app.ui.journey.field_list import FieldList, optional_fields
from app.ui.widgets.boxes import column
from app.ui.widgets.words import label

ONE_BY_ONE = ("cases", "arms")
"""Fields that decide which ways out a step has; they are set up one by one."""
CHANGE = Text("{field} ändern für {n} Schritte", "Change {field} for {n} steps")
CHOSEN = (
    Text("{n} Schritt gewählt", "{n} step selected"),
    Text("{n} Schritte gewählt", "{n} steps selected"),
)
FOR_ALL = Text(
    "Das haben alle gemeinsam. Was Sie hier ändern, gilt für alle.",
    "This is what they all have in common. What you change here holds for all of them.",
)
NOTHING = Text(
    "Diese Schritte haben keine Einstellung gemeinsam. Sie können sie zusammen verschieben, kopieren oder "
    "löschen.",
    "These steps have no setting in common. You can move, copy or delete them together.",
)
DOES_NOT_FIT = Text(
    "Das passt nicht zu allen gewählten Schritten und wurde nicht übernommen.",
    "This does not suit all selected steps and was not taken over.",
)


@dataclass(frozen=True)
class _Understood:
    """A type among the selected steps, and the values of a step of it that nobody has set up."""

    type: AnyNodeType
    defaults: dict[str, Any]


class MultiForm(QWidget):
    """Shows and edits what several steps of the document have in common."""

    def __init__(
        self,
        context: Context,
        document: Draft,
        steps: Sequence[Node],
    ) -> None:
        super().__init__()
        self._context, self._document = context, document
        self._ids = tuple(node.id for node in steps)
        self._types = _types(context, steps)
        self.shared = _shared([each.type for each in self._types.values()])
        self._error: dict[str, str] = {}
        layout = column(self, gap=14, margins=(16, 14, 16, 20))
        head = column(gap=2)
        self._title = label("", "heading", wrap=True)
        self._kinds = label("", "muted", wrap=True)
        head.addWidget(self._title)
        head.addWidget(self._kinds)
        layout.addLayout(head)
        layout.addWidget(label(context.say(FOR_ALL if self.shared else NOTHING), "soft", wrap=True))
        optional = frozenset[str].intersection(
            *(optional_fields(each.type.config_type) for each in self._types.values())
        )
        self.fields = FieldList(context, self.shared, optional, document.vocabulary)
        self.fields.edited.connect(self._edited)
        self.fields.taken_from_first.connect(self._take_from_first)
        layout.addWidget(self.fields)
        layout.addStretch(1)
        self.refresh()

    def follow(self, steps: Sequence[Node]) -> bool:
        """Show other steps, if they have the same types; whether that was possible."""
        if {node.type for node in steps} != self._types.keys():
            return False
        self._ids = tuple(node.id for node in steps)
        self.refresh()
        return True

    def refresh(self) -> None:
        """Show the steps as they stand in the document."""
        nodes = self._nodes()
        say = self._context.say
        self._title.setText(say(plural(len(nodes), *CHOSEN)))
        kinds = Counter(node.type for node in nodes)
        words = (f"{n} × {say(self._types[kind].type.title)}" for kind, n in kinds.items())
        self._kinds.setText(", ".join(words))
        first = nodes[0]
        parsed = self._types[first.type].type.parse(first.config)
        values = parsed.model_dump(mode="json")
        different = {field.name for field in self.shared if self._differs(field.name, nodes)}
        self.fields.show_values(values, different, self._name(first))

    def _nodes(self) -> list[Node]:
        by_id = self._document.journey.by_id
        return [by_id[each] for each in self._ids]

    def _name(self, node: Node) -> str:
        return self._context.say(self._context.catalog.title(node))

    def _differs(self, name: str, nodes: Sequence[Node]) -> bool:
        found = {
            json.dumps(node.config.get(name, self._default(node, name)), sort_keys=True) for node in nodes
        }
        return len(found) > 1

    def _default(self, node: Node, name: str) -> Any:
        return self._types[node.type].defaults[name]

    def _take_from_first(self, name: str) -> None:
        first = self._nodes()[0]
        self._document.seal()
        self._edited(name, first.config.get(name, self._default(first, name)))
        self.fields.editor(name).setFocus()

    def _edited(self, name: str, value: Any) -> None:
        try:
            configs = {node.id: self._changed(node, name, value) for node in self._nodes()}
        except ValidationError:
            self.fields.show_errors({name: self._context.say(DOES_NOT_FIT)})
            return
        self.fields.show_errors({})
        field = next(each.form.label for each in self.shared if each.name == name)

        def edit(journey: Journey) -> Journey:
            return set_configs(journey, configs)

        words = CHANGE.fill(field=field, n=len(configs))
        self._document.apply(edit, words, merge=("configs", self._ids, name))

    def _changed(self, node: Node, name: str, value: Any) -> NewConfig:
        config = {**node.config, name: value}
        node_type = self._types[node.type].type
        ports = {port.name for port in node_type.ports(node_type.parse(config))}
        return NewConfig(config, ports)


def _types(context: Context, steps: Sequence[Node]) -> dict[str, _Understood]:
    found: dict[str, _Understood] = {}
    for kind in dict.fromkeys(node.type for node in steps):
        node_type = context.catalog.get(kind)
        assert node_type is not None  # the inspector asks for steps that are understood only
        found[kind] = _Understood(node_type, node_type.parse({}).model_dump(mode="json"))
    return found


def _shared(types: Sequence[AnyNodeType]) -> tuple[FormField, ...]:
    """The fields of the first type that all others have, too: of the same name and kind."""
    first, *others = types
    kinds = [{(field.name, field.form.widget) for field in each.fields} for each in others]
    return tuple(
        field
        for field in first.fields
        if field.form.widget not in ONE_BY_ONE
        and all((field.name, field.form.widget) in each for each in kinds)
    )
