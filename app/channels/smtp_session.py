"""Messages over one connection to a mail server, the last dot of each apart.

A server that takes several commands at once (PIPELINING) hears the beginning of the next message together
with the last dot of the one before: one wait a message instead of four.
"""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable, Iterable, Iterator, Mapping

from app.channels.smtp_line import Line
from app.channels.smtp_replies import Stage, judge
from app.core.protocols import AtWire, Outgoing, Receipt

LOST_IN_A_ROW = 3
_DOT = b".\r\n"
_GOOD: Mapping[Stage, tuple[int, ...]] = {"sender": (250,), "recipient": (250, 251), "data": (354,)}
_LINE_WITH_DOT = re.compile(rb"(?m)^\.")


class Session:
    """One connection, made anew if it breaks before a message was handed over."""

    def __init__(
        self,
        connect: Callable[[], smtplib.SMTP],
        messages: Iterable[Outgoing],
        at_wire: AtWire,
        final_seconds: float,
    ) -> None:
        self._connect = connect
        self._messages = iter(messages)
        self._at_wire = at_wire
        self._final_seconds = final_seconds
        self._line: Line | None = None
        self._next: Outgoing | None = None
        self._begun = False
        self._lost = 0

    def open(self) -> Line:
        """The connection, made if there is none."""
        if self._line is None:
            self._line = Line(self._connect())
            self._begun = False
        return self._line

    def close(self) -> None:
        """Say goodbye, unless a message has been begun, which only a dropped connection unsays."""
        if self._begun:
            self._drop()
        if self._line is not None:
            self._line.hang_up()
            self._line = None

    def receipts(self) -> Iterator[Receipt]:
        """What became of each message, until there are no more."""
        while (message := self._take()) is not None:
            yield self._deliver(message)

    def _take(self) -> Outgoing | None:
        message, self._next = self._next, None
        return message or next(self._messages, None)

    def _deliver(self, message: Outgoing) -> Receipt:
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

    def _transfer(self, line: Line, message: Outgoing) -> Receipt:
        refusal = self._envelope(line, message)
        if refusal is not None:
            return refusal
        line.send(_stuffed(message.data))
        if line.takes_many and self._next is None:
            # Written now, so that it waits neither for the last dot of this message nor the other way round.
            self._next = next(self._messages, None)
        if not self._may_go(message.key):
            return Receipt(message.key, "withheld")
        return self._last_dot(line, message.key)

    def _envelope(self, line: Line, message: Outgoing) -> Receipt | None:
        """Tell sender and recipient; the receipt if the server does not want to hear the text."""
        commands = _commands(line, message)
        if line.takes_many and not self._begun:
            line.send(b"".join(commands.values()))
            self._begun = True
        for number, (stage, command) in enumerate(commands.items()):
            if not line.takes_many:
                line.send(command)
            reply = line.reply()
            if reply.code not in _GOOD[stage]:
                refusal = judge(message.key, stage, reply)
                self._start_over(line, len(commands) - 1 - number)
                return refusal
        self._begun = False
        return None

    def _start_over(self, line: Line, still_to_hear: int) -> None:
        """Take back what was begun, so that the next message finds the server ready."""
        try:
            if line.takes_many:
                codes = [line.reply().code for _ in range(still_to_hear)]
                if codes and codes[-1] == 354:  # it waits for a text without having a recipient for it
                    line.send(_DOT)
                    line.reply()
                self._begun = False
            line.send(b"rset\r\n")
            line.reply()
        except OSError:
            self._drop()

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

    def _last_dot(self, line: Line, key: int) -> Receipt:
        """Hand over. From here on a broken connection leaves it open whether the message arrived."""
        follows = b"" if self._next is None else b"".join(_commands(line, self._next).values())
        try:
            line.send(_DOT + follows)
            self._begun = bool(follows)
            reply = line.reply(self._final_seconds)
        except OSError as error:
            self._drop()
            return Receipt(key, "uncertain", str(error))
        if 200 <= reply.code < 300:
            return Receipt(key, "accepted", str(reply), followed=self._begun and line.has_heard(len(_GOOD)))
        return judge(key, "final", reply)

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def _commands(line: Line, message: Outgoing) -> dict[Stage, bytes]:
    size = f" size={len(message.data)}" if line.asks_for_size else ""
    return {
        "sender": f"mail FROM:<{message.sender}>{size}\r\n".encode("ascii"),
        "recipient": f"rcpt TO:<{message.address}>\r\n".encode("ascii"),
        "data": b"data\r\n",
    }


def _stuffed(data: bytes) -> bytes:
    whole = data if data.endswith(b"\r\n") else data + b"\r\n"
    return _LINE_WITH_DOT.sub(b"..", whole) if b"\n." in whole or whole.startswith(b".") else whole
