"""How the step search draws its rows: headings, and steps with icon, title and a line of explanation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.core.text import Language
from canvas.overlays.matching import Span
from canvas.overlays.ranking import Found
from canvas.painting.brush import mixed
from canvas.painting.icons import paint_icon
from canvas.painting.lettering import width_of, wrapped, write
from canvas.painting.typeface import Typeface
from canvas.theme import CanvasTheme

FOUND_ROLE = Qt.ItemDataRole.UserRole
ROW_HEIGHT, HEAD_HEIGHT = 60, 28


class SearchRows(QStyledItemDelegate):
    """Draws a `Found` of an item, or its words as a heading."""

    def dress(self, theme: CanvasTheme, typeface: Typeface, language: Language) -> None:
        """Take on colors, fonts and language."""
        self._theme = theme
        self._typeface = typeface
        self._language: Language = language

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a heading or a step."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        found = cast("Found | None", index.data(FOUND_ROLE))
        area = QRectF(option.rect)
        if found is None:
            place = area.adjusted(8, 6, 0, 0)
            write(painter, index.data(), place, self._typeface.label(), self._theme.secondary)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._step(painter, area, found, chosen=chosen)
        painter.restore()

    def _step(self, painter: QPainter, area: QRectF, found: Found, *, chosen: bool) -> None:
        offer, theme = found.offer, self._theme
        tint = theme.group(offer.node_type.group)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(mixed(theme.accent, theme.card, 0.12))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 8, 8)
        field = QRectF(area.left() + 8, area.top() + 13, 34, 34)
        painter.setBrush(mixed(tint, theme.card, 0.12))
        painter.drawRoundedRect(field, 8, 8)
        paint_icon(painter, offer.node_type.icon, tint, field.adjusted(7, 7, -7, -7))
        width = area.width() - 62
        rows = wrapped(offer.summary.pick(self._language), self._typeface.line(), width, 2)
        top = area.top() + (area.height() - 19 - 15 * len(rows)) / 2
        place = QRectF(field.right() + 12, top, width, 18)
        self._title(painter, offer.title.pick(self._language), found.hits, place)
        place.translate(0, 4)
        for row in rows:
            place.translate(0, 15)
            write(painter, row, place, self._typeface.line(), theme.secondary)

    def _title(self, painter: QPainter, title: str, hits: Sequence[Span], place: QRectF) -> None:
        """What was typed stands out by weight and color."""
        plain = self._typeface.label()
        strong = QFont(plain)
        strong.setWeight(QFont.Weight.Bold)
        left, at = place.left(), 0
        for start, end in [*hits, (len(title), len(title))]:
            for words, font, ink in (
                (title[at:start], plain, self._theme.text),
                (title[start:end], strong, self._theme.accent),
            ):
                if words:
                    write(painter, words, QRectF(left, place.top(), place.width(), place.height()), font, ink)
                    left += width_of(words, font)
            at = end
