"""Headers as bytes: folded by the standard library, or written straight where that gives the same bytes.

The standard library would write a long Message-ID, References or List-Unsubscribe as an RFC 2047 word,
which breaks one-click unsubscribing and threading: such headers are written raw.
"""

from __future__ import annotations

import re
from base64 import b64encode
from email.errors import MessageError
from email.headerregistry import Address
from email.policy import SMTP

from app.channels.rendering import one_line
from app.core.errors import ComposeError

MAX_VALUE = 950
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SIMPLE_ADDRESS = re.compile(r"^[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+$")
# Beyond ASCII: letters and signs of the usual scripts; what is odd about others is left to the library.
_BEYOND = "\u00a1-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u2fff"
_SIMPLE_NAME = re.compile(rf"^[A-Za-z0-9{_BEYOND}]+(?: [A-Za-z0-9{_BEYOND}]+)*$")
_SIMPLE_WORD = rf"[A-Za-z0-9,.:;!?()'&+/{_BEYOND}-]+"
_SIMPLE_WORDS = re.compile(rf"^{_SIMPLE_WORD}(?: {_SIMPLE_WORD})*$")
_ONE_LINE = 76
_Q_CHEAPER = 5
"""By how many characters base64 must be shorter to be taken."""
_AS_IN_Q = {
    byte: chr(byte) if (byte < 128 and chr(byte).isalnum()) or chr(byte) in "-!*+/" else f"={byte:02X}"
    for byte in range(256)
} | {32: "_"}


def raw(name: str, value: str) -> bytes:
    """A header exactly as given; controls and anything but ASCII are defects of the caller."""
    if _FORBIDDEN.search(value) or not value.isascii() or len(value) > MAX_VALUE:
        raise ValueError("not a raw header value")
    return f"{name}: {value}\r\n".encode("ascii")


def words(name: str, value: str) -> bytes:
    """A header of words; what is not ASCII is encoded, what could end the header becomes a space."""
    clean = one_line(value)
    if _SIMPLE_WORDS.match(clean):
        line = f"{name}: {_ascii(clean)}"
        if len(line) <= _ONE_LINE:
            return f"{line}\r\n".encode("ascii")
    return folded(name, clean)


def mailbox(name: str, person: str, address: str) -> bytes:
    """A header with one address; one that no server takes raises `ComposeError`."""
    clean, spec = one_line(person), ascii_address(address)
    if _SIMPLE_NAME.match(clean):
        line = f"{name}: {_ascii(clean)} <{spec}>"
        if len(line) <= _ONE_LINE:
            return f"{line}\r\n".encode("ascii")
    return folded(name, Address(clean, addr_spec=spec))


def _ascii(clean: str) -> str:
    """Words with all from the first to the last one beyond ASCII as one encoded word (RFC 2047)."""
    if clean.isascii():
        return clean
    parts = clean.split(" ")
    odd = [number for number, part in enumerate(parts) if not part.isascii()]
    first, last = odd[0], odd[-1] + 1
    return " ".join((*parts[:first], _encoded(" ".join(parts[first:last])), *parts[last:]))


def _encoded(words: str) -> str:
    data = words.encode()
    quoted = "".join([_AS_IN_Q[byte] for byte in data])
    base = b64encode(data).decode("ascii")
    return f"=?utf-8?q?{quoted}?=" if len(quoted) - len(base) < _Q_CHEAPER else f"=?utf-8?b?{base}?="


def folded(name: str, value: str | Address) -> bytes:
    """A header as the standard library writes it."""
    return SMTP.fold_binary(*SMTP.header_store_parse(name, str(value)))


def ascii_address(address: str) -> str:
    """An address with its domain in ASCII; `ComposeError` for what no server takes."""
    if _SIMPLE_ADDRESS.match(address):
        return address
    if _FORBIDDEN.search(address):
        raise ComposeError(f"bad_address: {one_line(address)[:80]}")
    local, _, domain = address.strip().rpartition("@")
    try:
        spec = f"{local.encode('ascii').decode()}@{domain.encode('idna').decode()}"
        parsed = Address(addr_spec=spec)
    except (MessageError, ValueError, IndexError) as error:
        raise ComposeError(f"bad_address: {address[:80]}") from error
    if not parsed.username or "." not in parsed.domain:
        raise ComposeError(f"bad_address: {address[:80]}")
    return spec
