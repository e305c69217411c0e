"""A small journey and a view of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

import nodes
from app.core.journey import Edge, Journey, Node, Point
from app.core.node import NodeCatalog
from canvas.document import DocumentModel
from canvas.selection import Selection
from canvas.theme import LIGHT
from canvas.view import CanvasView
from tests.canvas.hand import Hand


def step(node_id: str, type_id: str, title: str = "") -> Node:
    """A step with the config of one just dropped."""
    return Node(id=node_id, type=type_id, title=title)


@pytest.fixture
def catalog() -> NodeCatalog:
    """All step types."""
    return nodes.catalog()


@pytest.fixture
def welcome() -> Journey:
    """A trigger, a mail, and a branch with one of its two ways connected."""
    return Journey(
        id="welcome",
        name="Willkommen",
        nodes=(
            step("start", "event_trigger", "Start"),
            step("mail", "send_mail", "Mail"),
            step("fork", "branch", "Fork"),
            step("end", "exit", "End"),
        ),
        edges=(
            Edge(source="start", port="next", target="mail"),
            Edge(source="mail", port="next", target="fork"),
            Edge(source="fork", port="yes", target="end"),
        ),
        layout={
            "start": Point(200, 0),
            "mail": Point(200, 120),
            "fork": Point(200, 240),
            "end": Point(60, 380),
        },
    )


@pytest.fixture
def show(qtbot: QtBot, catalog: NodeCatalog) -> Callable[[Journey], Hand]:
    """Opens a view at 100 % whose top left corner is the place (-100, -100), and a hand to use it."""

    def opened(journey: Journey) -> Hand:
        document, selection = DocumentModel(journey), Selection()
        view = CanvasView(document, selection, catalog, LIGHT, "en")
        qtbot.addWidget(view)
        view.resize(900, 700)
        view.show()
        qtbot.waitExposed(view)
        view.setFocus()
        return Hand(view, document, selection)

    return opened


@pytest.fixture
def hand(show: Callable[[Journey], Hand], welcome: Journey) -> Hand:
    """A hand on the welcome journey."""
    return show(welcome)
