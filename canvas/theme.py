"""Colors of the canvas in light and dark; the window hands in one of these, nothing here asks the system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.core.node import Group


@dataclass(frozen=True)
class CanvasTheme:
    """All colors the canvas paints with, as `#RRGGBB`; hashable, so that it can be part of keys."""

    name: Literal["light", "dark"]
    canvas: str
    dot: str
    card: str
    line: str
    text: str
    secondary: str
    accent: str
    on_accent: str
    preview: str
    on_preview: str
    edge: str
    warning: str
    error: str
    on_problem: str
    shadow: str
    added: str
    removed: str
    changed: str
    on_change: str
    trigger: str
    condition: str
    timing: str
    action: str
    flow: str

    def group(self, group: Group | None) -> str:
        """The color of a palette group; a step of an unknown type looks like a neutral one."""
        return self.secondary if group is None else str(getattr(self, group))


LIGHT = CanvasTheme(
    name="light",
    canvas="#F7F8FA",
    dot="#D5D9E0",
    card="#FFFFFF",
    line="#E2E5EA",
    text="#1B1F26",
    secondary="#5B6472",
    accent="#2563EB",
    on_accent="#FFFFFF",
    preview="#0F766E",
    on_preview="#FFFFFF",
    edge="#98A1B1",
    warning="#B45309",
    error="#C62828",
    on_problem="#FFFFFF",
    shadow="#101828",
    added="#18734A",
    removed="#B42318",
    changed="#8A5A10",
    on_change="#FFFFFF",
    trigger="#1E8E5A",
    condition="#B7791F",
    timing="#52606D",
    action="#2563EB",
    flow="#7C3AED",
)

DARK = CanvasTheme(
    name="dark",
    canvas="#1A1C21",
    dot="#31353D",
    card="#24282F",
    line="#363B45",
    text="#E8EAEE",
    secondary="#9BA3B0",
    accent="#5B8DEF",
    on_accent="#0B1220",
    preview="#2DB5A3",
    on_preview="#06201C",
    edge="#5A616E",
    warning="#E0A94A",
    error="#F1736A",
    on_problem="#1B1206",
    shadow="#000000",
    added="#3FBF82",
    removed="#F1736A",
    changed="#E0A94A",
    on_change="#0F1512",
    trigger="#3FBF82",
    condition="#E0A94A",
    timing="#94A3B8",
    action="#6E9BF5",
    flow="#A98BF5",
)
