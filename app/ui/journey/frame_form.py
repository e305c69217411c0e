"""The inspector of a frame or a note: title, color, notes in Markdown and how they will look."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.core.journey import Frame, FrameId, Tint
from app.core.text import Text
from app.ui.context import Context
from app.ui.widgets.boxes import column, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.signals import ignoring
from app.ui.widgets.words import label
from canvas.editing.framing import Framing
from canvas.painting.paint_frames import steps_inside, tint_of
from canvas.painting.prose import Ink, paint_prose, prose_height
from canvas.theme import DARK, LIGHT, CanvasTheme

TINTS: Mapping[Tint, Text] = {
    "neutral": Text("Grau", "Gray"),
    "green": Text("Grün", "Green"),
    "amber": Text("Gelb", "Amber"),
    "blue": Text("Blau", "Blue"),
    "violet": Text("Violett", "Violet"),
}
SWATCH = 18
LINES = 8
LONGEST_TITLE, LONGEST_NOTES = 200, 20_000


class FrameForm(QWidget):
    """Shows and edits one frame or note."""

    def __init__(self, context: Context, framing: Framing, frame: Frame) -> None:
        super().__init__()
        self._context, self._framing, self.frame_id = context, framing, frame.id
        self._kind = frame.is_note, frame.collapsed
        self._showing = False
        self.title, self.notes = QLineEdit(), QPlainTextEdit()
        self.swatches: dict[Tint, QToolButton] = {}
        self._count = label("", "muted")
        self._preview = NotesPreview(context)
        self._looks = label(context.say(_LOOKS), "label")
        self._build(frame)
        self.follow(frame.id)

    def follow(self, frame_id: FrameId | None) -> bool:
        """Show a frame as it stands; False if it is not the one of this form, or of another kind by now."""
        frame = self._framing.journey.frame_by_id.get(self.frame_id)
        if frame is None or frame_id != self.frame_id or (frame.is_note, frame.collapsed) != self._kind:
            return False
        self._showing = True
        if self.title.text() != frame.title:
            self.title.setText(frame.title)
        if self.notes.toPlainText() != frame.notes:
            self.notes.setPlainText(frame.notes)
        self.swatches[frame.tint].setChecked(True)
        self._count.setText(self._context.say(steps_inside(len(frame.steps))))
        self._preview.show_notes(frame.notes)
        self._looks.setVisible(bool(frame.notes.strip()))
        self._showing = False
        return True

    def _build(self, frame: Frame) -> None:
        say = self._context.say
        layout = column(self, gap=8, margins=(16, 14, 16, 20))
        layout.addWidget(label(say(_NOTE if frame.is_note else _FRAME), "heading"))
        if not frame.is_note:
            layout.addWidget(self._count)
        layout.addWidget(label(say(_TITLE), "label"))
        layout.addWidget(self._title_field())
        layout.addWidget(label(say(_COLOR), "label"))
        layout.addLayout(self._colors())
        layout.addWidget(label(say(_NOTES), "label"))
        layout.addWidget(self._notes_field())
        layout.addWidget(label(say(_SIGNS), "muted", wrap=True))
        layout.addWidget(self._looks)
        layout.addWidget(self._preview)
        layout.addLayout(self._buttons(frame))
        layout.addStretch(1)

    def _title_field(self) -> QLineEdit:
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setAccessibleName(self._context.say(_TITLE))
        self.title.textEdited.connect(self._title_typed)
        self.setFocusProxy(self.title)
        return self.title

    def _notes_field(self) -> QPlainTextEdit:
        self.notes.setAccessibleName(self._context.say(_NOTES))
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(self.notes.fontMetrics().lineSpacing() * LINES + 20)
        self.notes.textChanged.connect(self._notes_typed)
        return self.notes

    def _colors(self) -> QHBoxLayout:
        found, group = row(gap=4), QButtonGroup(self)
        for tint, name in TINTS.items():
            button = QToolButton()
            button.setCheckable(True)
            button.setIcon(_swatch(tint, _theme(self._context)))
            button.setIconSize(QSize(SWATCH, SWATCH))
            button.setToolTip(self._context.say(name))
            button.setAccessibleName(self._context.say(name))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(ignoring(partial(self._framing.paint, self.frame_id, tint)))
            group.addButton(button)
            found.addWidget(button)
            self.swatches[tint] = button
        found.addStretch(1)
        return found

    def _buttons(self, frame: Frame) -> QHBoxLayout:
        found = row(gap=8)
        if not frame.is_note:
            words = _EXPAND if frame.collapsed else _COLLAPSE
            found.addWidget(push_button(self._context, words, partial(self._framing.toggle, frame.id)))
            found.addWidget(push_button(self._context, _DISSOLVE, self._framing.dissolve))
        found.addStretch(1)
        return found

    def _title_typed(self, words: str) -> None:
        self._framing.type_title(self.frame_id, words)

    def _notes_typed(self) -> None:
        if not self._showing:
            self._framing.write(self.frame_id, self.notes.toPlainText()[:LONGEST_NOTES], typing=True)


class NotesPreview(QWidget):
    """Notes as the canvas shows them."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        theme = _theme(context)
        self._ink = Ink(self.font().family(), theme.text, theme.accent)
        self._notes = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_notes(self, notes: str) -> None:
        """Show other notes."""
        self._notes = notes
        self.setAccessibleName(notes)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: as high as the notes are in this width."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the notes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_prose(painter, self._notes, QRectF(0, 0, self.width(), self.height()), self._ink)
        painter.end()

    def _fit(self) -> None:
        self.setFixedHeight(prose_height(self._notes, self.width(), self._ink))
        self.update()


def _theme(context: Context) -> CanvasTheme:
    return DARK if context.tokens.dark else LIGHT


def _swatch(tint: Tint, theme: CanvasTheme) -> QIcon:
    icon = QIcon(_dot(tint, theme, chosen=False))
    icon.addPixmap(_dot(tint, theme, chosen=True), state=QIcon.State.On)
    return icon


def _dot(tint: Tint, theme: CanvasTheme, *, chosen: bool) -> QPixmap:
    """A dot of a color; the chosen one has a ring."""
    picture = QPixmap(2 * SWATCH, 2 * SWATCH)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = 7 if chosen else 4
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tint_of(tint, theme)))
    painter.drawEllipse(inset, inset, 2 * SWATCH - 2 * inset, 2 * SWATCH - 2 * inset)
    if chosen:
        painter.setPen(QPen(QColor(theme.text), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(2, 2, 2 * SWATCH - 4, 2 * SWATCH - 4)
    painter.end()
    return picture


_FRAME, _NOTE = Text("Rahmen", "Frame"), Text("Notiz", "Note")
_TITLE, _COLOR = Text("Titel", "Title"), Text("Farbe", "Color")
_NOTES, _LOOKS = Text("Notizen", "Notes"), Text("So sieht es aus", "How it looks")
_SIGNS = Text(
    "# Überschrift, **fett**, *kursiv*, - Liste, [Text](Adresse)",
    "# heading, **bold**, *italic*, - list, [text](address)",
)
_COLLAPSE, _EXPAND = Text("Einklappen", "Collapse"), Text("Ausklappen", "Expand")
_DISSOLVE = Text("Rahmen auflösen", "Dissolve the frame")
