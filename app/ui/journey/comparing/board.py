"""The board of a comparison: the canvas, the list of changes beside it, and the way from one to the next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from app.core.change_list import Change, Kind
from app.core.journey import Journey
from app.core.node import Surroundings
from app.core.text import Text, plural
from app.ui.context import Context
from app.ui.journey.comparing.change_rows import BADGE, KIND_WORDS, ChangeRows, FieldRows, badge
from app.ui.widgets.boxes import column, line, row
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.fitting import FittingArea
from app.ui.widgets.signals import takes
from app.ui.widgets.words import label
from canvas.comparing.comparison import Comparison
from canvas.comparing.view import CompareView
from canvas.theme import DARK, LIGHT

WIDTH = 340
FIELDS_SHARE = 0.4
SAME = Text("Beide sind gleich.", "Both are the same.")


class Board(QSplitter):
    """Shows two versions; `side` is where more can be put above the list."""

    def __init__(self, context: Context, around: Callable[[Journey], Surroundings]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._context, self._around = context, around
        self._comparison: Comparison | None = None
        theme = DARK if context.tokens.dark else LIGHT
        self.view = CompareView(context.catalog, theme, context.language, around)
        self.view.setAccessibleName(context.say(Text("Vergleich", "Comparison")))
        self.list = ChangeRows(context)
        self.fields = FieldRows(context)
        self.setHandleWidth(1)
        self.addWidget(self.view)
        self.addWidget(self._make_side())
        self.setStretchFactor(0, 1)
        self.setCollapsible(0, False)
        self.setCollapsible(1, False)
        self.setSizes([10 * WIDTH, WIDTH])
        self.view.picked.connect(self.list.setCurrentRow)
        self.view.stepped.connect(self.step)
        self.list.chosen.connect(takes(int, self._look))

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is in the list."""
        return self._comparison.changes if self._comparison else ()

    def compare(self, old: Journey, new: Journey) -> None:
        """Show how `new` differs from `old`; the first time, everything comes into sight."""
        first = self._comparison is None
        self._comparison = Comparison.of(old, new, self._context.catalog, self._around)
        self.view.show_comparison(self._comparison)
        self.list.show_changes(self.changes)
        self.fields.show_fields(())
        self._count(None)
        for button in (self.previous, self.following):
            button.setEnabled(bool(self.changes))
        if first:
            self.view.fit()

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) change; after the last comes the first."""
        if self.changes:
            here = self.list.currentRow()
            start = -1 if here < 0 and by > 0 else max(here, 0)
            self.list.setCurrentRow((start + by) % len(self.changes))

    def show_step(self, step: str) -> None:
        """Go to what has changed about a step; if nothing has, only bring it into sight."""
        row = next((i for i, change in enumerate(self.changes) if step and change.node == step), None)
        if row is not None:
            self.list.setCurrentRow(row)
        elif step:
            self.view.bring(step)

    def _make_side(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("surface", "panel")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        holder.setMinimumWidth(WIDTH)
        self.side = column(holder, gap=0)
        head = row(gap=6, margins=(14, 8, 8, 8))
        self._number = label("", "strong")
        head.addWidget(self._number, 1)
        before = Text("Vorheriger Unterschied (P)", "Previous difference (P)")
        after = Text("Nächster Unterschied (N)", "Next difference (N)")
        self.previous = icon_button(self._context, "chevron-up", before, lambda: self.step(-1))
        self.following = icon_button(self._context, "chevron-down", after, lambda: self.step(1))
        head.addWidget(self.previous)
        head.addWidget(self.following)
        self.side.addLayout(head)
        self.side.addWidget(line())
        self.side.addWidget(self.list, 1)
        self.side.addWidget(FittingArea(self.fields, FIELDS_SHARE))
        return holder

    def _look(self, index: int) -> None:
        self.view.look_at(index)
        self.fields.show_fields(self.changes[index].fields)
        self._count(index)

    def _count(self, index: int | None) -> None:
        count = len(self.changes)
        one, many = Text("Ein Unterschied", "One difference"), Text("{n} Unterschiede", "{n} differences")
        words = plural(count, one, many) if count else SAME
        if index is not None:
            words = Text("{i} von {n}", "{i} of {n}").fill(i=index + 1, n=count)
        self._number.setText(self._context.say(words))


def legend(context: Context) -> QWidget:
    """What the signs mean."""
    holder = QWidget()
    layout = row(holder, gap=6)
    kinds: tuple[Kind, ...] = ("added", "removed", "changed", "moved")
    for kind in kinds:
        sign = label("")
        sign.setPixmap(badge(context, kind).pixmap(BADGE, BADGE))
        layout.addWidget(sign)
        layout.addWidget(label(context.say(KIND_WORDS[kind]), "soft"))
        layout.addSpacing(6)
    return holder
