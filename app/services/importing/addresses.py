"""Email addresses: a strict pattern first, the careful library for the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.core.text import Text

PLAIN = re.compile(
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
"""Addresses that need no further question; only their length is left to check."""
_LONGEST_PLAIN = 100
_LONGEST_NAME = 64
"""Characters before the `@`."""
BAD_ADDRESS = Text("„{value}“ ist keine gültige E-Mail-Adresse", "“{value}” is not a valid email address")


def not_plain(cells: Sequence[str]) -> list[int]:
    """The places of the cells that do not stand as they are to be stored."""
    long = max(map(len, cells), default=0) > _LONGEST_NAME
    matches = map(PLAIN.fullmatch, cells)
    return [
        place
        for place, match in enumerate(matches)
        if match is None or (long and len(cells[place]) > _LONGEST_NAME)
    ]


def clean_address(words: str) -> str | None:
    """The address to store, or None if it is not one that can be written to.

    The case is kept; a domain with umlauts is turned into its ASCII form.
    """
    address = words.strip()
    if PLAIN.fullmatch(address) and len(address) <= _LONGEST_PLAIN and address.index("@") <= _LONGEST_NAME:
        return address
    from email_validator import EmailNotValidError, validate_email  # slow to load, and rarely asked

    try:
        # `globally_deliverable` would refuse the example domains that samples and tests use.
        found = validate_email(
            address,
            check_deliverability=False,
            strict=True,
            allow_smtputf8=False,
            globally_deliverable=False,
        )
    except EmailNotValidError:
        return None
    return found.ascii_email if "." in found.ascii_domain else None
