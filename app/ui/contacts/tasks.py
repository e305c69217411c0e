"""Tasks for sales: what journeys have asked people to do, open ones first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.core.errors import StellwerkError
from app.core.text import Text, joined, same
from app.store.tasks import TaskQuery, TaskRow
from app.ui.activity.names import Names
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.widgets.banner import Banner
from app.ui.widgets.boxes import centred, clear, column, row, surface
from app.ui.widgets.buttons import push_button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.words import label, pill

WIDTH = 920
PAGE = 50
WHAT = Text(
    "Was Journeys Ihnen auftragen, etwa „Anrufen, sobald das Angebot geöffnet wurde“. Solange eine Aufgabe "
    "ihren Kontakt sperrt, bekommt er keine Mails.",
    "What journeys ask you to do, such as “Call as soon as the offer was opened”. As long as a task locks "
    "its contact, that gets no mails.",
)
ALSO_DONE = Text("Auch erledigte zeigen", "Show done ones too")
DONE = Text("Erledigt", "Done")
OLDER = Text("Weitere zeigen", "Show more")
OVERDUE = Text("überfällig", "overdue")
DUE = Text("bis {when}", "due {when}")
FOR = Text("für {owner}", "for {owner}")
LOCKED = Text("keine Mails bis {when}", "no mails until {when}")
DONE_AT = Text("erledigt am {when}", "done on {when}")
TITLE = Text("Keine offenen Aufgaben", "No open tasks")
NOTHING = Text(
    "Der Schritt „Aufgabe anlegen“ einer Journey legt hier ab, was Menschen tun sollen.",
    "The step “Create task” of a journey puts here what people are to do.",
)


class TasksPage(QWidget):
    """One card a task; tells `contact_wanted(id)` and `counted(open)`."""

    contact_wanted = Signal(int)
    counted = Signal(int)

    def __init__(self, context: Context, desk: Desk) -> None:
        super().__init__()
        self._context, self._desk = context, desk
        self._names = Names(desk.workspace.journeys, context.catalog)
        layout = centred(self, WIDTH)
        head = row(gap=12)
        head.addWidget(label(context.say(WHAT), "soft", wrap=True), 1)
        self.also_done = QCheckBox(context.say(ALSO_DONE))
        self.also_done.setAccessibleName(context.say(ALSO_DONE))
        self.also_done.clicked.connect(lambda: self.refresh())
        head.addWidget(self.also_done)
        layout.addLayout(head)
        self.notice = Banner(context)
        layout.addWidget(self.notice)
        self._cards = column(gap=10)
        layout.addLayout(self._cards)
        self._more = push_button(context, OLDER, self._show_more)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self._shown = 0
        self.refresh()

    def refresh(self) -> None:
        """Show the tasks as they are now."""
        self._names.forget()
        clear(self._cards)
        self._shown = 0
        self._show_more()
        if not self._shown:
            self._cards.addWidget(EmptyState(self._context, "list-check", TITLE, NOTHING))
        self.counted.emit(self._desk.workspace.tasks.count())

    def _show_more(self) -> None:
        query = TaskQuery(done=self.also_done.isChecked())
        found = self._desk.workspace.tasks.page(query, self._shown, PAGE + 1)
        for task in found[:PAGE]:
            self._cards.addWidget(self._card(task))
        self._shown += min(len(found), PAGE)
        self._more.setVisible(len(found) > PAGE)

    def _card(self, task: TaskRow) -> QWidget:
        say, now = self._context.say, self._desk.workspace.activity.now()
        card = surface("card")
        body = row(card, gap=12, margins=(18, 12, 16, 12))
        words = column(gap=3)
        head = row(gap=8)
        head.addWidget(label(task.title, "strong"))
        if task.done_at is None and task.due_at is not None and task.due_at < now:
            head.addWidget(pill(say(OVERDUE), "warning"))
        head.addStretch(1)
        words.addLayout(head)
        if task.note:
            words.addWidget(label(task.note, wrap=True))
        words.addWidget(label(say(self._about(task, now)), "muted", wrap=True))
        body.addLayout(words, 1)
        contact = push_button(
            self._context, same(task.email), lambda: self.contact_wanted.emit(task.contact), kind="link"
        )
        body.addWidget(contact)
        if task.done_at is None:
            done = push_button(self._context, DONE, lambda: self._finish(task), icon="check")
            done.setAccessibleName(f"{say(DONE)}: {task.title}, {task.email}")
            body.addWidget(done)
        return card

    def _about(self, task: TaskRow, now: int) -> Text:
        parts: list[Text] = []
        if task.owner:
            parts.append(FOR.fill(owner=task.owner))
        if task.done_at is not None:
            parts.append(DONE_AT.fill(when=self._context.moment(task.done_at)))
        elif task.due_at is not None:
            parts.append(DUE.fill(when=self._context.moment(task.due_at)))
        if task.done_at is None and task.lock_until is not None and task.lock_until > now:
            parts.append(LOCKED.fill(when=self._context.moment(task.lock_until)))
        if task.journey:
            parts.append(same(self._names.journey(task.journey)))
        return joined(parts, same(" · ")) if parts else same(self._context.moment(task.created_at))

    def _finish(self, task: TaskRow) -> None:
        try:
            self._desk.workspace.tasks.finish(task.id)
        except StellwerkError as error:
            self.notice.say("error", error.pick(self._context.language))
        else:
            self.notice.hide()
        self.refresh()
