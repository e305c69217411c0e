"""Notes in Markdown, laid out as a document: drawn from kept pictures on the screen, as outlines in SVG."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from functools import lru_cache
from math import ceil
from typing import NamedTuple, cast

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QGlyphRun,
    QLinearGradient,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPalette,
    QPixmap,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
    QTextList,
    QTextListFormat,
    QTransform,
)

from canvas.painting.brush import color

SIZE = 13
HEADINGS = {1: 18, 2: 16, 3: 14}
BUDGET = 64
"""Kept pictures at most; one of a note at 200 % is about 1 MB."""
FADE = 26.0
"""Height in which words fade out that have no room."""


class Ink(NamedTuple):
    """Font and colors of notes."""

    family: str
    text: str
    link: str


class Prose:
    """Draws notes; the least used pictures are forgotten."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[tuple[object, ...], QPixmap] = OrderedDict()

    def paint(self, painter: QPainter, notes: str, place: QRectF, ink: Ink) -> None:
        """Draw notes into a place; what does not fit fades out."""
        if painter.paintEngine().type() != QPaintEngine.Type.Raster:
            paint_prose(painter, notes, place, ink)
            return
        transform, ratio = painter.transform(), painter.device().devicePixelRatioF()
        picture = self._picture(notes, place, ink, transform.m11(), ratio)
        corner = transform.map(place.topLeft())
        painter.save()
        painter.setTransform(QTransform())
        painter.drawPixmap(
            QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio), picture
        )
        painter.restore()

    def _picture(self, notes: str, place: QRectF, ink: Ink, scale: float, ratio: float) -> QPixmap:
        key = (notes, place.width(), place.height(), ink, scale * ratio)
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        picture = self._pictures[key] = _drawn(notes, place, ink, scale * ratio)
        picture.setDevicePixelRatio(ratio)
        if len(self._pictures) > BUDGET:
            self._pictures.popitem(last=False)
        return picture


def prose_height(notes: str, width: float, ink: Ink) -> int:
    """How high notes are when they are drawn in a width."""
    return ceil(_document(notes, width, ink).size().height()) if notes else 0


def paint_prose(painter: QPainter, notes: str, place: QRectF, ink: Ink) -> None:
    """Draw notes at once, cut off where the place ends."""
    document = _document(notes, place.width(), ink)
    if painter.paintEngine().type() != QPaintEngine.Type.Raster:
        place = QRectF(place.topLeft(), QSizeF(place.width(), _whole_rows(document, place.height())))
    painter.save()
    painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
    painter.translate(place.topLeft())
    if painter.paintEngine().type() == QPaintEngine.Type.SVG:
        _draw_outlines(painter, document, ink, place.height())
    else:
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, color(ink.text))
        context.palette = palette
        document.documentLayout().draw(painter, context)
    painter.restore()


