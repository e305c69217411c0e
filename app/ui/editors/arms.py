"""The arms of a split: a name and a weight each."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from app.core.text import Text
from app.ui.editors.base import EditorSetting
from app.ui.editors.items import REMOVE, Item, ItemsEditor, name_field
from app.ui.widgets.boxes import row
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.signals import takes
from app.ui.widgets.spin import WholeNumber
from app.ui.widgets.words import label


class ArmsEditor(ItemsEditor):
    """One line an arm; the share that a weight comes to stands beside it."""

    add_words = Text("Gruppe hinzufügen", "Add group")

    def __init__(self, setting: EditorSetting) -> None:
        self._shares: list[QLabel] = []
        super().__init__(setting)

    def fresh(self, number: int) -> Item:
        """An arm as heavy as the others."""
        return {"name": chr(ord("A") + (number - 1) % 26), "weight": 50}

    def add_item(self, index: int) -> None:
        """Show name, weight and share of an arm."""
        if index == 0:
            self._shares = []
        item = self.items[index]
        line = row(gap=6)
        line.addWidget(
            name_field(
                self.context, str(item.get("name", "")), index + 1, lambda name: self.change(index, name=name)
            ),
            1,
        )
        name = self.context.say(Text("Gewicht {n}", "Weight {n}").fill(n=index + 1))
        weight = WholeNumber(0, 10_000, name)
        weight.setValue(int(item.get("weight", 0)))
        weight.valueChanged.connect(takes(int, lambda value: self._weigh(index, value)))
        line.addWidget(weight)
        share = label("", "soft")
        share.setMinimumWidth(44)
        self._shares.append(share)
        line.addWidget(share)
        if len(self.items) > 2:
            line.addWidget(icon_button(self.context, "trash", REMOVE, lambda: self.remove(index)))
        self.body.addLayout(line)
        self._show_shares()

    def _weigh(self, index: int, weight: int) -> None:
        self.change(index, weight=weight)
        self._show_shares()

    def _show_shares(self) -> None:
        total = sum(int(item.get("weight", 0)) for item in self.items) or 1
        for share, item in zip(self._shares, self.items, strict=False):
            share.setText(f"{100 * int(item.get('weight', 0)) / total:.0f}\u202f%")
