"""The cases of a branch: a name and a rule each; the first that holds decides."""

from __future__ import annotations

from dataclasses import replace

from app.core.form import Form
from app.core.text import Text
from app.ui.editors.base import EditorSetting
from app.ui.editors.items import REMOVE, UP, Item, ItemsEditor, name_field
from app.ui.editors.rule.editor import RuleEditor
from app.ui.widgets.boxes import column, row
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.signals import takes
from app.ui.widgets.words import label

HEAD = Text("Ausgang {n}", "Way out {n}")
IF = Text("nimmt, wer dies erfüllt", "is taken by whoever meets this")


class CasesEditor(ItemsEditor):
    """One block a case."""

    def __init__(self, setting: EditorSetting) -> None:
        self._rules: list[RuleEditor] = []
        super().__init__(setting)

    def fresh(self, number: int) -> Item:
        """A case without conditions."""
        return {"name": "", "rule": None}

    def add_item(self, index: int) -> None:
        """Show name, rule and buttons of a case."""
        if index == 0:
            self._rules = []
        item = self.items[index]
        block = column(gap=4)
        head = row(gap=2)
        head.addWidget(label(self.context.say(HEAD.fill(n=index + 1)), "label"), 1)
        if index:
            head.addWidget(icon_button(self.context, "arrow-up", UP, lambda: self.move_up(index)))
        if len(self.items) > 1:
            head.addWidget(icon_button(self.context, "trash", REMOVE, lambda: self.remove(index)))
        block.addLayout(head)
        block.addWidget(
            name_field(
                self.context, str(item.get("name", "")), index + 1, lambda name: self.change(index, name=name)
            )
        )
        block.addWidget(label(self.context.say(IF), "label"))
        rule = RuleEditor(replace(self.setting, optional=True, form=Form(HEAD.fill(n=index + 1), "rule")))
        rule.show_value(item.get("rule"))
        rule.edited.connect(takes(object, lambda value, at=index: self.change(at, rule=value)))
        self._rules.append(rule)
        block.addWidget(rule)
        self.body.addLayout(block)
