"""Ending by a signal of the system: the window closes as if by its own button, so the draft is saved."""

from __future__ import annotations

import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType

from PySide6.QtCore import QTimer

ENDINGS = (signal.SIGTERM, signal.SIGINT)
PULSE_MS = 250


@contextmanager
def ending_by_signal(close: Callable[[], object]) -> Generator[None]:
    """While this lasts, the signals that ask programs to end call `close` in the interface thread.

    Python handles signals only between two of its own instructions, and Qt's loop has none while nothing
    happens: a pulse gives it some.
    """

    def told(_number: int, _frame: FrameType | None) -> None:
        QTimer.singleShot(0, close)

    before = {each: signal.signal(each, told) for each in ENDINGS}
    pulse = QTimer()
    pulse.timeout.connect(_nothing)
    pulse.start(PULSE_MS)
    try:
        yield
    finally:
        pulse.stop()
        for each, handler in before.items():
            signal.signal(each, handler)


def _nothing() -> None:
    """Enough for Python to notice a signal."""
