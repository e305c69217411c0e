"""What a person does to the surface: every event goes to pointer, keyboard or finder."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip

from app.core.chains import following
from app.core.errors import DocumentError
from app.core.journey import Point
from canvas.editing.incoming import brings_steps, steps_in
from canvas.editing.mime import dragged_type
from canvas.gestures.drop import Drop
from canvas.gestures.held import modifiers_after
from canvas.overlays.menu import middle_of, place_of, select_hit
from canvas.scene.geometry import card_at_center
from canvas.scene.hit import REACH, TOUCH_REACH, FrameHit, Hit, StepHit
from canvas.speech import tip
from canvas.stage import SearchRequest
from canvas.surface import Surface
from canvas.touch import Touch
from canvas.zooming import Zooming


class Input(Surface):
    """A surface that listens to mouse, wheel, trackpad, touch, drags from the palette and keys."""

    frame_opened = Signal(object, object)

    def _prepare_widget(self) -> None:
        super()._prepare_widget()
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self._zooming = Zooming(self._camera)
        self._touch = Touch(self._pointer, self._camera, self._open_menu_by_finger, self._tap_twice, self)

    # Mouse, wheel and touch

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag; a click on a badge tells what is wrong."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._remedies.close_window()
        if event.button() == Qt.MouseButton.LeftButton and self._remedies.open_at_badge(
            event.position(), self._scene, self._camera
        ):
            return
        self._pointer.press(event.position(), event.button(), event.modifiers())
        self._after_pointer()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on."""
        self._pointer.move(event.position(), event.modifiers())
        self._after_pointer()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        self._pointer.release(event.position(), event.button())
        self._after_pointer()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the inspector of a step, or the step search on the empty ground."""
        found = self._pointer.hovered
        if isinstance(found, StepHit) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._selection.select(following(self._document.journey, found.node), found.node)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._open(found, event.position())

    def _open(self, found: Hit, place: QPointF) -> None:
        if isinstance(found, StepHit):
            self.inspect_requested.emit(found.node)
        elif isinstance(found, FrameHit):
            self.frame_opened.emit(found, self._camera.to_canvas(place))
        elif found is None:
            self._finder.ask(SearchRequest(self._camera.to_canvas(place)))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what fits what was pressed, or what is selected if the menu key was."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._open_menu_on_selection()
        elif self._pointer.gesture is None:
            self._open_menu(QPointF(event.pos()))
        event.accept()

    def _open_menu(self, place: QPointF, reach: float = REACH) -> None:
        found = self._pointer.look(place, reach)
        select_hit(self._selection, self._scene, found)
        self._menu.open(place_of(self._selection), place)

    def _open_menu_on_selection(self) -> None:
        spot = middle_of(self._selection, self._scene) or self._camera.seen.center
        self._menu.open(place_of(self._selection), self._camera.to_widget(spot))

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what the pointer was on."""
        self._pointer.hover(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Push the picture or zoom."""
        self._zooming.wheel(event)
        self._pointer.follow_camera()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Follow fingers on a screen or a trackpad; show tool tips; keep keys from the page."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._keyboard.knows(event)
        ):
            event.accept()
            return True
        if isinstance(event, QNativeGestureEvent) and self._zooming.native(event):
            return True
        if isinstance(event, QTouchEvent) and self._is_meant(event):
            self._touch.handle(event)
            self._after_pointer()
            event.accept()
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = tip(self._scene, self._faces, self._marks, self._pointer.look(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _is_meant(self, event: QTouchEvent) -> bool:
        """Whether fingers are on the canvas: not on a trackpad, and not on something that lies over it."""
        if event.deviceType() != QInputDevice.DeviceType.TouchScreen:
            return False
        begins = event.type() == QEvent.Type.TouchBegin
        if begins and self.childAt(event.points()[0].position().toPoint()) is not None:
            return False
        if begins:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        return True

    def _tap_twice(self, place: QPointF) -> None:
        self._open(self._pointer.look(place, TOUCH_REACH), place)

    def _open_menu_by_finger(self, place: QPointF) -> None:
        self._open_menu(place, TOUCH_REACH)

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
            self._pointer.begin(Drop(self._stage, type_id), event.position())
            self._after_pointer()
            event.acceptProposedAction()
        elif type_id is None and brings_steps(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Let the ghost follow."""
        if isinstance(self._pointer.gesture, Drop):
            self._pointer.move(event.position())
            event.acceptProposedAction()
        elif brings_steps(event.mimeData()):
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the ghost away."""
        self._pointer.cancel()
        self._after_pointer()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the step, or the steps of a file or a text."""
        gesture, spot = self._pointer.gesture, self._camera.to_canvas(event.position())
        if isinstance(gesture, Drop):
            self._pointer.gesture = None
            gesture.end(spot)
            self._after_pointer()
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
        elif (modifiers := modifiers_after(event)) is not None:
            self._pointer.hold(modifiers)
            self._after_pointer()
        elif not self._keyboard.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go of the space bar."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._pointer.space = False
            self._after_pointer()
        elif (modifiers := modifiers_after(event)) is not None:
            self._pointer.hold(modifiers)
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
