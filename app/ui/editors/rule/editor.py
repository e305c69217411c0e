"""The editor of a rule: sentences, groups of them, and a menu to add one."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import repeat
from typing import Any

from pydantic import TypeAdapter
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QPushButton, QVBoxLayout, QWidget

from app.core.rules.tree import AllOf, AnyOf, Leaf, Not, Rule
from app.core.text import Text
from app.ui.editors.base import Editor, EditorSetting
from app.ui.editors.combo import ValueCombo
from app.ui.editors.rule.count_line import CountLine
from app.ui.editors.rule.kinds import GROUP, KINDS, fresh_group
from app.ui.editors.rule.leaves import sentence
from app.ui.editors.rule.row import SentenceRow
from app.ui.editors.rule.tree_edits import Path, added, inverted, part_at, removed, replaced
from app.ui.vocabulary import Vocabulary
from app.ui.widgets.boxes import clear, column, line, row, surface
from app.ui.widgets.buttons import push_button
from app.ui.widgets.signals import takes
from app.ui.widgets.words import label

RULE: TypeAdapter[Rule] = TypeAdapter(Rule)
ADD = Text("Bedingung", "Condition")
EMPTY = Text("Noch keine Bedingung.", "No condition yet.")
JOIN = {
    "all": Text("Alle dieser Bedingungen gelten:", "All of these conditions hold:"),
    "any": Text("Mindestens eine davon gilt:", "At least one of these holds:"),
}


class RuleEditor(Editor):
    """Edits a rule; an optional rule without conditions is None, another one an empty `all`."""

    def __init__(self, setting: EditorSetting) -> None:
        super().__init__(setting)
        self._rule: Rule | None = None
        self.rows: list[tuple[SentenceRow, Path]] = []
        outer = column(self, gap=6)
        self._layout = column(gap=6)
        outer.addLayout(self._layout)
        self.count = CountLine(setting.context, setting.vocabulary)
        self.count.counted.connect(self._show_counts)
        outer.addWidget(self.count)
        self._build()

    @property
    def rule(self) -> Rule | None:
        """The rule as it stands; None while there is no condition."""
        return self._rule

    def show_value(self, value: Any) -> None:
        """Show a rule."""
        rule = RULE.validate_json(json.dumps(value)) if value is not None else None
        if isinstance(rule, AllOf | AnyOf) and not rule.rules:
            rule = None
        if rule != self._rule:
            self._rule = rule
            self._build()
            self._ask()

    def _ask(self) -> None:
        parts = [part_at(self._rule, path) for _, path in self.rows] if self._rule is not None else []
        self.count.ask(self._rule, parts)

    def _show_counts(self, words: tuple[tuple[str, str], ...]) -> None:
        """Numbers beside the conditions; without any, the old ones go."""
        for (shown, _), (number, meaning) in zip(self.rows, words or repeat(("", "")), strict=False):
            shown.show_count(number, meaning)

    def _change(self, rule: Rule | None, *, build: bool) -> None:
        self._rule = rule
        if build:
            focused = QApplication.focusWidget()
            name = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
            self._build()
            self._focus(name)
        self._ask()
        if rule is None:
            self.edited.emit(None if self.setting.optional else {"kind": "all", "rules": []})
        else:
            self.edited.emit(RULE.dump_python(rule, mode="json"))

    def _focus(self, name: str) -> None:
        again = self.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        clear(self._layout)
        self.rows = []
        if self._rule is None:
            self._layout.addWidget(
                label(self.setting.placeholder or self.context.say(EMPTY), "soft", wrap=True)
            )
            self._layout.addWidget(self._add_button(()), 0, Qt.AlignmentFlag.AlignLeft)
            return
        self._show_rule(self._rule, (), self._layout)
        if not isinstance(self._rule, AllOf | AnyOf):
            self._layout.addWidget(self._add_button(()), 0, Qt.AlignmentFlag.AlignLeft)

    def _show_rule(self, rule: Rule, path: Path, layout: QVBoxLayout) -> None:
        inner = rule.rule if isinstance(rule, Not) else rule
        negated = isinstance(rule, Not)
        inner_path = (*path, 0) if negated else path
        if isinstance(inner, AllOf | AnyOf):
            layout.addWidget(self._group(inner, inner_path, negated=negated, outer=path))
        elif isinstance(inner, Not):
            self._show_rule(inner.rule, (*inner_path, 0), layout)
        else:
            layout.addWidget(self._row(inner, inner_path, negated=negated, outer=path))

    def _row(self, leaf: Leaf, path: Path, *, negated: bool, outer: Path) -> QWidget:
        words = self.setting.vocabulary()
        shown = SentenceRow(
            self.context,
            sentence(leaf, words, self.context),
            self.setting.vocabulary,
            "/".join(str(index) for index in path),
            negated=negated,
            framed=not outer,
            changed=lambda new, impact: self._replace(path, new, build=impact == "form"),
            invert=lambda: self._invert(outer),
            remove=lambda: self._remove(outer),
            refresh=lambda new: sentence(new, self.setting.vocabulary(), self.context),
        )
        self.rows.append((shown, outer))
        return shown

    def _group(self, group: AllOf | AnyOf, path: Path, *, negated: bool, outer: Path) -> QFrame:
        frame = surface("group")
        layout = column(frame, gap=5, margins=(8, 8, 4, 6))
        head = row(gap=4)
        options = [(kind, self.context.say(words)) for kind, words in JOIN.items()]
        join = ValueCombo(options, self.context.say(Text("Verknüpfung", "Joined by")), compact=True)
        join.setObjectName(f"{path}/join")
        join.show_value(group.kind)
        join.chosen.connect(takes(str, lambda kind: self._join(path, kind)))
        head.addWidget(join)
        head.addStretch(1)
        if negated:
            head.insertWidget(0, label(self.context.say(Text("Nicht:", "Not:")), "strong"))
        layout.addLayout(head)
        for index, part in enumerate(group.rules):
            if index:
                layout.addWidget(line())
            self._show_rule(part, (*path, index), layout)
        foot = row(gap=8)
        foot.addWidget(self._add_button(path))
        foot.addStretch(1)
        if outer:
            gone = Text("Gruppe entfernen", "Remove group")
            foot.addWidget(push_button(self.context, gone, lambda: self._remove(outer), kind="link"))
        layout.addLayout(foot)
        return frame

    def _add_button(self, path: Path) -> QPushButton:
        button = push_button(self.context, ADD, lambda: None, kind="link", icon="plus")
        button.setObjectName(f"{path}/add")
        menu = QMenu(button)
        for words, fresh in KINDS:
            action = menu.addAction(self.context.say(words))
            action.triggered.connect(self._adder(path, fresh))
        menu.addSeparator()
        menu.addAction(self.context.say(GROUP)).triggered.connect(
            lambda: self._add(path, fresh_group(self.setting.vocabulary()))
        )
        button.setMenu(menu)
        return button

    def _adder(self, path: Path, fresh: Callable[[Vocabulary], Rule]) -> Callable[[], None]:
        return lambda: self._add(path, fresh(self.setting.vocabulary()))

    def _add(self, path: Path, new: Rule) -> None:
        self._change(added(self._rule, path, new), build=True)
        group = "".join(f"{index}/" for index in path)
        rows = [row for row in self.findChildren(SentenceRow) if row.name.startswith(group)]
        rows[-1].focus_first()  # what was added stands last, and is to be filled in next

    def _replace(self, path: Path, new: Rule, *, build: bool) -> None:
        assert self._rule is not None  # a row is shown
        self._change(replaced(self._rule, path, new), build=build)

    def _remove(self, path: Path) -> None:
        assert self._rule is not None  # a row is shown
        self._change(removed(self._rule, path), build=True)

    def _invert(self, path: Path) -> None:
        assert self._rule is not None  # a row is shown
        self._change(replaced(self._rule, path, inverted(part_at(self._rule, path))), build=True)

    def _join(self, path: Path, kind: str) -> None:
        assert self._rule is not None  # a group is shown
        group = part_at(self._rule, path)
        assert isinstance(group, AllOf | AnyOf)  # it has a combo box for it
        new = AllOf(rules=group.rules) if kind == "all" else AnyOf(rules=group.rules)
        self._change(replaced(self._rule, path, new), build=False)
