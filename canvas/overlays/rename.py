"""Renaming in place: a field on the card of the current step; Enter takes the name, Esc keeps the old one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.core import edits
from app.core.journey import NodeId
from app.core.text import Text
from canvas.commands import Command
from canvas.editing.naming import title_of
from canvas.painting.paint_card import TEXT_LEFT
from canvas.painting.picture import Look
from canvas.scene.geometry import CARD_WIDTH, Spot
from canvas.stage import Stage
from canvas.theme import CanvasTheme

LONGEST = 200
"""Letters that a name may have."""
WIDTH, HEIGHT = CARD_WIDTH - TEXT_LEFT + 2, 32
NARROWEST, LOWEST, SMALLEST_LETTERS = 190, 28, 12
"""Pixels of the screen, however far away the card is."""
RENAME = Text("„{name}“ umbenennen", "rename “{name}”")


class Renaming(QLineEdit):
    """Stands on a card while its name is typed; `closed` is called when it goes."""

    def __init__(
        self, parent: QWidget, stage: Stage, look: Callable[[], Look], closed: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        self._stage, self._look, self._closed = stage, look, closed
        self._step: NodeId | None = None
        self.setMaxLength(LONGEST)
        stage.camera.changed.connect(self._settle)
        stage.document.changed.connect(self._leave)
        self.hide()

    def commands(self) -> tuple[Command, ...]:
        """The one that opens it."""
        return (
            Command(("F2",), Text("Umbenennen", "Rename"), self.open, "edit", self._possible, menu=("step",)),
        )

    def open(self) -> None:
        """Come up on the current step with its name."""
        step = self._stage.selection.current
        assert step is not None  # otherwise the command is not enabled
        self._step = step
        look, journey = self._look(), self._stage.document.journey
        node_type = self._stage.scene.catalog.get(journey.by_id[step].type)
        self.setPlaceholderText(node_type.title.pick(look.language) if node_type is not None else "")
        self.setAccessibleName(Text("Name des Schritts", "Name of the step").pick(look.language))
        self.setText(journey.by_id[step].title)
        self._stage.camera.ensure_seen(self._stage.scene.box(step))
        self._dress(look.theme)
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
        if step is None:
            return
        title = self.text().strip()
        name = RENAME.fill(name=title_of(step, self._stage.document.journey, self._stage.scene.catalog))
        self._stage.document.apply(lambda journey: edits.set_title(journey, step, title), name)
        self._go()

    def _leave(self) -> None:
        if self._step is not None:
            self._step = None
            self._go()

    def _go(self) -> None:
        had_focus = self.hasFocus()
        self.hide()
        if had_focus:
            self._closed()

    def _possible(self) -> bool:
        return self._stage.selection.current is not None

    def _settle(self) -> None:
        """Stand where the card shows its words."""
        if self._step is None:
            return
        camera, box = self._stage.camera, self._stage.scene.box(self._step)
        corner = camera.to_widget(Spot(box.left + TEXT_LEFT - 8, box.center.y - HEIGHT / 2))
        width, height = max(NARROWEST, WIDTH * camera.scale), max(LOWEST, HEIGHT * camera.scale)
        self.setGeometry(QRect(round(corner.x()), round(corner.y()), round(width), round(height)))

    def _dress(self, theme: CanvasTheme) -> None:
        letters = max(SMALLEST_LETTERS, round(14 * self._stage.camera.scale))
        self.setStyleSheet(
            f"""Renaming {{ color: {theme.text}; background: {theme.card}; border: 2px solid {theme.accent};
            border-radius: 6px; padding: 0 5px; font-size: {letters}px; font-weight: 600;
            selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}"""
        )
