"""Buttons by their kind, each with an accessible name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from app.core.text import Text
from app.ui.context import Context

ButtonKind = Literal["plain", "primary", "link", "danger", "chip", "menuchip"]


def push_button(
    context: Context,
    words: Text,
    run: Callable[[], object],
    *,
    kind: ButtonKind = "plain",
    icon: str | None = None,
) -> QPushButton:
    """A button with words and perhaps an icon before them."""
    button = QPushButton(context.say(words))
    button.setProperty("kind", kind)
    button.setAccessibleName(context.say(words))
    if icon is not None:
        colour = {"primary": context.tokens.on_accent, "link": context.tokens.accent}.get(
            kind, context.tokens.text
        )
        button.setIcon(context.icon(icon, colour))
        button.setIconSize(QSize(16, 16))
        button.setText(f" {context.say(words)}")
    if kind in ("link", "chip", "menuchip"):
        button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(lambda: run())
    return button


def icon_button(
    context: Context,
    icon: str,
    words: Text,
    run: Callable[[], object] | None = None,
    *,
    colour: str | None = None,
) -> QToolButton:
    """A button with an icon only; its words are the tool tip and the accessible name."""
    button = QToolButton()
    button.setIcon(context.icon(icon, colour or context.tokens.muted))
    button.setIconSize(QSize(18, 18))
    button.setToolTip(context.say(words))
    button.setAccessibleName(context.say(words))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if run is not None:
        button.clicked.connect(lambda: run())
    return button
