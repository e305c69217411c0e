"""The palette: every kind of step, found by words, added by a click or dragged onto the canvas."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QEnterEvent, QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QSizePolicy, QToolButton, QWidget

from app.core.node import SECTIONS, AnyNodeType
from app.core.text import Text
from app.ui.context import Context
from app.ui.widgets.boxes import column, line, scrolled
from app.ui.widgets.signals import takes
from app.ui.widgets.words import label
from canvas.editing.mime import step_mime

NARROWEST, SIDES = 212, 12 + 8
"""In pixels: the palette, and what is left and right of its list."""
FOLDED = (SECTIONS["contact"], SECTIONS["team"])
"""Parts that are long and seldom needed first; a search finds their steps all the same."""


class PaletteStep(QToolButton):
    """One kind of step; `looked_at` tells that its explanation is wanted."""

    looked_at = Signal(object)

    def __init__(self, context: Context, node_type: AnyNodeType) -> None:
        super().__init__()
        self.type_id = node_type.id
        self._summary = node_type.summary
        self._pressed_at = QPoint()
        words = context.say(node_type.title)
        self.setText(f" {words}")
        self.setIcon(context.icon(node_type.icon, context.tokens.groups[node_type.group]))
        self.setIconSize(QSize(18, 18))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setProperty("kind", "step")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words)
        self.setAccessibleDescription(context.say(node_type.summary))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Qt: the mouse is over it."""
        self.looked_at.emit(self._summary)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Qt: the mouse has left."""
        self.looked_at.emit(None)
        super().leaveEvent(event)

    def focusInEvent(self, arg__1: QFocusEvent) -> None:
        """Qt: it has the keyboard."""
        self.looked_at.emit(self._summary)
        super().focusInEvent(arg__1)

    def mousePressEvent(self, arg__1: QMouseEvent) -> None:
        """Qt: a click or a drag begins."""
        self._pressed_at = arg__1.position().toPoint()
        super().mousePressEvent(arg__1)

    def mouseMoveEvent(self, arg__1: QMouseEvent) -> None:
        """Qt: far enough from where it was pressed, it becomes a drag."""
        if arg__1.buttons() & Qt.MouseButton.LeftButton:
            moved = arg__1.position().toPoint() - self._pressed_at
            if moved.manhattanLength() >= QApplication.startDragDistance():
                self.setDown(False)
                self._drag()
                return
        super().mouseMoveEvent(arg__1)

    def _drag(self) -> None:
        drag = QDrag(self)
        drag.setMimeData(step_mime(self.type_id))
        drag.setPixmap(self.grab())
        drag.setHotSpot(self._pressed_at)
        drag.exec(Qt.DropAction.CopyAction)


class Palette(QFrame):
    """All kinds of step in parts that fold; `chosen(type id)` when one is clicked."""

    chosen = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self._context = context
        self._steps: list[tuple[PaletteStep, str]] = []
        self._heads: dict[Text, QToolButton] = {}
        layout = column(self, gap=8, margins=(12, 12, 0, 10))
        layout.addWidget(self._search_line())
        content = QWidget()
        self._list = column(content, gap=1, margins=(0, 0, 8, 0))
        for heading in dict.fromkeys(node_type.heading for node_type in context.catalog):
            self._add_part(heading)
        self._nothing = label(
            context.say(Text("Kein Schritt heißt so.", "No step is called that.")), "soft", wrap=True
        )
        self._nothing.hide()
        self._list.addWidget(self._nothing)
        self._list.addStretch(1)
        self._show()
        area = scrolled(content)
        layout.addWidget(area, 1)
        layout.addWidget(line())
        self._hint = Text(
            "Anklicken fügt den Schritt an. Sie können ihn auch auf die Fläche ziehen.",
            "A click adds the step. You can also drag it onto the canvas.",
        )
        self._explanation = label(context.say(self._hint), "muted", wrap=True)
        self._explanation.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._explanation.setFixedHeight(self._explanation.fontMetrics().lineSpacing() * 5)
        self._explanation.setContentsMargins(0, 0, 12, 0)
        layout.addWidget(self._explanation)
        self.setFixedWidth(self._fitting_width(area.verticalScrollBar().sizeHint().width()))

    @property
    def steps(self) -> list[PaletteStep]:
        """The steps that are to be seen."""
        return [step for step, _ in self._steps if not step.isHidden()]

    def _fitting_width(self, bar: int) -> int:
        """So wide that no step is cut, with the scroll bar beside it."""
        for step, _ in self._steps:
            step.ensurePolished()
        return max(NARROWEST, max(step.sizeHint().width() for step, _ in self._steps) + SIDES + bar)

    def _search_line(self) -> QWidget:
        words = self._context.say(Text("Schritt suchen", "Find step"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(words)
        self.search.setAccessibleName(words)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(takes(str, lambda _words: self._show()))
        self.search.returnPressed.connect(self._add_first)
        holder = QWidget()
        column(holder, margins=(0, 0, 12, 0)).addWidget(self.search)
        return holder

    def _add_part(self, heading: Text) -> None:
        head = QToolButton()
        head.setText(f" {self._context.say(heading)}")
        head.setAccessibleName(self._context.say(heading))
        head.setProperty("kind", "fold")
        head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        head.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        head.setCheckable(True)
        head.setChecked(heading not in FOLDED)
        head.toggled.connect(takes(bool, lambda _on: self._show()))
        self._heads[heading] = head
        self._list.addSpacing(6)
        self._list.addWidget(head)
        for node_type in self._context.catalog:
            if node_type.heading != heading:
                continue
            step = PaletteStep(self._context, node_type)
            step.clicked.connect(lambda _=False, type_id=node_type.id: self.chosen.emit(type_id))
            step.looked_at.connect(self._explain)
            haystack = " ".join((*node_type.title, *node_type.summary, *heading)).casefold()
            self._steps.append((step, haystack))
            self._list.addWidget(step)

    def _explain(self, summary: Text | None) -> None:
        self._explanation.setText(self._context.say(summary or self._hint))

    def _show(self) -> None:
        """Show what is called as was typed, or else what is in the parts that are open."""
        wanted = self.search.text().casefold().split()
        for step, haystack in self._steps:
            opened = (heading := self._heading_of(step)) is not None and self._heads[heading].isChecked()
            step.setVisible(all(word in haystack for word in wanted) and (opened or bool(wanted)))
        found = {self._heading_of(step) for step in self.steps}
        for heading, head in self._heads.items():
            head.setVisible(not wanted or heading in found)
            head.setIcon(self._context.icon("chevron-down" if heading in found else "chevron-right"))
        self._nothing.setVisible(not found)

    def _heading_of(self, step: PaletteStep) -> Text | None:
        node_type = self._context.catalog.get(step.type_id)
        return node_type.heading if node_type else None

    def _add_first(self) -> None:
        if self.search.text() and self.steps:
            self.chosen.emit(self.steps[0].type_id)
