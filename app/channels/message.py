"""A mail as bytes: the careful builder.

The standard library would write a long Message-ID, References or List-Unsubscribe as an RFC 2047 word,
which breaks one-click unsubscribing and threading; the policy here leaves those headers as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from hashlib import blake2s

from app.channels.rendering import Rendered, one_line
from app.core.clock import Instant, to_datetime
from app.core.errors import ComposeError

RAW_HEADERS = frozenset(
    {"message-id", "in-reply-to", "references", "list-id", "list-unsubscribe", "list-unsubscribe-post"}
)
MAX_LINE = 998
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TOO_LONG_LINE = re.compile(rf"[^\n]{{{MAX_LINE},}}")


class MailPolicy(EmailPolicy):
    """SMTP line ends, and raw headers stay raw."""

    def __init__(self) -> None:
        super().__init__(linesep="\r\n", max_line_length=78, raise_on_defect=False)

    def fold(self, name: str, value: str) -> str:
        """A header as text, ended by CRLF."""
        if name.lower() in RAW_HEADERS:
            return f"{name}: {value}{self.linesep}"
        return super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """A header as bytes; raw headers are ASCII by construction."""
        if name.lower() in RAW_HEADERS:
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


@dataclass(frozen=True)
class Letter:
    """Everything that makes a mail: who, to whom, when, and what it says."""

    from_name: str
    from_address: str
    to_name: str
    to_address: str
    date: Instant
    message_id: str
    words: Rendered
    reply_to: str = ""
    raw: Mapping[str, str] = field(default_factory=dict[str, str])
    """Headers written exactly as given: ASCII, one line."""


_POLICY = MailPolicy()


def build(letter: Letter) -> bytes:
    """The bytes of a mail with CRLF line ends, no line longer than 998 characters."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = mailbox(letter.from_name, letter.from_address)
    if letter.reply_to:
        message["Reply-To"] = mailbox("", letter.reply_to)
    message["To"] = mailbox(letter.to_name, letter.to_address)
    message["Subject"] = one_line(letter.words.subject)
    message["Date"] = format_datetime(to_datetime(letter.date))
    message["Message-ID"] = raw_value(letter.message_id)
    for name, value in letter.raw.items():
        message[name] = raw_value(value)
    message.set_content(letter.words.text, cte=_encoding(letter.words.text))
    message.add_alternative(letter.words.html, subtype="html", cte=_encoding(letter.words.html))
    message.set_boundary(_boundary(letter.message_id))
    return message.as_bytes()


def mailbox(name: str, address: str) -> Address:
    """An address with a name; one that is no plain ASCII address raises `ComposeError`."""
    try:
        parsed = Address(one_line(name), addr_spec=ascii_address(address))
    except (MessageError, ValueError, IndexError) as error:
        raise ComposeError(f"bad_address: {address[:80]}") from error
    if not parsed.username or "." not in parsed.domain:
        raise ComposeError(f"bad_address: {address[:80]}")
    return parsed


def ascii_address(address: str) -> str:
    """An address whose domain is written in ASCII; `ComposeError` for what no server takes."""
    if _FORBIDDEN.search(address):
        raise ComposeError(f"bad_address: {one_line(address)[:80]}")
    local, _, domain = address.strip().rpartition("@")
    try:
        return f"{local.encode('ascii').decode()}@{domain.encode('idna').decode()}"
    except UnicodeError as error:
        raise ComposeError(f"bad_address: {address[:80]}") from error


def raw_value(value: str) -> str:
    """The value of a raw header; line breaks, controls and non-ASCII are defects of the caller."""
    if _FORBIDDEN.search(value) or not value.isascii() or len(value) > MAX_LINE - 40:
        raise ValueError("not a raw header value")
    return value


def _boundary(message_id: str) -> str:
    """What parts the text from the HTML: the same each time, and in no text by chance."""
    return f"=_{blake2s(message_id.encode(), digest_size=16).hexdigest()}"


def _encoding(text: str) -> str:
    plain = text.isascii() and not _TOO_LONG_LINE.search(text) and "\r" not in text
    return "7bit" if plain else "quoted-printable"
