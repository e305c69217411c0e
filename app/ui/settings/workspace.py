"""Which workspace is open, and the way to another one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame

from app.core.text import Text
from app.ui.context import Context
from app.ui.widgets.banner import Banner
from app.ui.widgets.boxes import column, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.words import label

SUFFIX = ".stellwerk"
FILTER = Text("Arbeitsbereich (*.stellwerk)", "Workspace (*.stellwerk)")
OPEN = Text("Anderen öffnen …", "Open another …")
CREATE = Text("Neuen anlegen …", "Create a new one …")
WHAT = Text(
    "Eine Datei mit Ihren Kontakten, Journeys und Einstellungen. Ein neuer Arbeitsbereich ist leer, "
    "bereit für Ihre eigenen Kontakte. Was in diesem läuft, ruht, bis Sie ihn wieder öffnen.",
    "One file with your contacts, journeys and settings. A new workspace is empty, ready for contacts of "
    "your own. What runs in this one rests until you open it again.",
)
TAKEN = Text(
    "Die Datei „{name}“ gibt es schon. Bitte wählen Sie einen anderen Namen, oder öffnen Sie sie.",
    "There is a file “{name}” already. Please choose another name, or open it.",
)
MISSING = Text(
    "Die Datei „{name}“ gibt es nicht. Bitte wählen Sie eine andere.",
    "There is no file “{name}”. Please choose another one.",
)
SAME = Text("Dieser Arbeitsbereich ist schon offen.", "This workspace is open already.")


class WorkspaceBox(QFrame):
    """Shows the path of the open workspace; tells `wanted(Path)`."""

    wanted = Signal(object)

    def __init__(self, context: Context, path: Path | None) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._context, self._path = context, path
        layout = column(self, gap=14, margins=(20, 16, 20, 20))
        head = column(gap=2)
        head.addWidget(label(context.say(Text("Arbeitsbereich", "Workspace")), "strong"))
        head.addWidget(label(context.say(WHAT), "muted", wrap=True))
        layout.addLayout(head)
        self.place = label(str(path or ""), wrap=True)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self.place)
        buttons = row(gap=8)
        buttons.addWidget(push_button(context, OPEN, self._choose, icon="folder-open"))
        buttons.addWidget(push_button(context, CREATE, self._name, icon="file-plus"))
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self.notice = Banner(context)
        layout.addWidget(self.notice)

    def open(self, path: Path) -> None:
        """Ask for a workspace that is there."""
        if not path.is_file():
            self._refuse(MISSING.fill(name=path.name))
        elif self._path is not None and self._path.exists() and path.samefile(self._path):
            self._refuse(SAME)
        else:
            self.wanted.emit(path)

    def add(self, path: Path) -> None:
        """Ask for a new one."""
        place = path if path.suffix == SUFFIX else path.with_name(f"{path.name}{SUFFIX}")
        if place.exists():
            self._refuse(TAKEN.fill(name=place.name))
        else:
            self.wanted.emit(place)

    def _choose(self) -> None:
        say = self._context.say
        title = say(Text("Arbeitsbereich öffnen", "Open workspace"))
        name, _ = QFileDialog.getOpenFileName(self, title, self._folder(), say(FILTER))
        if name:
            self.open(Path(name))

    def _name(self) -> None:
        say = self._context.say
        title = say(Text("Neuer Arbeitsbereich", "New workspace"))
        proposal = str(Path(self._folder(), say(Text("Meine Kontakte", "My contacts")) + SUFFIX))
        keep = QFileDialog.Option.DontConfirmOverwrite  # nothing is ever overwritten
        name, _ = QFileDialog.getSaveFileName(self, title, proposal, say(FILTER), options=keep)
        if name:
            self.add(Path(name))

    def _folder(self) -> str:
        return str(self._path.parent) if self._path is not None else ""

    def _refuse(self, words: Text) -> None:
        self.notice.say("error", self._context.say(words))
