"""All contacts: search, sort, one contact, import."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QTableView, QWidget

from app.core.text import Text, plural
from app.ui.contacts.detail import ContactPanel
from app.ui.contacts.importing.page import ImportPage
from app.ui.contacts.lists import ListsPage
from app.ui.contacts.model import ContactModel
from app.ui.contacts.tasks import TasksPage
from app.ui.contacts.vouchers import VouchersPage
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.widgets.boxes import column, line, row, surface
from app.ui.widgets.buttons import push_button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.tabs import TabRow
from app.ui.widgets.words import label

SEARCH_DELAY_MS = 150
ROW_PADDING = 16
VIEWS = {
    "contacts": Text("Kontakte", "Contacts"),
    "lists": Text("Listen", "Lists"),
    "vouchers": Text("Gutscheine", "Vouchers"),
    "tasks": Text("Aufgaben", "Tasks"),
}
IMPORT = Text("Tabelle importieren …", "Import table …")


class ContactsPage(QWidget):
    """The table with a panel beside it, an empty state, or the import."""

    def __init__(self, context: Context, desk: Desk) -> None:
        super().__init__()
        self._context, self._desk = context, desk
        self.setAcceptDrops(True)
        self.model = ContactModel(context, desk.workspace.contacts)
        self._stack = QStackedWidget()
        self._views = self._make_views()
        self._list = self._make_list()
        self._empty = self._make_empty()
        self.importing = ImportPage(context, desk)
        self.importing.closed.connect(self.refresh)
        for page in (self._list, self._empty, self.importing):
            self._stack.addWidget(page)
        self._show_count()

    def refresh(self) -> None:
        """Show the contacts as they are now, and what belongs to them."""
        if self.importing.busy:
            return
        for page in (self.lists, self.vouchers, self.tasks):
            page.refresh()
        self.model.refresh()
        self._show_count()

    def open_view(self, name: str) -> None:
        """Show the contacts, their lists, the vouchers or the tasks."""
        self.tabs.show_current(name)
        self._views.setCurrentIndex(list(VIEWS).index(name))

    def show_contact(self, contact_id: int) -> None:
        """Show one contact beside the list."""
        self.open_view("contacts")
        if not self.importing.busy:
            self._stack.setCurrentWidget(self._list)
            self.panel.show_contact(contact_id)

    def start_import(self, path: Path | None = None) -> None:
        """Begin an import, with a table if one is at hand."""
        self.open_view("contacts")
        self._stack.setCurrentWidget(self.importing)
        self.importing.begin(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: a table may be dropped anywhere on the page."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: begin an import with what was dropped."""
        event.acceptProposedAction()
        self.start_import(Path(event.mimeData().urls()[0].toLocalFile()))

    def _make_views(self) -> QStackedWidget:
        """Tabs above everything that is kept about contacts."""
        say = self._context.say
        self.tabs = TabRow(self._context, "tab", 14)
        for name, words in VIEWS.items():
            self.tabs.add(name, say(words))
        self.tabs.chosen.connect(self.open_view)
        bar = surface("panel")
        column(bar, margins=(20, 4, 16, 0)).addWidget(self.tabs)
        views = QStackedWidget()
        self.lists = ListsPage(self._context, self._desk)
        self.vouchers = VouchersPage(self._context, self._desk)
        self.tasks = TasksPage(self._context, self._desk)
        for view in (self._stack, self.lists, self.vouchers, self.tasks):
            views.addWidget(view)
        for page in (self.lists, self.tasks):
            page.contact_wanted.connect(self.show_contact)
        self.tasks.counted.connect(self._count_tasks)
        self.tasks.refresh()
        layout = column(self, gap=0)
        layout.addWidget(bar)
        layout.addWidget(line())
        layout.addWidget(views, 1)
        self.tabs.show_current("contacts")
        return views

    def _count_tasks(self, count: int) -> None:
        self.tabs.name("tasks", self._context.say(VIEWS["tasks"]), count)

    def _make_list(self) -> QWidget:
        page = QWidget()
        layout = column(page, gap=0)
        head = surface("panel")
        line_up = row(head, gap=12, margins=(20, 10, 16, 10))
        self._count = label("", "soft")
        line_up.addWidget(self._count)
        line_up.addStretch(1)
        line_up.addWidget(self._make_search())
        line_up.addWidget(
            push_button(self._context, IMPORT, self.start_import, kind="primary", icon="file-import")
        )
        layout.addWidget(head)
        layout.addWidget(line())
        body = row(gap=0)
        self.table = self._make_table()
        self.panel = ContactPanel(self._context, self._desk)
        self.panel.changed.connect(self.refresh)
        self.panel.closed.connect(self.table.clearSelection)
        body.addWidget(self.table, 1)
        body.addWidget(line("v"))
        body.addWidget(self.panel)
        layout.addLayout(body, 1)
        return page

    def _make_search(self) -> QLineEdit:
        words = self._context.say(Text("Name, Adresse, Firma, Ort", "Name, address, company, city"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(words)
        self.search.setAccessibleName(self._context.say(Text("Kontakte suchen", "Find contacts")))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(280)
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(SEARCH_DELAY_MS)
        timer.timeout.connect(self._find)
        self.search.textChanged.connect(lambda: timer.start())
        return self.search

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(self._context.say(Text("Kontakte", "Contacts")))
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().lineSpacing() + ROW_PADDING)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        letter = table.fontMetrics().horizontalAdvance("0")
        for column_index in range(self.model.columnCount()):
            header.resizeSection(column_index, letter * (32 if column_index == 0 else 17))
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)
        table.selectionModel().currentRowChanged.connect(self._row_chosen)
        return table

    def _make_empty(self) -> QWidget:
        return EmptyState(
            self._context,
            "users",
            Text("Noch keine Kontakte", "No contacts yet"),
            Text(
                "Hier stehen die Menschen, die Ihre Journeys durchlaufen. Bringen Sie sie aus einer "
                "Tabelle mit, etwa "
                "aus Excel oder Ihrem Shop; Sie können die CSV-Datei auch einfach hierher ziehen.",
                "This is where the people stand who take part in your journeys. Bring them along from a "
                "table, for "
                "example from Excel or your shop; you can also simply drag the CSV file here.",
            ),
            IMPORT,
            self.start_import,
        )

    def _find(self) -> None:
        self.panel.hide()
        self.model.find(self.search.text())
        self._show_count()

    def _show_count(self) -> None:
        nobody = self.model.count == 0 and not self.search.text().strip()
        self._stack.setCurrentWidget(self._empty if nobody else self._list)
        one, many = Text("{n} Kontakt", "{n} contact"), Text("{n} Kontakte", "{n} contacts")
        words = (
            plural(self.model.count, one, many)
            if self.model.count == 1
            else many.fill(n=self._context.number(self.model.count))
        )
        self._count.setText(self._context.say(words))

    def _row_chosen(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._show_contact(current.row())

    def _show_contact(self, row_index: int) -> None:
        contact = self.model.contact(row_index) if row_index >= 0 else None
        if contact is not None:
            self.panel.show_contact(contact.id)
