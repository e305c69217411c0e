"""What a three-way merge is made of: one part at a time, taken from the side that changed it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, Final, Literal, TypeVar

from app.core.edits import beyond
from app.core.journey import Journey, NodeId

Side = Literal["ours", "theirs"]
SIDES: tuple[Side, Side] = ("ours", "theirs")
Key = tuple[str, ...]
PLACES: Key = ("places",)
"""All steps and notes that both sides moved are one conflict: nobody wants to be asked for each."""


class Missing(Enum):
    """Stands for a part that a journey does not have."""

    MISSING = "missing"


MISSING: Final = Missing.MISSING
_Name = TypeVar("_Name", bound=Hashable)
_Part = TypeVar("_Part")


@dataclass(frozen=True)
class Conflict:
    """A part that both sides changed in different ways; `MISSING` stands for what a side does not have.

    Keys: `("step", id)` taken away by one side and worked on by the other; `("step", id, "title")`,
    `("step", id, "type")`, `("step", id, "config", name)`; `("edge", id, port)`; `("settings", name)`;
    `("field", key)`; `("journey", name)`; `("frame", id)`, `("frame", id, part)`; `("member", step)`;
    `("places",)` with the places by id.
    """

    key: Key
    base: Any
    ours: Any
    theirs: Any


class Three:
    """The three journeys, and the choices; remembers what has come into conflict."""

    def __init__(self, base: Journey, ours: Journey, theirs: Journey, choices: Mapping[Key, Side]) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.all = base, ours, theirs
        self._choices = choices
        self._found: dict[Key, Conflict] = {}

    def side(self, name: Side) -> Journey:
        """One of the two sides."""
        return self.ours if name == "ours" else self.theirs

    def part(self, key: Key, values: Iterable[Any], *, clash: bool = False) -> Any:
        """A part of the merged journey from what the three say; with `clash` it is a conflict in any case."""
        before, ours, theirs = values
        if not clash and theirs in (ours, before):
            return ours
        if not clash and ours == before:
            return theirs
        self._found[key] = Conflict(key, before, ours, theirs)
        return ours if self._choices.get(key, "ours") == "ours" else theirs

    def place(self, name: str, values: Iterable[Any]) -> Any:
        """Where something stands; all places that both sides changed are one conflict."""
        before, ours, theirs = values
        if ours in (theirs, before) or theirs == before:
            return theirs if ours == before else ours
        known = self._found.get(PLACES) or Conflict(PLACES, {}, {}, {})
        self._found[PLACES] = Conflict(
            PLACES, {**known.base, name: before}, {**known.ours, name: ours}, {**known.theirs, name: theirs}
        )
        return ours if self._choices.get(PLACES, "ours") == "ours" else theirs

    def conflicts(self) -> tuple[Conflict, ...]:
        """What has come into conflict; places come last."""
        places = [each for each in self._found.values() if each.key == PLACES]
        return (*(each for each in self._found.values() if each.key != PLACES), *places)

    def tied(self, name: Side) -> frozenset[NodeId]:
        """The steps that a side has connected anew."""
        return self._tied[name]

    @cached_property
    def _tied(self) -> Mapping[Side, frozenset[NodeId]]:
        return {"ours": _tied(self.base, self.ours), "theirs": _tied(self.base, self.theirs)}


def _tied(base: Journey, side: Journey) -> frozenset[NodeId]:
    """Both ends of new connections, except those that joined the neighbors of a deleted step."""
    gone = base.by_id.keys() - side.by_id.keys()
    found: set[NodeId] = set()
    for edge in side.edges:
        before = base.target(edge.source, edge.port)
        if before == edge.target:
            continue
        if before is None or before not in gone or beyond(base, before, gone) != edge.target:
            found |= {edge.source, edge.target}
    return frozenset(found)


def in_order(
    found: Mapping[_Name, _Part], base: Iterable[_Name], ours: Iterable[_Name], theirs: Iterable[_Name]
) -> tuple[_Part, ...]:
    """The parts in the order of the side that changed it; what both have added comes last, by name."""
    before, here, there = tuple(base), tuple(ours), tuple(theirs)
    if here == before:
        order = there
    elif there in (before, here):
        order = here
    else:
        both = set(before) & set(here) & set(there)
        swapped = [each for each in here if each in both] != [each for each in before if each in both]
        order = (
            *(each for each in (here if swapped else there) if each in both),
            *(each for each in before if each not in both),
            *sorted({*here, *there}.difference(before), key=repr),
        )
    names = dict.fromkeys((*order, *here, *there))
    return tuple(found[name] for name in names if name in found)
