"""A mail as a contact of the workspace will read it, for a person who is still writing it."""

from __future__ import annotations

from dataclasses import dataclass

from app.channels.sender import Sender
from app.core.errors import ComposeError
from app.core.program import MailContent
from app.core.records import Contact
from app.core.text import Language, Text
from app.services.settings import SettingsService
from app.store.contact_lists import ContactQuery, contact_page, count_contacts
from app.store.database import Database
from app.store.samples import event_samples

NOWHERE = "https://example.org"
"""Where the link to unsubscribe leads in a mail that nobody gets."""


@dataclass(frozen=True)
class ReadMail:
    """The mail of one contact; `problem` tells why it could not be written, and the rest is empty then."""

    reader: str
    subject: str = ""
    html: str = ""
    problem: Text | None = None


class MailReading:
    """Writes mails to look at; reads, never writes to the workspace."""

    def __init__(self, database: Database, settings: SettingsService) -> None:
        self._database = database
        self._settings = settings

    def read(self, mail: MailContent, language: Language, turn: int) -> ReadMail:
        """The mail for the contact whose turn it is, the latest first; an invented one if there is none."""
        from app.channels.rendering import Renderer  # takes its time, and most windows never need it

        fields, query = self._database.fields, ContactQuery(descending=True)
        with self._database.read() as conn:
            total = max(count_contacts(conn, fields, query), 1)
            found = contact_page(conn, fields, query, turn % total, 1)
            events = {name: values[0] for name, values in event_samples(conn).items()}
        contact = found[0] if found else _INVENTED
        reader = _name(contact)
        account = self._settings.get().account
        sender = Sender(account.from_name or "Stellwerk", account.from_address, account.imprint)
        try:
            renderer = Renderer(mail, language, sender)
            rendered = renderer.render({"contact": contact.values, "event": events}, NOWHERE)
        except ComposeError as error:
            return ReadMail(reader, problem=error.message)
        return ReadMail(reader, rendered.subject, rendered.html)


def _name(contact: Contact) -> str:
    names = (contact.values.get("first_name"), contact.values.get("last_name"))
    return " ".join(str(name) for name in names if name) or contact.email


_INVENTED = Contact(
    0,
    {
        "email": "anna.berger@example.org",
        "first_name": "Anna",
        "last_name": "Berger",
        "city": "Husum",
        "language": "de",
    },
)
