"""The habits of the step search come from the workspace, and go back there."""

from __future__ import annotations

from app.core.habits import Habits
from app.ui.desk import Desk
from canvas.view import CanvasView


def keep_habits(canvas: CanvasView, desk: Desk) -> None:
    """Go on with the habits so far, and keep them off the window's thread when they change."""
    kept = desk.workspace.habits

    def keep(habits: Habits) -> None:
        # Nobody is told when that fails: next time the order of the search is an older one.
        desk.jobs.start(canvas, lambda _progress: kept.save(habits), _nothing, _nothing)

    canvas.habits.open(kept.get(), keep)


def _nothing(_what: object) -> None:
    """There is nothing to show."""
