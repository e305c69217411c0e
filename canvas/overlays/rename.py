"""Renaming in place: a field on the card of the current step; Enter takes the name, Esc keeps the old one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core import edits
from app.core.journey import Frame, FrameId, NodeId
from app.core.text import Text
from canvas.commands import Command
from canvas.editing.naming import title_of
from canvas.painting.paint_card import TEXT_LEFT
from canvas.painting.picture import Look
from canvas.scene.frame_box import title_box
from canvas.scene.geometry import CARD_HEIGHT, CARD_WIDTH, Box, Spot
from canvas.stage import Stage
from canvas.theme import CanvasTheme

LONGEST = 200
"""Letters that a name may have."""
WIDTH, HEIGHT = CARD_WIDTH - TEXT_LEFT + 2, CARD_HEIGHT - 18
NARROWEST, LOWEST, SMALLEST_LETTERS = 150, 28, 12
"""Pixels of the screen, however far away the card is."""
_TITLE = Text("Titel des Rahmens", "Title of the frame")
NAME = Text("Name des Schritts", "Name of the step")
RENAME = Text("„{name}“ umbenennen", "rename “{name}”")


class Renaming(QLineEdit):
    """Stands on a card while its name is typed; `closed` is called when it goes."""

    def __init__(
        self, parent: QWidget, stage: Stage, look: Callable[[], Look], closed: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        self._stage, self._look, self._closed = stage, look, closed
        self._step: NodeId | None = None
        self._frame: FrameId | None = None
        self.setMaxLength(LONGEST)
        self.setAccessibleName(NAME.pick(look().language))
        stage.camera.changed.connect(self._settle)
        stage.document.changed.connect(self._leave)
        self.hide()

    def commands(self) -> tuple[Command, ...]:
        """The one that opens it."""
        places = ("step", "frame")
        return (
            Command(("F2",), Text("Umbenennen", "Rename"), self.open, "edit", self._possible, menu=places),
        )

    def open(self) -> None:
        """Come up on the current step with its name, or on the selected frame with its title."""
        frame = self._stage.editor.framing.chosen
        if frame is not None:
            self._open_on(frame)
            return
        step = self._stage.selection.current
        assert step is not None  # otherwise the command is not enabled
        self._step = step
        look, journey = self._look(), self._stage.document.journey
        node_type = self._stage.scene.catalog.get(journey.by_id[step].type)
        self.setPlaceholderText(node_type.title.pick(look.language) if node_type is not None else "")
        self._come_up(journey.by_id[step].title, self._stage.scene.box(step), look.theme)

    def _open_on(self, frame: Frame) -> None:
        self._frame = frame.id
        look = self._look()
        words = Text("Titel der Notiz", "Title of the note") if frame.is_note else _TITLE
        self.setPlaceholderText(words.pick(look.language))
        self.setAccessibleName(words.pick(look.language))
        self._come_up(frame.title, title_box(self._stage.scene.frames.box(frame.id)), look.theme)

    def _come_up(self, words: str, box: Box, theme: CanvasTheme) -> None:
        self.setText(words)
        self._stage.camera.ensure_seen(box)
        self._dress(theme)
        self._settle()
        self.selectAll()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        """Qt: Enter and Tab take the name, Esc does not."""
        key = arg__1.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(arg__1)

    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        """Qt: who clicks elsewhere means the name as it stands."""
        super().focusOutEvent(arg__1)
        if arg__1.reason() != Qt.FocusReason.PopupFocusReason:
            self._take()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  # the signature is Qt's
        """Qt: Tab takes the name and leads back to the canvas."""
        self._take()
        return True

    def _take(self) -> None:
        step, self._step = self._step, None
        frame, self._frame = self._frame, None
        title = self.text().strip()
        if frame is not None:
            self._stage.editor.framing.rename(frame, title)
            self._go()
        if step is None:
            return
        name = RENAME.fill(name=title_of(step, self._stage.document.journey, self._stage.scene.catalog))
        self._stage.document.apply(lambda journey: edits.set_title(journey, step, title), name)
        self._go()

    def _leave(self) -> None:
        if self._step is not None or self._frame is not None:
            self._step = self._frame = None
            self._go()

    def _go(self) -> None:
        had_focus = self.hasFocus()
        self.hide()
        if had_focus:
            self._closed()

    def _possible(self) -> bool:
        selection = self._stage.selection
        return selection.current is not None or selection.frame is not None

    def _settle(self) -> None:
        """Stand where the card shows its words, or on the title of the frame."""
        camera, scene = self._stage.camera, self._stage.scene
        if self._frame is not None:
            title = title_box(scene.frames.box(self._frame)).grown(-3)
            corner = camera.to_widget(Spot(title.left - 6, title.top))
            width, height = title.width * camera.scale, title.height * camera.scale
        elif self._step is not None:
            box = scene.box(self._step)
            corner = camera.to_widget(Spot(box.left + TEXT_LEFT - 8, box.center.y - HEIGHT / 2))
            width, height = WIDTH * camera.scale, HEIGHT * camera.scale
        else:
            return
        width, height = max(NARROWEST, width), max(LOWEST, height)
        self.setGeometry(QRect(round(corner.x()), round(corner.y()), round(width), round(height)))

    def _dress(self, theme: CanvasTheme) -> None:
        letters = max(SMALLEST_LETTERS, round(14 * self._stage.camera.scale))
        self.setStyleSheet(
            f"""Renaming {{ color: {theme.text}; background: {theme.card}; border: 2px solid {theme.accent};
            border-radius: 6px; padding: 0 5px; font-size: {letters}px; font-weight: 600;
            selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}"""
        )
