"""Labels by their role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
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


class FittingLabel(QLabel):
    """Soft words in the longest form there is room for; what does not fit is told by the tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self._forms: tuple[str, ...] = ("",)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "soft")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_longest(self, forms: Sequence[str]) -> None:
        """Show the first of these forms that fits; they go from long to short."""
        self._forms = (*forms, "")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another form may fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        measure = self.fontMetrics().horizontalAdvance
        found = next(words for words in self._forms if not words or measure(words) <= self.width())
        self.setText(found)
        self.setToolTip(self._forms[0] if found != self._forms[0] else "")
        self.setAccessibleName(self._forms[0])
