"""Tells screen readers where the keyboard is and what has happened."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface

from app.core.journey import Journey
from app.core.text import Text
from canvas.accessible.interfaces import CanvasInterface
from canvas.accessible.reader import Reader
from canvas.stage import Stage


class Voice(QObject):
    """Speaks for one canvas. What it says comes from `canvas.accessible.speech`."""

    def __init__(self, reader: Reader, stage: Stage) -> None:
        super().__init__(reader.view)
        self.reader, self._stage = reader, stage
        self.interface = CanvasInterface(reader)
        stage.selection.changed.connect(self.tell_focus)
        stage.document.changed.connect(self._tell_event)
        reader.view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the canvas got the keyboard; its step gets the focus, after Qt has told of the canvas."""
        if event.type() == QEvent.Type.FocusIn:
            QTimer.singleShot(0, self, self.tell_focus)
        return super().eventFilter(watched, event)

    def tell_focus(self) -> None:
        """The keyboard is somewhere else: at another step, or back on the canvas."""
        if QAccessible.isActive() and self.reader.view.hasFocus():
            place = self.interface.at(self.reader.current)
            QAccessible.updateAccessibility(QAccessibleEvent(place, QAccessible.Event.Focus))

    def tell(self, words: Text | None) -> None:
        """Say a hint aloud."""
        if words is not None:
            self._announce(self._stage.faces().pick(words))

    def _tell_event(self, old: Journey, new: Journey) -> None:
        if QAccessible.isActive():
            self._announce(self.reader.speech.event(old, new))
            if old.nodes is not new.nodes or old.edges is not new.edges:
                event = QAccessibleEvent(self.reader.view, QAccessible.Event.ObjectReorder)
                QAccessible.updateAccessibility(event)

    def _announce(self, words: str) -> None:
        if words and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.reader.view, words))


@runtime_checkable
class Speaking(Protocol):
    """A widget that has a voice."""

    voice: Voice


def install() -> None:
    """Let Qt ask canvases for what they say; to be called once, by whoever starts the program."""
    QAccessible.installFactory(_interface_of)


def _interface_of(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    return thing.voice.interface if isinstance(thing, Speaking) else None
