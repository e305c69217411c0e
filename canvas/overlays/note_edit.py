"""Writing a note where it stands: a field of plain Markdown; a click elsewhere takes it, Esc does not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.core.journey import FrameId
from app.core.text import Text
from canvas.painting.picture import Look
from canvas.scene.frame_box import notes_box
from canvas.scene.geometry import Spot
from canvas.stage import Stage
from canvas.theme import CanvasTheme

NARROWEST, LOWEST, SMALLEST_LETTERS = 220, 90, 12
"""Pixels of the screen, however far away the note is."""
AROUND = 8
LONGEST = 20_000
_HINT = Text(
    "Markdown: # Überschrift, **fett**, - Liste, [Text](Adresse) · Strg+Enter: fertig · Esc: verwerfen",
    "Markdown: # heading, **bold**, - list, [text](address) · Ctrl+Enter: done · Esc: discard",
)


class NoteEdit(QPlainTextEdit):
    """Stands on a note while it is written; `closed` is called when it goes."""

    def __init__(
        self, parent: QWidget, stage: Stage, look: Callable[[], Look], closed: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        self._stage, self._look, self._closed = stage, look, closed
        self._frame: FrameId | None = None
        self.setTabChangesFocus(True)
        stage.camera.changed.connect(self._settle)
        stage.document.changed.connect(self._leave)
        self.hide()

    def open(self, frame_id: FrameId) -> None:
        """Come up on a note, or on the notes of a frame."""
        self._frame = frame_id
        look, frame = self._look(), self._stage.document.journey.frame_by_id[frame_id]
        self.setAccessibleName(Text("Notizen", "Notes").pick(look.language))
        self.setPlaceholderText(Text("Notiz …", "Note …").pick(look.language))
        self.setPlainText(frame.notes)
        self._stage.camera.ensure_seen(self._stage.scene.frames.box(frame_id))
        self._dress(look.theme)
        self._settle()
        self.selectAll()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._stage.hint(_HINT)

    def keyPressEvent(self, e: QKeyEvent) -> None:
        """Qt: Ctrl+Enter takes the note, Esc does not."""
        control = bool(e.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self._take()
        elif e.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(e)

    def focusOutEvent(self, e: QFocusEvent) -> None:
        """Qt: who clicks elsewhere means the note as it stands."""
        super().focusOutEvent(e)
        if e.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._take()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  # the signature is Qt's
        """Qt: Tab takes the note and leads back to the canvas."""
        self._take()
        return True

    def _take(self) -> None:
        frame_id, self._frame = self._frame, None
        if frame_id is not None:
            self._stage.editor.framing.write(frame_id, self.toPlainText()[:LONGEST].rstrip())
            self._go()

    def _leave(self) -> None:
        if self._frame is not None:
            self._frame = None
            self._go()

    def _go(self) -> None:
        had_focus = self.hasFocus()
        self.hide()
        self._stage.hint(None)
        if had_focus:
            self._closed()

    def _settle(self) -> None:
        """Stand where the notes are."""
        if self._frame is None:
            return
        camera, frame = self._stage.camera, self._stage.document.journey.frame_by_id[self._frame]
        box = notes_box(frame, self._stage.scene.frames.box(self._frame)).grown(AROUND)
        corner = camera.to_widget(Spot(box.left, box.top))
        width, height = max(NARROWEST, box.width * camera.scale), max(LOWEST, box.height * camera.scale)
        self.setGeometry(QRect(round(corner.x()), round(corner.y()), round(width), round(height)))

    def _dress(self, theme: CanvasTheme) -> None:
        letters = max(SMALLEST_LETTERS, round(13 * self._stage.camera.scale))
        self.setStyleSheet(
            f"""NoteEdit {{ color: {theme.text}; background: {theme.card}; border: 2px solid {theme.accent};
            border-radius: 6px; padding: 2px; font-size: {letters}px;
            selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}"""
        )
