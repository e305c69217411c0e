"""Waiting for what a real display does in its own time: giving a window the keyboard."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtTest import QTest


def soon(holds: Callable[[], bool], seconds: float = 2.0) -> bool:
    """Whether something holds now or within a short time; without a display it holds at once."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        QTest.qWait(10)
    return True
