"""The areas of the journey page for the keyboard: F6 goes from one to the next, Shift+F6 back.

Inside an area Tab follows the order of reading. Qt follows the order in which widgets were made, and
inspector and drawer make theirs anew all the time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.core.text import Text
from canvas.commands import Command

SAME_ROW = 12
"""Widgets whose middles are at most so many pixels apart in height are read from left to right."""


@dataclass(frozen=True)
class Area:
    """A part of the page, and what puts the keyboard into it; a `changing` one makes its widgets anew."""

    frame: QWidget
    enter: Callable[[], None]
    changing: bool = False


class Areas:
    """Knows the areas in the order of reading, and the keys that lead through them."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self._areas = tuple(areas)

    def commands(self) -> tuple[Command, ...]:
        """The keys that lead from area to area."""
        return (
            Command(("F6",), Text("Zum nächsten Bereich", "To the next area"), lambda: self._go(1), "window"),
            Command(
                ("Shift+F6",),
                Text("Zum vorigen Bereich", "To the previous area"),
                lambda: self._go(-1),
                "window",
            ),
        )

    def neighbor(self, *, forward: bool) -> QWidget | None:
        """Where Tab leads from a changing area; None where Qt knows best."""
        focused, here = QApplication.focusWidget(), self._here()
        if focused is None or here is None or not self._areas[here].changing:
            return None
        inside = reading_order(self._areas[here].frame)
        index = inside.index(focused) + (1 if forward else -1) if focused in inside else len(inside)
        if 0 <= index < len(inside):
            return inside[index]
        return self._beside(here + (1 if forward else -1), forward=forward)

    def _beside(self, index: int, *, forward: bool) -> QWidget | None:
        while 0 <= index < len(self._areas):
            frame = self._areas[index].frame
            if not frame.isHidden() and frame.focusPolicy() & Qt.FocusPolicy.TabFocus:
                return frame
            if inside := reading_order(frame):  # none while the page is being hidden
                return inside[0 if forward else -1]
            index += 1 if forward else -1
        return None

    def _here(self) -> int | None:
        focused = QApplication.focusWidget()
        if focused is None:
            return None
        holds = (area.frame is focused or area.frame.isAncestorOf(focused) for area in self._areas)
        return next((index for index, found in enumerate(holds) if found), None)

    def _go(self, step: int) -> None:
        """From outside of all areas, the way leads to the first or the last of them."""
        here = self._here()
        if here is None:
            here = -1 if step > 0 else 0
        there = (here + step) % len(self._areas)
        while self._areas[there].frame.isHidden():
            there = (there + step) % len(self._areas)
        self._areas[there].enter()


def reading_order(frame: QWidget) -> list[QWidget]:
    """What Tab may come to inside a frame, row by row."""
    found = [
        (child.mapTo(frame, child.rect().center()), child)
        for child in frame.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.focusProxy() is None
        if child.isVisible() and child.isEnabled()
    ]
    found.sort(key=lambda each: each[0].y())
    ordered: list[QWidget] = []
    while found:
        top = found[0][0].y()
        row = [each for each in found if each[0].y() - top <= SAME_ROW]
        ordered += [child for _, child in sorted(row, key=lambda each: each[0].x())]
        found = found[len(row) :]
    return ordered


def entering(target: QWidget) -> Callable[[], None]:
    """Puts the keyboard into a widget so that the focus is to be seen."""
    return lambda: target.setFocus(Qt.FocusReason.TabFocusReason)
