"""Painting a row of the outline: indented, with the sign of a step or of a way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.core.outline import Row
from app.core.text import Language, Text
from canvas.outline.model import OutlineModel
from canvas.outline.words import RowWords
from canvas.painting.brush import color, mixed
from canvas.painting.faces import FaceBook
from canvas.painting.icons import paint_icon
from canvas.scene.scene import Scene
from canvas.theme import CanvasTheme

INDENT, MOST_INDENT = 18, 14
"""Pixels a level, and the level from which on rows are no longer indented further."""
LEFT, ICON, GAP, PADDING = 12, 16, 8, 6
SIGNS = {
    "way": "git-branch",
    "join": "git-merge",
    "loop": "refresh",
    "open": "circle-plus",
    "loose": "route-x",
}
Index = QModelIndex | QPersistentModelIndex


class RowPainter(QStyledItemDelegate):
    """Paints rows, and offers a field for the title of a step."""

    def __init__(
        self,
        words: RowWords,
        scene: Scene,
        faces: Callable[[], FaceBook],
        theme: CanvasTheme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._words, self._scene, self._faces, self._theme = words, scene, faces, theme
        self._language: Language = "de"

    def dress(self, theme: CanvasTheme, language: Language) -> None:
        """Take on colors and language."""
        self._theme, self._language = theme, language

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: how high a row is."""
        return QSize(120, option.fontMetrics.height() + 2 * PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draw a row."""
        model = index.model()
        assert isinstance(model, OutlineModel)
        row = model.rows[index.row()]
        area = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        font = QFont(option.font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, area, state)
        left = area.left() + indent(row)
        self._paint_sign(painter, row, QRectF(left, area.center().y() - ICON / 2, ICON, ICON))
        self._paint_words(painter, row, area.adjusted(left - area.left() + ICON + GAP, 0, -LEFT, 0), font)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Qt: the field for a title."""
        field = QLineEdit(parent)
        field.setMaxLength(200)
        field.setAccessibleName(Text("Titel des Schritts", "Title of the step").pick(self._language))
        field.setStyleSheet(
            f"""QLineEdit {{ background: {self._theme.card}; color: {self._theme.text}; padding: 0 4px;
            border: 1px solid {self._theme.accent}; border-radius: 5px; min-height: 0; }}"""
        )
        return field

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: where the field stands."""
        model = index.model()
        assert isinstance(model, OutlineModel)
        shift = round(indent(model.rows[index.row()])) + ICON + GAP - 5
        editor.setGeometry(option.rect.adjusted(shift, 2, -LEFT, -2))

    def _paint_ground(self, painter: QPainter, area: QRectF, state: QStyle.StateFlag) -> None:
        theme = self._theme
        tint: QColor | None = None
        if state & QStyle.StateFlag.State_Selected:
            tint = mixed(theme.accent, theme.card, 0.14)
        elif state & QStyle.StateFlag.State_MouseOver:
            tint = mixed(theme.text, theme.card, 0.05)
        if tint is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawRoundedRect(area.adjusted(5, 1, -5, -1), 6, 6)
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(color(theme.accent))
            painter.drawRoundedRect(area.adjusted(5.5, 1.5, -5.5, -1.5), 6, 6)

    def _paint_sign(self, painter: QPainter, row: Row, place: QRectF) -> None:
        if row.kind == "step" and row.node is not None:
            icon, group = self._faces().sign(self._scene.journey.by_id[row.node])
            paint_icon(painter, icon, self._theme.group(group), place)
        else:
            paint_icon(painter, SIGNS[row.kind], self._theme.secondary, place)

    def _paint_words(self, painter: QPainter, row: Row, area: QRectF, font: QFont) -> None:
        strong = row.kind in ("step", "way", "loose")
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        ink = self._theme.text if row.kind == "step" else self._theme.secondary
        if self._words.problems(row):
            self._paint_warning(painter, area)
            area = area.adjusted(0, 0, -ICON - GAP, 0)
        end = self._write(painter, self._words.title(row), area, font, ink)
        line = self._words.line(row)
        if line and end + GAP < area.right():
            font.setWeight(QFont.Weight.Normal)
            self._write(
                painter, line, area.adjusted(end + GAP - area.left(), 0, 0, 0), font, self._theme.secondary
            )

    def _write(self, painter: QPainter, words: str, area: QRectF, font: QFont, ink: str) -> float:
        """Write into an area; returns where the words end."""
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.setFont(font)
        painter.setPen(color(ink))
        middle = area.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(area.left(), middle), shown)
        return area.left() + metrics.horizontalAdvance(shown)

    def _paint_warning(self, painter: QPainter, area: QRectF) -> None:
        place = QRectF(area.right() - ICON, area.center().y() - ICON / 2, ICON, ICON)
        paint_icon(painter, "alert-triangle", self._theme.warning, place)


def indent(row: Row) -> float:
    """How far right a row begins."""
    return LEFT + INDENT * min(row.depth, MOST_INDENT)
