"""The word of a contact on each purpose, and the blocked address; a menu writes down another word."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.core.rules.tree import ConsentStatus
from app.core.text import Text
from app.services.contacts import ContactDetail
from app.ui.contacts.timeline import CONSENTS
from app.ui.context import Context
from app.ui.widgets.buttons import push_button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.words import label, pill

DEFAULT_PURPOSE = "newsletter"
WORD = Text("{purpose}: {status}", "{purpose}: {status}")
NO_WORD = Text("keine Einwilligung", "no consent")
CHOICES: tuple[tuple[ConsentStatus, Text], ...] = (
    ("granted", Text("Einwilligung erteilt", "Consent granted")),
    ("withdrawn", Text("Einwilligung widerrufen", "Consent withdrawn")),
)

Change = Callable[[str, ConsentStatus], None]


class Consents(QWidget):
    """One chip a purpose; `change(purpose, status)` is called for a choice of the menu."""

    def __init__(self, context: Context, detail: ContactDetail, change: Change) -> None:
        super().__init__()
        self._context, self._change = context, change
        flow = FlowLayout(self)
        flow.addWidget(label(context.say(Text("Einwilligung", "Consent")), "soft"))
        latest: dict[str, ConsentStatus] = {}
        for consent in detail.consents:
            latest.setdefault(consent.purpose, consent.status)  # the newest comes first, and counts
        for purpose, status in latest.items():
            flow.addWidget(self._chip(purpose, WORD.fill(purpose=_named(purpose), status=CONSENTS[status])))
        if not latest:
            flow.addWidget(self._chip(DEFAULT_PURPOSE, NO_WORD))
        if detail.suppressed:
            flow.addWidget(pill(context.say(Text("Adresse gesperrt", "Address blocked")), "warning"))

    def _chip(self, purpose: str, words: Text) -> QPushButton:
        chip = push_button(self._context, words, lambda: None, kind="menuchip")
        menu = QMenu(chip)
        for status, choice in CHOICES:
            menu.addAction(self._context.say(choice)).triggered.connect(self._chooser(purpose, status))
        chip.setMenu(menu)
        return chip

    def _chooser(self, purpose: str, status: ConsentStatus) -> Callable[[], None]:
        return lambda: self._change(purpose, status)


def _named(purpose: str) -> str:
    """The purpose as a title: as somebody wrote it, with a capital at the beginning."""
    return purpose[:1].upper() + purpose[1:]
