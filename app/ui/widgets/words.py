"""Labels by their role."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

Role = Literal["muted", "soft", "label", "heading", "strong", "group", "huge", "error", "plain"]
Pill = Literal["neutral", "good", "warning", "accent", "badge"]


def label(words: str, role: Role = "plain", *, wrap: bool = False) -> QLabel:
    """A label of plain text; with `wrap` it breaks lines where it must."""
    found = QLabel(words)
    found.setTextFormat(Qt.TextFormat.PlainText)
    found.setProperty("role", role)
    found.setWordWrap(wrap)
    if wrap:
        found.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        found.setMinimumWidth(60)
    return found


def pill(words: str, kind: Pill = "neutral") -> QLabel:
    """A short state in a rounded field."""
    found = QLabel(words)
    found.setTextFormat(Qt.TextFormat.PlainText)
    found.setProperty("pill", kind)
    found.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return found


def set_pill(target: QLabel, words: str, kind: Pill) -> None:
    """Change words and kind of a state."""
    target.setText(words)
    target.setProperty("pill", kind)
    target.style().unpolish(target)
    target.style().polish(target)
