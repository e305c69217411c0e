"""The hash that decides splits: the same in Python, SQLite and PostgreSQL.

Each contact carries a random-looking 31-bit number, made from its address when it is created. A split
multiplies it with an odd constant of its own; every product stays below 2**63.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence

SPACE = 2**31


def contact_hash(email: str) -> int:
    """The 31-bit number of a contact, from the address in lower case."""
    return _number(email.strip().lower())


def contact_hashes(keys: Sequence[str]) -> tuple[int, ...]:
    """The same for many addresses that are in lower case already."""
    digests = b"".join([hashlib.blake2b(key.encode(), digest_size=4).digest() for key in keys])
    return tuple([number & (SPACE - 1) for number in struct.unpack(f">{len(keys)}I", digests)])


def split_factor(journey: str, node: str) -> int:
    """The odd constant of a split."""
    return _number(f"{journey}/{node}") | 1


def split_offset(journey: str, node: str) -> int:
    """A second constant, added so that two splits in a row are independent even for small numbers."""
    return _number(f"{node}/{journey}")


def position(contact: int, factor: int, offset: int) -> int:
    """Where a contact falls between 0 and `SPACE` - 1: `(contact * factor + offset) / 2**15 mod 2**31`.

    The low bits of a product are weak, so the upper ones count; below 2**63 throughout.
    """
    return ((contact * factor + offset) >> 15) % SPACE


def bounds(weights: Sequence[int]) -> tuple[int, ...]:
    """The upper bound of each arm but the last in `SPACE`; all-zero weights count as equal."""
    parts = list(weights) if sum(weights) > 0 else [1] * len(weights)
    total, running, found = sum(parts), 0, list[int]()
    for weight in parts[:-1]:
        running += weight
        found.append(SPACE * running // total)
    return tuple(found)


def arm(place: int, weights: Sequence[int]) -> int:
    """The index of the arm for a place between 0 and `SPACE` - 1."""
    return sum(place >= bound for bound in bounds(weights))


def _number(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=4).digest(), "big") & (SPACE - 1)
