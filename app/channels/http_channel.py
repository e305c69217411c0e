"""A channel over HTTP: one connection a message, no redirects, answers bounded in size and time."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from http.client import HTTPException
from threading import Event, Timer
from urllib.parse import urlsplit

from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError

from app.channels import http_answers as answers
from app.channels.http_guard import (
    GuardedHTTPConnection,
    GuardedHTTPSConnection,
    InwardAddressError,
    Permitted,
    trusted,
)
from app.channels.http_request import Request, WebMessage
from app.core.clock import Clock
from app.core.protocols import AtWire, Outgoing, Receipt

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
WHOLE_SECONDS = 60.0
LARGEST_ANSWER = 65_536
LOST_IN_A_ROW = 3
_BROKEN = (OSError, HTTPException, HTTPError)


class HttpChannel:
    """Sends each message as one request.

    Where nobody knows whether a request arrived, a message of a service is uncertain and never repeated by
    itself. A call bears an Idempotency-Key by which the other side knows a repetition, so it is repeated.
    `patience` is for the connection, for each answer, and for all of it, in seconds; `ca_file` holds
    certificates of an own authority to trust besides the known ones.
    """

    instant = False

    def __init__(
        self,
        clock: Clock,
        permitted: Permitted,
        patience: tuple[float, float, float] = (CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS),
        ca_file: str = "",
    ) -> None:
        self._clock = clock
        self._permitted = permitted
        self._connect_seconds, self._read_seconds, self._whole_seconds = patience
        self._ca_file = ca_file
        self._context: ssl.SSLContext | None = None

    def send(self, messages: Iterable[Outgoing], at_wire: AtWire) -> Iterator[Receipt]:
        """One request after the other; raises `AccountStopped` after the receipt if the access is refused."""
        lost: Counter[str] = Counter()
        for message in messages:
            assert isinstance(message, WebMessage)
            host = urlsplit(message.request.url).netloc
            if lost[host] >= LOST_IN_A_ROW:
                yield _unreachable(message, "")
                continue
            ended = False
            for receipt in self._deliver(message, at_wire, lost, host):
                yield receipt
                ended = receipt.scope == "account"
            if ended:
                return

    def _deliver(
        self, message: WebMessage, at_wire: AtWire, lost: Counter[str], host: str
    ) -> Iterator[Receipt]:
        request = message.request
        connection = self._connection(request)
        try:
            connection.connect()
        except InwardAddressError:
            yield Receipt(message.key, "refused", reason="inward_address")
            return
        except _BROKEN as error:
            connection.close()
            lost[host] += 1
            yield _unreachable(message, str(error), given_up=lost[host] >= LOST_IN_A_ROW)
            return
        with contextlib.closing(connection):
            if not at_wire(message.key):
                yield Receipt(message.key, "withheld")
                return
            try:
                status, body, rest = self._exchange(connection, request)
            except _BROKEN as error:
                lost[host] += 1
                yield _unanswered(message, str(error))
                return
        lost[host] = 0
        yield answers.receipt(message.key, request, status, body, rest)
        if answers.is_stop(request, status, body):
            raise answers.stop(request, request.shown(f"{status} {body}")[:100])

    def _connection(self, request: Request) -> HTTPConnection:
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        if parts.scheme == "https":
            context = self._context = self._context or trusted(self._ca_file)
            return GuardedHTTPSConnection(host, parts.port, self._connect_seconds, self._permitted, context)
        return GuardedHTTPConnection(host, parts.port, self._connect_seconds, self._permitted)

    def _exchange(self, connection: HTTPConnection, request: Request) -> tuple[int, str, int]:
        """Status, body and the rest asked for; the body is read up to its limit, or to where it breaks."""
        parts = urlsplit(request.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        with self._deadline(connection) as too_late:
            connection.request(
                request.method,
                target,
                request.body or None,
                dict(request.headers),
                preload_content=False,
                decode_content=False,
                enforce_content_length=False,
            )
            answer = connection.getresponse()
            if too_late.is_set():  # the head of an answer that was cut off is none
                raise TimeoutError
            body = b""
            with contextlib.suppress(*_BROKEN):
                body = answer.read(LARGEST_ANSWER, decode_content=False)
        rest = answers.rest_asked(answer.headers.get("Retry-After"), self._clock.now())
        return answer.status, body.decode("utf-8", "replace"), rest

    @contextmanager
    def _deadline(self, connection: HTTPConnection) -> Generator[Event]:
        """Hang up when the whole exchange takes too long: the other side may send a byte now and then."""
        sock = connection.sock
        assert sock is not None
        sock.settimeout(self._read_seconds)
        too_late = Event()
        timer = Timer(self._whole_seconds, _hang_up, (sock, too_late))
        timer.daemon = True
        timer.start()
        try:
            yield too_late
        finally:
            timer.cancel()


def _hang_up(sock: socket.socket, too_late: Event) -> None:
    too_late.set()
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _unreachable(message: WebMessage, why: str, *, given_up: bool = False) -> Receipt:
    """Nothing has been sent, so it may be tried again."""
    request = message.request
    scope = "account" if given_up and request.service else "recipient"
    reason = "service_unreachable" if request.service else "call_unreachable"
    return Receipt(message.key, "deferred", request.shown(why), scope, reason=reason)


def _unanswered(message: WebMessage, why: str) -> Receipt:
    """The request has been sent, wholly or in part, and nobody knows what became of it."""
    request = message.request
    if request.repeatable:
        return Receipt(message.key, "deferred", request.shown(why), reason="call_unanswered")
    return Receipt(message.key, "uncertain", request.shown(why), reason="service_unanswered")
