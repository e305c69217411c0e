"""The services for short messages: which there are, adding, changing, trying and removing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QWidget

from app.channels.http_presets import Preset, presets
from app.channels.service_settings import ServiceSettings
from app.core.edits import new_id
from app.core.text import Text
from app.services.settings import WorkspaceSettings, secret_name
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.settings.service_form import ServiceForm
from app.ui.widgets.banner import Banner
from app.ui.widgets.boxes import clear, column, line, row
from app.ui.widgets.buttons import push_button
from app.ui.widgets.progress import JobProgress
from app.ui.widgets.words import label

TITLE = Text("Dienste für kurze Nachrichten", "Services for short messages")
WHAT = Text(
    "SMS, Push und Chat gehen über einen Dienst, bei dem Sie ein Konto haben. Der Schritt „Kurznachricht“ "
    "bietet an, was hier steht.",
    "Text messages, push and chat leave by a service with which you have an account. The step “Short "
    "message” offers what stands here.",
)
NONE = Text("Noch kein Dienst eingerichtet.", "No service is set up yet.")
ADD = Text("Dienst hinzufügen", "Add service")
CHANGE, REMOVE, TRY = (
    Text("Ändern", "Change"),
    Text("Entfernen", "Remove"),
    Text("Probe senden", "Send a test"),
)
TO = Text("Probe an", "Test to")
DONE = Text("Die Probe ist hinausgegangen.", "The test has gone out.")
REMOVED = Text(
    "„{name}“ ist entfernt. Nachrichten, die darüber hinausgehen sollten, warten jetzt.",
    "“{name}” is removed. Messages that were to leave by it wait now.",
)


class ServicesBox(QFrame):
    """Stores through `store(services)`, which the page gives; secrets go into the keyring."""

    def __init__(
        self,
        context: Context,
        desk: Desk,
        settings: Callable[[], WorkspaceSettings],
        store: Callable[[tuple[ServiceSettings, ...]], None],
    ) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._context, self._desk, self._settings, self._store = context, desk, settings, store
        layout = column(self, gap=14, margins=(20, 16, 20, 20))
        head = column(gap=2)
        head.addWidget(label(context.say(TITLE), "strong"))
        head.addWidget(label(context.say(WHAT), "muted", wrap=True))
        layout.addLayout(head)
        self._list = column(gap=10)
        layout.addLayout(self._list)
        self.form: ServiceForm | None = None
        self._place = column()
        layout.addLayout(self._place)
        self.progress = JobProgress(context)
        layout.addWidget(self.progress)
        self.notice = Banner(context)
        layout.addWidget(self.notice)
        self.add = push_button(context, ADD, lambda: None, icon="plus")
        self.add.setMenu(self._menu())
        foot = row()
        foot.addWidget(self.add)
        foot.addStretch(1)
        layout.addLayout(foot)
        self.refresh()

    def refresh(self) -> None:
        """Show the services there are."""
        clear(self._list)
        services = self._settings().services
        for number, service in enumerate(services):
            if number:
                self._list.addWidget(line())
            self._list.addWidget(self._entry(service))
        if not services:
            self._list.addWidget(label(self._context.say(NONE), "soft"))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for preset in presets().values():
            action = menu.addAction(self._context.say(preset.name.text))
            action.triggered.connect(self._adder(preset))
        return menu

    def _adder(self, preset: Preset) -> Callable[[], None]:
        return lambda: self._add(preset)

    def _entry(self, service: ServiceSettings) -> QWidget:
        say = self._context.say
        preset = presets().get(service.preset)
        entry = QWidget()
        layout = column(entry, gap=6)
        head = row(gap=8)
        words = column(gap=0)
        words.addWidget(label(service.name, "strong"))
        words.addWidget(label(say(preset.name.text) if preset else service.preset, "muted"))
        head.addLayout(words, 1)
        if preset is not None:
            head.addWidget(push_button(self._context, CHANGE, lambda: self._change(preset, service)))
        head.addWidget(push_button(self._context, REMOVE, lambda: self._remove(service), kind="link"))
        layout.addLayout(head)
        if preset is not None:
            layout.addLayout(self._trial(preset, service))
        return entry

    def _trial(self, preset: Preset, service: ServiceSettings) -> QHBoxLayout:
        """A line to try the service; where it needs a recipient, with a field for that."""
        trial = row(gap=8)
        recipient = QLineEdit()
        if preset.recipient:
            name = self._context.say(TO)
            recipient.setPlaceholderText(name)
            recipient.setAccessibleName(f"{name}: {service.name}")
            trial.addWidget(recipient, 1)
        go = push_button(self._context, TRY, lambda: self._try(service, recipient.text()), icon="send")
        go.setAccessibleName(f"{self._context.say(TRY)}: {service.name}")
        trial.addWidget(go)
        if not preset.recipient:
            trial.addStretch(1)
        return trial

    def _add(self, preset: Preset) -> None:
        name = self._context.say(preset.name.text)
        self._open(preset, ServiceSettings(id=new_id(), name=name, preset=preset.id), new=True)

    def _change(self, preset: Preset, service: ServiceSettings) -> None:
        self._open(preset, service, new=False)

    def _open(self, preset: Preset, service: ServiceSettings, *, new: bool) -> None:
        self._fold()
        self.notice.hide()
        self.form = ServiceForm(self._context, preset, service, new=new)
        self.form.saved.connect(self._save)
        self.form.closed.connect(self._fold)
        self._place.addWidget(self.form)
        self.form.name.setFocus()

    def _fold(self) -> None:
        clear(self._place)
        self.form = None

    def _save(self, service: ServiceSettings, secrets: Mapping[str, str]) -> None:
        others = [each for each in self._settings().services if each.id != service.id]
        self._store((*others, service))
        self._fold()
        self.refresh()
        keyring = self._desk.workspace.passwords

        def keep() -> None:
            for key, value in secrets.items():
                keyring.remember(secret_name(service.id, key), value)

        self._desk.jobs.start(self, lambda _progress: keep(), self._kept, self._failed)

    def _kept(self, _nothing: object) -> None:
        notice = self._desk.workspace.passwords.notice
        if notice is not None:
            self.notice.say("warning", self._context.say(notice))
        self._desk.workspace.runner.resume_sending()

    def _remove(self, service: ServiceSettings) -> None:
        self._store(tuple(each for each in self._settings().services if each.id != service.id))
        self._fold()
        self.refresh()
        self.notice.say("info", self._context.say(REMOVED.fill(name=service.name)))
        preset, keyring = presets().get(service.preset), self._desk.workspace.passwords
        keys = [value.key for value in preset.values if value.secret] if preset else []

        def forget() -> None:
            for key in keys:
                keyring.forget(secret_name(service.id, key))

        self._desk.jobs.start(self, lambda _progress: forget(), lambda _: None, self._failed)

    def _try(self, service: ServiceSettings, recipient: str) -> None:
        trial, language = self._desk.workspace.trial_message, self._context.language
        self.notice.hide()
        job = self._desk.jobs.start(
            self,
            lambda _progress: trial.send(service.id, recipient.strip(), language),
            lambda _: self.notice.say("good", self._context.say(DONE)),
            self._failed,
        )
        self.progress.follow(job, Text("Sendet die Probe …", "Sending the test …"))

    def _failed(self, message: Text) -> None:
        self.notice.say("error", self._context.say(message))
