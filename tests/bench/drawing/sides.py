"""The two sides: what the benchmark does with the canvas, and the same with the plain view."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QApplication, QWidget

import nodes
from app.core import edits
from app.core.journey import Journey, NodeId, Point
from app.core.text import same
from app.core.validation import validate
from canvas.document import DocumentModel
from canvas.scene.geometry import CARD_HEIGHT, CARD_WIDTH
from canvas.selection import Selection
from canvas.theme import LIGHT
from canvas.view import CanvasView
from tests.bench.drawing.frames import frames
from tests.bench.drawing.graph import hub_of
from tests.bench.drawing.plain_view import PlainView

WIDTH, HEIGHT = 1600, 1000
REST = 0.5
"""Seconds after which everything is at rest."""


class Side(Protocol):
    """One of the two; made, it has shown its first frame."""

    def __init__(self, journey: Journey) -> None: ...
    @property
    def widget(self) -> QWidget: ...
    @property
    def surface(self) -> QWidget: ...
    @property
    def scale(self) -> float: ...
    def close(self) -> None: ...
    def rest(self) -> None: ...
    def fit(self) -> None: ...
    def zoom_to(self, scale: float) -> None: ...
    def pan(self, dx: int, dy: int) -> None: ...
    def show_step(self, step: NodeId) -> None: ...
    def place_of(self, step: NodeId) -> QPoint: ...
    def select(self, steps: Iterable[NodeId]) -> None: ...
    def near(self, step: NodeId, count: int) -> list[NodeId]: ...
    def own(self, journey: Journey) -> dict[str, Any]: ...


def _show(widget: QWidget) -> None:
    widget.resize(WIDTH, HEIGHT)
    widget.show()
    QApplication.processEvents()


def _close(view: QWidget) -> None:
    view.close()
    view.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def _rest() -> None:
    end = time.monotonic() + REST
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


def _near(journey: Journey, step: NodeId, count: int) -> list[NodeId]:
    here = journey.position(step)
    return sorted(
        journey.by_id,
        key=lambda each: (
            abs(journey.position(each).x - here.x) / 280 + abs(journey.position(each).y - here.y) / 144
        ),
    )[:count]


class CanvasSide:
    """The canvas."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._document, self._selection = DocumentModel(journey), Selection()
        self._view = CanvasView(self._document, self._selection, nodes.catalog(), LIGHT, "de")
        _show(self._view)

    @property
    def widget(self) -> QWidget:
        return self._view

    @property
    def surface(self) -> QWidget:
        return self._view

    @property
    def scale(self) -> float:
        return self._view.scale

    def close(self) -> None:
        _close(self._view)

    def rest(self) -> None:
        _rest()

    def fit(self) -> None:
        self._view.fit()
        QApplication.processEvents()

    def zoom_to(self, scale: float) -> None:
        self._view.camera.zoom(scale / self._view.scale)

    def pan(self, dx: int, dy: int) -> None:
        self._view.camera.pan(dx, dy)

    def show_step(self, step: NodeId) -> None:
        self._view.camera.center_on(self._view.scene.box(step).center)

    def place_of(self, step: NodeId) -> QPoint:
        box = self._view.scene.box(step)
        return (self._view.camera.to_widget(box.center) + QPointF(0, 12)).toPoint()

    def select(self, steps: Iterable[NodeId]) -> None:
        self._selection.select(steps)
        QApplication.processEvents()

    def near(self, step: NodeId, count: int) -> list[NodeId]:
        return _near(self._journey, step, count)

    def own(self, journey: Journey) -> dict[str, Any]:
        """What the plain view cannot do: taking back, saving, checking."""
        hub = hub_of(journey)
        self._selection.clear()
        at = self._document.journey.position(hub)
        self.show_step(hub)
        for place in (Point(at.x + 40, at.y), Point(at.x + 40, at.y + 40)):
            self._document.apply(lambda old, to=place: edits.move_nodes(old, {hub: to}), same("move"))
        found: dict[str, Any] = {
            "undo move": frames(40, lambda index: self._view.undo() if index % 2 else self._view.redo())
        }
        steps = iter(range(10_000))
        found["edit"] = frames(
            40,
            lambda _: self._document.apply(
                lambda old: edits.set_title(old, hub, f"Versuch {next(steps)}"), same("title")
            ),
        )
        self._document.apply(lambda old: edits.remove_nodes(old, [hub]), same("delete"))
        found["undo delete"] = frames(40, lambda index: self._view.undo() if index % 2 else self._view.redo())
        catalog = nodes.catalog()
        found["check"] = frames(3, lambda _: validate(journey, catalog))
        return found


class PlainSide:
    """The plain view."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._view = PlainView(journey)
        _show(self._view)

    @property
    def widget(self) -> QWidget:
        return self._view

    @property
    def surface(self) -> QWidget:
        return self._view.viewport()

    @property
    def scale(self) -> float:
        return self._view.transform().m11()

    def close(self) -> None:
        _close(self._view)

    def rest(self) -> None:
        _rest()

    def fit(self) -> None:
        self._view.fitInView(
            self._view.sceneRect().adjusted(-48, -48, 48, 48), Qt.AspectRatioMode.KeepAspectRatio
        )
        QApplication.processEvents()

    def zoom_to(self, scale: float) -> None:
        self._view.setTransform(QTransform.fromScale(scale, scale))
        self._view.viewport().update()

    def pan(self, dx: int, dy: int) -> None:
        for bar, by in ((self._view.horizontalScrollBar(), dx), (self._view.verticalScrollBar(), dy)):
            bar.setValue(bar.value() - by)

    def show_step(self, step: NodeId) -> None:
        at = self._view.cards[step].pos()
        self._view.centerOn(at.x() + CARD_WIDTH / 2, at.y() + CARD_HEIGHT / 2)

    def place_of(self, step: NodeId) -> QPoint:
        return self._view.mapFromScene(self._view.cards[step].pos() + QPointF(CARD_WIDTH / 2, 48))

    def select(self, steps: Iterable[NodeId]) -> None:
        for step in steps:
            self._view.cards[step].setSelected(True)
        QApplication.processEvents()

    def near(self, step: NodeId, count: int) -> list[NodeId]:
        return _near(self._journey, step, count)

    def own(self, journey: Journey) -> dict[str, Any]:
        return {}
