"""A journey on paper: the area it covers, drawn as SVG, PNG or PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPaintDevice, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from canvas.painting.brush import color
from canvas.painting.picture import Picture, PlainCards
from canvas.scene.geometry import Box
from canvas.theme import CanvasTheme

MOST_PIXELS = 16_000.0
"""Longest side of a PNG; larger journeys are drawn smaller."""
MOST_POINTS = 14_400.0
"""Longest side of a page that PDF allows."""
POINTS = 0.75
"""Of a page, per unit of the canvas: 100 % at 96 dots per inch."""
RESOLUTION = 288


@dataclass(frozen=True)
class Sheet:
    """Everything that is on the paper. `scale` is pixels per unit, for PNG."""

    picture: Picture
    theme: CanvasTheme
    area: Box
    title: str
    scale: float

    def svg(self) -> bytes:
        """The picture as SVG."""
        buffer = _buffer()
        device = QSvgGenerator()
        device.setOutputDevice(buffer)
        device.setResolution(96)
        device.setSize(QSize(round(self.area.width), round(self.area.height)))
        device.setViewBox(QRectF(0, 0, self.area.width, self.area.height))
        device.setTitle(self.title)
        device.setDescription("")
        self._paint(device, 1.0)
        return bytes(buffer.data().data())

    def png(self) -> bytes:
        """The picture as PNG."""
        scale = min(self.scale, MOST_PIXELS / max(self.area.width, self.area.height))
        image = QImage(
            round(self.area.width * scale), round(self.area.height * scale), QImage.Format.Format_RGB32
        )
        self._paint(image, scale)
        buffer = _buffer()
        # The stubs ask for bytes, the call takes text.
        image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
        return bytes(buffer.data().data())

    def pdf(self) -> bytes:
        """The picture as PDF, one page that is as large as the journey."""
        points = min(POINTS, MOST_POINTS / max(self.area.width, self.area.height))
        buffer = _buffer()
        device = QPdfWriter(buffer)
        device.setTitle(self.title)
        device.setCreator("Stellwerk")
        device.setResolution(RESOLUTION)
        size = QSizeF(self.area.width * points, self.area.height * points)
        device.setPageSize(QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
        device.setPageMargins(QMarginsF(0, 0, 0, 0))
        self._paint(device, points * RESOLUTION / 72)
        buffer.close()
        return bytes(buffer.data().data())

    def _paint(self, device: QPaintDevice, scale: float) -> None:
        painter = QPainter(device)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(scale, scale)
        painter.fillRect(QRectF(0, 0, self.area.width, self.area.height), color(self.theme.canvas))
        painter.translate(-self.area.left, -self.area.top)
        self.picture.paint(painter, self.area, "near", PlainCards())
        painter.end()


WRITERS: Mapping[str, Callable[[Sheet], bytes]] = {".svg": Sheet.svg, ".png": Sheet.png, ".pdf": Sheet.pdf}
"""Kinds of files by their endings."""


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
