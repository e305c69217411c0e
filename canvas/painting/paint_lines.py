"""Painting connections: most are alike, some tell what the check found or how many took them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from canvas.painting.brush import stroke
from canvas.painting.card_painter import CardPainter
from canvas.painting.looks import Accents, Level
from canvas.painting.marks import Marks
from canvas.scene.route_book import EdgeKey, RouteBook
from canvas.theme import CanvasTheme


class LinePainter:
    """Draws connections whose ways are laid."""

    def __init__(self, theme: CanvasTheme, marks: Marks, accents: Accents) -> None:
        self._theme, self._marks, self._accents = theme, marks, accents

    def paint(
        self, painter: QPainter, edges: list[EdgeKey], routes: RouteBook, level: Level, cards: CardPainter
    ) -> None:
        """Draw some connections."""
        accents, marks = self._accents, self._marks
        others = {accents.edge, accents.hot_edge, *marks.troubled_edges}
        counted = marks.counts is not None and marks.kind == "preview"
        usual = self._pen(None, level)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(usual)
        for key, route in zip(edges, routes.routes_of(edges), strict=True):
            if counted or key in others:
                painter.setPen(self._pen(key, level))
                painter.drawPath(cards.path(key, route))
                painter.setPen(usual)
            else:
                painter.drawPath(cards.path(key, route))

    def _pen(self, key: EdgeKey | None, level: Level) -> QPen:
        """The pen of a connection; without one, that of most."""
        # In the middle a line of its true width would be thinner than a pixel of the screen.
        thin = level == "middle" and self._marks.kind != "preview"
        if key is None:
            return stroke(self._theme.edge, 2.0, thin=thin)
        ink = self._theme.edge
        if problems := self._marks.of_edge(key):
            ink = self._theme.error if problems[0].severity == "error" else self._theme.warning
        if key in (self._accents.edge, self._accents.hot_edge):
            ink = self._theme.accent
        return stroke(ink, self._width(key), thin=thin)

    def _width(self, key: EdgeKey) -> float:
        if self._marks.counts is None or self._marks.kind != "preview":
            return 2.6 if key == self._accents.edge else 2.0
        return 1.4 + 5.0 * self._marks.share(key)
