"""A small picture of the mail that a step sends, as one of the contacts will read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from app.core.program import MailContent
from app.core.text import Text
from app.services.mail_reading import ReadMail
from app.ui.context import Context
from app.ui.journey.draft import Draft
from app.ui.journey.mail_picture import mail_picture
from app.ui.journey.mail_sheet import MailSheet
from app.ui.widgets.boxes import column
from app.ui.widgets.buttons import push_button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.words import label

REST_MS = 250
SIZE = QSize(264, 160)
PARTS = ("subject", "preheader", "body", "layout")
OPEN = Text("Mail groß zeigen: {subject}", "Show the mail large: {subject}")
READER = Text("So liest es {reader}.", "As {reader} reads it.")
ANOTHER = Text("Anderer Kontakt", "Another contact")
TAKE = Text("Mail übernehmen", "Take over a mail")
NO_OTHER = Text("Es gibt noch keine andere Mail.", "There is no other mail yet.")
EMPTY = Text(
    "Sobald Betreff und Inhalt geschrieben sind, erscheint hier die Mail.",
    "Once subject and content are written, the mail appears here.",
)


class MailThumb(QWidget):
    """Drawn anew when the writing rests; `taken(name, parts)`: another mail's text is to be taken over."""

    taken = Signal(str, object)

    def __init__(self, context: Context, draft: Draft) -> None:
        super().__init__()
        self._context, self._draft = context, draft
        self._mail: MailContent | None = None
        self._turn = self._asked = 0
        self.read: ReadMail | None = None
        self.picture = QToolButton()
        self.picture.setProperty("kind", "thumb")
        self.picture.setIconSize(SIZE)
        self.picture.setCursor(Qt.CursorShape.PointingHandCursor)
        self.picture.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.picture.clicked.connect(lambda: self._open())
        self._words = label("", "muted", wrap=True)
        self.another = push_button(context, ANOTHER, self._next, kind="link", icon="refresh")
        self.take = self._make_take()
        layout = column(self, gap=4)
        layout.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._words)
        links = FlowLayout(gap=10)
        links.addWidget(self.another)
        links.addWidget(self.take)
        layout.addLayout(links)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask)
        self.picture.hide()
        self.another.hide()
        if draft.vocabulary().insight is None:
            self.hide()  # but never shown before it has a parent: it would come up as a window

    @property
    def words(self) -> str:
        """What stands under the picture."""
        return self._words.text()

    def show_mail(self, values: Mapping[str, Any]) -> None:
        """Show the mail of a config."""
        mail = MailContent(*(str(values[part]) for part in PARTS))
        if mail == self._mail:
            return
        first = self._mail is None
        self._mail = mail
        if not mail.subject.strip() or not mail.body.strip():
            self._asked += 1
            self._rest.stop()
            self._say(self._context.say(EMPTY))
        elif first:
            self._ask()
        else:
            self._rest.start()

    def _make_take(self) -> QPushButton:
        button = push_button(self._context, TAKE, lambda: None, kind="link", icon="copy")
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._offer(menu))
        button.setMenu(menu)
        return button

    def _offer(self, menu: QMenu) -> None:
        menu.clear()
        insight = self._draft.vocabulary().insight
        mails = insight.other_mails() if insight is not None else ()
        for name, config in mails:
            parts = {part: config[part] for part in PARTS if part in config}
            if parts:
                menu.addAction(name).triggered.connect(self._taking(name, parts))
        if menu.isEmpty():
            menu.addAction(self._context.say(NO_OTHER)).setEnabled(False)

    def _taking(self, name: str, parts: dict[str, Any]) -> Callable[[], None]:
        return lambda: self.taken.emit(name, parts)

    def _next(self) -> None:
        self._turn += 1
        self._ask()

    def _ask(self) -> None:
        insight, mail = self._draft.vocabulary().insight, self._mail
        if insight is None or mail is None:
            return
        self._asked += 1
        asked = self._asked
        insight.read(
            self, mail, self._draft.journey.language, self._turn, lambda read: self._told(asked, read)
        )

    def _told(self, asked: int, read: ReadMail) -> None:
        if asked != self._asked:
            return
        self.read = read
        say = self._context.say
        if read.problem is not None:
            self._say(f"{read.reader}: {say(read.problem)}")
            self.another.show()
            return
        image = mail_picture(read.html, self.font(), SIZE, self.devicePixelRatioF())
        self.picture.setIcon(QIcon(QPixmap.fromImage(image)))
        self.picture.setAccessibleName(say(OPEN.fill(subject=read.subject)))
        self.picture.setToolTip(self.picture.accessibleName())
        self._say(say(READER.fill(reader=read.reader)))
        self.picture.show()
        self.another.show()

    def _say(self, words: str) -> None:
        self.picture.hide()
        self.another.hide()
        self._words.setText(words)

    def _open(self) -> None:
        if self.read is not None:
            MailSheet(self._context, self.read, self.picture)