def _drawn(notes: str, place: QRectF, ink: Ink, scale: float) -> QPixmap:
    picture = QPixmap(max(1, ceil(place.width() * scale)), max(1, ceil(place.height() * scale)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    paint_prose(painter, notes, QRectF(0, 0, place.width(), place.height()), ink)
    if _document(notes, place.width(), ink).size().height() > place.height() + 2:
        _fade(painter, place)
    painter.end()
    return picture


def _fade(painter: QPainter, place: QRectF) -> None:
    gradient = QLinearGradient(0, place.height() - FADE, 0, place.height())
    gradient.setColorAt(0, QColor(0, 0, 0, 0))
    gradient.setColorAt(1, QColor(0, 0, 0, 255))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    painter.fillRect(QRectF(0, place.height() - FADE, place.width(), FADE), gradient)


class _Document(QTextDocument):
    """A document that fetches nothing: notes may come from anywhere."""

    def loadResource(self, type: int, name: QUrl | str) -> object:  # noqa: A002  # the name is Qt's
        return None


@lru_cache(maxsize=96)
def _document(notes: str, width: float, ink: Ink) -> QTextDocument:
    document = _Document()
    font = QFont(ink.family)
    font.setPixelSize(SIZE)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setIndentWidth(18)
    features = QTextDocument.MarkdownFeature
    document.setMarkdown(notes, features.MarkdownDialectGitHub | features.MarkdownNoHTML)
    for block in _blocks(document):
        _dress(block, ink)
    document.setTextWidth(width)
    return document


def _dress(block: QTextBlock, ink: Ink) -> None:
    """Give a paragraph our sizes and colors in place of those Qt takes for Markdown."""
    cursor = QTextCursor(block)
    spacing = block.blockFormat()
    level = spacing.headingLevel()
    listed = cast("QTextList | None", block.textList()) is not None
    spacing.setTopMargin(4 if level and block.position() else 0)
    spacing.setBottomMargin(2 if listed else 5)
    cursor.setBlockFormat(spacing)
    # Read first: pieces that come to look alike are joined, and those at hand are no more.
    spans = [(each.position(), each.length(), each.charFormat()) for each in _pieces(block)]
    for start, length, form in spans:
        form.clearProperty(QTextCharFormat.Property.FontSizeAdjustment)
        form.setProperty(QTextCharFormat.Property.FontPixelSize, HEADINGS.get(level, SIZE))
        if level:
            form.setFontWeight(QFont.Weight.DemiBold)
        form.setForeground(color(ink.link if form.isAnchor() else ink.text))
        form.setFontUnderline(form.isAnchor())
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(form)


def _draw_outlines(painter: QPainter, document: QTextDocument, ink: Ink, height: float) -> None:
    """Letters as paths: SVG names its font but does not bring it along. Rows without room are left out."""
    layout = document.documentLayout()
    painter.setPen(Qt.PenStyle.NoPen)
    for block in _blocks(document):
        letters = block.layout()
        # Inside a table the layout of a paragraph knows its place in the cell only.
        origin = layout.blockBoundingRect(block).topLeft()
        if origin.y() + letters.lineAt(0).height() > height:
            return
        _draw_mark(painter, block, origin, ink)
        for piece in _pieces(block):
            form = piece.charFormat()
            painter.setBrush(form.foreground() if form.isAnchor() else color(ink.text))
            start = piece.position() - block.position()
            for run in letters.glyphRuns(start, piece.length()):
                _draw_run(painter, run, origin, height - origin.y())


def _draw_run(painter: QPainter, run: QGlyphRun, origin: QPointF, lowest: float) -> None:
    """Letters that stand above a height; a run may go over several rows."""
    path, font = QPainterPath(), run.rawFont()
    for glyph, at in zip(run.glyphIndexes(), run.positions(), strict=True):
        if at.y() <= lowest:
            path.addPath(font.pathForGlyph(glyph).translated(at))
    if not path.isEmpty():
        painter.drawPath(path.translated(origin))


def _draw_mark(painter: QPainter, block: QTextBlock, origin: QPointF, ink: Ink) -> None:
    """The dot or number before an entry of a list."""
    entries = cast("QTextList | None", block.textList())
    if entries is None:
        return
    first = block.layout().lineAt(0)
    base = origin + QPointF(first.x(), first.y() + first.ascent())
    painter.setBrush(color(ink.text))
    if entries.format().style() == QTextListFormat.Style.ListDecimal:
        words = entries.itemText(block)
        font = block.document().defaultFont()
        path = QPainterPath()
        path.addText(base - QPointF(16, 0), font, words)
        painter.drawPath(path)
    else:
        painter.drawEllipse(base - QPointF(10, 4.5), 2, 2)


def _whole_rows(document: QTextDocument, height: float) -> float:
    """How much of a height is taken by rows that fit into it as a whole."""
    layout = document.documentLayout()
    found = 0.0
    for block in _blocks(document):
        top, rows = layout.blockBoundingRect(block).top(), block.layout()
        for index in range(rows.lineCount()):
            line = rows.lineAt(index)
            bottom = top + line.y() + line.height()
            if bottom <= height:
                found = max(found, bottom)
    return found


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _pieces(block: QTextBlock) -> Iterator[QTextFragment]:
    """The parts of a paragraph that look alike."""
    place = block.begin()
    while not place.atEnd():
        yield place.fragment()
        place += 1
