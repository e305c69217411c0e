"""Mails to the team about a contact: over the same account, without what a mail to a contact needs."""

from __future__ import annotations

from functools import lru_cache

from app.channels.accounts import AccountSettings
from app.channels.composing import name_of, own_address
from app.channels.headers import ascii_address
from app.channels.message import Letter, build
from app.channels.rendering import Layout, Renderer
from app.core.program import MailContent, NoteContent
from app.core.protocols import Decided, Outgoing
from app.core.text import Language
from app.core.tickets import Tickets

_LAYOUT = Layout(
    html=(
        '<!DOCTYPE html>\n<html lang="{{ language }}"><head><meta charset="utf-8"></head>'
        '<body style="font-family:Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5;">'
        "{{ content }}</body></html>\n"
    ),
    text="{{ content }}\n",
)


class NoteComposer:
    """Writes notes; contents are read once and kept."""

    def __init__(self, account: AccountSettings, tickets: Tickets) -> None:
        self._account = account
        self._tickets = tickets
        self._read_once = lru_cache(200)(self._read)

    def compose(self, message: Decided) -> Outgoing:
        """The mail of a note; the same message gives the same bytes."""
        content = message.content.content
        assert isinstance(content, NoteContent)
        sender = own_address(self._account.from_address)
        ticket = self._tickets.write(name_of(message))
        letter = Letter(
            from_name=self._account.from_name,
            from_address=sender,
            to_name="",
            to_address=content.to,
            date=message.at,
            message_id=f"<{ticket}@{sender.rpartition('@')[2]}>",
            words=self._read_once(content, message.content.language).render(message.variables, ""),
            raw={"Auto-Submitted": "auto-generated"},
        )
        return Outgoing(
            message.key, sender, ascii_address(content.to), letter.message_id, build(letter), message.at
        )

    def _read(self, content: NoteContent, language: Language) -> Renderer:
        mail = MailContent(content.subject, "", content.body, "note")
        return Renderer(mail, language, self._account.sender, lambda _: _LAYOUT)
