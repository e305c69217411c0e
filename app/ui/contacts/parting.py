"""Blocking the address of a contact, and deleting the contact after a second word, without a dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from app.core.text import Text
from app.services.contacts import ContactDetail
from app.ui.context import Context
from app.ui.widgets.boxes import column, surface
from app.ui.widgets.buttons import push_button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.words import label

BLOCK = Text("Adresse sperren", "Block address")
UNBLOCK = Text("Sperre aufheben", "Unblock address")
DELETE = Text("Kontakt löschen …", "Delete contact …")
SURE = Text(
    "Alles über diesen Kontakt wird gelöscht: Merkmale, Einwilligungen, Verlauf, wartende Mails. Das lässt "
    "sich nicht rückgängig machen.",
    "Everything about this contact is deleted: attributes, consents, history, waiting mails. This cannot "
    "be undone.",
)
KEEP_OFF = Text("Nie wieder anschreiben", "Never write to again")
KEEPS = Text(
    "Dann bleibt allein die Adresse gespeichert, als gesperrt – auch falls eine Tabelle sie wieder "
    "mitbringt.",
    "Then the address alone stays stored, as blocked – also in case a table brings it back.",
)
FOR_GOOD = Text("Endgültig löschen", "Delete for good")
CANCEL = Text("Abbrechen", "Cancel")


class Parting(QWidget):
    """Tells `block_wanted(bool)`, and `delete_wanted(bool)`: whether the address is to stay blocked."""

    block_wanted = Signal(bool)
    delete_wanted = Signal(bool)

    def __init__(self, context: Context, detail: ContactDetail) -> None:
        super().__init__()
        self._context = context
        blocked = bool(detail.suppressed)
        layout = column(self, gap=8)
        buttons = QWidget()
        flow = FlowLayout(buttons, 14)
        flow.addWidget(
            push_button(
                context,
                UNBLOCK if blocked else BLOCK,
                lambda: self.block_wanted.emit(not blocked),
                kind="link",
                icon="ban",
            )
        )
        self._delete = push_button(context, DELETE, self._ask, kind="link", icon="trash")
        flow.addWidget(self._delete)
        layout.addWidget(buttons)
        self.question = self._make_question(blocked=blocked)
        self.question.hide()
        layout.addWidget(self.question)

    def _make_question(self, *, blocked: bool) -> QFrame:
        say = self._context.say
        frame = surface("group")
        layout = column(frame, gap=8, margins=(12, 10, 12, 12))
        layout.addWidget(label(say(SURE), wrap=True))
        self.keep_off = QCheckBox(say(KEEP_OFF))
        self.keep_off.setAccessibleName(say(KEEP_OFF))
        self.keep_off.setChecked(blocked)
        layout.addWidget(self.keep_off)
        layout.addWidget(label(say(KEEPS), "muted", wrap=True))
        buttons = QWidget()
        flow = FlowLayout(buttons, 8)
        go = push_button(self._context, FOR_GOOD, self._confirm, kind="danger")
        self._cancel = push_button(self._context, CANCEL, self._forget)
        flow.addWidget(go)
        flow.addWidget(self._cancel)
        layout.addWidget(buttons)
        return frame

    def _ask(self) -> None:
        self._delete.setEnabled(False)
        self.question.show()
        self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)  # Enter must not delete by accident

    def _confirm(self) -> None:
        self.delete_wanted.emit(self.keep_off.isChecked())

    def _forget(self) -> None:
        self._delete.setEnabled(True)
        self.question.hide()
        self._delete.setFocus(Qt.FocusReason.OtherFocusReason)
