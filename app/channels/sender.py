"""Who a mail comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sender:
    """Who a mail comes from, as its text says it."""

    name: str
    address: str
    imprint: str
