"""Dropping a step from the palette."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QPainter

from app.core.journey import Point
from canvas.editing.placing import room_on_edge
from canvas.gestures.base import Gesture
from canvas.overlays.fitting import fits_between
from canvas.painting.faces import FaceBook
from canvas.painting.paint_card import paint_card
from canvas.painting.picture import Accents, Look
from canvas.scene.geometry import Spot, card_at_center
from canvas.scene.hit import edge_at
from canvas.scene.scene import EdgeKey
from canvas.stage import Stage

CATCH = 36
"""How near a connection, in canvas units, the middle of the card must come to be inserted on it."""


class Drop(Gesture):
    """A ghost of the step shows where it would stand, or the connection that it would go on."""

    def __init__(self, stage: Stage, type_id: str, faces: FaceBook) -> None:
        super().__init__(stage)
        self._type_id = type_id
        self._face = faces.of_type(type_id)
        self._at = Point(0, 0)
        self._edge: EdgeKey | None = None

    def start(self, at: Spot) -> None:
        """The step came in over the canvas."""
        self.move(at)

    def move(self, at: Spot, *, fine: bool = False) -> None:
        """Follow the pointer on the grid."""
        edge = edge_at(self.stage.scene, at, CATCH) if self._can_be_inserted() else None
        if edge != self._edge:
            self._edge = edge
            self._make_room()
        if edge is None:
            self._at = card_at_center(at)
        self.stage.repaint()

    def end(self, at: Spot) -> None:
        """Add the step."""
        self.move(at)
        edge = self._edge
        self.cancel()
        if edge is not None:
            self.stage.editor.insert(self._type_id, self.stage.scene.edge(edge))
        else:
            self.stage.editor.add(self._type_id, self._at)

    def cancel(self) -> None:
        """The step went out again."""
        self._edge = None
        self._make_room()
        self.stage.repaint()

    def accents(self, accents: Accents) -> Accents:
        """Emphasize the connection that the step would go on."""
        return replace(accents, hot_edge=self._edge, hot_plus=self._edge)

    def paint(self, painter: QPainter, look: Look) -> None:
        """Draw the ghost."""
        painter.save()
        painter.setOpacity(0.6)
        painter.translate(self._at.x, self._at.y)
        paint_card(painter, self._face, look.theme, look.typeface)
        painter.restore()

    def _make_room(self) -> None:
        """Show the steps where they would stand when the new one goes between them."""
        scene, journey = self.stage.scene, self.stage.document.journey
        scene.show(journey)
        if self._edge is not None:
            room = room_on_edge(journey, scene.edge(self._edge))
            scene.place(room.shifts)
            self._at = room.at

    def _can_be_inserted(self) -> bool:
        node_type = self.stage.editor.catalog.get(self._type_id)
        return node_type is not None and fits_between(node_type)
