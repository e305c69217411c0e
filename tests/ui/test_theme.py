"""Colours can be read, and the stylesheet knows them all."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from app.ui.stylesheet import stylesheet
from app.ui.theme import DARK, LIGHT, Sizes, Tokens, base_font, tokens_for

READABLE = (
    ("text", "panel"),
    ("text", "window"),
    ("muted", "panel"),
    ("muted", "window"),
    ("muted", "hover"),
    ("accent", "panel"),
    ("accent", "accent_soft"),
    ("on_accent", "accent_fill"),
    ("good", "good_soft"),
    ("warning", "warning_soft"),
    ("danger", "danger_soft"),
    ("danger", "panel"),
)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG defines it."""
    high, low = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), READABLE)
def test_words_stand_out_from_their_background(tokens: Tokens, front: str, back: str) -> None:
    assert contrast(getattr(tokens, front), getattr(tokens, back)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_place_in_the_stylesheet_is_filled(tokens: Tokens) -> None:
    sheet = stylesheet(tokens, Sizes(11, 13, 16, 20))
    assert "$" not in sheet
    assert tokens.accent_fill in sheet


def test_a_chosen_theme_does_not_ask_the_system(qapp: QApplication) -> None:
    assert tokens_for("dark") is DARK
    assert tokens_for("light") is LIGHT
    assert tokens_for("system") in (LIGHT, DARK)


def test_a_tiny_system_font_is_enlarged(qapp: QApplication) -> None:
    font = QFont()
    font.setPointSizeF(7)
    assert base_font(font).pointSizeF() == 10
