"""Painting frames, notes, and the cards of collapsed frames."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPen, QTransform

from app.core.journey import Frame, FrameId, Tint
from app.core.text import Language, Text, plural
from canvas.painting.brush import color, mixed, rect
from canvas.painting.icons import paint_icon
from canvas.painting.lettering import shortened, width_of, write
from canvas.painting.paint_card import RADIUS
from canvas.painting.prose import Ink, Prose
from canvas.painting.typeface import Typeface
from canvas.scene.frame_box import FOLD, PADDING, fold_spot, notes_box, title_box
from canvas.scene.geometry import Box
from canvas.theme import CanvasTheme

NOTE_RADIUS, FRAME_RADIUS = 8.0, RADIUS + 4
FAR_TITLE = 12
"""Pixels of the screen."""
LEAST_FAR = 46
"""A frame narrower than this on the screen shows no title."""
FAR = 0.25
"""Below this scale frames are plain rectangles, without lines."""
CROWD = 60
"""Frames in sight; with more of them only the wide ones show their titles."""
UNTITLED = Text("Rahmen ohne Titel", "Untitled frame")


class Dress(Protocol):
    """What a look has that matters here."""

    @property
    def theme(self) -> CanvasTheme:
        """The colors."""
        ...

    @property
    def typeface(self) -> Typeface:
        """The fonts."""
        ...

    @property
    def language(self) -> Language:
        """The language."""
        ...


class FramePainter:
    """Draws the rooms of frames under the cards, and their titles; keeps pictures of notes."""

    def __init__(self) -> None:
        self._prose = Prose()

    def paint(
        self,
        painter: QPainter,
        frames: list[tuple[Frame, Box]],
        look: Dress,
        chosen: frozenset[FrameId],
        hot: FrameId | None,
        *,
        words: bool,
    ) -> None:
        """Draw open frames and notes; with `words`, what is written on them too."""
        for frame, box in frames:
            if painter.transform().m11() < FAR:
                _paint_block(painter, frame, box, look.theme, chosen=frame.id in chosen)
                continue
            marked = {"chosen": frame.id in chosen, "hot": frame.id == hot}
            if frame.is_note:
                _paint_sheet(painter, frame, box, look.theme)
                _paint_edge(painter, frame, box, look.theme, **marked)
            else:
                _paint_room(painter, frame, box, look.theme, **marked)
            if words:
                self._write(painter, frame, box, look, active=any(marked.values()))

    def _write(self, painter: QPainter, frame: Frame, box: Box, look: Dress, *, active: bool) -> None:
        ink = _ink(frame.tint, look.theme)
        title = frame.title
        if not title and not frame.is_note and active:
            title, ink = UNTITLED.pick(look.language), look.theme.secondary
        if title:
            place = rect(title_box(box, right=PADDING if frame.is_note else FOLD))
            font = look.typeface.title()
            write(painter, shortened(title, font, place.width()), place, font, ink)
        if not frame.is_note and active:
            _paint_chevron(painter, box, look.theme, up=True)
        if frame.notes:
            self._prose.paint(painter, frame.notes, rect(notes_box(frame, box)), _notes_ink(look))


def paint_titles(painter: QPainter, frames: list[tuple[Frame, Box]], look: Dress) -> None:
    """Write titles in a size of the screen that can be read from afar, over everything."""
    transform = painter.transform()
    scale = transform.m11()
    painter.save()
    painter.setTransform(QTransform())
    font = look.typeface.small(FAR_TITLE)
    least = LEAST_FAR if len(frames) <= CROWD else 4 * LEAST_FAR
    for frame, box in frames:
        room = box.width * scale - 6
        if not frame.title or room < least:
            continue
        words = shortened(frame.title, font, room - 12)
        corner = transform.map(QPointF(box.left, box.top))
        place = QRectF(corner.x() + 3, corner.y() + 3, width_of(words, font) + 12, FAR_TITLE + 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(look.theme.card, 0.9))
        painter.drawRoundedRect(place, 4, 4)
        write(painter, words, place.adjusted(6, 0, 0, 0), font, _ink(frame.tint, look.theme))
    painter.restore()


def paint_stack(painter: QPainter, box: Box, theme: CanvasTheme) -> None:
    """Draw the edges of cards below the card of a collapsed frame."""
    painter.setPen(QPen(color(theme.line), 1))
    for depth in (2, 1):
        painter.setBrush(mixed(theme.secondary, theme.card, 0.10 * depth))
        inset, down = 7.0 * depth, 5.0 * depth
        place = QRectF(box.left + inset, box.top + 20, box.width - 2 * inset, box.height - 20 + down)
        painter.drawRoundedRect(place, RADIUS, RADIUS)


def paint_unfold(painter: QPainter, box: Box, theme: CanvasTheme) -> None:
    """Draw the sign that expands a collapsed frame."""
    _paint_chevron(painter, box, theme, up=False)


def paint_target(painter: QPainter, box: Box, theme: CanvasTheme, *, joins: bool) -> None:
    """Draw the border of a frame that dragged steps would join, or leave."""
    pen = QPen(color(theme.accent), 2 if joins else 1.4)
    pen.setStyle(Qt.PenStyle.SolidLine if joins else Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(color(theme.accent, 0.08) if joins else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect(box), RADIUS + 4, RADIUS + 4)


def steps_inside(count: int) -> Text:
    """How many steps a collapsed frame holds."""
    return plural(count, Text("{n} Schritt", "{n} step"), Text("{n} Schritte", "{n} steps"))


def tint_of(tint: Tint, theme: CanvasTheme) -> str:
    """The color of the theme for a tint."""
    colors = {
        "neutral": theme.secondary,
        "green": theme.trigger,
        "amber": theme.condition,
        "blue": theme.action,
        "violet": theme.flow,
    }
    return colors[tint]


def _ink(tint: Tint, theme: CanvasTheme) -> str:
    return theme.text if tint == "neutral" else mixed(tint_of(tint, theme), theme.text, 0.45).name()


def _notes_ink(look: Dress) -> Ink:
    return Ink(look.typeface.family, look.theme.text, look.theme.accent)


def _paint_room(
    painter: QPainter, frame: Frame, box: Box, theme: CanvasTheme, *, chosen: bool, hot: bool
) -> None:
    """The ground of a frame and its border."""
    width, line = _line_of(frame, theme, chosen=chosen, hot=hot)
    place, ground = rect(box), _ground(frame.tint, theme)
    if painter.paintEngine().type() == QPaintEngine.Type.Raster:
        _fill(painter, place, FRAME_RADIUS, mixed(line.name(), ground.name(), line.alphaF()))
        _fill(painter, place.adjusted(width, width, -width, -width), FRAME_RADIUS - width, ground)
        return
    painter.setPen(QPen(line, width))
    painter.setBrush(ground)
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), FRAME_RADIUS, FRAME_RADIUS)


def _fill(painter: QPainter, place: QRectF, radius: float, tint: QColor) -> None:
    """A rounded rectangle, put together: painted as one, a large one takes five times as long.

    The parts overlap, so that no seam is seen between them.
    """
    over = min(radius, 2 / painter.transform().m11())
    inner = radius - place.width() + over
    painter.fillRect(place.adjusted(radius, 0, -radius, 0), tint)
    painter.fillRect(place.adjusted(0, radius, inner, -radius), tint)
    painter.fillRect(place.adjusted(-inner, radius, 0, -radius), tint)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    side = 2 * radius
    for left in (place.left(), place.right() - side):
        for top in (place.top(), place.bottom() - side):
            painter.drawEllipse(QRectF(left, top, side, side))


def _ground(tint: Tint, theme: CanvasTheme) -> QColor:
    return mixed(tint_of(tint, theme), theme.canvas, 0.08 if theme.name == "light" else 0.13)


def _paint_block(painter: QPainter, frame: Frame, box: Box, theme: CanvasTheme, *, chosen: bool) -> None:
    """A frame or note from afar."""
    tint = _paper(frame.tint, theme) if frame.is_note else _ground(frame.tint, theme)
    painter.fillRect(rect(box), mixed(theme.accent, tint.name(), 0.25) if chosen else tint)


def _paint_sheet(painter: QPainter, frame: Frame, box: Box, theme: CanvasTheme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(theme.shadow, 0.05 if theme.name == "light" else 0.2))
    painter.drawRoundedRect(rect(box).translated(0, 2), NOTE_RADIUS, NOTE_RADIUS)
    painter.setBrush(_paper(frame.tint, theme))
    painter.drawRoundedRect(rect(box), NOTE_RADIUS, NOTE_RADIUS)


def _paper(tint: Tint, theme: CanvasTheme) -> QColor:
    return mixed(tint_of(tint, theme), theme.card, 0.14 if theme.name == "light" else 0.2)


def _paint_edge(
    painter: QPainter, frame: Frame, box: Box, theme: CanvasTheme, *, chosen: bool, hot: bool
) -> None:
    """The border of a note, and its grip while it is meant."""
    width, line = _line_of(frame, theme, chosen=chosen, hot=hot)
    painter.setPen(QPen(line, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect(box).adjusted(0.5, 0.5, -0.5, -0.5), NOTE_RADIUS, NOTE_RADIUS)
    if chosen or hot:
        _paint_corner(painter, box, theme)


def _line_of(frame: Frame, theme: CanvasTheme, *, chosen: bool, hot: bool) -> tuple[float, QColor]:
    """Width and color of a border."""
    if chosen:
        return 2, color(theme.accent)
    return 1, color(tint_of(frame.tint, theme), 0.75 if hot else 0.35)


def _paint_corner(painter: QPainter, box: Box, theme: CanvasTheme) -> None:
    """The grip by which a note is sized."""
    pen = QPen(color(theme.secondary), 1.4)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for reach in (5, 9, 13):
        painter.drawLine(
            QPointF(box.right - 4 - reach, box.bottom - 4), QPointF(box.right - 4, box.bottom - 4 - reach)
        )


def _paint_chevron(painter: QPainter, box: Box, theme: CanvasTheme, *, up: bool) -> None:
    at = fold_spot(box)
    name = "chevron-up" if up else "chevron-down"
    paint_icon(painter, name, theme.secondary, QRectF(at.x - 8, at.y - 8, 16, 16))
