"""Moving steps."""

from __future__ import annotations

from app.core.journey import NodeId, Point
from canvas.gestures.base import Gesture
from canvas.scene.geometry import Spot, snapped
from canvas.stage import Stage


class Move(Gesture):
    """The selected steps follow the pointer from grid point to grid point."""

    def __init__(self, stage: Stage, grabbed: NodeId) -> None:
        super().__init__(stage)
        self._grabbed = grabbed
        self._from = Spot(0, 0)
        self._origins: dict[NodeId, Point] = {}
        self._places: dict[NodeId, Point] = {}

    def start(self, at: Spot) -> None:
        """Remember where everything stood."""
        self._from = at
        journey = self.stage.document.journey
        self._origins = {each: journey.position(each) for each in self.stage.selection.steps}

    def move(self, at: Spot, *, fine: bool = False) -> None:
        """Show the steps where they would stand: the grabbed one on the grid, the others beside it."""
        origin = self._origins[self._grabbed]
        x, y = origin.x + at.x - self._from.x, origin.y + at.y - self._from.y
        goal = Point(round(x), round(y)) if fine else snapped(x, y)
        dx, dy = goal.x - origin.x, goal.y - origin.y
        places = {each: Point(point.x + dx, point.y + dy) for each, point in self._origins.items()}
        if places != self._places:
            self._places = places
            self.stage.scene.place(places)
            self.stage.repaint()

    def end(self, at: Spot) -> None:
        """Leave them there."""
        self.stage.editor.move(self._places)
        # Also when nothing changed: connections of the dragged cards may have been laid provisionally.
        self.stage.scene.show(self.stage.document.journey)

    def cancel(self) -> None:
        """Put them back."""
        self.stage.scene.show(self.stage.document.journey)
        self.stage.repaint()
