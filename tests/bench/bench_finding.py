"""Finding the way in a journey of 10,000 steps: a keystroke in the search, the outline, an edit beside it.

CPU milliseconds of real key events up to the painted frame, everything in view: the middle one, and what
95 of 100 keep to.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import nodes
from canvas.document import DocumentModel
from canvas.outline.panel import OutlinePanel
from canvas.overlays.find_bar import FindBar
from canvas.selection import Selection
from canvas.theme import LIGHT
from canvas.view import CanvasView
from tests.bench.drawing.graph import large_journey
from tests.bench.figure import Figure

STEPS = 10_000
WORDS = ("mail 12", "wait 3", "branch", "split 77", "next days")
PAUSE_MS = 300


def measure() -> list[Figure]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    document = DocumentModel(large_journey(STEPS))
    view = CanvasView(document, Selection(), nodes.catalog(), LIGHT, "en")
    view.resize(1600, 1000)
    view.show()
    view.fit()
    while view.scene.routes.open_count:  # the ways are laid while nothing else happens
        QTest.qWait(PAUSE_MS)
    keys = _keystrokes(view)
    outline = view.outline
    assert isinstance(outline, OutlinePanel)
    opened = _cpu(outline.show)
    application.processEvents()
    rows = [_cpu(lambda: QTest.keyClick(outline.list, Qt.Key.Key_Down)) for _ in range(40)]
    view.close()
    outline.close()
    return [
        Figure("search, a keystroke to the painted frame, 10,000 steps", statistics.median(keys), "ms", 8),
        Figure("search, the same, 95 of 100", sorted(keys)[len(keys) * 95 // 100], "ms", 16),
        Figure("outline of 10,000 steps: opened", opened, "ms"),
        Figure("outline of 10,000 steps: to the next row", statistics.median(rows), "ms"),
    ]


def _keystrokes(view: CanvasView) -> list[float]:
    QTest.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = view.findChild(FindBar)
    assert isinstance(bar, FindBar)
    QTest.keyClicks(bar.field, "a")
    QTest.qWait(10 * PAUSE_MS)  # until the words of all steps are there
    found: list[float] = []
    for words in WORDS:
        bar.field.clear()
        QTest.qWait(PAUSE_MS)
        found += [_cpu(_typing(bar, letter)) for letter in words]
    bar.close_bar()
    return found


def _typing(bar: FindBar, letter: str) -> Callable[[], None]:
    return lambda: QTest.keyClicks(bar.field, letter)


def _cpu(work: Callable[[], object]) -> float:
    """CPU milliseconds of something and the frame that shows it."""
    start = time.process_time()
    work()
    QApplication.processEvents()
    return (time.process_time() - start) * 1000
