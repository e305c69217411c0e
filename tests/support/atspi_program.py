"""A window with a canvas and its outline, for a test that listens on the bus of screen readers."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

import nodes
from app.core.journey import Edge, Journey, Node, Point
from canvas.accessible import voice
from canvas.document import DocumentModel
from canvas.selection import Selection
from canvas.theme import LIGHT
from canvas.view import CanvasView

SECONDS = 60
"""A program that nobody ends ends itself."""


def main() -> int:
    """Show it until it is ended."""
    application = QApplication(sys.argv)
    application.setApplicationName("stellwerk-listening")
    voice.install()
    journey = Journey(
        id="heard",
        name="Heard",
        nodes=(
            Node(id="start", type="event_trigger", title="Start"),
            Node(id="fork", type="branch", title="Fork"),
            Node(id="end", type="exit", title="End"),
        ),
        edges=(
            Edge(source="start", port="next", target="fork"),
            Edge(source="fork", port="yes", target="end"),
        ),
        layout={"start": Point(0, 0), "fork": Point(0, 140), "end": Point(0, 280)},
    )
    window, selection = QWidget(), Selection()
    view = CanvasView(DocumentModel(journey), selection, nodes.catalog(), LIGHT, "en")
    row = QHBoxLayout(window)
    row.addWidget(view)
    window.resize(800, 600)
    window.show()
    view.setFocus()
    selection.select(["fork"])
    QTimer.singleShot(SECONDS * 1000, application.quit)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
