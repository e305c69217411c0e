"""The context menu: right click, menu key or a long press; made from the table of commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.core.text import Language
from canvas.commands import Command, Place, offered
from canvas.key_names import key_words
from canvas.scene.frame_box import title_box
from canvas.scene.geometry import Spot
from canvas.scene.hit import EdgeHit, EndHit, FrameHit, Hit, PlusHit
from canvas.scene.scene import Scene, key_of
from canvas.selection import Selection
from canvas.theme import CanvasTheme


class ContextMenu:
    """Selects what it is opened on, and offers what fits there."""

    def __init__(self, parent: QWidget, commands: Callable[[], tuple[Command, ...]]) -> None:
        self._parent = parent
        self._commands = commands
        self._language: Language = "de"
        self._style = ""
        self.at = QPointF()
        """Where in the parent it was opened last: commands add or paste there."""

    def dress(self, theme: CanvasTheme, language: Language) -> None:
        """Take on colors and language."""
        self._language = language
        self._style = _style(theme)

    def open(self, place: Place, at: QPointF) -> QMenu | None:
        """Come up at a place of the parent with what fits the selection; None if nothing does."""
        groups = offered(self._commands(), place)
        if not groups:
            return None
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setStyleSheet(self._style)
        for index, group in enumerate(groups):
            if index:
                menu.addSeparator()
            self._fill(menu, group)
        self.at = at
        menu.popup(self._parent.mapToGlobal(at.toPoint()))
        return menu

    def _fill(self, menu: QMenu, group: Sequence[Command]) -> None:
        for command in group:
            # The key stands behind a tab, where Qt shows it without listening to it: the keyboard does.
            name = command.name.pick(self._language).replace("&", "&&")
            keys = key_words(command.keys[0], self._language) if command.keys else ""
            action = menu.addAction(f"{name}\t{keys}" if keys else name)
            action.triggered.connect(_running(command))


def select_hit(selection: Selection, scene: Scene, hit: Hit) -> None:
    """Select what a menu is opened on, unless it is part of what is selected."""
    if isinstance(hit, PlusHit | EdgeHit | EndHit):
        selection.select_edge(scene.edge(hit.edge))
    elif isinstance(hit, FrameHit):
        if hit.frame not in selection.frames:
            selection.select_frame(scene.journey.frame_by_id[hit.frame])
    elif hit is None:
        selection.clear()
    elif hit.node not in selection.steps:
        selection.select((hit.node,))


def place_of(selection: Selection) -> Place:
    """What a menu on the selection is opened on."""
    if selection.edge is not None:
        return "edge"
    if selection.frame is not None:
        return "frame"
    return ("ground", "step", "steps")[min(len(selection.steps), 2)]


def middle_of(selection: Selection, scene: Scene) -> Spot | None:
    """Where a menu that a key asks for belongs: at the current step, any other, or the connection."""
    if selection.edge is not None:
        return scene.plus(key_of(selection.edge))
    if selection.frame is not None:
        return title_box(scene.frames.box(selection.frame)).center
    step = selection.current or min(selection.steps, default=None)
    return scene.box(step).center if step else None


def _running(command: Command) -> Callable[[], None]:
    def run() -> None:  # the checked state that Qt hands over is no concern of a command
        if command.enabled():  # what it was opened on may have gone meanwhile
            command.run()

    return run


def _style(theme: CanvasTheme) -> str:
    # Rows of 32 pixels can be hit by a finger.
    return f"""
        QMenu {{ background: {theme.card}; color: {theme.text}; border: 1px solid {theme.line};
            border-radius: 8px; padding: 4px; font-size: 13px; }}
        QMenu::item {{ padding: 8px 20px 8px 12px; border-radius: 6px; min-height: 16px; }}
        QMenu::item:selected {{ background: {theme.accent}; color: {theme.on_accent}; }}
        QMenu::separator {{ height: 1px; background: {theme.line}; margin: 4px 8px; }}
    """
