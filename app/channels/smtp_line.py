"""The line to a mail server after signing in: bytes out, answers in, several of them at once if need be."""

from __future__ import annotations

import contextlib
import smtplib

from app.channels.smtp_replies import Reply, as_reply

LONGEST_ANSWER = 65_536
_AT_ONCE = 16_384


class Line:
    """Speaks over a connection that smtplib has made; errors are those of smtplib."""

    def __init__(self, client: smtplib.SMTP) -> None:
        assert client.sock is not None
        self._client = client
        self._socket = client.sock
        self._seconds = client.sock.gettimeout()
        self._heard = b""
        self.takes_many = client.has_extn("pipelining")
        """Whether the server takes several commands at once."""
        self.asks_for_size = client.has_extn("size")
        """Whether it wants to know beforehand how long a message is."""

    def send(self, data: bytes) -> None:
        """Say something."""
        self._client.send(data)

    def reply(self, seconds: float | None = None) -> Reply:
        """The next answer, waited for with the patience of the line or with another one."""
        if seconds is None:
            return self._reply()
        self._socket.settimeout(seconds)
        try:
            return self._reply()
        finally:
            self._socket.settimeout(self._seconds)

    def has_heard(self, answers: int) -> bool:
        """Whether so many further answers are there already."""
        return self._heard.count(b"\n") >= answers

    def hang_up(self) -> None:
        """Say goodbye and close."""
        with contextlib.suppress(OSError):
            self._client.quit()
        self.close()

    def close(self) -> None:
        """Close without a word."""
        self._client.close()

    def _reply(self) -> Reply:
        words: list[bytes] = []
        while True:
            line = self._read_line()
            words.append(line[4:].strip())
            if line[3:4] != b"-" or not line[:3].isdigit():
                code = int(line[:3]) if line[:3].isdigit() else -1
                return as_reply((code, b"\n".join(words)))

    def _read_line(self) -> bytes:
        while b"\n" not in self._heard:
            more = self._socket.recv(_AT_ONCE)
            if not more:
                raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
            self._heard += more
            if len(self._heard) > LONGEST_ANSWER:
                raise smtplib.SMTPServerDisconnected("Answer too long")
        line, _, self._heard = self._heard.partition(b"\n")
        return line
