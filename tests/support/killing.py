"""Carries something out in a process that is killed at its n-th touch of the store or the disk."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

TOUCHES = frozenset({"open", "os.rename", "os.remove", "os.chmod", "sqlite3.connect", "tempfile.mkstemp"})
"""What Python tells about itself that touches the disk; statements and commits are counted besides."""


class Countdown:
    """Kills this process at the n-th touch, without any chance to clean up."""

    def __init__(self, touches: int, folder: str) -> None:
        self._left = touches
        self._folder = folder

    def begin(self) -> None:
        """Count from now on, in this process and for good."""
        sys.addaudithook(self._told)
        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(Engine, name, self._touch)

    def _told(self, name: str, arguments: tuple[Any, ...]) -> None:
        if name in TOUCHES and self._folder in str(arguments[0]):
            self._touch()

    def _touch(self, *_: object) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def killed_at(touches: int, folder: str, act: Callable[[], object]) -> bool:
    """Carry out `act` in a process of its own; whether it was killed before it was done."""
    child = os.fork()
    if child == 0:
        try:
            Countdown(touches, folder).begin()
            act()
        except BaseException:  # noqa: BLE001 - the outer edge of a process; its parent sees the code
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, -signal.SIGKILL)
    return code != 0
