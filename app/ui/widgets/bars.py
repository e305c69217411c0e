"""A small bar chart: one bar a day."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

GAP = 2.0
RADIUS = 2.0
LEAST = 2.0
WIDEST = 14.0

Bar = tuple[str, int]


class BarChart(QWidget):
    """Bars with their words as tool tips; the highest fills the height."""

    def __init__(self, colour: str, name: str) -> None:
        super().__init__()
        self._colour = QColor(colour)
        self._bars: tuple[Bar, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(160, 44))

    def show_bars(self, bars: Sequence[Bar], summary: str) -> None:
        """Show bars; the summary is for those who cannot see them."""
        self._bars = tuple(bars)
        self.setAccessibleDescription(summary)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        for index, (_, value) in enumerate(self._bars):
            if value:
                painter.drawRoundedRect(self._place(index, value), RADIUS, RADIUS)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Qt: tell what a bar stands for."""
        if isinstance(event, QHelpEvent):
            words = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _step(self) -> float:
        return min(self.width() / max(len(self._bars), 1), WIDEST + GAP)

    def _place(self, index: int, value: int) -> QRectF:
        highest = max(value for _, value in self._bars)
        height = max(LEAST, self.height() * value / highest)
        step = self._step()
        gap = GAP if step > 2 * GAP else 0.0
        return QRectF(index * step, self.height() - height, step - gap, height)

    def _at(self, point: QPointF) -> str:
        index = int(point.x() // self._step())
        return self._bars[index][0] if 0 <= index < len(self._bars) else ""
