"""Bringing order into the picture: tidying up, lining up, equal room."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, QThreadPool, Signal

from app.core import edits, frames
from app.core.journey import Journey, NodeId, Point
from app.core.node import NodeCatalog
from app.core.text import Text
from canvas.commands import Command
from canvas.document import DocumentModel
from canvas.selection import Selection
from canvas.tidying.aligning import Axis, Side, align, distribute
from canvas.tidying.layout import notes_along, tidy

AT_ONCE = 250
"""Steps up to which tidying up takes less than a frame or two; more are laid out beside the interface."""
SIDES: tuple[tuple[Side, str, Text], ...] = (
    ("left", "Alt+A", Text("Linksbündig ausrichten", "Align left")),
    ("center", "Alt+H", Text("Untereinander mittig ausrichten", "Align centers in a column")),
    ("right", "Alt+D", Text("Rechtsbündig ausrichten", "Align right")),
    ("top", "Alt+W", Text("Oben bündig ausrichten", "Align top")),
    ("middle", "Alt+V", Text("Nebeneinander mittig ausrichten", "Align middles in a row")),
    ("bottom", "Alt+S", Text("Unten bündig ausrichten", "Align bottom")),
)
AXES: tuple[tuple[Axis, str, Text], ...] = (
    ("across", "Alt+Shift+H", Text("Waagerecht gleichmäßig verteilen", "Distribute horizontally")),
    ("down", "Alt+Shift+V", Text("Senkrecht gleichmäßig verteilen", "Distribute vertically")),
)
TIDY = Text("Aufräumen", "tidy up")
TIDY_SOME = Text("{n} Schritte aufräumen", "tidy up {n} steps")


class Arranging(QObject):
    """Gives steps places by rule, each as one step of undo. Signal: `tidied()`."""

    tidied = Signal()

    def __init__(
        self,
        document: DocumentModel,
        selection: Selection,
        catalog: Callable[[], NodeCatalog],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._selection, self._catalog = document, selection, catalog

    def commands(self) -> tuple[Command, ...]:
        """What can be done by key, by name and from the context menu."""
        return (
            Command(
                ("Ctrl+Shift+T",),
                Text("Aufräumen", "Tidy up"),
                self.tidy_up,
                "order",
                menu=("steps", "ground"),
                enabled=lambda: bool(self._document.journey.nodes),
            ),
            *(self._align_command(*each) for each in SIDES),
            *(self._distribute_command(*each) for each in AXES),
        )

    def tidy_up(self) -> None:
        """Lay out the selected steps anew if there are several, otherwise the whole journey."""
        chosen = self._selection.steps
        only = chosen if len(chosen) > 1 else None
        journey = self._document.journey
        if len(journey.nodes) <= AT_ONCE:
            self._take(journey, only, tidy(journey, self._catalog(), only))
        else:
            self._work_on(journey, only)

    def align(self, side: Side, name: Text) -> None:
        """Let the selected steps stand on one line."""
        self._move(align(self._chosen_places(), side), name)

    def distribute(self, axis: Axis, name: Text) -> None:
        """Give the selected steps equal room."""
        self._move(distribute(self._chosen_places(), axis), name)

    def _align_command(self, side: Side, key: str, name: Text) -> Command:
        return Command(
            (key,), name, lambda: self.align(side, name), "order", lambda: self._many(2), menu=("steps",)
        )

    def _distribute_command(self, axis: Axis, key: str, name: Text) -> Command:
        return Command(
            (key,), name, lambda: self.distribute(axis, name), "order", lambda: self._many(3), menu=("steps",)
        )

    def _many(self, least: int) -> bool:
        return len(self._selection.steps) >= least

    def _chosen_places(self) -> dict[NodeId, Point]:
        journey = self._document.journey
        return {
            node.id: journey.position(node.id) for node in journey.nodes if node.id in self._selection.steps
        }

    def _move(self, places: dict[NodeId, Point], name: Text) -> None:
        self._document.apply(lambda journey: edits.move_nodes(journey, places), name)

    def _work_on(self, journey: Journey, only: Collection[NodeId] | None) -> None:
        """Lay out beside the interface; who goes on drawing meanwhile gets a layout of what is there then."""
        courier = _Courier()
        courier.done.connect(self._finished)
        catalog = self._catalog()
        QThreadPool.globalInstance().start(lambda: courier.run(journey, catalog, only))

    def _finished(
        self, journey: Journey, only: Collection[NodeId] | None, places: dict[NodeId, Point]
    ) -> None:
        now = self._document.journey
        if now is journey:
            self._take(journey, only, places)
        elif now.id == journey.id:
            self._work_on(now, None if only is None else [each for each in only if each in now.by_id])

    def _take(self, journey: Journey, only: Collection[NodeId] | None, places: dict[NodeId, Point]) -> None:
        name = TIDY if only is None else TIDY_SOME.fill(n=len(only))
        moved = {**places, **notes_along(journey, places)}
        self._document.apply(lambda _: frames.move(journey, moved), name)
        self.tidied.emit()


class _Courier(QObject):
    """Brings a layout from the thread that made it."""

    done = Signal(object, object, object)

    def run(self, journey: Journey, catalog: NodeCatalog, only: Collection[NodeId] | None) -> None:
        """Lay out, in another thread."""
        self.done.emit(journey, only, tidy(journey, catalog, only))
