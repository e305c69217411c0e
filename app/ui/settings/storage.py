"""How long a workspace keeps what is over, how large its file is, and the way to make it smaller."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from app.core.errors import StellwerkError
from app.core.text import Text, plural
from app.services.retention import MONTHS
from app.store.compacting import FileSize
from app.store.retention import Gone
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.editors.combo import ValueCombo
from app.ui.widgets.banner import Banner
from app.ui.widgets.boxes import column, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.progress import JobProgress
from app.ui.widgets.words import label

TITLE = Text("Speicherplatz", "Storage")
KEEP = Text("Verlauf, Nachrichten und Ereignisse aufbewahren", "Keep history, messages and events")
FOR_EVER = Text("für immer", "for ever")
YEARS = (Text("ein Jahr", "one year"), Text("{n} Jahre", "{n} years"))
SIX_MONTHS = Text("sechs Monate", "six months")
WHAT = Text(
    "Gezählt vom Ende einer Teilnahme an. Wer unterwegs ist, verliert nichts; Kontakte, Einwilligungen und "
    "Zahlen bleiben. Regeln sehen nur noch, was aufbewahrt ist.",
    "Counted from the end of a contact's journey. Whoever is under way loses nothing; contacts, consents "
    "and numbers stay. Rules see only what is kept.",
)
TIDY = Text("Jetzt aufräumen", "Tidy up now")
COMPACT = Text("Datei verkleinern", "Make file smaller")
SIZE = Text("Die Datei ist {size} groß.", "The file takes {size}.")
UNUSED = Text(" Davon sind {unused} frei.", " {unused} of it are free.")
NOTHING_OLD = Text("Es war nichts aufzuräumen.", "There was nothing to tidy up.")
TIDIED = Text(
    "Aufgeräumt: {history} Einträge im Verlauf, {messages} Nachrichten, {events} Ereignisse.",
    "Tidied up: {history} entries of the history, {messages} messages, {events} events.",
)
SMALLER = Text("Die Datei ist jetzt {size} groß.", "The file takes {size} now.")
STOPPED = Text("Abgebrochen. An der Datei hat sich nichts geändert.", "Cancelled. The file has not changed.")
STOPPED_TIDYING = Text(
    "Abgebrochen. Der Rest bleibt fürs nächste Mal.", "Cancelled. The rest is left for next time."
)
MEGABYTE = 1_000_000


class StorageBox(QFrame):
    """Shows the size when it is shown; works in the background and can be cancelled."""

    def __init__(self, context: Context, desk: Desk) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._context, self._desk = context, desk
        say = context.say
        layout = column(self, gap=14, margins=(20, 16, 20, 20))
        layout.addWidget(label(say(TITLE), "strong"))
        layout.addWidget(self._make_keep())
        self.taken = label("", wrap=True)
        layout.addWidget(self.taken)
        buttons = row(gap=8)
        self.tidy = push_button(context, TIDY, self._tidy, icon="wand")
        self.compact = push_button(context, COMPACT, self._compact, icon="database")
        buttons.addWidget(self.tidy)
        buttons.addWidget(self.compact)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self.progress = JobProgress(context)
        layout.addWidget(self.progress)
        self.notice = Banner(context)
        layout.addWidget(self.notice)
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen, and how large the file is now."""
        retention = self._desk.workspace.retention
        months = retention.months()
        self.keep.show_value(months or 0)
        self.tidy.setVisible(months is not None)
        self._show_size(retention.size())

    def _make_keep(self) -> QFrame:
        say = self._context.say
        block = QFrame()
        layout = column(block, gap=5)
        options = [(0, say(FOR_EVER)), *((months, say(_months(months))) for months in MONTHS)]
        self.keep = ValueCombo(options, say(KEEP))
        self.keep.chosen.connect(self._choose)
        title = label(say(KEEP), "label")
        title.setBuddy(self.keep)
        layout.addWidget(title)
        layout.addWidget(self.keep)
        layout.addWidget(label(say(WHAT), "muted", wrap=True))
        return block

    def _choose(self, months: int) -> None:
        try:
            self._desk.workspace.retention.keep(months or None)
        except StellwerkError as error:
            self._failed(error.message)
        self.refresh()

    def _tidy(self) -> None:
        retention = self._desk.workspace.retention
        self._busy(busy=True)
        job = self._desk.jobs.start(self, retention.tidy, self._tidied, self._failed, self._stopped_tidying)
        self.progress.follow(job, Text("Räumt auf …", "Tidying up …"))

    def _compact(self) -> None:
        workspace = self._desk.workspace
        self._busy(busy=True)
        job = self._desk.jobs.start(
            self,
            lambda progress: workspace.retention.compact(
                workspace.runner, lambda done, total: progress(100 * done // total, 100)
            ),
            self._compacted,
            self._failed,
            self._stopped,
        )
        self.progress.follow(job, Text("Verkleinert die Datei …", "Making the file smaller …"))

    def _tidied(self, gone: Gone) -> None:
        self._busy(busy=False)
        number = self._context.number
        words = TIDIED.fill(
            history=number(gone.history), messages=number(gone.messages), events=number(gone.events)
        )
        self.notice.say("good", self._context.say(words if gone.total else NOTHING_OLD))

    def _compacted(self, size: FileSize) -> None:
        self._busy(busy=False)
        self.notice.say("good", self._context.say(SMALLER.fill(size=self._bytes(size.total))))

    def _stopped(self) -> None:
        self._busy(busy=False)
        self.notice.say("info", self._context.say(STOPPED))

    def _stopped_tidying(self) -> None:
        self._busy(busy=False)
        self.notice.say("info", self._context.say(STOPPED_TIDYING))

    def _failed(self, message: Text) -> None:
        self._busy(busy=False)
        self.notice.say("error", self._context.say(message))

    def _busy(self, *, busy: bool) -> None:
        for widget in (self.keep, self.tidy, self.compact):
            widget.setEnabled(not busy)
        if busy:
            self.notice.hide()
        else:
            self.refresh()

    def _show_size(self, size: FileSize) -> None:
        words = SIZE.fill(size=self._bytes(size.total))
        if size.unused > size.total // 20:
            words = words + UNUSED.fill(unused=self._bytes(size.unused))
        self.taken.setText(self._context.say(words))

    def _bytes(self, count: int) -> str:
        return f"{self._context.number(round(count / MEGABYTE, 1))} MB"


def _months(months: int) -> Text:
    return SIX_MONTHS if months == 6 else plural(months // 12, *YEARS)
