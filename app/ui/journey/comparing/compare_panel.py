"""The comparison in the place of the canvas: with what, the legend, and the board."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from app.core.journey import Journey
from app.core.node import Surroundings
from app.core.text import Text
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.journey.comparing.board import Board, legend
from app.ui.journey.comparing.versions_box import VersionsBox, beside
from app.ui.widgets.banner import Banner
from app.ui.widgets.boxes import column, line, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.signals import takes
from app.ui.widgets.words import label

WITH = Text("Verglichen mit", "Compared with")

MERGING = Text(
    "Holt Änderungen aus einer Datei herein, die aus dieser Journey entstanden ist.",
    "Brings in changes from a file that was made from this journey.",
)


class ComparePanel(QFrame):
    """Compares the draft with a version or a file; nothing can be edited meanwhile.

    Signals: `closed()`; `merge_wanted(Journey or None)` with the file that is compared, if it is one.
    """

    closed = Signal()
    merge_wanted = Signal(object)

    def __init__(
        self,
        context: Context,
        desk: Desk,
        journey: Callable[[], Journey],
        around: Callable[[Journey], Surroundings],
    ) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self._journey = journey
        self._other: Journey | None = None
        self.versions = VersionsBox(context, desk, journey().id, WITH)
        self.board = Board(context, around)
        self.banner = Banner(context)
        layout = column(self, gap=0)
        bar = row(gap=10, margins=(16, 8, 16, 8))
        words = FlowLayout(gap=12)
        words.addWidget(beside(label(context.say(WITH)), self.versions))
        words.addWidget(legend(context))
        merging = Text("Fassung zusammenführen …", "Merge a version …")
        self.merge_button = push_button(context, merging, self._merge, icon="git-merge")
        self.merge_button.setToolTip(context.say(MERGING))
        words.addWidget(self.merge_button)
        bar.addLayout(words, 1)
        closing = Text("Vergleich schließen", "Close the comparison")
        self.close_button = push_button(context, closing, self.closed.emit, icon="x")
        bar.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(bar)
        layout.addWidget(line())
        layout.addWidget(self.banner)
        layout.addWidget(self.board, 1)
        self.versions.chosen.connect(takes(Journey, self._compare))
        self.versions.failed.connect(takes(Text, lambda words: self.banner.say("error", context.say(words))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc that nobody else has a use for closes the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def refresh(self) -> None:
        """Compare again: the draft is another one."""
        if self._other is not None:
            self.board.compare(self._other, self._journey())

    def _merge(self) -> None:
        self.merge_wanted.emit(self._other if self.versions.is_file else None)

    def _compare(self, other: Journey) -> None:
        self.banner.hide()
        self._other = other
        self.refresh()
