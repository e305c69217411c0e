"""Settings: looks, sender, delivery. Everything is stored as soon as it is entered."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.channels.service_settings import ServiceSettings
from app.core.errors import StellwerkError
from app.core.text import Text
from app.services.settings import WorkspaceSettings
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.settings.account import AccountBox
from app.ui.settings.forms import DELIVERY, HOSTS, LIMITS, LOOKS, SENDER
from app.ui.settings.section import Section
from app.ui.settings.services import ServicesBox
from app.ui.settings.storage import StorageBox
from app.ui.settings.workspace import WorkspaceBox
from app.ui.widgets.banner import Banner
from app.ui.widgets.boxes import column, row, scrolled
from app.ui.widgets.words import label

WIDTH = 640
SAVE_DELAY_MS = 400
TOP_LEVEL = (
    *("language", "theme", "motion", "delivery", "folder", "time_zone", "cap"),
    *("confirmed_hosts", "own_hosts"),
)
HOST_LISTS = ("confirmed_hosts", "own_hosts")
NO_IMPRINT = Text(
    "Solange das Impressum fehlt, wird über Ihr Postfach nichts versendet; die Mails warten.",
    "As long as the imprint is missing, nothing is sent with your mail account; the mails wait.",
)
PORTS = {"starttls": 587, "tls": 465}


class SettingsPage(QWidget):
    """Tells `looks_changed()` when language or theme are other ones, and `workspace_wanted(Path)`."""

    looks_changed = Signal()
    workspace_wanted = Signal(object)

    def __init__(self, context: Context, desk: Desk) -> None:
        super().__init__()
        self._context, self._desk = context, desk
        self._settings = desk.workspace.settings.get()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_DELAY_MS)
        self._timer.timeout.connect(self.save_now)
        outer = column(self, gap=0)
        self.banner = Banner(context)
        outer.addWidget(self.banner)
        content = QWidget()
        centred = row(content, margins=(24, 28, 24, 28))
        middle = QWidget()
        middle.setMaximumWidth(WIDTH)
        self._body = column(middle, gap=18)
        centred.addStretch(1)
        centred.addWidget(middle, 12)
        centred.addStretch(1)
        self._area = scrolled(content)
        outer.addWidget(self._area, 1)
        self._fill()
        self._show()

    def save_now(self) -> None:
        """Store what has been entered."""
        self._timer.stop()
        try:
            self._desk.workspace.settings.save(self._settings)
        except StellwerkError as error:
            self.banner.say("error", error.pick(self._context.language))
            return
        self._saved.setText(self._context.say(Text("Gespeichert", "Saved")))

    def leave(self) -> None:
        """Store what was entered a moment ago."""
        if self._timer.isActive():
            self.save_now()

    def scroll_to_end(self) -> None:
        """Bring the last settings into view."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())

    def refresh(self) -> None:
        """Show how large the file has become meanwhile."""
        self.storage.refresh()

    def _store_services(self, services: tuple[ServiceSettings, ...]) -> None:
        self._settings = self._settings.model_copy(update={"services": services})
        self.save_now()

    def _fill(self) -> None:
        head = row()
        head.addWidget(label(self._context.say(Text("Einstellungen", "Settings")), "huge"), 1)
        self._saved = label("", "soft")
        head.addWidget(self._saved)
        self._body.addLayout(head)
        looks = Text("Sprache und Aussehen", "Language and looks")
        hint = Text("Gilt für das Fenster, nicht für Ihre Mails.", "For the window, not for your mails.")
        self._looks = Section(self._context, looks, hint, LOOKS, self._edited)
        sender = Text("Absender", "Sender")
        who = Text("Von wem Ihre Mails kommen.", "Whom your mails come from.")
        self._sender = Section(self._context, sender, who, SENDER, self._edited)
        delivery = Text("Versand", "Delivery")
        how = Text(
            "Zum Kennenlernen landen Mails als Dateien in einem Ordner. Zum Versenden tragen Sie Ihr "
            "Postfach ein.",
            "To get to know the program, mails end up as files in a folder. To send them, enter your mail "
            "account.",
        )
        self._delivery = Section(self._context, delivery, how, DELIVERY, self._edited)
        self.account = AccountBox(self._context, self._desk, lambda: self._settings, self.save_now)
        self._delivery.body.addWidget(self.account)
        limits = Text("Grenzen", "Limits")
        patience = Text(
            "Damit niemand zu viel Post bekommt, auch wenn er an mehreren Journeys teilnimmt.",
            "So that nobody gets too much mail, even if they take part in several journeys.",
        )
        self._limits = Section(self._context, limits, patience, LIMITS, self._edited, {"cap"})
        self.services = ServicesBox(self._context, self._desk, lambda: self._settings, self._store_services)
        hosts = Text("Webadressen", "Web addresses")
        why = Text(
            "Wohin Journeys Daten schicken dürfen. Was hier nicht steht, wird nicht aufgerufen.",
            "Where journeys may send data. What does not stand here is not called.",
        )
        self._hosts = Section(self._context, hosts, why, HOSTS, self._edited)
        self.storage = StorageBox(self._context, self._desk)
        self.workspace = WorkspaceBox(self._context, self._desk.workspace.path)
        self.workspace.wanted.connect(self.workspace_wanted.emit)
        self._sections = (self._looks, self._sender, self._delivery, self._limits, self._hosts)
        for section in (*self._sections[:4], self.services, self._hosts, self.storage, self.workspace):
            self._body.addWidget(section)
        self._body.addStretch(1)

    def _show(self) -> None:
        values = {**self._settings.account.model_dump(), **self._settings.model_dump(exclude={"account"})}
        values["language"] = self._settings.language or self._context.language
        for section in self._sections:
            section.fields.show_values(values)
        missing = self._settings.delivery == "smtp" and not self._settings.account.imprint.strip()
        self._sender.fields.show_errors({"imprint": self._context.say(NO_IMPRINT)} if missing else {})
        self.account.refresh()

    def _edited(self, name: str, value: Any) -> None:
        changes: dict[str, Any] = {name: value}
        if name in HOST_LISTS:
            changes[name] = tuple(host for words in value if (host := host_of(str(words))))
        if name == "security":
            changes["port"] = PORTS[value]
        try:
            self._settings = changed(self._settings, changes)
        except ValidationError:
            long = Text("Das ist zu lang oder passt hier nicht.", "This is too long or does not fit here.")
            for section in self._sections:
                section.fields.show_errors({name: self._context.say(long)})
            return
        for section in (self._looks, self._delivery):
            section.fields.show_errors({})
        self._show()
        if name in ("language", "theme", "motion"):
            self.save_now()
            self.looks_changed.emit()
        else:
            self._saved.setText("")
            self._timer.start()


def host_of(words: str) -> str:
    """The name of a server out of what a person enters, perhaps a whole address."""
    address = words.strip().lower()
    return urlsplit(address if "//" in address else f"//{address}").hostname or ""


def changed(settings: WorkspaceSettings, changes: dict[str, Any]) -> WorkspaceSettings:
    """The settings with some values replaced, those of the account among them; validated."""
    whole = settings.model_dump()
    for name, value in changes.items():
        target = whole if name in TOP_LEVEL else whole["account"]
        target[name] = value.strip() if isinstance(value, str) and name != "imprint" else value
    return WorkspaceSettings.model_validate(whole)
