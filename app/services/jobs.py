"""Long work that tells how far it is and can be cancelled."""

from __future__ import annotations

import threading
from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (done, total). It may raise `Cancelled`, which undoes the work in hand."""


class Cancelled(Exception):
    """The person cancelled; whatever was in hand has been undone."""


class CancelSwitch:
    """A progress listener that cancels the work at its next report once somebody asked for it."""

    def __init__(self, listener: Progress | None = None) -> None:
        self._listener = listener
        self._asked = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; safe from any thread."""
        self._asked.set()

    def __call__(self, done: int, total: int) -> None:
        """Pass on the progress, or raise `Cancelled`."""
        if self._asked.is_set():
            raise Cancelled
        if self._listener:
            self._listener(done, total)


def silent(_done: int, _total: int) -> None:
    """A progress listener that listens to nothing."""
