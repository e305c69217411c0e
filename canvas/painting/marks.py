"""What lies over the journey: numbers of a run and findings of the check."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from app.core.clock import Instant
from app.core.journey import NodeId
from app.core.problems import Problem, Severity
from app.core.records import Counts, Failing, StepCount, Waiting
from canvas.scene.scene import EdgeKey, key_of

CountKind = Literal["live", "preview"]
SHOWN = ("error", "warning")
"""Severities that get a badge; hints only stand in the list of problems."""


@dataclass(frozen=True)
class Marks:
    """Counts of one kind, and problems by the step or connection they concern.

    `waiting` and `failing` say more about a running journey, as it was at an instant `at`: since when people
    stand, what has failed.
    """

    counts: Counts | None = None
    kind: CountKind = "live"
    problems: tuple[Problem, ...] = field(default=())
    waiting: Mapping[NodeId, Waiting] = field(default_factory=dict[NodeId, Waiting])
    failing: Mapping[NodeId, Failing] = field(default_factory=dict[NodeId, Failing])
    at: Instant = 0

    def count(self, node: NodeId) -> StepCount | None:
        """The numbers of a step, or None if nobody came there."""
        found = self.counts.steps.get(node) if self.counts else None
        return found if found and (found.passed or found.here or found.failed) else None

    def failed(self, node: NodeId) -> int:
        """How many failed at a step: by its way out for that, or without one in the last 30 days."""
        count, failing = self.count(node), self.failing.get(node)
        return max(count.failed if count else 0, failing.n if failing else 0)

    def passed(self, edge: EdgeKey) -> int:
        """How many took a connection."""
        return self.counts.edges.get(edge, 0) if self.counts else 0

    def left(self, node: NodeId) -> int:
        """How many left a step through any of its ports."""
        return self._left.get(node, 0)

    def share(self, edge: EdgeKey) -> float:
        """Part of all contacts that took a connection, from 0 to 1."""
        return min(1.0, self.passed(edge) / self._most) if self._most else 0.0

    def of_step(self, node: NodeId) -> tuple[Problem, ...]:
        """The errors and warnings at a step, errors first."""
        return self._by_step.get(node, ())

    @cached_property
    def troubled(self) -> Mapping[NodeId, Severity]:
        """Steps where something is wrong, at them or a connection that leaves them, with the worst of it."""
        found: dict[NodeId, Severity] = {}
        for problem in self._visible:
            if problem.node is not None:
                found.setdefault(problem.node, problem.severity)
        return found

    def of_edge(self, edge: EdgeKey) -> tuple[Problem, ...]:
        """The errors and warnings at a connection, errors first."""
        return self._by_edge.get(edge, ())

    @property
    def troubled_edges(self) -> Collection[EdgeKey]:
        """The connections with errors or warnings."""
        return self._by_edge.keys()

    @cached_property
    def noted(self) -> frozenset[NodeId]:
        """The steps at which there is anything to show."""
        counted = self.counts.steps.keys() if self.counts else ()
        return frozenset((*counted, *self._by_step, *self.waiting, *self.failing))

    @cached_property
    def _most(self) -> int:
        return max(self.counts.edges.values(), default=0) if self.counts else 0

    @cached_property
    def _left(self) -> dict[NodeId, int]:
        found: dict[NodeId, int] = {}
        if self.counts is not None:
            for (node, _), passed in self.counts.edges.items():
                found[node] = found.get(node, 0) + passed
        return found

    @cached_property
    def _by_step(self) -> dict[NodeId, tuple[Problem, ...]]:
        found: dict[NodeId, tuple[Problem, ...]] = {}
        for problem in self._visible:
            if problem.node is not None and problem.edge is None:
                found[problem.node] = (*found.get(problem.node, ()), problem)
        return found

    @cached_property
    def _by_edge(self) -> dict[EdgeKey, tuple[Problem, ...]]:
        found: dict[EdgeKey, tuple[Problem, ...]] = {}
        for problem in self._visible:
            if problem.edge is not None:
                key = key_of(problem.edge)
                found[key] = (*found.get(key, ()), problem)
        return found

    @property
    def _visible(self) -> list[Problem]:
        shown = [problem for problem in self.problems if problem.severity in SHOWN]
        return sorted(shown, key=lambda problem: SHOWN.index(problem.severity))
