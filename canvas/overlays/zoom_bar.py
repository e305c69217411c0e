"""The small bar that zooms: minus, percent, plus, fit; and opens the outline."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from app.core.text import Language, Text
from canvas.camera import Camera
from canvas.painting.icons import paint_icon
from canvas.painting.words import NARROW_SPACE
from canvas.theme import CanvasTheme

ICON = 16
TARGET = 32
"""Pixels that a finger needs."""


class ZoomBar(QFrame):
    """Zooms a camera; what fits and the outline are the business of whoever is told by the buttons."""

    def __init__(self, camera: Camera, parent: QWidget) -> None:
        super().__init__(parent)
        self._language: Language = "de"
        self._camera = camera
        self._minus, self._percent, self._plus = (QToolButton(self) for _ in range(3))
        self.fit_button, self.outline_button = QToolButton(self), QToolButton(self)
        box = QHBoxLayout(self)
        box.setContentsMargins(4, 3, 4, 3)
        box.setSpacing(0)
        for button in (self._minus, self._percent, self._plus, self.fit_button, self.outline_button):
            button.setAutoRaise(True)
            button.setMinimumSize(TARGET, TARGET)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setIconSize(QSize(ICON, ICON))
            box.addWidget(button)
        self._percent.setMinimumWidth(56)
        self._minus.clicked.connect(lambda: camera.step(-1))
        self._plus.clicked.connect(lambda: camera.step(1))
        self._percent.clicked.connect(lambda: camera.zoom(1 / camera.scale))
        camera.changed.connect(self._show_scale)

    def dress(self, theme: CanvasTheme, language: Language) -> None:
        """Take on colors and language."""
        self._language = language
        for button, icon, name in (
            (self._minus, "minus", Text("Verkleinern", "Zoom out")),
            (self._plus, "plus", Text("Vergrößern", "Zoom in")),
            (self.fit_button, "maximize", Text("Alles zeigen", "Show everything")),
            (self.outline_button, "list-details", Text("Gliederung", "Outline")),
        ):
            button.setIcon(tinted_icon(icon, theme.secondary, self.devicePixelRatioF()))
            _name(button, name.pick(language))
        _name(self._percent, Text("Auf 100 % stellen", "Set to 100%").pick(language))
        self.setStyleSheet(
            f"""ZoomBar {{ background: {theme.card}; border: 1px solid {theme.line}; border-radius: 9px; }}
            QToolButton {{ border: none; border-radius: 6px; padding: 5px;
                font-size: 13px; color: {theme.secondary}; }}
            QToolButton:hover {{ background: {theme.canvas}; color: {theme.text}; }}"""
        )
        self._show_scale()

    def _show_scale(self) -> None:
        space = NARROW_SPACE if self._language == "de" else ""
        self._percent.setText(f"{round(self._camera.scale * 100)}{space}%")


def tinted_icon(name: str, tint: str, ratio: float) -> QIcon:
    """A bundled icon as a picture for buttons."""
    picture = QPixmap(round(ICON * ratio), round(ICON * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_icon(painter, name, tint, QRectF(0, 0, ICON, ICON))
    painter.end()
    return QIcon(picture)


def _name(button: QToolButton, words: str) -> None:
    button.setToolTip(words)
    button.setAccessibleName(words)
