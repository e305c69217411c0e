"""Password and test mail of the account."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from app.core.text import Text
from app.services.settings import WorkspaceSettings
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.widgets.banner import Banner
from app.ui.widgets.boxes import column, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.progress import JobProgress
from app.ui.widgets.words import label

STORED = Text("gespeichert – zum Ändern neu eingeben", "stored – enter again to change it")
INCOMPLETE = Text(
    "Bitte tragen Sie zuerst Mailserver und Absenderadresse ein.",
    "Please enter the mail server and the sender's address first.",
)
SENT = Text("Die Testmail an {address} ist hinausgegangen.", "The test mail to {address} has gone out.")
WRITTEN = Text("Die Testmail liegt als Datei in {folder}.", "The test mail is a file in {folder}.")


class AccountBox(QWidget):
    """Keeps the password in the keyring, and sends a test mail; both off the window's thread."""

    def __init__(
        self,
        context: Context,
        desk: Desk,
        settings: Callable[[], WorkspaceSettings],
        save: Callable[[], None],
    ) -> None:
        super().__init__()
        self._context, self._desk, self._settings, self._save = context, desk, settings, save
        layout = column(self, gap=14)
        self._password_block = self._make_password()
        layout.addWidget(self._password_block)
        layout.addWidget(self._make_trial())
        self.notice = Banner(context)
        layout.addWidget(self.notice)
        self.progress = JobProgress(context)
        layout.addWidget(self.progress)
        self._first_user = settings().account.user
        self._asked = False

    def refresh(self) -> None:
        """Show what holds for the settings as they are."""
        settings = self._settings()
        self._password_block.setVisible(settings.delivery == "smtp")
        user = settings.account.user
        if settings.delivery == "smtp" and user and user == self._first_user and not self._asked:
            self._asked = True  # once a page, and not while a name is typed: a keyring may take its time
            passwords = self._desk.workspace.passwords
            self._desk.jobs.start(
                self, lambda _progress: passwords.password(user) is not None, self._found, self._failed
            )
        if not self.address.text():
            self.address.setText(settings.account.from_address)

    def _make_password(self) -> QWidget:
        block = QWidget()
        layout = column(block, gap=5)
        name = self._context.say(Text("Kennwort", "Password"))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(name)
        self.password.textEdited.connect(self._typing)
        self.password.editingFinished.connect(self._remember)
        title = label(name, "label")
        title.setBuddy(self.password)
        layout.addWidget(title)
        layout.addWidget(self.password)
        where = Text(
            "Liegt im Schlüsselbund Ihres Computers, nie in einer Datei von Stellwerk.",
            "Lives in the keyring of your computer, never in a file of Stellwerk.",
        )
        layout.addWidget(label(self._context.say(where), "muted", wrap=True))
        return block

    def _make_trial(self) -> QWidget:
        block = QWidget()
        layout = column(block, gap=5)
        name = self._context.say(Text("Testmail an", "Test mail to"))
        self.address = QLineEdit()
        self.address.setAccessibleName(name)
        self.send = push_button(
            self._context, Text("Testmail senden", "Send test mail"), self._try, icon="send"
        )
        title = label(name, "label")
        title.setBuddy(self.address)
        layout.addWidget(title)
        line_up = row(gap=8)
        line_up.addWidget(self.address, 1)
        line_up.addWidget(self.send)
        layout.addLayout(line_up)
        return block

    def _typing(self, _words: str) -> None:
        self._asked = True

    def _remember(self) -> None:
        password, user = self.password.text(), self._settings().account.user
        if not password or not user:
            return
        self.password.clear()
        self._asked = True
        passwords = self._desk.workspace.passwords
        self._desk.jobs.start(
            self, lambda _progress: passwords.remember(user, password), self._kept, self._failed
        )

    def _kept(self, _nothing: object) -> None:
        self._found(True)
        self._desk.workspace.runner.wake()

    def _found(self, known: object) -> None:
        self.password.setPlaceholderText(self._context.say(STORED) if known else "")
        notice = self._desk.workspace.passwords.notice
        if notice is not None:
            self.notice.say("warning", self._context.say(notice))
        else:
            self.notice.hide()

    def _try(self) -> None:
        address = self.address.text().strip()
        if "@" not in address:
            words = Text(
                "Bitte tragen Sie ein, wohin die Testmail gehen soll.", "Please enter where to send it."
            )
            self.notice.say("error", self._context.say(words))
            return
        settings = self._settings()
        if settings.delivery == "smtp" and not (settings.account.host and settings.account.from_address):
            self.notice.say("error", self._context.say(INCOMPLETE))
            return
        self._save()
        self._remember()
        self.notice.hide()
        self.send.setEnabled(False)
        trial, language = self._desk.workspace.trial, self._context.language
        job = self._desk.jobs.start(
            self,
            lambda _progress: trial.send(address, language),
            lambda _nothing: self._sent(address),
            self._failed,
        )
        self.progress.follow(job, Text("Sendet die Testmail …", "Sending the test mail …"))

    def _sent(self, address: str) -> None:
        self.send.setEnabled(True)
        words = SENT.fill(address=address)
        if self._settings().delivery == "folder":
            words = WRITTEN.fill(folder=str(self._desk.workspace.settings.mail_folder()))
        self.notice.say("good", self._context.say(words))

    def _failed(self, message: Text) -> None:
        self.send.setEnabled(True)
        self.notice.say("error", self._context.say(message))
