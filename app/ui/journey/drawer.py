"""The drawer below the canvas: panels behind tabs, opened and closed by them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QStackedWidget, QToolButton, QWidget

from app.ui.context import Context
from app.ui.widgets.boxes import column, line, row
from app.ui.widgets.signals import takes
from app.ui.widgets.words import label

TABS_HEIGHT = 40


class Drawer(QFrame):
    """Tabs and panels; a click on the open tab folds the drawer away."""

    opened = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self._context = context
        self._small: list[QWidget] = []
        layout = column(self, gap=0)
        layout.addWidget(line())
        bar = QWidget()
        bar.setFixedHeight(TABS_HEIGHT)
        self._bar = row(bar, gap=14, margins=(16, 0, 16, 0))
        self._bar.addStretch(1)
        self._note = label("", "soft")
        self._bar.addWidget(self._note)
        layout.addWidget(bar)
        self._panels = QStackedWidget()
        layout.addWidget(self._panels, 1)
        self._tabs = QButtonGroup(self)
        self._tabs.setExclusive(False)
        self._panels.hide()
        self.setMaximumHeight(TABS_HEIGHT + 1)

    @property
    def is_open(self) -> bool:
        """Whether a panel is to be seen."""
        return not self._panels.isHidden()

    @property
    def current(self) -> QWidget | None:
        """The panel that is open."""
        return self._panels.currentWidget() if self.is_open else None

    @property
    def fitting_height(self) -> int:
        """What the open panel needs, if more room would only be empty; 0 if it can fill any."""
        panel = self.current
        return panel.sizeHint().height() + TABS_HEIGHT + 2 if panel in self._small else 0

    def set_small(self, panel: QWidget, *, small: bool) -> None:
        """Say whether a panel has no use for more room than it asks for."""
        self._small = [each for each in self._small if each is not panel] + ([panel] if small else [])

    def add(self, panel: QWidget, words: str) -> QToolButton:
        """Add a panel and the tab for it."""
        index = self._panels.addWidget(panel)
        tab = QToolButton()
        tab.setText(words)
        tab.setProperty("kind", "tab")
        tab.setCheckable(True)
        tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        tab.setAccessibleName(words)
        tab.clicked.connect(takes(bool, lambda checked: self.open(index) if checked else self.close_panel()))
        self._tabs.addButton(tab, index)
        self._bar.insertWidget(index, tab)
        return tab

    def open(self, index: int) -> None:
        """Show a panel."""
        for button in self._tabs.buttons():
            button.setChecked(self._tabs.id(button) == index)
        self._panels.setCurrentIndex(index)
        self._ask_only_of(self._panels.widget(index))
        self._panels.show()
        self.setMaximumHeight(16_777_215)
        self._note.setText("")
        self.opened.emit(index)

    def _ask_only_of(self, shown: QWidget | None) -> None:
        """The panel that is open decides how low the drawer can be, not the tallest of all."""
        policies = QSizePolicy.Policy
        for index in range(self._panels.count()):
            panel = self._panels.widget(index)
            if panel is not None:
                vertical = policies.Preferred if panel is shown else policies.Ignored
                panel.setSizePolicy(policies.Preferred, vertical)
        self._panels.updateGeometry()  # at once, since whoever is told that it opened divides the room

    def close_panel(self) -> None:
        """Fold the drawer away, leaving the tabs."""
        for button in self._tabs.buttons():
            button.setChecked(False)
        self._panels.hide()
        self._note.setText("")
        self.setMaximumHeight(TABS_HEIGHT + 1)
        self.opened.emit(-1)

    def show_note(self, panel: QWidget, words: str) -> None:
        """A line at the right of the tabs, while its panel is open."""
        if self.current is panel:
            self._note.setText(words)
