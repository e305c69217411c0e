"""The line above the canvas: name, state, undo and redo, tidy up, try, publish."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from app.core.edits import rename
from app.core.records import JourneyRow
from app.core.text import Text
from app.ui.context import Context
from app.ui.widgets.boxes import row
from app.ui.widgets.buttons import icon_button, push_button
from app.ui.widgets.words import FittingLabel, Pill, pill, set_pill
from canvas.document import DocumentModel

HEIGHT = 56
NARROW, TIGHT = 1_120, 1_060
"""Below these widths in pixels buttons become icons."""
SaveState = Literal["clean", "pending", "saved", "failed"]
BRIEFLY: dict[SaveState, Text] = {
    "clean": Text("", ""),
    "pending": Text("Geändert …", "Changed …"),
    "saved": Text("Entwurf gesichert", "Draft saved"),
    "failed": Text("Nicht gesichert", "Not saved"),
}
"""The same where there is less room."""
SAVE_WORDS: dict[SaveState, Text] = {
    "clean": Text("", ""),
    "pending": Text("Entwurf geändert …", "Draft changed …"),
    "saved": Text("Entwurf geändert, automatisch gesichert", "Draft changed, saved automatically"),
    "failed": Text("Entwurf nicht gesichert", "Draft not saved"),
}
TRY = Text("Ausprobieren", "Try")
TIDY = Text("Aufräumen", "Tidy up")
PAUSED = Text("Angehalten · Version {n}", "Paused · version {n}")
PAUSED_ITSELF = Text("Hat sich angehalten · Version {n}", "Paused itself · version {n}")
SETTINGS = Text("Was für die ganze Journey gilt", "What holds for the whole journey")
UNDO = Text("Rückgängig", "Undo")
REDO = Text("Wiederholen", "Redo")


class Header(QFrame):
    """Signals what a person wants; name, undo and redo it does itself."""

    back_wanted = Signal()
    tidy_wanted = Signal()
    try_wanted = Signal()
    publish_wanted = Signal()
    export_wanted = Signal()
    settings_wanted = Signal()
    compare_wanted = Signal()

    def __init__(self, context: Context, document: DocumentModel) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.setFixedHeight(HEIGHT)
        self._context, self._document = context, document
        layout = row(self, gap=8, margins=(8, 0, 16, 0))
        back = icon_button(
            context, "chevron-left", Text("Alle Journeys", "All journeys"), self.back_wanted.emit
        )
        layout.addWidget(back)
        self.name = self._name_line()
        layout.addWidget(self.name)
        self.state = pill("")
        layout.addWidget(self.state)
        self._saved = FittingLabel()
        layout.addWidget(self._saved, 1)
        self.undo = icon_button(context, "arrow-back-up", UNDO, document.undo, colour=context.tokens.text)
        self.redo = icon_button(context, "arrow-forward-up", REDO, document.redo, colour=context.tokens.text)
        layout.addWidget(self.undo)
        layout.addWidget(self.redo)
        compare = Text("Mit Version oder Datei vergleichen", "Compare with a version or a file")
        self.compare = icon_button(
            context, "arrows-diff", compare, self.compare_wanted.emit, colour=context.tokens.text
        )
        layout.addWidget(self.compare)
        export = Text("Speichern und weitergeben …", "Save and hand on …")
        self.export = icon_button(
            context, "file-export", export, self.export_wanted.emit, colour=context.tokens.text
        )
        layout.addWidget(self.export)
        self.settings = icon_button(
            context, "adjustments", SETTINGS, self.settings_wanted.emit, colour=context.tokens.text
        )
        layout.addWidget(self.settings)
        layout.addSpacing(4)
        self.tidy = push_button(context, TIDY, self.tidy_wanted.emit, icon="sitemap")
        self.tryout = push_button(context, TRY, self.try_wanted.emit, icon="player-play")
        self.publish = push_button(
            context, Text("Veröffentlichen …", "Publish …"), self.publish_wanted.emit, kind="primary"
        )
        for button in (self.tidy, self.tryout, self.publish):
            layout.addWidget(button)
        document.changed.connect(self._show_name)
        document.undo_changed.connect(self._show_undo)
        self._show_name()
        self._show_undo()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: in a narrow window two buttons are only icons, so that name and state have room."""
        for button, text, room in ((self.tidy, TIDY, NARROW), (self.tryout, TRY, TIGHT)):
            narrow, words = event.size().width() < room, self._context.say(text)
            button.setText("" if narrow else f" {words}")
            button.setToolTip(words if narrow else "")
        super().resizeEvent(event)

    def show_state(self, row_of: JourneyRow | None) -> None:
        """Show whether the journey is a draft, live, or paused."""
        kind, words = state_words(row_of)
        set_pill(self.state, self._context.say(words), kind)

    def show_saved(self, state: SaveState) -> None:
        """Show whether the draft is safe."""
        say = self._context.say
        self._saved.show_longest((say(SAVE_WORDS[state]), say(BRIEFLY[state])))

    def _name_line(self) -> QLineEdit:
        field = QLineEdit()
        field.setProperty("kind", "title")
        field.setAccessibleName(self._context.say(Text("Name der Journey", "Name of the journey")))
        field.setMaxLength(200)
        field.textEdited.connect(self._rename)
        field.editingFinished.connect(self._show_name)
        return field

    def _rename(self, words: str) -> None:
        self._fit_name()
        if words.strip():
            label = Text("Journey umbenennen", "Rename journey")
            self._document.apply(lambda journey: rename(journey, words.strip()), label, merge="name")

    def _show_name(self, *_journeys: object) -> None:
        name = self._document.journey.name
        if self.name.text().strip() != name:
            self.name.setText(name)
            self.name.setCursorPosition(0)
        self._fit_name()

    def _fit_name(self) -> None:
        self.name.ensurePolished()
        width = self.name.fontMetrics().horizontalAdvance(self.name.text()) + 20
        self.name.setFixedWidth(max(80, min(width, 340)))

    def _show_undo(self) -> None:
        for button, name, text in (
            (self.undo, UNDO, self._document.undo_text),
            (self.redo, REDO, self._document.redo_text),
        ):
            button.setEnabled(text is not None)
            words = self._context.say(name)
            button.setToolTip(f"{words}: {self._context.say(text)}" if text else words)


def state_words(row_of: JourneyRow | None) -> tuple[Pill, Text]:
    """How the state of a journey is shown."""
    version = row_of.version if row_of else None
    match row_of.state if row_of else "draft":
        case "live":
            return "good", Text("●  Live · Version {n}", "●  Live · version {n}").fill(n=version or 1)
        case "paused":
            itself = row_of is not None and row_of.paused_why
            return "warning", (PAUSED_ITSELF if itself else PAUSED).fill(n=version or 1)
        case "archived":
            return "neutral", Text("Archiviert", "Archived")
        case _:
            return "neutral", Text("Entwurf", "Draft")
