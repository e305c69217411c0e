"""The channel of an account that is not filled in yet: messages wait, and the person reads why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.core.errors import AccountStopped
from app.core.protocols import AtWire, Outgoing, Receipt
from app.core.text import Text


class UnreadyChannel:
    """Takes no message; every attempt to send says what is missing."""

    instant = False

    def __init__(self, why: Text) -> None:
        self._why = why

    def send(self, messages: Iterable[Outgoing], at_wire: AtWire) -> Iterator[Receipt]:
        """Raise `AccountStopped`."""
        del messages, at_wire
        raise AccountStopped(self._why)
