"""Things to choose from by keyboard: arrows go through them, typing leaves those with such a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from canvas.overlays.matching import folded

Item = TypeVar("Item")


class Proposals(Generic[Item]):
    """Items in order, the current one among them, and what has been typed."""

    def __init__(self, items: Sequence[Item], name_of: Callable[[Item], str]) -> None:
        self._all = list(items)
        self._name_of = name_of
        self._fitting = self._all
        self._index = 0
        self.typed = ""

    @property
    def current(self) -> Item | None:
        """The item that Enter would take."""
        return self._fitting[self._index] if self._fitting else None

    def step(self, by: int) -> None:
        """Go to the next one or back, round at the ends."""
        if self._fitting:
            self._index = (self._index + by) % len(self._fitting)

    def write(self, words: str) -> None:
        """Take what is typed now; the first item that fits becomes current."""
        self.typed = words
        wanted = folded(words).strip()
        self._fitting = [each for each in self._all if wanted in folded(self._name_of(each))]
        self._index = 0
