"""What is wrong with a journey, in the order in which a person should look at it."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from app.core.compiler import surroundings
from app.core.fields import FieldBook
from app.core.journey import Journey
from app.core.node import NodeCatalog, Surroundings
from app.core.problems import SEVERITIES, Problem
from app.core.validation.branches import check_branches
from app.core.validation.configs import check_configs, check_splits
from app.core.validation.graph import check_edges, check_entrance, check_jumps, check_rounds, check_ways_out
from app.core.validation.inspection import Inspection, Known
from app.core.validation.mails import check_mails
from app.core.validation.rules import check_rules
from app.core.validation.settings import check_settings
from app.core.validation.things import check_hosts, check_things

__all__ = ["Known", "validate"]

_CHECKS = (
    check_settings,
    check_entrance,
    check_configs,
    check_rules,
    check_branches,
    check_splits,
    check_mails,
    check_ways_out,
    check_edges,
    check_jumps,
    check_rounds,
    check_things,
    check_hosts,
)
_NOBODY = Known()


def validate(
    journey: Journey, catalog: NodeCatalog, around: Surroundings | None = None, known: Known = _NOBODY
) -> tuple[Problem, ...]:
    """All findings: errors first, then the journey's own before those of steps in their order."""
    around = around or surroundings(journey)
    fields = {**around.fields.custom, **FieldBook(journey.fields).custom}
    look = Inspection(journey, catalog, replace(around, fields=FieldBook(fields.values())), known)
    order = {node.id: place for place, node in enumerate(journey.nodes, 1)}
    found = chain.from_iterable(check(look) for check in _CHECKS)
    return tuple(
        sorted(
            found,
            key=lambda problem: (
                SEVERITIES.index(problem.severity),
                order.get(problem.node, 0) if problem.node else 0,
            ),
        )
    )
