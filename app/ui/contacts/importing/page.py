"""The import assistant: choose, look, import, result; nothing is modal."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.core.errors import StellwerkError
from app.core.text import Text
from app.services.importing.preview import TablePreview
from app.services.importing.reading import TableFormat
from app.services.importing.report import ImportReport
from app.services.jobs import Progress
from app.ui.contacts.importing.drop import DropArea
from app.ui.contacts.importing.mapping import MappingForm
from app.ui.contacts.importing.result import ImportResult
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.widgets.banner import Banner
from app.ui.widgets.boxes import column, line, row, scrolled, surface
from app.ui.widgets.buttons import icon_button, push_button
from app.ui.widgets.progress import JobProgress
from app.ui.widgets.signals import takes
from app.ui.widgets.words import label


class ImportPage(QWidget):
    """Tells `closed()`."""

    closed = Signal()

    def __init__(self, context: Context, desk: Desk) -> None:
        super().__init__()
        self._context, self._desk = context, desk
        self.busy = False
        self._preview: TablePreview | None = None
        self.form: MappingForm | None = None
        layout = column(self, gap=0)
        layout.addWidget(self._head())
        layout.addWidget(line())
        self.banner = Banner(context)
        layout.addWidget(self.banner)
        self._stack = QStackedWidget()
        layout.addWidget(self._stack, 1)
        self._drop = DropArea(context)
        self._drop.chosen.connect(self._look)
        self._stack.addWidget(self._drop)
        self.progress = JobProgress(context)
        foot = row(gap=0, margins=(24, 8, 24, 12))
        foot.addWidget(self.progress)
        layout.addLayout(foot)

    def begin(self, path: Path | None) -> None:
        """Start anew, with a table if one is at hand."""
        self.banner.hide()
        self._show(self._drop)
        self.go.hide()
        self._title.setText(self._context.say(Text("Tabelle importieren", "Import table")))
        if path is not None:
            self._look(path)

    def _head(self) -> QWidget:
        head = surface("panel")
        layout = row(head, gap=8, margins=(8, 10, 16, 10))
        back = Text("Zurück zu den Kontakten", "Back to the contacts")
        layout.addWidget(icon_button(self._context, "chevron-left", back, self._close))
        self._title = label("", "heading")
        layout.addWidget(self._title, 1)
        self.go = push_button(self._context, Text("Importieren", "Import"), self._import, kind="primary")
        layout.addWidget(self.go)
        return head

    def _look(self, path: Path, how: TableFormat | None = None) -> None:
        self.banner.hide()
        try:
            preview = self._desk.workspace.imports.preview(path, how)
        except StellwerkError as error:
            self.banner.say("error", error.pick(self._context.language))
            return
        self._preview = preview
        self._title.setText(path.name)
        self.form = MappingForm(self._context, preview, self._desk.workspace.contacts.fields)
        self.form.format_changed.connect(takes(TableFormat, lambda new: self._look(path, new)))
        holder = QWidget()
        column(holder, margins=(24, 18, 24, 18)).addWidget(self.form)
        self._show(scrolled(holder))
        self.go.show()

    def _import(self) -> None:
        preview, form = self._preview, self.form
        assert preview is not None  # the button is hidden before
        assert form is not None
        imports, language = self._desk.workspace.imports, self._context.language
        mapping, events = form.mapping, preview.events

        def work(progress: Progress) -> ImportReport:
            if events is not None:
                return imports.events(preview, events, language, progress)
            return imports.contacts(preview, mapping, language, progress)

        self.banner.hide()
        self._set_busy(busy=True)
        job = self._desk.jobs.start(self, work, self._done, self._failed, self._cancelled)
        self.progress.follow(job, Text("Importiert …", "Importing …"))

    def _done(self, report: ImportReport) -> None:
        self._set_busy(busy=False)
        self.go.hide()
        self._desk.workspace.runner.wake()
        holder = QWidget()
        column(holder, margins=(24, 18, 24, 18)).addWidget(ImportResult(self._context, report, self._close))
        self._title.setText(self._context.say(Text("Import abgeschlossen", "Import finished")))
        self._show(scrolled(holder))

    def _failed(self, message: Text) -> None:
        self._set_busy(busy=False)
        self.banner.say("error", self._context.say(message))

    def _cancelled(self) -> None:
        self._set_busy(busy=False)
        words = Text("Abgebrochen. Es wurde nichts übernommen.", "Cancelled. Nothing was taken over.")
        self.banner.say("info", self._context.say(words))

    def _set_busy(self, *, busy: bool) -> None:
        self.busy = busy
        self.go.setEnabled(not busy)
        if self.form is not None:
            self.form.setEnabled(not busy)

    def _show(self, page: QWidget) -> None:
        old = self._stack.currentWidget()
        if page is not old:
            self._stack.addWidget(page)
            self._stack.setCurrentWidget(page)
            if old is not None and old is not self._drop:
                self._stack.removeWidget(old)
                old.deleteLater()

    def _close(self) -> None:
        if not self.busy:
            self.begin(None)
            self.closed.emit()
