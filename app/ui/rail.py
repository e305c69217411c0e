"""The rail on the left: one button a page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QSizePolicy, QToolButton

from app.core.text import Text
from app.ui.context import Context
from app.ui.widgets.boxes import column
from app.ui.widgets.signals import takes
from app.ui.widgets.words import pill
from canvas.commands import Command

WIDTH = 76
PADDING = 16
MARGIN = 6
MOST = 100
BESIDE = 8
"""Pixels from the middle of an icon to its badge."""
PAGES = (
    ("journeys", "route", Text("Journeys", "Journeys")),
    ("contacts", "users", Text("Kontakte", "Contacts")),
    ("activity", "activity", Text("Aktivität", "Activity")),
    ("settings", "settings", Text("Einstellungen", "Settings")),
)


class Rail(QFrame):
    """Tells `chosen(page)`."""

    chosen = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.setAccessibleName(context.say(Text("Seiten", "Pages")))
        layout = column(self, gap=4, margins=(MARGIN, 12, MARGIN, 12))
        self._group = QButtonGroup(self)
        self._names: dict[str, str] = {}
        self._badges: dict[str, QLabel] = {}
        self.buttons: dict[str, QToolButton] = {}
        for page, icon, words in PAGES:
            button = QToolButton()
            button.setText(context.say(words))
            button.setAccessibleName(context.say(words))
            button.setIcon(context.icon(icon, context.tokens.muted, 22))
            button.setIconSize(QSize(22, 22))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setProperty("kind", "rail")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, name=page: self.chosen.emit(name))
            button.toggled.connect(
                takes(
                    bool,
                    lambda on, b=button, i=icon: b.setIcon(
                        context.icon(i, context.tokens.accent if on else context.tokens.muted, 22)
                    ),
                )
            )
            button.ensurePolished()
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(button.text()) + PADDING)
            self._names[page] = context.say(words)
            self._group.addButton(button)
            self.buttons[page] = button
            layout.addWidget(button)
        layout.addStretch(1)
        widest = max(button.minimumWidth() for button in self.buttons.values())
        self.setFixedWidth(max(WIDTH, widest + 2 * MARGIN))

    def show_current(self, page: str) -> None:
        """Mark the page that is shown."""
        self.buttons[page].setChecked(True)

    def show_count(self, page: str, count: int) -> None:
        """How many things wait on a page, in its corner; nothing if it is none."""
        button, words = self.buttons[page], str(count) if count < MOST else f"{MOST - 1}+"
        badge = self._badges.get(page)
        if badge is None:
            badge = self._badges[page] = pill("", "badge")
            badge.setParent(button)
            badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        badge.setText(words)
        badge.adjustSize()
        width = self.maximumWidth() - 2 * MARGIN  # the button itself may not have been laid out yet
        badge.move(min(width // 2 + BESIDE, width - badge.width()), 2)
        badge.setVisible(count > 0)
        button.setAccessibleName(f"{self._names[page]}: {words}" if count else self._names[page])


def page_commands(choose: Callable[[str], None]) -> tuple[Command, ...]:
    """A key for each page, in the order of the rail."""

    def command(place: int, page: str, words: Text) -> Command:
        name = Text("Zur Seite „{page}“", "To the page “{page}”").fill(page=words)
        return Command((f"Ctrl+{place}",), name, lambda: choose(page), "window")

    return tuple(command(place, page, words) for place, (page, _, words) in enumerate(PAGES, 1))
