"""A hand that uses a canvas by real mouse and key events."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.core.journey import Journey
from canvas.document import DocumentModel
from canvas.editing.mime import step_mime
from canvas.overlays.search import StepSearch
from canvas.scene.geometry import CARD_HEIGHT, CARD_WIDTH, Spot
from canvas.selection import Selection
from canvas.view import CanvasView

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
COPY = Qt.DropAction.CopyAction


class Hand:
    """Points at places of the canvas, not of the widget."""

    def __init__(self, view: CanvasView, document: DocumentModel, selection: Selection) -> None:
        self.view = view
        self.document = document
        self.selection = selection

    @property
    def journey(self) -> Journey:
        """The journey as it stands."""
        return self.document.journey

    def middle(self, step: str) -> Spot:
        """The middle of a card."""
        at = self.journey.position(step)
        return Spot(at.x + CARD_WIDTH / 2, at.y + CARD_HEIGHT / 2)

    def port(self, step: str, offset: float = 0.0) -> Spot:
        """A dot at the bottom of a card."""
        at = self.journey.position(step)
        return Spot(at.x + CARD_WIDTH * (0.5 + offset), at.y + CARD_HEIGHT)

    def seen_at(self, spot: Spot) -> QPoint:
        """Where the widget shows a place."""
        return self.view.camera.to_widget(spot).toPoint()

    def click(self, spot: Spot, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press and release."""
        QTest.mouseMove(self.view, self.seen_at(spot))
        QTest.mouseClick(self.view, LEFT, modifiers, self.seen_at(spot))

    def double_click(self, spot: Spot) -> None:
        """Press and release twice."""
        QTest.mouseMove(self.view, self.seen_at(spot))
        QTest.mouseDClick(self.view, LEFT, PLAIN, self.seen_at(spot))

    def drag(
        self,
        start: Spot,
        end: Spot,
        button: Qt.MouseButton = LEFT,
        *,
        modifiers: Qt.KeyboardModifier = PLAIN,
        release: bool = True,
    ) -> None:
        """Press, move in a few steps, release."""
        first, last = self.seen_at(start), self.seen_at(end)
        QTest.mousePress(self.view, button, modifiers, first)
        for part in (0.2, 0.6, 1.0):
            self._move(first + (last - first) * part, button, modifiers)
        if release:
            QTest.mouseRelease(self.view, button, modifiers, last)

    def carry_on_to(self, spot: Spot) -> None:
        """Move on while the left button is held."""
        self._move(self.seen_at(spot), LEFT, PLAIN)

    def _move(self, place: QPoint, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> None:
        """Move with a button and keys held; QTest knows of no keys here."""
        where = QPointF(place)
        kind, none = QEvent.Type.MouseMove, Qt.MouseButton.NoButton
        event = QMouseEvent(kind, where, self.view.mapToGlobal(where), none, button, modifiers)
        QApplication.sendEvent(self.view, event)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press and release a key on the canvas."""
        QTest.keyClick(self.view, key, modifiers)

    def control(self, key: Qt.Key) -> None:
        """Press a key together with Ctrl."""
        self.key(key, Qt.KeyboardModifier.ControlModifier)

    @property
    def search(self) -> StepSearch:
        """The step search of the canvas."""
        found = self.view.findChild(StepSearch)
        assert isinstance(found, StepSearch)
        return found

    def choose(self, words: str) -> None:
        """Type into the open step search and press Enter."""
        assert self.search.isVisible(), "the step search is not open"
        field = self.search.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def drop(self, type_id: str, spot: Spot) -> None:
        """Drag a step type from the palette and let it fall."""
        self.carry(type_id, spot)
        event = QDropEvent(QPointF(self.seen_at(spot)), COPY, step_mime(type_id), LEFT, PLAIN)
        QApplication.sendEvent(self.view, event)

    def carry(self, type_id: str, spot: Spot) -> None:
        """Drag a step type from the palette over a place."""
        data, place = step_mime(type_id), self.seen_at(spot)
        QApplication.sendEvent(self.view, QDragEnterEvent(place, COPY, data, LEFT, PLAIN))
        self.carry_on(type_id, spot)

    def carry_on(self, type_id: str, spot: Spot) -> None:
        """Drag it on to another place."""
        event = QDragMoveEvent(self.seen_at(spot), COPY, step_mime(type_id), LEFT, PLAIN)
        QApplication.sendEvent(self.view, event)

    def carry_out(self) -> None:
        """Drag it out of the canvas again."""
        QApplication.sendEvent(self.view, QDragLeaveEvent())

    def wheel(self, spot: Spot, notches: int, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Turn the wheel."""
        place = QPointF(self.seen_at(spot))
        event = QWheelEvent(
            place,
            self.view.mapToGlobal(place),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.view, event)

    def types(self) -> list[str]:
        """The types of all steps, in the order in which they were added."""
        return [node.type for node in self.journey.nodes]

    def newest(self) -> str:
        """The step that was added last."""
        return self.journey.nodes[-1].id
