"""All journeys of the workspace; on the first start the three ways to begin."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.core.edits import new_id
from app.core.errors import StellwerkError
from app.core.journey import Journey
from app.core.records import JourneyRow
from app.core.text import Text
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.start.cards import StartCard
from app.ui.start.journey_row import JourneyCard
from app.ui.start.samples import Sample, load_sample, samples
from app.ui.widgets.banner import Banner
from app.ui.widgets.boxes import clear, column, row, scrolled
from app.ui.widgets.buttons import push_button
from app.ui.widgets.words import label

FILE_FILTER = Text("Stellwerk-Journey (*.journey)", "Stellwerk journey (*.journey)")
WIDTH = 1_080
UNTITLED = Text("Neue Journey", "New journey")


class JourneysPage(QWidget):
    """Tells `open_wanted(Journey)`; what is opened is in the workspace already."""

    open_wanted = Signal(object)

    def __init__(self, context: Context, desk: Desk) -> None:
        super().__init__()
        self._context, self._desk = context, desk
        self.setAcceptDrops(True)
        outer = column(self, gap=0)
        self.banner = Banner(context)
        outer.addWidget(self.banner)
        content = QWidget()
        centred = row(content, margins=(40, 32, 40, 32))
        middle = QWidget()
        middle.setMaximumWidth(WIDTH)
        self._layout = column(middle, gap=20)
        centred.addStretch(1)
        centred.addWidget(middle, 40)
        centred.addStretch(1)
        outer.addWidget(scrolled(content), 1)
        self.refresh()

    def refresh(self) -> None:
        """Show the journeys as they are now."""
        clear(self._layout)
        rows = self._desk.workspace.journeys.rows()
        if not rows:
            self._layout.addStretch(1)
        self._head(any_journeys=bool(rows))
        if rows:
            self._list(rows)
        self._begin(first=not rows)
        self._layout.addStretch(2)

    def open_file(self, path: Path) -> None:
        """Take a file into the workspace and open it."""
        try:
            journey = self._desk.services.files.load(path)
        except StellwerkError as error:
            self.banner.say("error", error.pick(self._context.language))
            return
        if self._desk.workspace.journeys.row(journey.id) is not None:
            journey = journey.replace(id=new_id())
        self._take_in(journey)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: a journey file may be dropped."""
        if any(url.toLocalFile().endswith(".journey") for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: open what was dropped."""
        files = [url.toLocalFile() for url in event.mimeData().urls()]
        journey_file = next((name for name in files if name.endswith(".journey")), None)
        if journey_file is not None:
            event.acceptProposedAction()
            self.open_file(Path(journey_file))

    def _head(self, *, any_journeys: bool) -> None:
        head = row(gap=8)
        say = self._context.say
        title = (
            Text("Journeys", "Journeys")
            if any_journeys
            else Text("Willkommen bei Stellwerk", "Welcome to Stellwerk")
        )
        words = column(gap=4)
        words.addWidget(label(say(title), "huge"))
        if not any_journeys:
            hint = Text(
                "Zeichnen Sie, was Ihre Kontakte erleben sollen, probieren Sie es aus, und lassen Sie es "
                "laufen.",
                "Draw what your contacts should experience, try it, and let it run.",
            )
            words.addWidget(label(say(hint), "soft", wrap=True))
        head.addLayout(words, 1)
        open_words = Text("Datei öffnen …", "Open file …")
        head.addWidget(push_button(self._context, open_words, self._choose_file, icon="folder-open"))
        if any_journeys:
            new = push_button(self._context, UNTITLED, self._new, kind="primary", icon="plus")
            head.addWidget(new)
        self._layout.addLayout(head)

    def _list(self, rows: list[JourneyRow]) -> None:
        listing = column(gap=8)
        for entry in rows:
            card = JourneyCard(self._context, entry)
            card.open_wanted.connect(self._open)
            listing.addWidget(card)
        self._layout.addLayout(listing)

    def _begin(self, *, first: bool) -> None:
        if not first:
            begin = Text("Mit einem Beispiel beginnen", "Begin with an example")
            self._layout.addWidget(label(self._context.say(begin), "group"))
        cards = row(gap=14)
        for sample in samples():
            cards.addWidget(
                StartCard(
                    self._context,
                    sample.icon,
                    sample.title,
                    sample.words,
                    lambda chosen=sample: self._open_sample(chosen),
                ),
                1,
            )
        if first:
            empty = Text("Leer beginnen", "Start empty")
            words = Text(
                "Ein leeres Blatt: Ziehen Sie Schritte auf die Fläche und verbinden Sie sie.",
                "A blank sheet: drag steps onto the canvas and connect them.",
            )
            cards.addWidget(StartCard(self._context, "file-plus", empty, words, self._new), 1)
        self._layout.addLayout(cards)

    def _new(self) -> None:
        language = self._context.language
        self._take_in(Journey(id=new_id(), name=UNTITLED.pick(language), language=language))

    def _open(self, journey_id: str) -> None:
        try:
            self.open_wanted.emit(self._desk.workspace.journeys.draft(journey_id))
        except StellwerkError as error:
            self.banner.say("error", error.pick(self._context.language))

    def _open_sample(self, sample: Sample) -> None:
        journey = load_sample(self._desk.services.files, sample, self._context.language)
        if self._desk.workspace.journeys.row(journey.id) is not None:
            journey = journey.replace(id=new_id())
        self._take_in(journey)

    def _choose_file(self) -> None:
        words = self._context.say(Text("Journey öffnen", "Open journey"))
        name, _ = QFileDialog.getOpenFileName(self, words, "", self._context.say(FILE_FILTER))
        if name:
            self.open_file(Path(name))

    def _take_in(self, journey: Journey) -> None:
        try:
            self._desk.workspace.journeys.save_draft(journey)
        except StellwerkError as error:
            self.banner.say("error", error.pick(self._context.language))
            return
        self.open_wanted.emit(journey)
