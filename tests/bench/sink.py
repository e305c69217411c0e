"""A mail server that takes everything and keeps nothing: `python -m tests.bench.sink CHAIN KEY [plain]`.

It prints its port. STARTTLS and PIPELINING as usual servers have them; `plain` leaves PIPELINING out.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import sys

END = b"\r\n.\r\n"
FAREWELLS = {b"STARTTLS": b"220 go on\r\n", b"QUIT": b"221 bye\r\n"}


def main(chain: str, key: str, *options: str) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain, key)
    offers = [b"250-SIZE 10000000", *([] if options else [b"250-PIPELINING"])]
    with socket.create_server(("127.0.0.1", 0)) as server:
        print(server.getsockname()[1], flush=True)
        while True:
            connection, _ = server.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with contextlib.suppress(OSError):
                _serve(connection, context, offers)
            connection.close()


def _serve(connection: socket.socket, context: ssl.SSLContext, offers: list[bytes]) -> None:
    connection.sendall(b"220 sink\r\n")
    _talk(connection, [*offers, b"250 STARTTLS"])
    with context.wrap_socket(connection, server_side=True) as encrypted:
        _talk(encrypted, [*offers, b"250 HELP"])


def _talk(connection: socket.socket, greeting: list[bytes]) -> None:
    """Answer until STARTTLS or QUIT; what was asked in one go is answered in one go."""
    buffer, in_data = b"", False
    while received := connection.recv(262_144):
        buffer += received
        answers: list[bytes] = []
        while True:
            head, found, rest = buffer.partition(END if in_data else b"\r\n")
            if not found:
                break
            buffer, in_data = rest, not in_data and head[:4].upper() == b"DATA"
            answers += _answer(head[:4].upper(), in_data, greeting)
            if not in_data and head.upper() in FAREWELLS:
                connection.sendall(FAREWELLS[head.upper()])
                return
        if answers:
            connection.sendall(b"\r\n".join(answers) + b"\r\n")


def _answer(command: bytes, in_data: bool, greeting: list[bytes]) -> list[bytes]:
    if command == b"EHLO":
        return greeting
    return [b"354 go on" if in_data else b"250 ok"]


if __name__ == "__main__":
    main(*sys.argv[1:])
