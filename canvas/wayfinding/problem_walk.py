"""From problem to problem, in the order in which the journey is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.core.journey import NodeId
from app.core.problems import SEVERITIES, Problem
from app.core.text import Text
from canvas.scene.scene import key_of
from canvas.stage import Stage
from canvas.wayfinding.flow import PlaceOrder

NO_PROBLEM = Text("In dieser Journey ist kein Problem zu finden.", "There is no problem in this journey.")
PROBLEM = Text("Problem {n} von {all}: {words}", "Problem {n} of {all}: {words}")


class ProblemWalk:
    """Goes to the next or previous step or connection that something is wrong with."""

    def __init__(
        self,
        stage: Stage,
        order: PlaceOrder,
        problems: Callable[[], Sequence[Problem]],
        reveal: Callable[[NodeId, bool], None],
    ) -> None:
        self._stage, self._order, self._problems, self._reveal = stage, order, problems, reveal
        self._last: Problem | None = None

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) problem, and say it."""
        found = self._ordered()
        if not found:
            self._stage.hint(NO_PROBLEM)
            return
        index = self._start(found, by)
        self.show(found[index])
        words = PROBLEM.fill(n=index + 1, all=len(found), words=found[index].message)
        self._stage.hint(words)

    def show(self, problem: Problem) -> None:
        """Bring the place of a problem into the middle and select it."""
        self._last = problem
        edge, journey = problem.edge, self._stage.document.journey
        if edge is not None and journey.target(edge.source, edge.port) == edge.target:
            self._reveal(edge.source, False)
            self._stage.selection.select_edge(edge)
        elif problem.node is not None and problem.node in journey.by_id:
            self._reveal(problem.node, True)

    def _ordered(self) -> list[Problem]:
        order = self._order.places
        placed = [(place, each) for each in self._problems() if (place := _place(each)) in order]
        placed.sort(key=lambda found: (order[found[0]], SEVERITIES.index(found[1].severity)))
        return [each for _, each in placed]

    def _start(self, found: list[Problem], by: int) -> int:
        """Beside the one shown last, if the person is still there; else from the current step on."""
        here = self._here()
        if self._last in found and (here is None or _place(self._last) == here):
            return (found.index(self._last) + by) % len(found)
        if here is None:
            return 0 if by > 0 else len(found) - 1
        order = self._order.places
        places = [order[_place(each)] for each in found]
        if by > 0:
            return next((index for index, place in enumerate(places) if place >= order[here]), 0)
        before = [index for index, place in enumerate(places) if place < order[here]]
        return before[-1] if before else len(found) - 1

    def _here(self) -> NodeId | None:
        edge = self._stage.selection.edge
        return key_of(edge)[0] if edge is not None else self._stage.selection.current


def _place(problem: Problem) -> NodeId:
    """The step that a problem is at; empty for one of the journey as a whole."""
    return problem.edge.source if problem.edge is not None else problem.node or ""
