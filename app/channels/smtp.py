"""A channel over SMTP: always encrypted, one connection for many messages, the last dot apart."""

from __future__ import annotations

import contextlib
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator

import certifi

from app.channels.accounts import AccountSettings
from app.channels.smtp_errors import NO_PASSWORD, NO_SERVER, StartTlsMissing, in_plain_words
from app.channels.smtp_replies import as_reply, judge
from app.core.errors import AccountStopped
from app.core.protocols import AtWire, Outgoing, Receipt

STEP_SECONDS = 30.0
FINAL_SECONDS = 600.0
LOST_IN_A_ROW = 3
_LINE_WITH_DOT = re.compile(rb"(?m)^\.")


class SmtpChannel:
    """Sends over an account. The password is asked for at each connection.

    `step_seconds` is the patience at each step, `final_seconds` after the last dot of a message.
    """

    instant = False

    def __init__(
        self,
        account: AccountSettings,
        password: Callable[[], str | None],
        *,
        step_seconds: float = STEP_SECONDS,
        final_seconds: float = FINAL_SECONDS,
    ) -> None:
        self._account = account
        self._password = password
        self._step_seconds = step_seconds
        self._final_seconds = final_seconds

    def send(self, messages: Iterable[Outgoing], at_wire: AtWire) -> Iterator[Receipt]:
        """Send until the messages or the patience of the server come to an end; without any, only sign in."""
        session = _Session(self._connect, at_wire, self._final_seconds)
        session.open()
        try:
            for message in messages:
                receipt = session.deliver(message)
                yield receipt
                if receipt.scope == "account":
                    return
        finally:
            session.close()

    def _connect(self) -> smtplib.SMTP:
        account = self._account
        if not account.host:
            raise AccountStopped(NO_SERVER)
        with in_plain_words(account):
            client = self._encrypted()
            try:
                self._sign_in(client)
            except BaseException:
                client.close()
                raise
        return client

    def _encrypted(self) -> smtplib.SMTP:
        account, context = self._account, self._context()
        # A name for greeting is given, because finding out the own one may take seconds.
        if account.security == "tls":
            client = smtplib.SMTP_SSL(
                account.host, account.port, "localhost", timeout=self._step_seconds, context=context
            )
            _introduce(client)
            return client
        client = smtplib.SMTP(account.host, account.port, "localhost", timeout=self._step_seconds)
        try:
            _encrypt(client, context)
        except BaseException:
            client.close()
            raise
        return client

    def _sign_in(self, client: smtplib.SMTP) -> None:
        if not self._account.user:
            return
        password = self._password()
        if not password:
            raise AccountStopped(NO_PASSWORD.fill(user=self._account.user))
        client.login(self._account.user, password)

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        context.load_verify_locations(certifi.where())
        if self._account.ca_file:
            context.load_verify_locations(self._account.ca_file)
        return context


class _Session:
    """One connection, made anew if it breaks before a message was handed over."""

    def __init__(self, connect: Callable[[], smtplib.SMTP], at_wire: AtWire, final_seconds: float) -> None:
        self._connect = connect
        self._at_wire = at_wire
        self._final_seconds = final_seconds
        self._client: smtplib.SMTP | None = None
        self._lost = 0

    def open(self) -> smtplib.SMTP:
        if self._client is None:
            self._client = self._connect()
        return self._client

    def close(self) -> None:
        if self._client is not None:
            _hang_up(self._client)
            self._client = None

    def deliver(self, message: Outgoing) -> Receipt:
        """One message; a connection that breaks before the last dot is made anew once."""
        result = self._attempt(message)
        if isinstance(result, Exception):
            result = self._attempt(message)
        if isinstance(result, Receipt):
            self._lost = 0
            return result
        self._lost += 1
        scope = "account" if self._lost >= LOST_IN_A_ROW else "recipient"
        return Receipt(message.key, "deferred", str(result), scope)

    def _attempt(self, message: Outgoing) -> Receipt | Exception:
        """The receipt, or the error that broke the connection before anything was handed over."""
        try:
            return self._transfer(self.open(), message)
        except OSError as error:
            self._drop()
            return error

    def _transfer(self, client: smtplib.SMTP, message: Outgoing) -> Receipt:
        size = [f"size={len(message.data)}"] if client.has_extn("size") else []
        reply = as_reply(client.mail(message.sender, size))
        if reply.code != 250:
            return self._start_over(client, judge(message.key, "sender", reply))
        reply = as_reply(client.rcpt(message.address))
        if reply.code not in (250, 251):
            return self._start_over(client, judge(message.key, "recipient", reply))
        client.putcmd("data")
        reply = as_reply(client.getreply())
        if reply.code != 354:
            return self._start_over(client, judge(message.key, "data", reply))
        client.send(_stuffed(message.data))
        if not self._may_go(message.key):
            return Receipt(message.key, "withheld")
        return self._last_dot(client, message.key)

    def _may_go(self, key: int) -> bool:
        """Whether to go on to the last dot; if not, only a dropped connection unsays what was sent so far."""
        try:
            may_go = self._at_wire(key)
        except BaseException:
            self._drop()
            raise
        if not may_go:
            self._drop()
        return may_go

    def _last_dot(self, client: smtplib.SMTP, key: int) -> Receipt:
        """Hand over. From here on a broken connection leaves it open whether the message arrived."""
        assert client.sock is not None
        try:
            timeout = client.sock.gettimeout()
            client.sock.settimeout(self._final_seconds)
            client.send(b".\r\n")
            reply = as_reply(client.getreply())
            client.sock.settimeout(timeout)
        except OSError as error:
            self._drop()
            return Receipt(key, "uncertain", str(error))
        if 200 <= reply.code < 300:
            return Receipt(key, "accepted", str(reply))
        return judge(key, "final", reply)

    def _start_over(self, client: smtplib.SMTP, receipt: Receipt) -> Receipt:
        try:
            client.rset()
        except OSError:
            self._drop()
        return receipt

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None


def _encrypt(client: smtplib.SMTP, context: ssl.SSLContext) -> None:
    _introduce(client)
    if not client.has_extn("starttls"):
        raise StartTlsMissing
    code, words = client.starttls(context=context)
    if code != 220:
        raise smtplib.SMTPResponseException(code, words)
    _introduce(client)


def _introduce(client: smtplib.SMTP) -> None:
    """Say hello with the own address, as mail programs do."""
    if client.sock is not None:
        # The last dot is sent apart: it must not wait until the server has confirmed what came before.
        client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        address = client.sock.getsockname()[0]
        client.local_hostname = f"[IPv6:{address}]" if ":" in address else f"[{address}]"
    client.ehlo_or_helo_if_needed()


def _stuffed(data: bytes) -> bytes:
    return _LINE_WITH_DOT.sub(b"..", data if data.endswith(b"\r\n") else data + b"\r\n")


def _hang_up(client: smtplib.SMTP) -> None:
    with contextlib.suppress(OSError):
        client.quit()
    client.close()
