"""The short name of a message, carried by its Message-ID and its unsubscribe link."""

from __future__ import annotations

import hmac
import re
from hashlib import blake2s
from typing import NamedTuple

from app.core.clock import Instant

_TICKET = re.compile(r"^(\d{1,18})\.(\d{1,9})\.(\d{1,15})\.([A-Za-z0-9_#-]{1,60})\.([0-9a-f]{16})$")


class MessageName(NamedTuple):
    """What names a message for ever: there is at most one for each (rule 16).

    The instant at which it was decided belongs to it, because the store may give the number of an enrollment
    that was erased to another one.
    """

    enrollment: int
    step: str
    visit: int
    decided: Instant


class Tickets:
    """Writes and reads tickets of one workspace; a ticket of another workspace, or a forged one, is none."""

    def __init__(self, workspace: str) -> None:
        self._key = blake2s(workspace.encode()).digest()

    def write(self, name: MessageName) -> str:
        """The ticket: only letters, digits, `.`, `_`, `-`, `#`."""
        words = f"{name.enrollment}.{name.visit}.{name.decided}.{name.step}"
        return f"{words}.{self._seal(words)}"

    def read(self, ticket: str) -> MessageName | None:
        """The message a ticket names, or None."""
        found = _TICKET.match(ticket)
        if found is None:
            return None
        enrollment, visit, decided, step, seal = found.groups()
        if not hmac.compare_digest(self._seal(f"{enrollment}.{visit}.{decided}.{step}"), seal):
            return None
        return MessageName(int(enrollment), step, int(visit), int(decided))

    def _seal(self, words: str) -> str:
        return blake2s(words.encode(), key=self._key, digest_size=8).hexdigest()
