"""Merging in the place of the canvas: the common start, the conflicts, and what comes in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.core.change_list import MOST_LETTERS
from app.core.diff import diff
from app.core.journey import Journey
from app.core.merge import merge
from app.core.merge_words import conflict_words
from app.core.node import Surroundings
from app.core.text import Text
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.journey.comparing.board import Board
from app.ui.journey.comparing.conflict_rows import ConflictRows
from app.ui.journey.comparing.versions_box import VersionsBox, beside
from app.ui.widgets.banner import Banner
from app.ui.widgets.boxes import column, line, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.fitting import FittingArea
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.signals import takes
from app.ui.widgets.words import label
from canvas.comparing.comparison import apart
from canvas.document import DocumentModel

CONFLICTS_SHARE = 0.45
MERGE = Text("Zusammenführen", "Merge")
START = Text("Gemeinsamer Stand", "Common start")
COMES_IN = Text("„{name}“ in den Entwurf zusammenführen", "Merge “{name}” into the draft")
NO_START = Text(
    "Diese Journey ist noch nie veröffentlicht worden. Wählen Sie die Datei, von der beide Fassungen "
    "ausgegangen sind.",
    "This journey has never been published. Choose the file that both versions started from.",
)


class MergePanel(QFrame):
    """Shows what a merge would bring, and carries it out as one step of undo. Tells `closed()`."""

    closed = Signal()

    def __init__(
        self,
        context: Context,
        desk: Desk,
        document: DocumentModel,
        theirs: Journey,
        around: Callable[[Journey], Surroundings],
    ) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self._context, self._document, self._theirs, self._around = context, document, theirs, around
        self._base: Journey | None = None
        self._merged: Journey | None = None
        self.versions = VersionsBox(context, desk, document.journey.id, START)
        self.board = Board(context, around)
        self.conflicts = ConflictRows(context)
        self.banner = Banner(context)
        self.go = push_button(context, MERGE, self._carry_out, kind="primary")
        layout = column(self, gap=0)
        layout.addLayout(self._bar())
        layout.addWidget(line())
        layout.addWidget(self.banner)
        layout.addWidget(self.board, 1)
        self.board.side.insertWidget(0, FittingArea(self.conflicts, CONFLICTS_SHARE))
        self.board.side.insertWidget(1, line())
        self.conflicts.decided.connect(takes(str, self._decided))
        self.versions.chosen.connect(takes(Journey, self._start_from))
        self.versions.failed.connect(takes(Text, lambda words: self.banner.say("error", context.say(words))))
        self.go.setEnabled(False)
        self._propose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc that nobody else has a use for closes the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def refresh(self) -> None:
        """Merge again: a choice, the start, or the draft is another one."""
        if self._base is None:
            return
        ours = self._document.journey
        found = merge(self._base, ours, self._theirs, self.conflicts.choices)
        said = [
            conflict_words(each, ours, self._theirs, self._context.catalog, self._around)
            for each in found.conflicts
        ]
        if [each.key for each in found.conflicts] != [*self.conflicts.choices]:
            self.conflicts.show_conflicts(list(zip(found.conflicts, said, strict=True)))
        self._merged = apart(found.journey, ours)
        self.board.compare(ours, self._merged)

    def _decided(self, step: str) -> None:
        self.refresh()
        self.board.show_step(step)

    def _bar(self) -> QHBoxLayout:
        say = self._context.say
        bar = row(gap=10, margins=(16, 8, 16, 8))
        words = FlowLayout(gap=14)
        words.addWidget(label(say(COMES_IN.fill(name=_short(self._theirs.name))), "strong"))
        words.addWidget(beside(label(say(START)), self.versions))
        bar.addLayout(words, 1)
        cancel = push_button(self._context, Text("Abbrechen", "Cancel"), self.closed.emit)
        for button in (self.go, cancel):
            bar.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return bar

    def _propose(self) -> None:
        """Start from the version that the other file is most like."""
        versions = self.versions.published()
        if not versions:
            self.banner.say("info", self._context.say(NO_START))
            return
        far = [_distance(version, self._theirs) for version in versions]
        self.versions.choose(far.index(min(far)))

    def _start_from(self, base: Journey) -> None:
        self.banner.hide()
        self._base = base
        self.conflicts.choices = {}
        self.go.setEnabled(True)
        self.refresh()
        if not self.conflicts.choices:
            self.conflicts.show_conflicts(())

    def _carry_out(self) -> None:
        merged = self._merged
        assert merged is not None  # the button is off before
        self._document.apply(lambda ours: ours if merged == ours else merged, MERGE)
        self.closed.emit()


def _distance(one: Journey, other: Journey) -> int:
    found = diff(one, other)
    return len(found.added) + len(found.removed) + len(found.changed) + len(found.edges_added)


def _short(name: str) -> str:
    return name if len(name) <= MOST_LETTERS else f"{name[: MOST_LETTERS - 1]}…"
