"""An SMTP server with TLS and authentication that fails at will."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from app.channels.accounts import AccountSettings, Security
from app.channels.smtp import SmtpChannel
from app.channels.smtp_session import Patience
from tests.support.certificates import Certificate

USER, PASSWORD = "shop@example.org", "correct horse"
DROP = "drop"


@dataclass
class Mailbox:
    """What has arrived, and what the server is to answer.

    `answers` maps (stage, address) to answers, taken one by one; the last one stays. `drop` closes the
    connection instead; at the stage `final` the message has arrived by then. `slow` seconds pass before
    the answer to the last dot.
    """

    answers: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    arrived: list[Envelope] = field(default_factory=list)
    connections: int = 0
    slow: float = 0.0
    asked: defaultdict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def answer(self, stage: str, address: str) -> str | None:
        self.asked[stage, address] += 1
        for key in ((stage, address), (stage, "*")):
            if script := self.answers.get(key):
                return script.pop(0) if len(script) > 1 else script[0]
        return None

    @property
    def recipients(self) -> list[str]:
        return [address for envelope in self.arrived for address in envelope.rcpt_tos]

    @property
    def messages(self) -> list[Message]:
        return [message_from_bytes(self.raw(number), policy=default) for number in range(len(self.arrived))]

    def raw(self, number: int) -> bytes:
        content = self.arrived[number].content
        assert isinstance(content, bytes)
        return content


class _Handler:
    def __init__(self, mailbox: Mailbox, *, takes_many: bool) -> None:
        self._mailbox = mailbox
        self._offers = ["250-PIPELINING"] if takes_many else []

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self._mailbox.connections += session.ssl is not None
        return [responses[0], *self._offers, *responses[1:]]

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = self._say(server, "sender", address)
        if said in (None, "250 ok"):
            envelope.mail_from = address
        return said or "250 ok"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = self._say(server, "recipient", address)
        if said is None:
            envelope.rcpt_tos.append(address)
        return said or "250 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(self._mailbox.slow)
        address = envelope.rcpt_tos[0]
        said = self._mailbox.answer("final", address)
        if said in (None, DROP):
            self._mailbox.arrived.append(envelope)
        if said == DROP:
            _drop(server)
        return said or "250 ok"

    def _say(self, server: SMTP, stage: str, address: str) -> str | None:
        said = self._mailbox.answer(stage, address)
        if said == DROP:
            _drop(server)
        return said


def _drop(server: SMTP) -> None:
    transport: Any = server.transport
    transport.abort()


def _sign_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=good, handled=False)


@dataclass(frozen=True)
class Server:
    """A running server: what it holds, and how to send over it."""

    mailbox: Mailbox
    account: AccountSettings
    ahead_seconds: float

    def channel(
        self, password: str | None = PASSWORD, final_seconds: float = 5, **changes: Any
    ) -> SmtpChannel:
        account = self.account.model_copy(update=changes)
        return SmtpChannel(account, lambda: password, Patience(5, final_seconds, self.ahead_seconds))


@contextlib.contextmanager
def smtp_server(
    certificate: Certificate, security: Security | None = "starttls", ahead_seconds: float | None = None
) -> Iterator[Server]:
    """A server on loopback; `security` None offers no encryption at all.

    With `ahead_seconds` it takes several commands at once, and messages go to the wire together that leave
    within so many seconds.
    """
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate.chain, certificate.key)
    mailbox = Mailbox()
    handler = _Handler(mailbox, takes_many=ahead_seconds is not None)
    with _running(handler, security, context) as port:
        account = AccountSettings(
            host="localhost",
            port=port,
            security=security or "starttls",
            user=USER,
            from_name="Buchhandlung Krümel",
            from_address=USER,
            imprint="Buchhandlung Krümel, Gasse 1, 12345 Musterstadt",
            ca_file=str(certificate.authority),
        )
        yield Server(mailbox, account, ahead_seconds or 0)


@contextlib.contextmanager
def _running(handler: _Handler, security: Security | None, context: ssl.SSLContext) -> Iterator[int]:
    loop = asyncio.new_event_loop()
    options: dict[str, Any] = {"authenticator": _sign_in, "hostname": "localhost", "loop": loop}
    if security == "starttls":
        options |= {"tls_context": context, "require_starttls": True, "auth_required": True}
    elif security == "tls":
        options |= {"auth_require_tls": False}

    def protocol() -> SMTP:
        return SMTP(handler, **options)

    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    outer = context if security == "tls" else None
    starting = asyncio.run_coroutine_threadsafe(loop.create_server(protocol, "127.0.0.1", 0, ssl=outer), loop)
    server = starting.result(10)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end(server: asyncio.Server) -> None:
    server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
