"""The composer: writes the mail of a decided message, with its Message-ID and its way to unsubscribe."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from app.channels.accounts import AccountSettings
from app.channels.headers import ascii_address
from app.channels.message import Letter, build
from app.channels.rendering import ReadLayout, Renderer, bundled_layout
from app.channels.skeleton import Skeleton
from app.core.errors import AccountStopped, ComposeError
from app.core.program import MailContent
from app.core.protocols import ContentRecord, Decided, Outgoing
from app.core.text import Language, Text
from app.core.tickets import MessageName, Tickets

KEPT_RENDERERS = 200
_BAD_SENDER = Text(
    "Es wird nichts gesendet: „{address}“ ist keine gültige E-Mail-Adresse. Bitte verbessern Sie sie in den "
    "Einstellungen unter „Versand“.",
    "Nothing is sent: “{address}” is not a valid email address. Please correct it in the settings under "
    "“Sending”.",
)


class MailComposer:
    """Writes mails of one account; contents are read once and kept."""

    def __init__(
        self, account: AccountSettings, tickets: Tickets, layout: ReadLayout = bundled_layout
    ) -> None:
        self._account = account
        self._tickets = tickets
        self._layout = layout
        self._read_once = lru_cache(KEPT_RENDERERS)(self._read)

    def compose(self, message: Decided) -> Outgoing:
        """The mail of a message; the same message gives the same bytes."""
        ticket = self._tickets.write(name_of(message))
        unsubscribe = self._unsubscribe(ticket)
        renderer, skeleton = self._read_once(message.content.mail, message.content.language)
        words = skeleton and skeleton.write(message.variables, unsubscribe)
        sender = own_address(self._account.from_address)
        domain = sender.rpartition("@")[2]
        letter = Letter(
            from_name=self._account.from_name,
            from_address=sender,
            to_name=_name_of(message.variables),
            to_address=message.address,
            date=message.at,
            message_id=f"<{ticket}@{domain}>",
            words=words or renderer.render(message.variables, unsubscribe),
            reply_to=self._account.reply_to and own_address(self._account.reply_to),
            raw={
                "List-Id": f"<{_journey_label(message.content)}.{domain}>",
                "List-Unsubscribe": f"<{unsubscribe}>",
            },
        )
        return Outgoing(
            key=message.key,
            sender=sender,
            address=ascii_address(message.address),
            message_id=letter.message_id,
            data=build(letter),
            at=message.at,
        )

    def _read(self, mail: MailContent, language: Language) -> tuple[Renderer, Skeleton | None]:
        renderer = Renderer(mail, language, self._account.sender, self._layout)
        return renderer, Skeleton.of(renderer)

    def _unsubscribe(self, ticket: str) -> str:
        address = own_address(self._account.unsubscribe_address)
        return f"mailto:{quote(address, safe='@+')}?subject={quote(f'unsubscribe {ticket}')}"


def name_of(message: Decided) -> MessageName:
    """What names a message for ever."""
    return MessageName(message.enrollment, message.step, message.visit, message.decided)


def own_address(address: str) -> str:
    """An address of the account; a bad one concerns all messages, so none is refused because of it."""
    try:
        return ascii_address(address)
    except ComposeError as error:
        raise AccountStopped(_BAD_SENDER.fill(address=address)) from error


def _journey_label(content: ContentRecord) -> str:
    return content.journey.replace("_", "-").strip("-").lower() or "journey"


def _name_of(variables: Mapping[str, Any]) -> str:
    contact: Mapping[str, Any] = variables.get("contact") or {}
    return " ".join(str(contact[key]) for key in ("first_name", "last_name") if contact.get(key))
