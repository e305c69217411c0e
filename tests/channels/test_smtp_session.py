from __future__ import annotations

import contextlib
import smtplib
import socket
import threading
from collections.abc import Iterable, Iterator

import pytest

from app.channels.smtp_line import LONGEST_ANSWER
from app.channels.smtp_session import MOST_AHEAD, Patience, Session
from app.core.errors import DeliveryError
from app.core.protocols import Outgoing, Receipt
from app.core.text import same
from tests.support.post import NOON

OK, GO_ON = b"250 ok\r\n", b"354 go on\r\n"
Script = list[tuple[bytes, bytes]]
"""What a server waits for at the end of what it hears, and what it then says."""


class Server:
    """Hears and says what a script tells, once for each connection."""

    def __init__(self, *scripts: Script) -> None:
        self._scripts = list(scripts)
        self._threads: list[threading.Thread] = []
        self.heard: list[bytes] = []

    def connect(self) -> smtplib.SMTP:
        ours, theirs = socket.socketpair()
        ours.settimeout(5)
        theirs.settimeout(5)
        client = smtplib.SMTP()
        client.sock = ours
        client.esmtp_features = {"pipelining": "", "size": ""}
        client.does_esmtp = True
        thread = threading.Thread(target=self._serve, args=(theirs, self._scripts.pop(0)))
        self._threads.append(thread)
        thread.start()
        return client

    def _serve(self, connection: socket.socket, script: Script) -> None:
        with connection, contextlib.suppress(OSError):
            for awaited, answer in script:
                heard = b""
                while not heard.endswith(awaited) and (more := connection.recv(65_536)):
                    heard += more
                self.heard.append(heard)
                connection.sendall(answer)

    def join(self) -> None:
        for thread in self._threads:
            thread.join(10)


def mail(key: int, body: str = "Hallo") -> Outgoing:
    return Outgoing(key, "shop@example.org", f"k{key}@example.org", f"<{key}@x>", body.encode(), NOON)


def send(
    server: Server,
    messages: Iterable[Outgoing],
    ahead_seconds: float = 0,
    asked: list[tuple[int, ...]] | None = None,
) -> list[Receipt]:
    def at_wire(key: int, *following: int) -> bool:
        if asked is not None:
            asked.append((key, *following))
        return True

    session = Session(server.connect, messages, at_wire, Patience(5, 5, ahead_seconds))
    session.open()
    try:
        return list(session.receipts())
    finally:
        session.close()
        server.join()


def test_the_next_message_begins_together_with_the_last_dot() -> None:
    server = Server(
        [(b"data\r\n", OK * 2 + GO_ON), (b"data\r\n", OK * 3 + GO_ON), (b".\r\n", OK), (b"quit\r\n", OK)]
    )
    receipts = send(server, [mail(1), mail(2)])
    assert server.heard == [
        b"mail FROM:<shop@example.org> size=5\r\nrcpt TO:<k1@example.org>\r\ndata\r\n",
        b"Hallo\r\n.\r\nmail FROM:<shop@example.org> size=5\r\nrcpt TO:<k2@example.org>\r\ndata\r\n",
        b"Hallo\r\n.\r\n",
        b"quit\r\n",
    ]
    assert [(each.outcome, each.followed) for each in receipts] == [("accepted", True), ("accepted", False)]


def test_a_server_that_is_slow_to_take_the_next_message_keeps_nobody_waiting_for_the_mark() -> None:
    server = Server(
        [(b"data\r\n", OK * 2 + GO_ON), (b"data\r\n", OK * 2), (b"", b"")],
        [(b"data\r\n", OK * 2 + GO_ON), (b".\r\n", OK), (b"quit\r\n", OK)],
    )
    receipts = send(server, [mail(1), mail(2)])
    assert [(each.outcome, each.followed) for each in receipts] == [("accepted", False), ("accepted", False)]


def test_a_message_that_was_begun_when_the_answer_was_lost_is_begun_anew() -> None:
    server = Server(
        [(b"data\r\n", OK * 2 + GO_ON), (b"data\r\n", b"")],
        [(b"data\r\n", OK * 2 + GO_ON), (b".\r\n", OK), (b"quit\r\n", OK)],
    )
    receipts = send(server, [mail(1), mail(2)])
    assert [each.outcome for each in receipts] == ["uncertain", "accepted"]
    assert server.heard[2].endswith(b"rcpt TO:<k2@example.org>\r\ndata\r\n")


def test_a_server_that_waits_for_the_text_of_a_refused_message_gets_none() -> None:
    server = Server(
        [(b"data\r\n", OK + b"550 no such user\r\n" + GO_ON), (b"", b"")],
        [(b"data\r\n", OK * 2 + GO_ON), (b".\r\n", OK), (b"quit\r\n", OK)],
    )
    receipts = send(server, [mail(1), mail(2)])
    assert [each.outcome for each in receipts] == ["refused", "accepted"]
    assert all(heard.count(b".\r\n") == heard.count(b"Hallo") for heard in server.heard)


def test_messages_go_to_the_wire_one_by_one_unless_they_leave_fast_enough() -> None:
    def script(mails: int) -> Script:
        return [
            (b"data\r\n", OK * 2 + GO_ON),
            *[(b"data\r\n", OK * 3 + GO_ON)] * (mails - 1),
            (b".\r\n", OK),
            (b"quit\r\n", OK),
        ]

    asked: list[tuple[int, ...]] = []
    send(Server(script(3)), map(mail, range(3)), 0, asked)
    assert asked == [(0,), (1,), (2,)]
    asked.clear()
    send(Server(script(40)), map(mail, range(40)), 1_000, asked)
    assert asked[:2] == [(0,), tuple(range(1, MOST_AHEAD + 1))]
    assert max(map(len, asked)) == MOST_AHEAD


@pytest.mark.parametrize("body", ["Hallo", "lang " * 9_000])
def test_a_failure_while_the_next_message_is_written_hands_over_nothing(body: str) -> None:
    def messages() -> Iterator[Outgoing]:
        yield mail(1, body)
        raise DeliveryError(same("no sender"))

    server = Server([(b"data\r\n", OK * 2 + GO_ON), (b"\r\n.\r\n", b"")])
    with pytest.raises(DeliveryError):
        send(server, messages())
    assert b"\r\n.\r\n" not in b"".join(server.heard)
    assert b"quit" not in b"".join(server.heard)


def test_an_answer_without_end_is_given_up() -> None:
    server = Server(*[[(b"data\r\n", b"x" * (LONGEST_ANSWER + 1)), (b"", b"")]] * 2)
    assert [each.outcome for each in send(server, [mail(1)])] == ["deferred"]


def test_an_answer_of_several_lines_is_one() -> None:
    lines = b"250-c\r\n250 d\r\n"
    server = Server([(b"data\r\n", lines + OK + GO_ON), (b".\r\n", lines), (b"quit\r\n", OK)])
    assert [each.response for each in send(server, [mail(1)])] == ["250 c d"]
