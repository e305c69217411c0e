"""A channel over SMTP: always encrypted, one connection for many messages, the last dot apart."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator

import certifi

from app.channels.accounts import AccountSettings
from app.channels.smtp_errors import NO_PASSWORD, NO_SERVER, StartTlsMissing, in_plain_words
from app.channels.smtp_session import Patience, Session
from app.core.errors import AccountStopped
from app.core.protocols import AtWire, Outgoing, Receipt


class SmtpChannel:
    """Sends over an account. The password is asked for at each connection."""

    instant = False

    def __init__(
        self,
        account: AccountSettings,
        password: Callable[[], str | None],
        patience: Patience | None = None,
    ) -> None:
        self._account = account
        self._password = password
        self._patience = patience or Patience()

    def send(self, messages: Iterable[Outgoing], at_wire: AtWire) -> Iterator[Receipt]:
        """Send until the messages or the patience of the server come to an end; without any, only sign in."""
        session = Session(self._connect, messages, at_wire, self._patience)
        session.open()
        try:
            for receipt in session.receipts():
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
                account.host, account.port, "localhost", timeout=self._patience.step_seconds, context=context
            )
            _introduce(client)
            return client
        client = smtplib.SMTP(account.host, account.port, "localhost", timeout=self._patience.step_seconds)
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
