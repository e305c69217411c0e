"""Letting a contact into a live journey by hand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QPushButton

from app.core.records import JourneyRow
from app.core.text import Text
from app.services.journeys import JourneyService
from app.ui.context import Context
from app.ui.widgets.buttons import push_button

ENROLL = Text("In Journey aufnehmen", "Let into a journey")
ENTERED = Text("Aufgenommen in „{journey}“.", "Let into “{journey}”.")
REFUSED = Text(
    "„{journey}“ nimmt diesen Kontakt nicht auf: Sie braucht den Auslöser „Von Hand“, und Wiedereintritt "
    "und Bedingungen müssen passen.",
    "“{journey}” does not let this contact in: it needs the trigger “By hand”, and re-entry and conditions "
    "must allow it.",
)


def enroll_button(
    context: Context, journeys: JourneyService, enroll: Callable[[JourneyRow], None]
) -> QPushButton | None:
    """A button with the live journeys; None while there is none."""
    live = [entry for entry in journeys.rows() if entry.state == "live"]
    if not live:
        return None
    button = push_button(context, ENROLL, lambda: None, icon="user-plus")
    menu = QMenu(button)
    for entry in live:
        menu.addAction(entry.name).triggered.connect(_chooser(enroll, entry))
    button.setMenu(menu)
    return button


def _chooser(enroll: Callable[[JourneyRow], None], entry: JourneyRow) -> Callable[[], None]:
    return lambda: enroll(entry)
