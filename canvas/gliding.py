"""Cards that got new places all at once glide there, so that the eye can follow them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation

from app.core.journey import Journey, NodeId, Point
from canvas.motion import lasting
from canvas.scene.geometry import Box, card_box
from canvas.scene.scene import Scene

MOST = 150
"""Cards in sight that can follow in every frame; with more, the picture jumps."""


class Gliding(QObject):
    """Shows cards on their way from where they stood to where the document has them."""

    def __init__(
        self, scene: Scene, repaint: Callable[[], None], busy: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._scene, self._repaint, self._busy = scene, repaint, busy
        self._ways: Mapping[NodeId, tuple[Point, Point]] = {}
        self._motion = QVariantAnimation(self)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._go)
        self._motion.finished.connect(self.arrive)

    def origins(self, old: Journey, journey: Journey, seen: Box) -> Mapping[NodeId, Point]:
        """Where the cards in sight stand that a change only moves; to be asked before it is shown."""
        if old.nodes is not journey.nodes or old.edges is not journey.edges or not lasting():
            return {}
        found: dict[NodeId, Point] = {}
        for node_id, at in journey.layout.items():
            if old.layout.get(node_id) == at:
                continue
            box = self._scene.box(node_id)
            here = Point(round(box.left), round(box.top))
            if here != at and (box.meets(seen) or card_box(at).meets(seen)):
                found[node_id] = here
        return found if 1 < len(found) <= MOST else {}

    def start(self, origins: Mapping[NodeId, Point]) -> None:
        """Let the cards set out; to be told after the change is shown."""
        self._motion.stop()
        journey = self._scene.journey
        self._ways = {each: (here, journey.position(each)) for each, here in origins.items()}
        if self._ways:
            self._motion.setDuration(lasting())
            self._motion.start()
            self._go(0.0)

    def arrive(self) -> None:
        """Put every card where it belongs, at once."""
        self._motion.stop()
        if self._ways:
            self._ways = {}
            self._scene.show(self._scene.journey)
            self._repaint()

    def _go(self, share: float) -> None:
        if self._busy():  # a hand that grabs something finds it where it belongs
            self.arrive()
        elif self._ways:
            self._scene.place({each: _between(*way, share) for each, way in self._ways.items()})
            self._repaint()


def _between(start: Point, end: Point, share: float) -> Point:
    return Point(round(start.x + (end.x - start.x) * share), round(start.y + (end.y - start.y) * share))
