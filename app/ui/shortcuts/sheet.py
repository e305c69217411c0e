"""The shortcut sheet: every command with its keys, in groups, to be searched."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.core.text import Text
from app.ui.context import Context
from app.ui.shortcuts.binding import shown_keys
from app.ui.shortcuts.listing import Section, found, merged, sections_of
from app.ui.shortcuts.panel import Panel
from app.ui.widgets.boxes import column, row, scrolled
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.words import label
from canvas.commands import Command
from canvas.key_names import all_keys

SIZE = QSize(1080, 700)
ROW, CAP = 30, 22
HEAD = 2
"""Rows that the heading of a section counts for when columns are made even."""
TITLE = Text("Tastenkürzel", "Keyboard shortcuts")
SEARCH = Text("Aktion oder Taste suchen", "Search for an action or a key")
NOTHING = Text("Keine Aktion heißt so.", "No action is called that.")
BY_NAME = Text("über Strg+K", "by Ctrl+K")


class ShortcutSheet(Panel):
    """Made anew each time it opens, from the tables of that moment."""

    def __init__(
        self, window: QWidget, context: Context, commands: Sequence[Command], elsewhere: Sequence[Section]
    ) -> None:
        super().__init__(window, SIZE)
        self._context = context
        self._sections = [*sections_of(merged(commands)), *elsewhere]
        self._commands = [command for section in self._sections for command in section.commands]
        self._keys = [shown_keys(command, context.language) for command in self._commands]
        self._rows: list[QWidget] = []
        self._parts: list[QWidget] = []
        say = context.say
        self.setAccessibleName(say(TITLE))
        layout = column(self, gap=12, margins=(20, 16, 20, 16))
        head = row(gap=8)
        head.addWidget(label(say(TITLE), "heading"), 1)
        head.addWidget(icon_button(context, "x", Text("Schließen", "Close"), self.close_panel))
        layout.addLayout(head)
        self.field = QLineEdit()
        self.field.setPlaceholderText(say(SEARCH))
        self.field.setAccessibleName(say(SEARCH))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._filter)
        layout.addWidget(self.field)
        self._nothing = label(say(NOTHING), "soft")
        self._nothing.hide()
        layout.addWidget(self._nothing)
        layout.addWidget(scrolled(self._content()), 1)

    def open(self) -> None:
        """Come up with the cursor in the search."""
        super().open()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def listed(self) -> list[str]:
        """The names that are shown."""
        shown = (place for place, each in enumerate(self._rows) if not each.isHidden())
        return [self._context.say(self._commands[place].name) for place in shown]

    def _content(self) -> QWidget:
        content = QWidget()
        line_up = row(content, gap=36, margins=(0, 0, 8, 0))
        half = sum(len(section.commands) + HEAD for section in self._sections) / 2
        columns = [column(gap=14), column(gap=14)]
        filled = 0.0
        for section in self._sections:
            size = len(section.commands) + HEAD
            columns[0 if filled + size / 2 < half else 1].addWidget(self._part(section))
            filled += size
        for each in columns:
            each.addStretch(1)
            line_up.addLayout(each, 1)
        return content

    def _part(self, section: Section) -> QWidget:
        part = QWidget()
        layout = column(part, gap=0)
        layout.addWidget(label(self._context.say(section.heading), "group"))
        for command in section.commands:
            self._rows.append(self._row(command, self._keys[len(self._rows)]))
            layout.addWidget(self._rows[-1])
        self._parts.append(part)
        return part

    def _row(self, command: Command, keys: str) -> QWidget:
        found = QWidget()
        found.setMinimumHeight(ROW)
        layout = row(found, gap=4)
        name = self._context.say(command.name)
        layout.addWidget(label(name, wrap=True), 1)
        for words in all_keys(command.keys, self._context.language):
            cap = QLabel(words)
            cap.setProperty("role", "key")
            cap.setFixedHeight(CAP)
            layout.addWidget(cap)
        if not command.keys:
            layout.addWidget(label(self._context.say(BY_NAME), "muted"))
        found.setAccessibleName(f"{name}: {keys}" if keys else name)
        return found

    def _filter(self, wanted: str) -> None:
        fitting = set(found(self._commands, wanted, self._keys))
        for place, each in enumerate(self._rows):
            each.setVisible(place in fitting)
        first = 0
        for section, part in zip(self._sections, self._parts, strict=True):
            after = first + len(section.commands)
            part.setVisible(not fitting.isdisjoint(range(first, after)))
            first = after
        self._nothing.setVisible(not fitting)
