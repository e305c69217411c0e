"""Handing the journey on: as a file, as a picture, on paper, as text, or through the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.core import edits
from app.core.atomic import write_file
from app.core.errors import StellwerkError
from app.core.journey import Journey
from app.core.mermaid import to_mermaid
from app.core.text import Text
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.start.page import FILE_FILTER
from canvas.commands import Command
from canvas.document import DocumentModel
from canvas.key_names import key_words
from canvas.output.export import make_sheet
from canvas.output.sheet import WRITERS, Sheet
from canvas.selection import Selection
from canvas.view import CanvasView

FILE = Text("Als Datei speichern …", "Save as a file …")
MERMAID_FILE = Text("Als Mermaid-Text speichern …", "Save as Mermaid text …")
PICTURES = Text(
    "PNG-Bild (*.png);;SVG-Bild (*.svg);;PDF, eine Seite (*.pdf)",
    "PNG picture (*.png);;SVG picture (*.svg);;PDF, one page (*.pdf)",
)
PAPER = Text("PDF zum Drucken, A4 (*.pdf)", "PDF for printing, A4 (*.pdf)")
MERMAID = Text("Mermaid-Flussdiagramm (*.mmd)", "Mermaid flowchart (*.mmd)")
SAVED = Text("Gespeichert: {path}", "Saved: {path}")
COPIED = Text(
    "Das Bild liegt in der Zwischenablage und lässt sich in Mails, Chats und Dokumente einfügen.",
    "The picture is on the clipboard and can be pasted into mails, chats and documents.",
)
TEXT_COPIED = Text(
    "Das Flussdiagramm liegt als Text für Mermaid in der Zwischenablage.",
    "The flowchart is on the clipboard as text for Mermaid.",
)
SCALE = 2.0


class Exporting(QObject):
    """Writes what is asked for. `told(Text)` when it is done, `failed(Text)` when it is not."""

    told = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        context: Context,
        desk: Desk,
        document: DocumentModel,
        selection: Selection,
        canvas: CanvasView,
    ) -> None:
        super().__init__(canvas)
        self._context, self._desk, self._document = context, desk, document
        self._selection, self._canvas = selection, canvas

    def commands(self) -> tuple[Command, ...]:
        """What can be done by key, by name and from the menu of the header."""
        return (
            Command(
                ("Ctrl+E",), Text("Als Datei speichern …", "Save as a file …"), self.save_file, "journey"
            ),
            Command(
                ("Ctrl+Shift+E",),
                Text("Als Bild speichern …", "Save as a picture …"),
                self.save_picture,
                "journey",
                self._any,
                ("ground",),
            ),
            Command(
                ("Ctrl+P",),
                Text("Auf Seiten zum Drucken (PDF) …", "On pages for printing (PDF) …"),
                self.save_pages,
                "journey",
                self._any,
                ("ground",),
            ),
            Command(
                (),
                Text("Als Mermaid-Text speichern …", "Save as Mermaid text …"),
                self.save_mermaid,
                "journey",
            ),
            Command(
                ("Ctrl+Shift+C",),
                Text("Als Bild kopieren", "Copy as picture"),
                self.copy_picture,
                "journey",
                self._any,
                ("ground", "step", "steps"),
            ),
            Command(
                (), Text("Als Mermaid-Text kopieren", "Copy as Mermaid text"), self.copy_mermaid, "journey"
            ),
        )

    def open_menu(self, at: QPoint, parent: QWidget) -> QMenu:
        """The menu of the header, at a place of the screen."""
        menu = QMenu(parent)
        for command in self.commands():
            action = menu.addAction(self._context.say(command.name), command.run)
            if command.keys:
                keys = key_words(command.keys[0], self._context.language)
                action.setText(f"{action.text()}\t{keys}")
            action.setEnabled(command.enabled())
        menu.popup(at)
        return menu

    def save_file(self) -> None:
        """As a journey file, to be opened elsewhere."""
        title = Text("Journey als Datei speichern", "Save journey as a file")
        path = self._ask(title, FILE_FILTER, ".journey")
        if path is not None:
            self._write(lambda: self._desk.services.files.save(self._document.journey, path), path)

    def save_picture(self) -> None:
        """As PNG, SVG or PDF, with the numbers that are shown."""
        path = self._ask(Text("Als Bild speichern", "Save as a picture"), PICTURES, ".png")
        if path is not None:
            draw = WRITERS.get(path.suffix.lower(), Sheet.png)
            self._write(lambda: write_file(path, draw(self._sheet())), path)

    def save_pages(self) -> None:
        """As PDF, cut into pages."""
        path = self._ask(Text("Zum Drucken speichern", "Save for printing"), PAPER, ".pdf")
        if path is not None:
            self._write(lambda: write_file(path, self._sheet(light=True).pages()), path)

    def save_mermaid(self) -> None:
        """As text of a flowchart."""
        path = self._ask(Text("Als Mermaid-Text speichern", "Save as Mermaid text"), MERMAID, ".mmd")
        if path is not None:
            self._write(lambda: write_file(path, self._mermaid().encode()), path)

    def copy_picture(self) -> None:
        """What is selected, or the whole journey, as a picture on the clipboard."""
        image: QImage = self._sheet().image()
        QGuiApplication.clipboard().setImage(image)
        self.told.emit(COPIED)

    def copy_mermaid(self) -> None:
        """The flowchart as text on the clipboard."""
        QGuiApplication.clipboard().setText(self._mermaid())
        self.told.emit(TEXT_COPIED)

    def _any(self) -> bool:
        return bool(self._document.journey.nodes)

    def _shown(self) -> Journey:
        journey, chosen = self._document.journey, self._selection.steps
        return edits.fragment(journey, chosen) if len(chosen) > 1 else journey

    def _sheet(self, *, light: bool = False) -> Sheet:
        marks = replace(self._canvas.marks, problems=())
        around = self._desk.workspace.journeys.around
        dark = self._context.tokens.dark and not light
        return make_sheet(
            self._shown(),
            self._context.catalog,
            self._context.language,
            marks,
            dark=dark,
            scale=SCALE,
            around=around,
        )

    def _mermaid(self) -> str:
        around = self._desk.workspace.journeys.around
        return to_mermaid(self._shown(), self._context.catalog, self._context.language, around)

    def _ask(self, title: Text, kinds: Text, ending: str) -> Path | None:
        say = self._context.say
        proposal = f"{self._document.journey.name}{ending}".replace("/", "-")
        name, kind = QFileDialog.getSaveFileName(self._canvas.window(), say(title), proposal, say(kinds))
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_name(path.name + _ending(kind, ending))

    def _write(self, write: Callable[[], object], path: Path) -> None:
        try:
            write()
        except StellwerkError as error:
            self.failed.emit(error.message)
            return
        self.told.emit(SAVED.fill(path=str(path)))


def _ending(kind: str, otherwise: str) -> str:
    """The ending of the kind that was chosen in the dialog."""
    return next((each for each in (".png", ".svg", ".pdf") if f"*{each}" in kind), otherwise)
