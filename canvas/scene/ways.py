"""Ways out on the bottom of a card: the main ones spread evenly, side ways to the right of "next"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.core.node import Port
from app.core.program import NEXT

SIDE_FROM, SIDE_TO = 0.2, 0.36
"""Where side ways leave, as parts of the width right of the middle."""


def is_side(names: Sequence[str], name: str) -> bool:
    """Whether a way out is for exceptions: it stands beside one that simply leads on."""
    return name != NEXT and NEXT in names


def main_ways(names: Sequence[str]) -> list[str]:
    """The ways out that a journey is read along."""
    return [name for name in names if not is_side(names, name)]


def offsets(names: Sequence[str]) -> Mapping[str, float]:
    """Where each way out leaves, from -0.5 (left corner) to 0.5 (right corner) of the card."""
    mains = main_ways(names)
    sides = [name for name in names if is_side(names, name)]
    found = {name: (index + 0.5) / len(mains) - 0.5 for index, name in enumerate(mains)}
    step = (SIDE_TO - SIDE_FROM) / max(len(sides) - 1, 1)
    return found | {name: SIDE_FROM + index * step for index, name in enumerate(sides)}


def names_of(ports: Sequence[Port]) -> list[str]:
    """The names of ports, in order."""
    return [port.name for port in ports]
