"""Frames: CPU time and time by the clock of something done and then painted."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

PAGE = 4096


@dataclass(frozen=True)
class Taken:
    """Milliseconds: the middle CPU time, and the time by the clock that 95 of 100 frames keep to."""

    cpu: float
    p95: float


def frames(count: int, do: Callable[[int], object]) -> dict[str, float]:
    """Do something again and again, each time until it is painted."""
    cpu: list[float] = []
    wall: list[float] = []
    do(0)
    QApplication.processEvents()
    gc.collect()
    for index in range(1, count + 1):
        before = time.process_time(), time.perf_counter()
        do(index)
        QApplication.processEvents()
        cpu.append((time.process_time() - before[0]) * 1e3)
        wall.append((time.perf_counter() - before[1]) * 1e3)
    return asdict(Taken(statistics.median(cpu), sorted(wall)[round(0.95 * (count - 1))]))


def memory() -> float:
    """Megabytes the process has in memory."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1e6


class Mouse:
    """A hand on a widget."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget

    def press(self, at: QPoint) -> None:
        self._send(QEvent.Type.MouseButtonPress, at, Qt.MouseButton.LeftButton)

    def move(self, to: QPoint) -> None:
        self._send(QEvent.Type.MouseMove, to, Qt.MouseButton.NoButton)

    def release(self, at: QPoint) -> None:
        self._send(QEvent.Type.MouseButtonRelease, at, Qt.MouseButton.LeftButton)

    def _send(self, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton) -> None:
        held = (
            Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
        )
        place = QPointF(at)
        event = QMouseEvent(
            kind, place, self._widget.mapToGlobal(place), button, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(self._widget, event)
