"""Which version: the published ones, the newest first, and a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QSizePolicy, QWidget

from app.core.errors import StellwerkError
from app.core.journey import Journey
from app.core.text import Text
from app.services.versions import Published
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.start.page import FILE_FILTER
from app.ui.widgets.boxes import row

VERSION = Text("Version {n} vom {day}", "version {n} of {day}")
LIVE_VERSION = Text("Version {n} vom {day} (live)", "version {n} of {day} (live)")
CHOOSE = Text("Datei wählen …", "Choose a file …")
NONE_YET = Text("noch nichts gewählt", "nothing chosen yet")


def ask_file(context: Context, parent: QWidget, title: Text) -> Path | None:
    """The journey file a person chooses, or None."""
    name, _ = QFileDialog.getOpenFileName(parent, context.say(title), "", context.say(FILE_FILTER))
    return Path(name) if name else None


def beside(name: QWidget, field: QWidget) -> QWidget:
    """A name and its field, which stay together where a line is broken."""
    holder = QWidget()
    layout = row(holder, gap=10)
    layout.addWidget(name)
    layout.addWidget(field)
    return holder


class VersionsBox(QComboBox):
    """Tells `chosen(Journey)`, and `failed(Text)` where a file cannot be read."""

    chosen = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, desk: Desk, journey_id: str, name: Text) -> None:
        super().__init__()
        self._context, self._desk, self._journey_id = context, desk, journey_id
        self.setAccessibleName(context.say(name))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._read: list[Callable[[], Journey]] = []
        self.versions = desk.workspace.versions.published(journey_id)
        for each in self.versions:
            self._add(self._words(each), lambda number=each.number: self._published(number))
        self.addItem(context.say(CHOOSE))
        self.setCurrentIndex(-1)
        self.setPlaceholderText(context.say(NONE_YET))
        self._shown = -1
        self.activated.connect(self._choose)

    @property
    def is_file(self) -> bool:
        """Whether a file is chosen."""
        return len(self.versions) <= self.currentIndex() < len(self._read)

    def choose(self, index: int) -> None:
        """Take one of the versions, as if a person had."""
        self.setCurrentIndex(index)
        self._choose(index)

    def take_file(self, path: Path) -> None:
        """Take a file; it stands among the versions from then on."""
        try:
            journey = self._desk.services.files.load(path)
        except StellwerkError as error:
            self.setCurrentIndex(self._shown)
            self.failed.emit(error.message)
            return
        self.insertItem(len(self._read), path.name)
        self._read.append(lambda: journey)
        self.choose(len(self._read) - 1)

    def published(self) -> list[Journey]:
        """The documents of all versions, in the order of the list."""
        return [self._published(each.number) for each in self.versions]

    def _add(self, words: Text, read: Callable[[], Journey]) -> None:
        self.addItem(self._context.say(words))
        self._read.append(read)

    def _words(self, version: Published) -> Text:
        words = LIVE_VERSION if version.live else VERSION
        return words.fill(n=version.number, day=self._context.day(version.at))

    def _published(self, number: int) -> Journey:
        return self._desk.workspace.versions.document(self._journey_id, number)

    def _choose(self, index: int) -> None:
        if index < len(self._read):
            self._shown = index
            self.chosen.emit(self._read[index]())
            return
        path = ask_file(self._context, self, CHOOSE)
        if path is None:
            self.setCurrentIndex(self._shown)
        else:
            self.take_file(path)
