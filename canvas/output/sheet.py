"""A journey on paper: the area it covers, drawn as SVG, PNG or PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPaintDevice, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from canvas.output.paging import EDGE, FOOT, PAPER, Page, Paging, paged
from canvas.painting.brush import color
from canvas.painting.lettering import write
from canvas.painting.picture import Picture, PlainCards
from canvas.painting.typeface import Typeface
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
    typeface: Typeface

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
        image = self.image()
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

    def pages(self) -> bytes:
        """The picture as PDF for printing: A4 pages that overlap a little, each telling its place."""
        paging = paged(self.area)
        buffer = _buffer()
        device = QPdfWriter(buffer)
        device.setTitle(self.title)
        device.setCreator("Stellwerk")
        device.setResolution(RESOLUTION)
        device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        turned = QPageLayout.Orientation.Landscape if paging.landscape else QPageLayout.Orientation.Portrait
        device.setPageOrientation(turned)
        device.setPageMargins(QMarginsF(0, 0, 0, 0))
        painter = QPainter(device)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        for index, page in enumerate(paging.pages):
            if index:
                device.newPage()
            self._paint_page(painter, paging, page)
        painter.end()
        buffer.close()
        return bytes(buffer.data().data())

    def image(self) -> QImage:
        """The picture in dots, as for PNG."""
        scale = min(self.scale, MOST_PIXELS / max(self.area.width, self.area.height))
        image = QImage(
            round(self.area.width * scale), round(self.area.height * scale), QImage.Format.Format_RGB32
        )
        self._paint(image, scale)
        return image

    def _paint_page(self, painter: QPainter, paging: Paging, page: Page) -> None:
        dots = RESOLUTION / 72
        painter.save()
        painter.scale(dots, dots)
        painter.translate(EDGE, EDGE)
        self._paint_foot(painter, paging, page)
        painter.scale(paging.scale, paging.scale)
        painter.setClipRect(QRectF(0, 0, page.part.width, page.part.height))
        painter.translate(-page.part.left, -page.part.top)
        self.picture.paint(painter, page.part, "near", PlainCards())
        painter.restore()

    def _paint_foot(self, painter: QPainter, paging: Paging, page: Page) -> None:
        width, height = PAPER[::-1] if paging.landscape else PAPER
        number = (page.row - 1) * paging.columns + page.column
        words = f"{self.title} · {number}/{len(paging.pages)}"
        if len(paging.pages) > 1:
            words += f" ({page.row}/{paging.rows} ↓, {page.column}/{paging.columns} →)"
        place = QRectF(0, height - 2 * EDGE - FOOT + 6, width - 2 * EDGE, FOOT)
        write(painter, words, place, self.typeface.line(), self.theme.secondary)

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
