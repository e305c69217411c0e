"""What a person does to the surface: every event goes to pointer, keyboard or finder."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QToolTip

from app.core.errors import DocumentError
from app.core.journey import Point
from canvas.editing.incoming import brings_steps, steps_in
from canvas.editing.mime import dragged_type
from canvas.gestures.drop import Drop
from canvas.overlays.menu import middle_of, place_of, select_hit
from canvas.scene.geometry import card_at_center
from canvas.scene.hit import StepHit
from canvas.speech import tip
from canvas.stage import SearchRequest
from canvas.surface import Surface

WHEEL_STEP = 60
"""Pixels a notch of the wheel pushes the picture."""


class Input(Surface):
    """A surface that listens to mouse, wheel, trackpad, touch, drags from the palette and keys."""

    # Mouse, wheel and touch

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pointer.press(event)
        self._after_pointer()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on."""
        self._pointer.move(event)
        self._after_pointer()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        self._pointer.release(event)
        self._after_pointer()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the inspector of a step, or the step search on the empty ground."""
        found = self._pointer.hovered
        if isinstance(found, StepHit):
            self.inspect_requested.emit(found.node)
        elif found is None and event.button() == Qt.MouseButton.LeftButton:
            self._finder.ask(SearchRequest(self._camera.to_canvas(event.position())))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what fits what was pressed, or what is selected if the menu key was."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._open_menu_on_selection()
        elif self._pointer.gesture is None:
            self._open_menu(QPointF(event.pos()))
        event.accept()

    def _open_menu(self, place: QPointF) -> None:
        found = self._pointer.look(place)
        select_hit(self._selection, self._scene, found)
        self._menu.open(place_of(self._selection), place)

    def _open_menu_on_selection(self) -> None:
        spot = middle_of(self._selection, self._scene) or self._camera.seen.center
        self._menu.open(place_of(self._selection), self._camera.to_widget(spot))

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what the pointer was on."""
        self._pointer.hover(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Push the picture; with Ctrl, zoom at the pointer."""
        pixels, angle = event.pixelDelta(), event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._camera.zoom(1.0015 ** angle.y(), event.position())
        elif not pixels.isNull():
            self._camera.pan(pixels.x(), pixels.y())
        else:
            dx, dy = angle.x() * WHEEL_STEP / 120, angle.y() * WHEEL_STEP / 120
            sideways = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._camera.pan(*((dy, dx) if sideways else (dx, dy)))
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Zoom by pinching, on trackpads and touch screens; show tool tips."""
        if isinstance(event, QNativeGestureEvent) and _zooms(event):
            self._camera.zoom(1 + event.value(), event.position())
            return True
        if isinstance(event, QGestureEvent):
            return self._pinch(event)
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = tip(self._scene, self._faces, self._marks, self._pointer.hovered)
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _pinch(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        middle = self.mapFromGlobal(pinch.centerPoint())
        self._camera.zoom(pinch.scaleFactor(), middle)
        return True

    def _after_pointer(self) -> None:
        self.setCursor(self._pointer.cursor)
        if self._pointer.gesture is None:
            self._ticker.stop()
        elif not self._ticker.isActive():
            self._ticker.start()

    # Drags from the palette and from elsewhere

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show a ghost of the step that comes in."""
        type_id = dragged_type(event.mimeData())
        if type_id is not None and self._catalog.get(type_id) is not None:
            self._pointer.cancel()
            self._pointer.begin(Drop(self._stage, type_id, self._faces), event.position())
            event.acceptProposedAction()
        elif type_id is None and brings_steps(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Let the ghost follow."""
        if isinstance(self._pointer.gesture, Drop):
            self._pointer.gesture.move(self._camera.to_canvas(event.position()))
            event.acceptProposedAction()
        elif brings_steps(event.mimeData()):
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the ghost away."""
        self._pointer.cancel()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the step, or the steps of a file or a text."""
        gesture, spot = self._pointer.gesture, self._camera.to_canvas(event.position())
        if isinstance(gesture, Drop):
            self._pointer.gesture = None
            gesture.end(spot)
            event.acceptProposedAction()
        else:  # never moved: whoever dragged it here keeps it
            self._take_in(event.mimeData(), card_at_center(spot))
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        self._regain_focus()

    def _take_in(self, data: QMimeData, at: Point | None) -> None:
        """Add steps that come from elsewhere; why there are none is told in a sentence."""
        try:
            self._editor.insert_steps(steps_in(data), at)
        except DocumentError as error:
            self.hint_changed.emit(error.message)

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Run a command of the keyboard."""
        if event.key() == Qt.Key.Key_Space:
            self._pointer.space = True
            self._after_pointer()
        elif not self._keyboard.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go of the space bar."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._pointer.space = False
            self._after_pointer()
        else:
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001  # the signature is Qt's
        """Tab opens the step search; Shift+Tab leaves the canvas."""
        return False if forward else super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A space bar that is let go elsewhere must not stay held."""
        self._pointer.space = False
        super().focusOutEvent(event)


def _zooms(event: QNativeGestureEvent) -> bool:
    return event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
