"""Messages over one connection to a mail server, the last dot of each apart.

A server that takes several commands at once (PIPELINING) hears the beginning of the next message together
with the last dot of the one before: one wait a message instead of four.
"""

from __future__ import annotations

import re
import smtplib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from time import perf_counter

from app.channels.smtp_line import Line
from app.channels.smtp_replies import Stage, judge
from app.core.protocols import AtWire, Outgoing, Receipt

LOST_IN_A_ROW = 3
MOST_AHEAD = 16
_TICK = 1e-6
"""Seconds that pass at least; a clock may be coarse."""
_AT_ONCE = 16_000
"""Bytes that leave together with the last dot; longer texts are sent before it is asked for."""
_DOT = b".\r\n"
_GOOD: Mapping[Stage, tuple[int, ...]] = {"sender": (250,), "recipient": (250, 251), "data": (354,)}
_LINE_WITH_DOT = re.compile(rb"(?m)^\.")


@dataclass(frozen=True)
class Patience:
    """Seconds: to wait at each step, after a last dot, and of sending that go to the wire together."""

    step_seconds: float = 30.0
    final_seconds: float = 600.0
    ahead_seconds: float = 0.02


class Session:
    """One connection, made anew if it breaks before a message was handed over."""

    def __init__(
        self,
        connect: Callable[[], smtplib.SMTP],
        messages: Iterable[Outgoing],
        at_wire: AtWire,
        patience: Patience,
    ) -> None:
        self._connect = connect
        self._messages = iter(messages)
        self._at_wire = at_wire
        self._patience = patience
        self._line: Line | None = None
        self._ahead: deque[Outgoing] = deque()
        self._begun = False
        self._lost = 0
        self._taken, self._since = 0, perf_counter()

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
        return self._ahead.popleft() if self._ahead else next(self._messages, None)

    def _look_ahead(self) -> None:
        """Have the next messages written, so that they do not wait for the answer to this one.

        As many as leave within `ahead_seconds`: with most servers that is one, which is all that may become
        uncertain when the program is killed; those so fast that a commit a message would slow them down get
        more.
        """
        now = perf_counter()
        each, self._since = max(now - self._since, _TICK) / max(self._taken, 1), now
        wanted = min(MOST_AHEAD, 1 + int(self._patience.ahead_seconds / each))
        self._ahead.extend(islice(self._messages, wanted))
        self._taken = len(self._ahead)

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
        text = _stuffed(message.data)
        if len(text) > _AT_ONCE:
            line.send(text)
            text = b""
        together = [each.key for each in self._ahead]
        if line.takes_many and not self._ahead:
            self._look_ahead()
        if not self._may_go(message.key, together):
            return Receipt(message.key, "withheld")
        return self._hand_over(line, message.key, text)

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
        self._begun = True
        return None

    def _start_over(self, line: Line, still_to_hear: int) -> None:
        """Take back what was begun, so that the next message finds the server ready."""
        try:
            if line.takes_many:
                codes = [line.reply().code for _ in range(still_to_hear)]
                if codes and codes[-1] in _GOOD["data"]:
                    self._drop()  # it waits for a text, and might deliver an empty one
                    return
                self._begun = False
            line.send(b"rset\r\n")
            line.reply()
        except OSError:
            self._drop()

    def _may_go(self, key: int, together: Sequence[int]) -> bool:
        """Whether to go on to the last dot; if not, only a dropped connection unsays what was sent so far."""
        may_go = self._at_wire(key, *together)
        if not may_go:
            self._drop()
        return may_go

    def _hand_over(self, line: Line, key: int, text: bytes) -> Receipt:
        """The last dot. From here on a broken connection leaves it open whether the message arrived."""
        follows = b"".join(_commands(line, self._ahead[0]).values()) if self._ahead else b""
        try:
            line.send(text + _DOT + follows)
            self._begun = bool(follows)
            reply = line.reply(self._patience.final_seconds)
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
