"""Colours, sizes and fonts: tokens for light and dark, and how they reach Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette

from app.core.node import Group

ThemeChoice = Literal["system", "light", "dark"]
SMALLEST_POINT_SIZE = 10.0


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme as `#RRGGBB`, named by what they are for."""

    dark: bool
    window: str
    panel: str
    canvas: str
    line: str
    strong_line: str
    text: str
    muted: str
    accent: str
    accent_fill: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    hover: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    preview: str
    groups: Mapping[Group, str]


LIGHT = Tokens(
    dark=False,
    window="#F4F5F7",
    panel="#FFFFFF",
    canvas="#F7F8FA",
    line="#E2E5EA",
    strong_line="#C3C9D3",
    text="#1B1F26",
    muted="#5B6472",
    accent="#2563EB",
    accent_fill="#2563EB",
    accent_hover="#1D4FC4",
    accent_soft="#E9F0FE",
    on_accent="#FFFFFF",
    hover="#F1F3F6",
    good="#18734A",
    good_soft="#E2F3EA",
    warning="#8A5A10",
    warning_soft="#FBF1DD",
    danger="#B42318",
    danger_soft="#FDECEA",
    preview="#0F766E",
    groups={
        "trigger": "#1E8E5A",
        "condition": "#B7791F",
        "timing": "#52606D",
        "action": "#2563EB",
        "flow": "#7C3AED",
    },
)

DARK = Tokens(
    dark=True,
    window="#17191D",
    panel="#1F2228",
    canvas="#1A1C21",
    line="#31353D",
    strong_line="#4A505B",
    text="#E8EAEE",
    muted="#9BA3B0",
    accent="#7BA5F4",
    accent_fill="#2F66DB",
    accent_hover="#3D74EA",
    accent_soft="#243251",
    on_accent="#FFFFFF",
    hover="#282C34",
    good="#5FCF99",
    good_soft="#1D3A2D",
    warning="#E6B45C",
    warning_soft="#3B311C",
    danger="#F28B82",
    danger_soft="#43242A",
    preview="#2DB5A3",
    groups={
        "trigger": "#3FBF82",
        "condition": "#E0A94A",
        "timing": "#94A3B8",
        "action": "#6E9BF5",
        "flow": "#A98BF5",
    },
)


@dataclass(frozen=True)
class Sizes:
    """Font sizes in pixels, in proportion to the font of the system."""

    small: int
    base: int
    large: int
    huge: int


def tokens_for(choice: ThemeChoice) -> Tokens:
    """The tokens of a choice; `system` follows the colour scheme of the desktop."""
    if choice == "system":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if choice == "dark" else LIGHT


def base_font(system: QFont) -> QFont:
    """The font of the system, never too small to read; the one that comes along if there is none."""
    font = QFont(system)
    if not QFontDatabase.families():
        font.setFamily(_bundled_family())
    if font.pointSizeF() < SMALLEST_POINT_SIZE:
        font.setPointSizeF(SMALLEST_POINT_SIZE)
    return font


def sizes_for(font: QFont) -> Sizes:
    """The sizes that go with a base font."""
    base = QFontInfo(font).pixelSize()
    return Sizes(
        small=max(11, round(base * 0.9)), base=base, large=round(base * 1.2), huge=round(base * 1.55)
    )


def palette_for(tokens: Tokens) -> QPalette:
    """The palette for everything that the stylesheet does not say."""
    palette = QPalette()
    roles = QPalette.ColorRole
    colours = {
        roles.Window: tokens.window,
        roles.WindowText: tokens.text,
        roles.Base: tokens.panel,
        roles.AlternateBase: tokens.hover,
        roles.Text: tokens.text,
        roles.PlaceholderText: tokens.muted,
        roles.Button: tokens.panel,
        roles.ButtonText: tokens.text,
        roles.BrightText: tokens.danger,
        roles.Highlight: tokens.accent_fill,
        roles.HighlightedText: tokens.on_accent,
        roles.Link: tokens.accent,
        roles.ToolTipBase: tokens.panel,
        roles.ToolTipText: tokens.text,
        roles.Mid: tokens.line,
        roles.Dark: tokens.strong_line,
    }
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    return palette


def _bundled_family() -> str:
    family = ""
    for weight in ("Regular", "Medium", "SemiBold", "Bold"):
        data = files("resources").joinpath("fonts", f"Inter-{weight}.otf").read_bytes()
        number = QFontDatabase.addApplicationFontFromData(data)
        family = (QFontDatabase.applicationFontFamilies(number) or [family])[0]
    return family
