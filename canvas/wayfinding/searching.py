"""Looking for something in the journey: hits stand out, the camera goes from one to the next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.journey import Node, NodeId
from app.core.step_words import step_words
from app.core.text import Language, Text
from canvas.overlays.find_bar import FindBar
from canvas.painting.faces import FaceBook
from canvas.painting.marks import Marks
from canvas.painting.spotlight import Spotlight
from canvas.stage import Stage
from canvas.wayfinding.flow import PlaceOrder
from canvas.wayfinding.search_index import SearchIndex

PORTION = 40
"""Steps whose words are made at a time: some milliseconds."""


class Searching(QObject):
    """Knows what is looked for and what was found. Signal: `hits_changed()`."""

    hits_changed = Signal()

    def __init__(
        self,
        bar: FindBar,
        stage: Stage,
        order: PlaceOrder,
        faces: Callable[[], FaceBook],
        marks: Callable[[], Marks],
        reveal: Callable[[NodeId, bool], None],
    ) -> None:
        super().__init__(bar)
        self._bar, self._stage, self._order = bar, stage, order
        self._faces, self._marks, self._reveal = faces, marks, reveal
        self._language: Language = "de"
        self._index = SearchIndex(self._words)
        self._hits: list[NodeId] = []
        self._at: int | None = None
        self.spotlight = Spotlight()
        self._maker = QTimer(self, interval=0)
        self._maker.timeout.connect(self._make_words)
        bar.wanted.connect(self._look)
        bar.step_wanted.connect(self.step)
        bar.closed.connect(self._end)
        stage.document.changed.connect(self._look_again)

    @property
    def hits(self) -> list[NodeId]:
        """The steps that were found, in the order of reading; nothing while the bar is closed."""
        return self._hits

    @property
    def is_open(self) -> bool:
        """Whether somebody is looking for something."""
        return not self._bar.isHidden()

    def dress(self, language: Language) -> None:
        """Speak another language; all words are to be made anew."""
        self._language = language
        self._index.forget()
        self._look_again()

    def open(self) -> None:
        """Show the bar."""
        if not self.is_open:
            self._show()
        self._bar.open_bar()
        self._look(self._bar.field.text())

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) hit and select it; opens the bar if nothing is looked for."""
        if not self.is_open:
            self.open()
        if self._hits:
            self._at = (self._start(by) if self._at is None else self._at + by) % len(self._hits)
            self._tell()
            self._reveal(self._hits[self._at], True)

    def look_again(self) -> None:
        """Problems have changed."""
        self._look_again()

    def _look_again(self, *_journeys: object) -> None:
        if self.is_open:
            current = self.spotlight.current
            self._show()
            self._find(self._bar.field.text(), current)

    def _show(self) -> None:
        faces = self._faces()
        notes: dict[NodeId, str] = {}
        for problem in self._marks().problems:
            if problem.node is not None:
                notes[problem.node] = f"{notes.get(problem.node, '')} {faces.pick(problem.message)}"
        self._index.show(self._stage.document.journey, list(self._order.places), notes)
        if not self._index.is_complete:
            self._maker.start()

    def _words(self, node: Node) -> str:
        faces = self._faces()
        texts = step_words(node, self._stage.editor.catalog, faces.around)
        return "\n".join(faces.pick(text) for text in texts)

    def _make_words(self) -> None:
        if not self._index.work(PORTION):
            self._maker.stop()
            if self.spotlight.current is None:
                self._look(self._bar.field.text())
            else:
                self._find(self._bar.field.text(), self.spotlight.current)

    def _look(self, words: str) -> None:
        """Somebody has typed: show the first hit from the current step on, without selecting it yet."""
        self._find(words, None)
        if self._hits:
            self._at = self._start(1)
            self._tell()
            self._reveal(self._hits[self._at], False)

    def _find(self, words: str, current: NodeId | None) -> None:
        self._hits = self._index.find(words)
        self._at = self._hits.index(current) if current in self._hits else None
        self._tell()

    def _start(self, by: int) -> int:
        """The first hit from the current step on, or the last one before it."""
        current = self._stage.selection.current
        if current is None:
            return 0 if by > 0 else len(self._hits) - 1
        order = self._order.places
        here = order[current]
        if by > 0:
            return next((index for index, each in enumerate(self._hits) if order[each] >= here), 0)
        before = [index for index, each in enumerate(self._hits) if order[each] < here]
        return before[-1] if before else len(self._hits) - 1

    def _tell(self) -> None:
        looked_for = self.is_open and bool(self._bar.field.text().strip())
        self.spotlight.steps = frozenset(self._hits) if looked_for else None
        self.spotlight.current = self._hits[self._at] if self._at is not None else None
        self._bar.say(self._count() if looked_for else "")
        self.hits_changed.emit()
        self._stage.repaint()

    def _count(self) -> str:
        if not self._hits:
            return Text("nichts gefunden", "nothing found").pick(self._language)
        if self._at is None:
            return str(len(self._hits))
        words = Text("{n} von {all}", "{n} of {all}").fill(n=self._at + 1, all=len(self._hits))
        return words.pick(self._language)

    def _end(self) -> None:
        self._maker.stop()
        self._hits, self._at = [], None
        self._tell()
