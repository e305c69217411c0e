"""How much of a journey is shown, in which colors and words, and what of it is emphasized."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from app.core.journey import FrameId, NodeId
from app.core.text import Language
from canvas.painting.typeface import Typeface
from canvas.scene.route_book import EdgeKey
from canvas.theme import CanvasTheme

Level = Literal["far", "middle", "near"]


@dataclass(frozen=True)
class Look:
    """Colors, fonts and language of a picture."""

    theme: CanvasTheme
    typeface: Typeface
    language: Language


@dataclass(frozen=True)
class Accents:
    """What is emphasized: the selection, and what the pointer is on."""

    steps: frozenset[NodeId] = frozenset()
    edge: EdgeKey | None = None
    hot_step: NodeId | None = None
    hot_port: tuple[NodeId, str] | None = None
    hot_plus: EdgeKey | None = None
    hot_edge: EdgeKey | None = None
    hot_entry: NodeId | None = None
    frames: frozenset[FrameId] = frozenset()
    hot_frame: FrameId | None = None
    hidden: frozenset[EdgeKey] = frozenset()
    """Connections that a gesture would take away."""
    lifted: frozenset[NodeId] = frozenset()
    """Cards that are dragged: they lie over all others."""
    tools: bool = field(default=True)
    """Whether ports and plus are shown; a picture on paper has none."""


def level_at(scale: float) -> Level:
    """How much is shown at a scale."""
    if scale < 0.25:
        return "far"
    return "middle" if scale < 0.5 else "near"
