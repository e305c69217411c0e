"""Problems of a step or a connection, told and mended where they are: a small window at the badge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import hypot

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.core.journey import NodeId
from app.core.problems import Problem
from app.core.text import Language, Text
from canvas.camera import Camera
from canvas.document import DocumentModel
from canvas.painting.marks import Marks
from canvas.painting.paint_signs import problem_spot
from canvas.scene.geometry import Box, Spot
from canvas.scene.scene import Scene, key_of
from canvas.selection import Selection
from canvas.theme import CanvasTheme

WIDTH = 340
EDGE = 8
BADGE = 14.0
"""How near, in pixels of the screen, the pointer must come to the middle of a badge."""
NAMES = {
    "error": Text("Fehler", "Error"),
    "warning": Text("Warnung", "Warning"),
    "hint": Text("Hinweis", "Hint"),
}
INSPECT = Text("Im Inspektor zeigen", "Show in the inspector")


class Remedies(QFrame):
    """Tells the problems of what is selected, each with its one-click mend. Signal: `closed()`."""

    closed = Signal()

    def __init__(
        self,
        parent: QWidget,
        document: DocumentModel,
        selection: Selection,
        inspect: Callable[[NodeId], None],
        marks: Callable[[], Marks],
    ) -> None:
        super().__init__(parent)
        self._parent, self._document, self._selection = parent, document, selection
        self._inspect, self._marks = inspect, marks
        self._language: Language = "de"
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(12, 10, 12, 10)
        self._rows.setSpacing(8)
        self.setFixedWidth(WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.hide()
        selection.changed.connect(self.close_window)

    def dress(self, theme: CanvasTheme, language: Language) -> None:
        """Take on colors and language."""
        self._language = language
        self.setAccessibleName(Text("Probleme hier", "Problems here").pick(language))
        self.setStyleSheet(
            f"""Remedies {{ background: {theme.card}; border: 1px solid {theme.line}; border-radius: 12px; }}
            QLabel {{ color: {theme.text}; background: transparent; font-size: 13px; }}
            QLabel[kind="error"] {{ color: {theme.error}; font-weight: 600; }}
            QLabel[kind="warning"] {{ color: {theme.warning}; font-weight: 600; }}
            QLabel[kind="hint"] {{ color: {theme.secondary}; font-weight: 600; }}
            QPushButton {{ color: {theme.accent}; background: {theme.canvas}; border: 1px solid {theme.line};
                border-radius: 8px; padding: 6px 10px; font-size: 13px; text-align: left; }}
            QPushButton:hover, QPushButton:focus {{ border-color: {theme.accent}; }}"""
        )

    def open_at_badge(self, place: QPointF, scene: Scene, camera: Camera) -> bool:
        """Open for the badge under a place of the canvas; returns whether there is one."""
        spot, reach = camera.to_canvas(place), BADGE / camera.scale
        near = Box(spot.x, spot.y, spot.x, spot.y).grown(reach)
        for step in reversed(scene.steps_in(near)):
            badge = problem_spot(scene.box(step))
            if self._marks().of_step(step) and hypot(badge.x - spot.x, badge.y - spot.y) <= reach:
                self._selection.select((step,))
                self._open(self._marks().of_step(step), step, camera.to_widget(badge))
                return True
        return False

    def open_for_selection(self, scene: Scene, camera: Camera) -> None:
        """Open for the current step or the selected connection, if something is wrong with it."""
        step, edge = self._selection.current, self._selection.edge
        if step is not None:
            self._open(self._marks().of_step(step), step, camera.to_widget(problem_spot(scene.box(step))))
        elif edge is not None:
            spot: Spot = scene.plus(key_of(edge))
            self._open(self._marks().of_edge(key_of(edge)), None, camera.to_widget(spot))

    def has_any(self) -> bool:
        """Whether something is wrong with what is selected."""
        step, edge = self._selection.current, self._selection.edge
        return bool(
            (step is not None and self._marks().of_step(step))
            or (edge is not None and self._marks().of_edge(key_of(edge)))
        )

    def close_window(self) -> None:
        """Go away."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def event(self, event: QEvent) -> bool:
        """Esc closes."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self.close_window()
            return True
        return super().event(event)

    def _open(self, problems: Sequence[Problem], step: NodeId | None, place: QPointF) -> None:
        if not problems:
            return
        self._clear()
        for problem in problems:
            self._rows.addWidget(self._told(problem))
            if problem.remedy is not None:
                self._rows.addWidget(self._button(problem.remedy.label, partial(self._mend, problem)))
        if step is not None:
            self._rows.addWidget(self._button(INSPECT, partial(self._show_in_inspector, step)))
        self.adjustSize()
        room = self._parent.rect()
        x = max(EDGE, min(round(place.x()) + EDGE, room.width() - self.width() - EDGE))
        y = max(EDGE, min(round(place.y()) + EDGE, room.height() - self.height() - EDGE))
        self.move(x, y)
        self.show()
        self.raise_()
        (self.findChild(QPushButton) or self).setFocus(Qt.FocusReason.PopupFocusReason)

    def _clear(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            assert widget is not None
            widget.setParent(None)
            widget.deleteLater()

    def _told(self, problem: Problem) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        kind = QLabel(NAMES[problem.severity].pick(self._language))
        kind.setProperty("kind", problem.severity)
        words = QLabel(problem.message.pick(self._language))
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        row.addWidget(kind, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        return holder

    def _button(self, words: Text, run: Callable[[], None]) -> QPushButton:
        button = QPushButton(words.pick(self._language))
        button.setAutoDefault(True)  # Enter presses it
        button.clicked.connect(lambda: run())
        return button

    def _mend(self, problem: Problem) -> None:
        assert problem.remedy is not None
        self.close_window()
        self._document.apply(problem.remedy.edit, problem.remedy.label)

    def _show_in_inspector(self, step: NodeId) -> None:
        self.close_window()
        self._inspect(step)
