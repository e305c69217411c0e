"""The outline beside the canvas: a head, the rows, and a line that says what the keys do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from app.core.journey import NodeId
from app.core.outline import Row
from app.core.text import Language, Text
from canvas.commands import Command
from canvas.outline.editing import Mark, OutlineEditing
from canvas.outline.list import OutlineList
from canvas.outline.model import OutlineModel, parent_row
from canvas.outline.paint import RowPainter
from canvas.outline.words import RowWords
from canvas.overlays.finder import Finder
from canvas.overlays.zoom_bar import tinted_icon
from canvas.painting.marks import Marks
from canvas.scene.scene import key_of
from canvas.stage import Stage
from canvas.theme import CanvasTheme
from canvas.wayfinding.flight import Flight
from canvas.wayfinding.flow import Flow

WIDTH, NARROWEST = 380, 260
TITLE = Text("Gliederung", "Outline")
CLOSE = Text("Gliederung schließen", "Close outline")
KEYS = Text(
    "Einfg: danach · Umschalt+Einfg: davor · F2: Titel · Alt+↑↓: schieben · C: verbinden · Entf: löschen",
    "Ins: after · Shift+Ins: before · F2: title · Alt+↑↓: move · C: connect · Del: delete",
)
MARKED = Text(
    "Ausgang „{port}“: mit ↑↓ zum Ziel, Enter verbindet, C nimmt den nächsten Ausgang, Esc bricht ab.",
    "Way out “{port}”: ↑↓ to the target, Enter connects, C takes the next way out, Esc cancels.",
)


class OutlinePanel(QFrame):
    """Shows the rows of the journey while it is visible. Signals: `closed()`, `left()` to the canvas."""

    closed = Signal()
    left = Signal()

    def __init__(self, stage: Stage, flow: Flow, flight: Flight, marks: Callable[[], Marks]) -> None:
        super().__init__()
        self._stage, self._flow, self._flight = stage, flow, flight
        self._language: Language = "de"
        self._editing = OutlineEditing(stage, flow)
        self._mark: Mark | None = None
        self._busy = self._searching = False
        words = RowWords(stage.scene, stage.faces, marks)
        self._model = OutlineModel(words, self._title_of, self._editing.rename)
        self._model.setParent(self)
        self.list = OutlineList(self)
        self._painter: RowPainter | None = None
        self._words = words
        self._head, self._help = QLabel(self), QLabel(self)
        self._close = QToolButton(self)
        self._arrange()
        self.list.moved.connect(self._lead)
        self.list.opened.connect(self._open)
        self._close.clicked.connect(self.closed)
        stage.document.changed.connect(self._renew)
        stage.selection.changed.connect(self._follow)
        self.list.listen({key: each.run for each in self.commands() for key in each.keys})

    def _arrange(self) -> None:
        self._head.setObjectName("head")
        self._help.setObjectName("help")
        self._help.setWordWrap(True)
        self._help.setContentsMargins(14, 6, 14, 0)
        self._close.setIconSize(QSize(16, 16))
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 8, 6)
        head.addWidget(self._head, 1)
        head.addWidget(self._close)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 8)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.list, 1)
        box.addWidget(self._help)
        self.list.setModel(self._model)
        self.setMinimumWidth(NARROWEST)
        self.setFocusProxy(self.list)

    @property
    def rows(self) -> list[Row]:
        """What is shown."""
        return list(self._model.rows)

    def commands(self) -> tuple[Command, ...]:
        """What keys do in the outline, for the list of shortcuts."""
        run = self._run
        return (
            Command(("Ins", "/"), Text("Schritt danach einfügen", "Add a step after"), run(self._after)),
            Command(
                ("Shift+Ins",), Text("Schritt davor einfügen", "Insert a step before"), run(self._before)
            ),
            Command(("F2",), Text("Titel ändern", "Change the title"), self.list.rename),
            Command(
                ("Alt+Up",), Text("Schritt nach oben", "Move step up"), run(lambda row: self._move(row, -1))
            ),
            Command(
                ("Alt+Down",),
                Text("Schritt nach unten", "Move step down"),
                run(lambda row: self._move(row, 1)),
            ),
            Command(
                ("C",), Text("Ausgang zum Verbinden wählen", "Mark a way out to connect"), run(self._connect)
            ),
            Command(("Del", "Backspace"), Text("Löschen", "Delete"), run(self._editing.delete)),
            Command(("Left",), Text("Zur Verzweigung davor", "To the branch above"), self._out),
            Command(("Right",), Text("In den Zweig hinein", "Into the branch"), self._into),
            Command(
                ("Esc",),
                Text("Abbrechen, zurück zur Zeichenfläche", "Cancel, back to the canvas"),
                self._escape,
            ),
            Command(("Ctrl+Z",), Text("Rückgängig", "Undo"), lambda: self._travel(-1)),
            Command(("Ctrl+Y", "Ctrl+Shift+Z"), Text("Wiederholen", "Redo"), lambda: self._travel(1)),
        )

    def dress(self, theme: CanvasTheme, language: Language) -> None:
        """Take on colors and language."""
        self._language = language
        if self._painter is None:
            self._painter = RowPainter(self._words, self._stage.scene, self._stage.faces, theme, self.list)
            self.list.setItemDelegate(self._painter)
        self._painter.dress(theme, language)
        self._head.setText(TITLE.pick(language))
        self.setAccessibleName(TITLE.pick(language))
        self.list.setAccessibleName(TITLE.pick(language))
        self._close.setIcon(tinted_icon("x", theme.secondary, self.devicePixelRatioF()))
        self._close.setToolTip(CLOSE.pick(language))
        self._close.setAccessibleName(CLOSE.pick(language))
        self._tell()
        self.setStyleSheet(
            f"""OutlinePanel {{ background: {theme.card}; border: none; }}
            QListView {{ background: {theme.card}; border: none; outline: none; }}
            QLabel {{ background: transparent; }}
            QLabel#head {{ color: {theme.text}; font-weight: 600; }}
            QLabel#help {{ color: {theme.secondary}; font-size: 12px; }}
            QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 4px; }}
            QToolButton:hover {{ background: {theme.canvas}; }}
            QToolButton:focus {{ border-color: {theme.accent}; }}"""
        )
        self._model.refresh()

    def accompany(self, finder: Finder) -> None:
        """Take the keyboard back when a search is over that began here."""
        finder.added.connect(lambda: self._regain(open_still=finder.popup.isVisible()))
        finder.closed.connect(lambda: self._regain(open_still=False))

    def refresh(self) -> None:
        """Words may be other ones: problems, names."""
        self._model.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: it is seen now, so it has to be right."""
        super().showEvent(event)
        self._renew()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: nobody sees it any more."""
        super().hideEvent(event)
        self._cancel()

    # In step with document and selection

    def _renew(self) -> None:
        if self.isHidden():
            return
        held = self._row()
        self._busy = True
        self._model.show(self._flow.rows)
        self._busy = False
        self._follow()
        way = held.way if held is not None else None
        if way is not None and not self._stage.selection.steps and self._stage.selection.edge is None:
            self._show(self._model.row_of_way(way))

    def _follow(self) -> None:
        """The selection has changed: go to its row."""
        if self._busy or self.isHidden():
            return
        selection = self._stage.selection
        if selection.current is not None:
            self._show(self._model.row_of_step(selection.current))
        elif selection.edge is not None:
            self._show(self._model.row_of_way(key_of(selection.edge)))

    def _show(self, row: int | None) -> None:
        if row is not None and row != self.list.at:
            self._busy = True
            self.list.go_to(row)
            self._busy = False

    def _lead(self, at: int) -> None:
        """The person has gone to another row: select what it is about, and bring it into sight."""
        if self._busy or not self.isVisible():
            return
        row, selection = self._model.rows[at], self._stage.selection
        self._busy = True
        edge = self._stage.document.journey.outgoing.get(row.way[0], {}).get(row.way[1]) if row.way else None
        if row.kind in ("join", "loop", "way") and edge is not None:
            selection.select_edge(edge)
        elif row.node is not None:
            selection.select((row.node,))
        self._busy = False
        if row.node is not None:
            box = self._stage.scene.box(row.node)
            self._flight.go(lambda: self._stage.camera.ensure_seen(box), jump=False)

    def _row(self) -> Row | None:
        at = self.list.at
        return self._model.rows[at] if at is not None and at < len(self._model.rows) else None

    # What keys do

    def _run(self, act: Callable[[Row], None]) -> Callable[[], None]:
        def run() -> None:
            row = self._row()
            if row is not None:
                act(row)

        return run

    def _after(self, row: Row) -> None:
        self._searching = self._editing.add_after(row)

    def _before(self, row: Row) -> None:
        self._searching = self._editing.add_before(row)

    def _move(self, row: Row, step: int) -> None:
        self._editing.move(row, step)

    def _connect(self, row: Row) -> None:
        self._mark = self._editing.mark(row, self._mark)
        self._tell()

    def _open(self, at: int) -> None:
        row = self._model.rows[at]
        if self._mark is not None:
            if row.node is not None and row.kind != "way" and self._editing.connect(self._mark, row.node):
                self._cancel()
        elif row.kind in ("join", "loop") and row.node is not None:
            self._stage.selection.select((row.node,))
        elif row.kind == "open":
            self._after(row)
        elif row.node is not None:
            self._stage.inspect(row.node)

    def _out(self) -> None:
        at = self.list.at
        above = parent_row(self._model.rows, at) if at is not None else None
        if above is not None:
            self.list.go_to(above)

    def _into(self) -> None:
        at, rows = self.list.at, self._model.rows
        if at is not None and at + 1 < len(rows) and rows[at + 1].depth > rows[at].depth:
            self.list.go_to(at + 1)

    def _escape(self) -> None:
        if self._mark is not None:
            self._cancel()
        else:
            self.left.emit()

    def _travel(self, step: int) -> None:
        document = self._stage.document
        if step < 0:
            document.undo()
        else:
            document.redo()

    def _cancel(self) -> None:
        self._mark = None
        self._tell()

    def _tell(self) -> None:
        words = _unbroken(KEYS.pick(self._language))
        if self._mark is not None:
            ports, port = self._stage.scene.ports(self._mark.source), self._mark.port
            label = next(each.label for each in ports if each.name == port)
            marked = MARKED.fill(port=label)
            self._stage.hint(marked)
            words = marked.pick(self._language)
        self._help.setText(words)

    def _regain(self, *, open_still: bool) -> None:
        if self._searching and not open_still:
            self._searching = False
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _title_of(self, node: NodeId) -> str:
        return self._stage.document.journey.by_id[node].title


def _unbroken(words: str) -> str:
    """Words whose parts between dots stay on one line."""
    return " · ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in words.split(" · "))
