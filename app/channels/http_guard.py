"""Connections that lead outwards only: the address is looked at where the socket is made.

A name may lead to another address each time it is looked up, so what counts is the address that is connected
to. A person may name hosts of the own network that are meant all the same.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from ssl import SSLContext

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection

from app.core.errors import AccountStopped
from app.core.text import Text

Permitted = Callable[[str], bool]
"""Whether a person has allowed a host of the own network."""
_TRANSLATED = ip_network("64:ff9b::/96")
_PUBLIC = ip_network("2000::/3")
"""All there is of the public network in IPv6; the rest is local, translated, or wraps other addresses."""


class InwardAddressError(OSError):
    """A host stands for an address of this computer or of the own network."""


def is_outward(address: str) -> bool:
    """Whether an address lies in the public network, also when it is wrapped into one of the other kind."""
    found = ip_address(address.partition("%")[0])
    return all(_is_public(each) for each in _meant(found))


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    known = isinstance(address, IPv4Address) or address in _PUBLIC
    return known and address.is_global and not address.is_multicast


def _meant(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The address, and those that it carries within it."""
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    inner = [address.sixtofour, *(address.teredo or ())]
    if address in _TRANSLATED:
        return [IPv4Address(int(address) & 0xFFFFFFFF)]
    return [address, *(each for each in inner if each is not None)]


def open_socket(host: str, port: int, timeout: float, *, permitted: bool) -> socket.socket:
    """A connected socket; raises `InwardAddressError` if all addresses of the host lead inwards."""
    failure: OSError = InwardAddressError(host)
    for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not permitted and not is_outward(str(address[0])):
            continue
        made = socket.socket(family, kind, protocol)
        try:
            made.settimeout(timeout)
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            made.connect(address)
        except OSError as error:
            made.close()
            failure = error
        else:
            return made
    raise failure


class GuardedHTTPConnection(HTTPConnection):
    """Not encrypted, so only to hosts that a person has allowed."""

    def __init__(self, host: str, port: int | None, timeout: float, permitted: Permitted) -> None:
        super().__init__(host, port, timeout=timeout)
        self._seconds = timeout
        self._permitted = permitted

    def _new_conn(self) -> socket.socket:
        return open_socket(self.host, self.port, self._seconds, permitted=self._permitted(self.host))


class GuardedHTTPSConnection(HTTPSConnection):
    """Encrypted and checked against the known certificates."""

    def __init__(
        self, host: str, port: int | None, timeout: float, permitted: Permitted, context: SSLContext
    ) -> None:
        super().__init__(  # pyright: ignore[reportUnknownMemberType] (urllib3 leaves a type open)
            host, port, timeout=timeout, ssl_context=context, cert_reqs="CERT_REQUIRED"
        )
        self._seconds = timeout
        self._permitted = permitted

    def _new_conn(self) -> socket.socket:
        return open_socket(self.host, self.port, self._seconds, permitted=self._permitted(self.host))


def trusted(ca_file: str) -> SSLContext:
    """What certificates are checked with: the known authorities, and those of a file if there is one."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    if ca_file:
        try:
            context.load_verify_locations(ca_file)
        except OSError as error:
            raise AccountStopped(_NO_CERTIFICATES.fill(file=ca_file)) from error
    return context


_NO_CERTIFICATES = Text(
    "Die Datei mit eigenen Zertifikaten „{file}“ kann nicht gelesen werden. Bitte wählen Sie in den "
    "Einstellungen unter „Versand“ eine andere oder keine.",
    "The file of own certificates “{file}” cannot be read. Please choose another one, or none, in the "
    "settings under “Sending”.",
)
