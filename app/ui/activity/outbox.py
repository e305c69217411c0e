"""The outbox: shelves of messages as a table, and what can be done about those that are chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QStackedWidget, QTableView, QWidget

from app.core.records import MessageRow
from app.core.text import Text
from app.engine.delivery.decisions import Chosen
from app.services.activity import ActivityService, Decision, Shelf, Wanted
from app.ui.activity.detail import MessageDetail
from app.ui.activity.model import JOURNEY, STANDING, WHEN, MessageModel
from app.ui.activity.names import Names
from app.ui.activity.words import EMPTY, NOTHING_FOUND, SHELVES
from app.ui.context import Context
from app.ui.widgets.boxes import column, line, row, surface
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.tabs import TabRow

WHEN_LETTERS = 20
TIGHT = 960
PUT_OFF = "try_later"
"""The server has put a message off; nothing of ours stands in its way."""
ROW_PADDING = 16


class Outbox(QWidget):
    """Tells `decided(Decision, Chosen)` and `contact_wanted(id)`."""

    decided = Signal(str, object)
    contact_wanted = Signal(int)

    def __init__(self, context: Context, activity: ActivityService, names: Names) -> None:
        super().__init__()
        self._context, self._activity = context, activity
        self.model = MessageModel(context, activity, names)
        self._counts: dict[Shelf, int] = {}
        self.shelves = self._make_shelves()
        self.table = self._make_table()
        self.detail = MessageDetail(context, names)
        self.detail.decided.connect(self._decide)
        self.detail.contact_wanted.connect(self.contact_wanted.emit)
        self.detail.closed.connect(self.table.clearSelection)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._body())
        layout = column(self, gap=0)
        bar = surface("panel")
        self._bar = row(bar, gap=12, margins=(20, 8, 16, 8))
        self._bar.addWidget(self.shelves, 1)
        layout.addWidget(bar)
        layout.addWidget(line())
        layout.addWidget(self._stack, 1)
        self._empty: QWidget | None = None

    def add_beside(self, widget: QWidget) -> None:
        """Put something beside the shelves."""
        self._bar.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def look(self, wanted: Wanted) -> None:
        """Show messages, from the first on."""
        self.shelves.show_current(wanted.shelf)
        self.detail.hide()
        self.model.show(wanted)
        self._count(self._activity.counts(wanted))
        self._make_room(narrow=False)
        self._show_rows()

    def refresh(self) -> None:
        """Look again; what is chosen stays so."""
        counts = self._activity.counts(self.model.wanted)
        if counts == self._counts and self.model.wanted.shelf in counts:
            return
        keys = {message.id for message in self.chosen()}
        self._count(counts)
        self.model.refresh()
        self._choose(keys)
        self._show_rows()

    def chosen(self) -> list[MessageRow]:
        """The messages that are selected."""
        return [self.model.message(index.row()) for index in self.table.selectionModel().selectedRows()]

    def _make_shelves(self) -> TabRow:
        shelves = TabRow(self._context, "filter", 6)
        for shelf, words in SHELVES.items():
            shelves.add(shelf, self._context.say(words))
        shelves.chosen.connect(self._show_shelf)
        return shelves

    def _body(self) -> QWidget:
        page = QWidget()
        body = row(page, gap=0)
        body.addWidget(self.table, 1)
        body.addWidget(line("v"))
        body.addWidget(self.detail)
        return page

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(self._context.say(Text("Mails", "Mails")))
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        table.setShowGrid(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().lineSpacing() + ROW_PADDING)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(WHEN, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(WHEN, table.fontMetrics().horizontalAdvance("0") * WHEN_LETTERS)
        table.selectionModel().selectionChanged.connect(lambda: self._show_chosen())
        return table

    def _show_shelf(self, shelf: Shelf) -> None:
        wanted = self.model.wanted
        self.look(Wanted(shelf, wanted.journey, wanted.search))

    def _count(self, counts: dict[Shelf, int]) -> None:
        self._counts = counts
        for shelf, words in SHELVES.items():
            self.shelves.name(shelf, self._context.say(words), counts.get(shelf, 0))

    def _show_rows(self) -> None:
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
            self._empty = None
        if self.model.rowCount():
            return
        wanted = self.model.wanted
        words = NOTHING_FOUND if wanted.journey or wanted.search else EMPTY[wanted.shelf]
        self._empty = EmptyState(self._context, "inbox", SHELVES[wanted.shelf], words)
        self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty)

    def _show_chosen(self) -> None:
        messages = self.chosen()
        self._make_room(narrow=bool(messages))
        if not messages:
            self.detail.hide()
            return
        shelf = self.model.wanted.shelf
        self.detail.show_messages(messages, shelf, triable=self._triable(messages, shelf))

    def _triable(self, messages: Sequence[MessageRow], shelf: Shelf) -> bool:
        if shelf == "failed":
            return bool(self._activity.may_be_tried([each.id for each in messages]))
        return shelf != "delayed" or any(each.reason == PUT_OFF for each in messages)

    def _make_room(self, *, narrow: bool) -> None:
        """Where the journey is known anyway, its column only takes room."""
        self.table.setColumnHidden(JOURNEY, narrow or bool(self.model.wanted.journey))
        self.table.setColumnHidden(STANDING, narrow and self.width() < TIGHT)

    def _choose(self, keys: set[int]) -> None:
        selection = self.table.selectionModel()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for number in _numbers([self.model.row_of(key) for key in keys]):
            selection.select(self.model.index(number, 0), flags)

    def _decide(self, decision: Decision) -> None:
        self.decided.emit(decision, Chosen(tuple(message.id for message in self.chosen())))


def _numbers(found: Sequence[int | None]) -> list[int]:
    return [number for number in found if number is not None]
