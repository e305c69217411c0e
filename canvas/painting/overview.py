"""All blocks and lines of a journey, ready to be drawn at once: from afar there may be ten thousand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLineF, QRectF

from app.core.journey import Node
from app.core.node import Group
from canvas.painting.brush import rect
from canvas.scene.scene import Scene


class Overview:
    """Lists made anew only after the scene has changed."""

    def __init__(self) -> None:
        self._of: tuple[Scene, int] | None = None
        self.blocks: dict[Group | None, list[QRectF]] = {}
        self.lines: list[QLineF] = []

    def look(self, scene: Scene, group_of: Callable[[Node], Group | None]) -> None:
        """Bring the lists up to date."""
        now = scene, scene.revision
        if self._of == now:
            return
        self._of = now
        self.blocks = {}
        holder = scene.folding.holder
        for node in scene.journey.nodes:
            if node.id not in holder:
                self.blocks.setdefault(group_of(node), []).append(rect(scene.box(node.id)))
        self.lines = [QLineF(*line) for line in scene.routes.sketches()]
