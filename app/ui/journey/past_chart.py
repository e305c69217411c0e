"""The numbers of a step of the last days: who came, who failed, who waits, as a small picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.core.formats import date_words
from app.core.text import Text
from app.services.step_history import DayNumbers
from app.ui.context import Context

HEIGHT = 84
GAP = 2.0
LEAST = 2.0
LINE = 1.6
DAY = Text(
    "{day}: {entered} gekommen, {passed} weiter, {failed} gescheitert, {waiting} warten am Ende des Tages",
    "{day}: {entered} came, {passed} went on, {failed} failed, {waiting} wait at the end of the day",
)


class PastChart(QWidget):
    """A bar a day for who came, red at its foot for who failed, and a line for who waits."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._days: tuple[DayNumbers, ...] = ()
        self.setAccessibleName(context.say(Text("Die letzten 30 Tage", "The last 30 days")))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(HEIGHT)

    def show_days(self, days: Sequence[DayNumbers], summary: str) -> None:
        """Show days; the summary is for those who cannot see them."""
        self._days = tuple(days)
        self.setAccessibleDescription(summary)
        self.update()

    def words(self, day: DayNumbers) -> str:
        """A day in words."""
        say, number = self._context.say, self._context.number
        return say(
            DAY.fill(
                day=date_words(day.day),
                entered=number(day.entered),
                passed=number(day.passed),
                failed=number(day.failed),
                waiting=number(day.waiting),
            )
        )

    def sizeHint(self) -> QSize:
        """Qt: as wide as there is room."""
        return QSize(200, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw bars and line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._context.tokens
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(QPointF(0, self.height() - 0.5), QPointF(self.width(), self.height() - 0.5))
        painter.setPen(Qt.PenStyle.NoPen)
        for index, day in enumerate(self._days):
            self._bar(painter, index, day.entered, tokens.accent)
            self._bar(painter, index, day.failed, tokens.danger)
        if any(day.waiting for day in self._days):
            painter.setPen(QPen(QColor(tokens.warning), LINE))
            painter.drawPolyline(QPolygonF([self._point(*each) for each in enumerate(self._days)]))
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Qt: tell what a bar stands for."""
        if isinstance(event, QHelpEvent) and self._days:
            index = min(int(event.pos().x() / self._step()), len(self._days) - 1)
            QToolTip.showText(event.globalPos(), self.words(self._days[index]), self)
            return True
        return super().event(event)

    def _step(self) -> float:
        return self.width() / max(len(self._days), 1)

    def _bar(self, painter: QPainter, index: int, value: int, colour: str) -> None:
        if value:
            highest = max(day.entered for day in self._days) or 1
            height = min(max(LEAST, (self.height() - 4) * value / highest), self.height() - 4)
            painter.setBrush(QColor(colour))
            at = QRectF(index * self._step(), self.height() - 1 - height, self._step() - GAP, height)
            painter.drawRoundedRect(at, 1.5, 1.5)

    def _point(self, index: int, day: DayNumbers) -> QPointF:
        highest = max(each.waiting for each in self._days)
        y = self.height() - 3 - (self.height() - 8) * day.waiting / highest
        return QPointF((index + 0.5) * self._step(), y)
