"""One contact: address, consents, fields, tags, and what happened."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QWidget

from app.core.errors import StellwerkError
from app.core.fields import READ_ONLY_FIELDS, FieldBook
from app.core.form import Form, FormField
from app.core.records import JourneyRow
from app.core.rules.tree import ConsentStatus
from app.core.text import Text
from app.services.contacts import ContactDetail
from app.ui.contacts.consents import Consents
from app.ui.contacts.enrolling import ENTERED, REFUSED, enroll_button
from app.ui.contacts.history import History
from app.ui.contacts.model import TAGS, field_words
from app.ui.contacts.parting import Parting
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.editors.value import ValueEditor
from app.ui.journey.field_list import FieldList
from app.ui.vocabulary import Vocabulary
from app.ui.widgets.banner import Banner
from app.ui.widgets.boxes import column, line, row, scrolled
from app.ui.widgets.buttons import icon_button, push_button
from app.ui.widgets.signals import takes
from app.ui.widgets.words import label

WIDTH = 352
TAGS_LABEL = Text("Schlagwörter", "Tags")


class ContactPanel(QFrame):
    """Shows the contact given to `show_contact`; tells `changed()` and `closed()`."""

    changed = Signal()
    closed = Signal()

    def __init__(self, context: Context, desk: Desk) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.setFixedWidth(WIDTH)
        self._context, self._desk = context, desk
        self._layout = column(self, gap=0)
        self._area: QScrollArea | None = None
        self.hide()

    def show_contact(self, contact_id: int) -> None:
        """Show everything about a contact; the panel hides if it is gone."""
        try:
            detail = self._desk.workspace.contacts.detail(contact_id)
        except StellwerkError:
            self.hide()
            return
        if self._area is not None:
            self._area.hide()
            self._area.deleteLater()
        self._detail = detail
        self._edits: dict[str, Any] = {}
        content = QWidget()
        body = column(content, gap=14, margins=(16, 12, 16, 16))
        self._fill(detail, body)
        self._area = scrolled(content)
        self._layout.addWidget(self._area)
        self.show()

    def _fill(self, detail: ContactDetail, body: Any) -> None:
        body.addLayout(self._head(detail))
        self._banner = Banner(self._context)
        body.addWidget(self._banner)
        body.addWidget(Consents(self._context, detail, self._set_consent))
        body.addWidget(self._facts(detail))
        save = Text("Änderungen speichern", "Save changes")
        self.save = push_button(self._context, save, self._save)
        self.save.hide()
        body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        enroll = enroll_button(self._context, self._desk.workspace.journeys, self._enroll)
        if enroll is not None:
            body.addWidget(enroll, 0, Qt.AlignmentFlag.AlignLeft)
        self.parting = Parting(self._context, detail)
        self.parting.block_wanted.connect(takes(bool, lambda blocked: self._block(blocked=blocked)))
        self.parting.delete_wanted.connect(takes(bool, lambda keep_off: self._delete(keep_off=keep_off)))
        body.addWidget(self.parting)
        body.addWidget(line())
        body.addWidget(History(self._context, self._desk, detail.timeline))
        body.addStretch(1)

    def _head(self, detail: ContactDetail) -> Any:
        head = row(gap=4)
        values = detail.contact.values
        name = " ".join(str(values[key]) for key in ("first_name", "last_name") if values.get(key))
        head.addWidget(label(name or detail.contact.email, "heading", wrap=True), 1)
        close = icon_button(self._context, "x", Text("Kontakt schließen", "Close contact"), self._close)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        if not name:
            return head
        address = label(detail.contact.email, "soft")
        address.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        address.setToolTip(detail.contact.email)
        both = column(gap=0)
        both.addLayout(head)
        both.addWidget(address)
        return both

    def _facts(self, detail: ContactDetail) -> QWidget:
        """What is known, to read; a button turns it into a form."""
        holder = QWidget()
        layout = column(holder, gap=8)
        shown = self._reading(detail)
        layout.addWidget(shown)

        def edit() -> None:
            shown.hide()
            button.hide()
            layout.addWidget(self._form(detail))

        words = Text("Bearbeiten", "Edit")
        button = push_button(self._context, words, edit, kind="link", icon="pencil")
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return holder

    def _reading(self, detail: ContactDetail) -> QWidget:
        book = self._desk.workspace.contacts.fields
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        facts = [
            (book.label(key), field_words(self._context, book, detail.contact, key))
            for key in book.keys()
            if key != "email"
        ]
        facts.append((TAGS_LABEL, field_words(self._context, book, detail.contact, TAGS)))
        for number, (name, words) in enumerate(fact for fact in facts if fact[1]):
            grid.addWidget(label(self._context.say(name), "soft"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words, wrap=True), number, 1)
        return holder

    def _form(self, detail: ContactDetail) -> QWidget:
        """Tags and every field that can be changed."""
        book = self._desk.workspace.contacts.fields
        keys = [key for key in book.keys() if key not in READ_ONLY_FIELDS]
        tags = FormField(TAGS, Form(TAGS_LABEL, "tags"), ())
        return self._fields(detail, (tags, *(_field(book, key) for key in keys)))

    def _fields(self, detail: ContactDetail, fields: tuple[FormField, ...]) -> FieldList:
        contacts = self._desk.workspace.contacts
        words = Vocabulary(fields=contacts.fields, tags=tuple(contacts.tags()))
        form = FieldList(self._context, fields, {field.name for field in fields}, lambda: words)
        for field in fields:
            editor = form.editor(field.name)
            if isinstance(editor, ValueEditor):
                editor.suit(contacts.fields.type_of(field.name) or "text")
        form.show_values({**detail.contact.values, TAGS: sorted(detail.contact.tags)})
        form.edited.connect(self._edited)
        return form

    def _edited(self, key: str, value: Any) -> None:
        self._edits[key] = value
        self.save.show()

    def _save(self) -> None:
        contacts, contact_id = self._desk.workspace.contacts, self._detail.contact.id
        values = {key: value for key, value in self._edits.items() if key != TAGS}
        try:
            if values:
                contacts.change(
                    contact_id, {key: None if value == "" else value for key, value in values.items()}
                )
            if TAGS in self._edits:
                contacts.set_tags(contact_id, self._edits[TAGS])
        except StellwerkError as error:
            self._banner.say("error", error.pick(self._context.language))
            return
        self._desk.workspace.runner.wake()
        self.show_contact(contact_id)
        self.changed.emit()

    def _set_consent(self, purpose: str, status: ConsentStatus) -> None:
        contact_id = self._detail.contact.id
        self._desk.workspace.contacts.set_consent(contact_id, purpose, status, source="Stellwerk")
        self.show_contact(contact_id)
        self.changed.emit()

    def _enroll(self, entry: JourneyRow) -> None:
        contact_id = self._detail.contact.id
        try:
            entered = self._desk.workspace.journeys.enroll(entry.id, [contact_id])
        except StellwerkError as error:
            self._banner.say("error", error.pick(self._context.language))
            return
        self.show_contact(contact_id)
        words = (ENTERED if entered else REFUSED).fill(journey=entry.name)
        self._banner.say("good" if entered else "warning", self._context.say(words))

    def _block(self, *, blocked: bool) -> None:
        contacts, contact_id = self._desk.workspace.contacts, self._detail.contact.id
        try:
            (contacts.block if blocked else contacts.unblock)(contact_id)
        except StellwerkError as error:
            self._banner.say("error", error.pick(self._context.language))
            return
        self.show_contact(contact_id)
        self.changed.emit()

    def _delete(self, *, keep_off: bool) -> None:
        try:
            self._desk.workspace.erasing.erase(self._detail.contact.id, keep_off=keep_off)
        except StellwerkError as error:
            self._banner.say("error", error.pick(self._context.language))
            return
        self._close()
        self.changed.emit()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()


def _field(book: FieldBook, key: str) -> FormField:
    return FormField(key, Form(book.label(key), "value"), None)
