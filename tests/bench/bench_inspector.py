"""How soon the inspector shows a step that was selected, in time of the processor."""

from __future__ import annotations

import os
import statistics
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

import nodes
from app.ui.journey.inspector import Inspector
from app.ui.looks import Looks
from app.ui.vocabulary import Vocabulary
from canvas.document import DocumentModel
from canvas.selection import Selection
from tests.bench.figure import Figure
from tests.bench.ten_steps import ten_steps

RUNS = 12
KINDS = ("send_mail", "branch", "wait", "set_attribute")


def measure() -> list[Figure]:
    application = QApplication.instance() or QApplication(["bench"])
    assert isinstance(application, QApplication)
    context = Looks(application, nodes.catalog()).context("de", "light", "Europe/Berlin")
    document, selection = DocumentModel(ten_steps()), Selection()
    words = Vocabulary()
    inspector = Inspector(context, document, selection, lambda: words)
    inspector.resize(330, 800)
    inspector.show()
    application.processEvents()
    found: list[Figure] = []
    for kind in KINDS:
        step = next(node.id for node in document.journey.nodes if node.type == kind)
        spent = [_once(application, selection, step) for _ in range(RUNS)][1:]
        what = f"inspector, a step of type {kind} selected: form built and painted"
        found.append(Figure(what, statistics.median(spent), "ms", at_most=50))
    return found


def _once(application: QApplication, selection: Selection, step: str) -> float:
    selection.select(["end"])
    application.processEvents()
    start = time.process_time()
    selection.select([step])
    application.processEvents()
    return (time.process_time() - start) * 1000
