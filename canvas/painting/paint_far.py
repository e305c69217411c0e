"""Painting from afar: blocks and thin straight lines, as there may be ten thousand of them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.core.journey import FrameId, NodeId
from canvas.painting.brush import color, rect
from canvas.painting.faces import FaceBook
from canvas.painting.fold_card import fold_sign
from canvas.painting.looks import Accents, Look
from canvas.painting.overview import Overview
from canvas.scene.geometry import Box
from canvas.scene.scene import Scene


class FarPainter:
    """Draws blocks and lines of a scene."""

    def __init__(self, scene: Scene, faces: FaceBook, look: Look, accents: Accents) -> None:
        self._scene, self._faces, self._accents = scene, faces, accents
        self._theme = look.theme

    def crowd(self, painter: QPainter, overview: Overview) -> None:
        """Draw all lines and blocks from ready lists."""
        self.lines(painter, overview.lines)
        painter.setPen(Qt.PenStyle.NoPen)
        for group, boxes in sorted(overview.blocks.items(), key=lambda each: self._theme.group(each[0])):
            painter.setBrush(color(self._theme.group(group)))
            painter.drawRects(boxes)
        self.chosen(painter, self._accents.steps)

    def lines(self, painter: QPainter, lines: list[QLineF]) -> None:
        """Thin straight lines: from afar nobody sees a bend, and ten thousand of them must not take long."""
        pen = QPen(color(self._theme.edge), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.drawLines(lines)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def blocks(self, painter: QPainter, steps: list[NodeId]) -> None:
        """Draw steps, with those that are selected."""
        blocks: dict[str, list[QRectF]] = {}
        for node_id in steps:
            group = self._faces.group(self._scene.journey.by_id[node_id])
            blocks.setdefault(self._theme.group(group), []).append(rect(self._scene.box(node_id)))
        painter.setPen(Qt.PenStyle.NoPen)
        for tint, boxes in sorted(
            blocks.items(), key=lambda each: each[0]
        ):  # always alike where they overlap
            painter.setBrush(color(tint))
            painter.drawRects(boxes)
        self.chosen(painter, [each for each in steps if each in self._accents.steps])

    def chosen(self, painter: QPainter, steps: Iterable[NodeId]) -> None:
        """Emphasize selected steps."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(self._theme.accent, 0.4))
        hidden = self._scene.folding.holder
        chosen = [rect(self._scene.box(each).grown(24)) for each in steps if each not in hidden]
        if chosen:
            painter.drawRects(chosen)

    def folds(self, painter: QPainter, folds: list[FrameId]) -> None:
        """Draw collapsed frames."""
        painter.setPen(Qt.PenStyle.NoPen)
        for frame_id in folds:
            box = self._scene.frames.box(frame_id)
            tint = self._theme.group(fold_sign(self._scene.folding.folds[frame_id])[1])
            painter.setBrush(color(self._theme.accent if self.is_chosen(frame_id) else tint))
            painter.drawRect(rect(box))
            painter.drawRect(rect(Box(box.left + 16, box.bottom + 6, box.right - 16, box.bottom + 16)))

    def is_chosen(self, frame_id: FrameId) -> bool:
        """Whether a collapsed frame is selected, or a step inside."""
        inside = self._scene.folding.folds[frame_id].frame.steps
        return frame_id in self._accents.frames or not self._accents.steps.isdisjoint(inside)
