"""Ending by a signal of the system: the window closes as if by its own button, so the draft is saved."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager

from PySide6.QtCore import QSocketNotifier

ENDINGS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def ending_by_signal(close: Callable[[], object]) -> Generator[None]:
    """While this lasts, the signals that ask programs to end call `close` in the interface thread.

    Python handles signals only between two of its own instructions, and Qt's loop has none while nothing
    happens: the number of the signal, written into a socket, wakes it.
    """
    awake, wake = socket.socketpair()
    wake.setblocking(False)
    before_wakeup = signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
    before = {each: signal.signal(each, lambda *_: None) for each in ENDINGS}
    notifier = QSocketNotifier(awake.fileno(), QSocketNotifier.Type.Read)

    def told() -> None:
        awake.recv(64)
        close()

    notifier.activated.connect(told)
    try:
        yield
    finally:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(before_wakeup)
        for each, handler in before.items():
            signal.signal(each, handler)
        awake.close()
        wake.close()
