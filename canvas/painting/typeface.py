"""Fonts of the canvas, in canvas units, from one family."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFont

READABLE = 11
"""Pixels of the screen."""


@dataclass(frozen=True)
class Typeface:
    """A font family; hashable, so that picture caches can be keyed by it."""

    family: str

    def title(self) -> QFont:
        """Titles of cards."""
        return self._font(14, QFont.Weight.DemiBold)

    def line(self) -> QFont:
        """The plain-words line of a card."""
        return self._font(12, QFont.Weight.Normal)

    def label(self) -> QFont:
        """Names of ports."""
        return self._font(12, QFont.Weight.Medium)

    def badge(self) -> QFont:
        """Numbers and marks."""
        return self._font(11, QFont.Weight.Bold)

    def sign(self, scale: float) -> QFont:
        """The number on a card without words, never smaller on the screen than can be read."""
        return self._font(max(22, round(READABLE / scale)), QFont.Weight.DemiBold)

    def small(self, pixels: int) -> QFont:
        """The number beside a far block."""
        return self._font(pixels, QFont.Weight.Bold)

    def _font(self, pixels: int, weight: QFont.Weight) -> QFont:
        font = QFont(self.family)
        font.setPixelSize(pixels)
        font.setWeight(weight)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font
