"""The peer: a plain QGraphicsView, an item for each part of a card and each connection, as one writes it.

All items are painted by Qt itself; only what a moved card does to its connections is Python.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsPixmapItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
    QWidget,
)

import nodes
from app.core.compiler import surroundings
from app.core.journey import Edge, Journey
from canvas.painting.brush import mixed, path_of, point
from canvas.painting.faces import Face, FaceBook
from canvas.painting.icons import paint_icon
from canvas.painting.lettering import shortened
from canvas.painting.paint_card import CARD, ICON_FIELD, RADIUS, STRIP, TEXT_LEFT, TEXT_WIDTH
from canvas.painting.typeface import Typeface
from canvas.scene.geometry import CARD_HEIGHT, CARD_WIDTH, Spot
from canvas.scene.routing import direct
from canvas.scene.ways import names_of, offsets
from canvas.theme import LIGHT

TYPEFACE = Typeface("Inter")


class CardItem(QGraphicsPathItem):
    """A card; its connections follow when it is moved."""

    def __init__(self, face: Face, icon: QPixmap, fonts: tuple[QFont, QFont]) -> None:
        path = QPainterPath()
        path.addRoundedRect(CARD.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        super().__init__(path)
        self.setPen(QPen(QColor(LIGHT.line), 1))
        self.setBrush(QColor(LIGHT.card))
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsMovable)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemSendsGeometryChanges)
        self.lines: list[LineItem] = []
        strip = QGraphicsRectItem(STRIP, self)
        strip.setPen(QPen(Qt.PenStyle.NoPen))
        strip.setBrush(QColor(LIGHT.group(face.group)))
        QGraphicsPixmapItem(icon, self).setPos(ICON_FIELD.topLeft())
        for words, font, ink, top in (
            (face.title, fonts[0], LIGHT.text, 17),
            (face.line, fonts[1], LIGHT.secondary, 38),
        ):
            text = QGraphicsSimpleTextItem(shortened(words, font, TEXT_WIDTH), self)
            text.setFont(font)
            text.setBrush(QColor(ink))
            text.setPos(TEXT_LEFT, top)

    def itemChange(self, change: QGraphicsItem.GraphicsItemChange, value: Any) -> Any:
        """Qt: something about the item is other than before."""
        if change == QGraphicsItem.GraphicsItemChange.ItemPositionHasChanged:
            for line in self.lines:
                line.follow()
        return super().itemChange(change, value)


class LineItem(QGraphicsPathItem):
    """A connection, always the plain curve."""

    def __init__(self, source: CardItem, offset: float, target: CardItem) -> None:
        super().__init__()
        self._source, self._offset, self._target = source, offset, target
        self.setPen(QPen(QColor(LIGHT.edge), 2))
        self.setZValue(-1)
        source.lines.append(self)
        target.lines.append(self)
        self.follow()

    def follow(self) -> None:
        start, end = self._source.pos(), self._target.pos()
        leaves = Spot(start.x() + CARD_WIDTH * (0.5 + self._offset), start.y() + CARD_HEIGHT)
        self.setPath(path_of(direct(leaves, Spot(end.x() + CARD_WIDTH / 2, end.y()))))


class PlainView(QGraphicsView):
    """Shows a journey; cards can be moved."""

    def __init__(self, journey: Journey, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameStyle(0)
        self.setBackgroundBrush(QColor(LIGHT.canvas))
        self.cards: dict[str, CardItem] = {}
        self.setScene(QGraphicsScene(self))
        self._fill(journey)
        self.scene().setSceneRect(self.scene().itemsBoundingRect())

    def _fill(self, journey: Journey) -> None:
        catalog = nodes.catalog()
        faces = FaceBook(catalog, "de", surroundings)
        faces.show(journey)
        fonts, icons = (TYPEFACE.title(), TYPEFACE.line()), dict[tuple[str, str], QPixmap]()
        for node in journey.nodes:
            face = faces.face(node)
            kind = face.icon, LIGHT.group(face.group)
            if kind not in icons:
                icons[kind] = _icon(*kind)
            card = self.cards[node.id] = CardItem(face, icons[kind], fonts)
            card.setPos(point(Spot(*journey.position(node.id))))
            self.scene().addItem(card)
        leaves = {node.id: offsets(names_of(catalog.ports(node, journey))) for node in journey.nodes}
        for edge in journey.edges:
            self.scene().addItem(self._line(edge, leaves[edge.source].get(edge.port, 0.0)))

    def _line(self, edge: Edge, offset: float) -> LineItem:
        return LineItem(self.cards[edge.source], offset, self.cards[edge.target])


def _icon(name: str, tint: str) -> QPixmap:
    picture = QPixmap(ICON_FIELD.size().toSize())
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mixed(tint, LIGHT.card, 0.12))
    place = QRectF(QPointF(), ICON_FIELD.size())
    painter.drawRoundedRect(place, 9, 9)
    paint_icon(painter, name, tint, place.adjusted(8, 8, -8, -8))
    painter.end()
    return picture
