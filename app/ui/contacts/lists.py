"""Lists: sets of contacts kept by hand, or by the steps of journeys."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.errors import WorkspaceError
from app.core.records import Contact
from app.core.text import Text
from app.store.lists import ListRow
from app.ui.contacts.kept import KeptPage
from app.ui.context import Context
from app.ui.desk import Desk
from app.ui.widgets.boxes import column, line, row, surface
from app.ui.widgets.buttons import icon_button, push_button
from app.ui.widgets.sure import SureButton
from app.ui.widgets.words import label

WHAT = Text(
    "Eine Liste ist eine Auswahl von Hand, etwa „Lesekreis“ oder „VIP“. Schritte können Kontakte darauf "
    "setzen, Regeln können danach fragen.",
    "A list is a choice by hand, such as “Book club” or “VIP”. Steps can put contacts on it, rules can ask "
    "for it.",
)
NAME, ADD = Text("Name der neuen Liste", "Name of the new list"), Text("Liste anlegen", "Create list")
NONE = Text("Noch keine Liste.", "No list yet.")
ABOUT = Text("Name der Liste „{name}“", "Name of the list “{name}”")
DELETE, SURE = Text("Löschen", "Delete"), Text("Liste wirklich löschen", "Really delete the list")
SHOW, HIDE = Text("Kontakte ansehen", "Show contacts"), Text("Zuklappen", "Fold")
ADDRESS = Text("Adresse eines Kontakts, dann Eingabetaste", "Address of a contact, then Enter")
CONTACTS = (Text("1 Kontakt", "1 contact"), Text("{n} Kontakte", "{n} contacts"))
TAKE_OFF = Text("{name} von der Liste nehmen", "Take {name} off the list")
MORE = Text("und {n} weitere", "and {n} more")
UNKNOWN = Text(
    "Einen Kontakt mit der Adresse „{address}“ gibt es nicht. Bitte prüfen Sie die Schreibweise.",
    "There is no contact with the address “{address}”. Please check the spelling.",
)
MOST = 100


class ListsPage(KeptPage):
    """One card a list; unfolded, it shows who is on it. Tells `contact_wanted(id)`."""

    contact_wanted = Signal(int)

    def __init__(self, context: Context, desk: Desk) -> None:
        super().__init__(context, desk, WHAT, NAME, ADD)
        self._lists = desk.workspace.lists
        self._open = ""
        self.refresh()

    def cards(self) -> list[QWidget]:
        """One card for each list."""
        return [self._card(each) for each in self._lists.all()]

    def none(self) -> Text:
        """What is said while there is no list."""
        return NONE

    def make(self, name: str) -> object:
        """Make an empty list."""
        return self._lists.add(name)

    def _card(self, each: ListRow) -> QWidget:
        say = self.context.say
        card = surface("card")
        body = column(card, gap=8, margins=(12, 8, 16, 8))
        head = row(gap=8)
        head.addWidget(self.title(each.name, lambda name: self._lists.rename(each.id, name), ABOUT), 1)
        count = (CONTACTS[0] if each.size == 1 else CONTACTS[1]).fill(n=self.context.number(each.size))
        head.addWidget(label(say(count), "soft"))
        unfolded = self._open == each.id
        show = push_button(
            self.context, HIDE if unfolded else SHOW, lambda: self._unfold("" if unfolded else each.id)
        )
        show.setAccessibleName(f"{show.text()}: {each.name}")
        head.addWidget(show)
        delete = SureButton(
            self.context, DELETE, SURE, lambda: self.carry_out(lambda: self._lists.delete(each.id))
        )
        head.addWidget(delete)
        body.addLayout(head)
        if unfolded:
            self._members(each, body)
        return card

    def _members(self, each: ListRow, body: QVBoxLayout) -> None:
        body.addWidget(line())
        address = QLineEdit()
        address.setPlaceholderText(self.context.say(ADDRESS))
        address.setAccessibleName(self.context.say(ADDRESS))
        address.returnPressed.connect(lambda: self._put(each.id, address.text().strip()))
        body.addWidget(address)
        ids = self._lists.members(each.id)
        for contact in self.desk.workspace.contacts.load(ids[:MOST]):
            body.addLayout(self._member(each.id, contact))
        if len(ids) > MOST:
            more = MORE.fill(n=self.context.number(len(ids) - MOST))
            body.addWidget(label(self.context.say(more), "muted"))

    def _member(self, list_id: str, contact: Contact) -> QHBoxLayout:
        entry = row(gap=8)
        show = push_button(
            self.context,
            Text(contact.email, contact.email),
            lambda: self.contact_wanted.emit(contact.id),
            kind="link",
        )
        entry.addWidget(show)
        names = (contact.values.get("first_name"), contact.values.get("last_name"))
        entry.addWidget(label(" ".join(str(name) for name in names if name), "soft"), 1)
        off = TAKE_OFF.fill(name=contact.email)
        entry.addWidget(icon_button(self.context, "x", off, lambda: self._take_off(list_id, contact.id)))
        return entry

    def _unfold(self, list_id: str) -> None:
        self._open = list_id
        self.refresh()

    def _put(self, list_id: str, address: str) -> None:
        def put() -> None:
            contact = self.desk.workspace.contacts.by_email(address)
            if contact is None:
                raise WorkspaceError(UNKNOWN.fill(address=address))
            self._lists.put(list_id, [contact.id])

        if address:
            self.carry_out(put)

    def _take_off(self, list_id: str, contact_id: int) -> None:
        self.carry_out(lambda: self._lists.put(list_id, [contact_id], present=False))
