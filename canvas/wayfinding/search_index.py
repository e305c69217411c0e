"""What can be looked for in a journey: the words of every step, kept as long as the step stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from app.core.journey import Journey, Node, NodeId


class SearchIndex:
    """Words of steps, made a few at a time, so that nobody has to wait for them.

    `words` says all of a step. `show` tells what there is to look for, `work` makes words until all are
    there, `find` looks in those that are.
    """

    def __init__(self, words: Callable[[Node], str]) -> None:
        self._words = words
        self._known: dict[NodeId, tuple[Node, str]] = {}
        self._waiting: dict[NodeId, Node] = {}
        self._order: Sequence[NodeId] = ()
        self._notes: Mapping[NodeId, str] = {}
        self._lines: list[tuple[NodeId, str]] | None = None
        self._last: tuple[tuple[str, ...], list[tuple[NodeId, str]]] | None = None

    @property
    def is_complete(self) -> bool:
        """Whether the words of every step are there."""
        return not self._waiting

    def show(self, journey: Journey, order: Sequence[NodeId], notes: Mapping[NodeId, str]) -> None:
        """Look in these steps, in this order; notes are words beside their own (what is wrong with them)."""
        self._order, self._notes = order, {each: words.casefold() for each, words in notes.items()}
        self._known = {each: entry for each, entry in self._known.items() if each in journey.by_id}
        self._waiting = {
            node.id: node
            for node in journey.nodes
            if node.id not in self._known or self._known[node.id][0] is not node
        }
        self._lines = self._last = None

    def forget(self) -> None:
        """All words may be other ones now (another language, other names of fields)."""
        self._waiting |= {each: node for each, (node, _) in self._known.items()}
        self._known = {}
        self._lines = self._last = None

    def work(self, most: int) -> bool:
        """Make the words of so many steps; whether there are more to make."""
        for node_id, node in list(islice(self._waiting.items(), most)):
            self._known[node_id] = node, self._words(node).casefold()
            del self._waiting[node_id]
            self._lines = self._last = None
        return bool(self._waiting)

    def find(self, query: str) -> list[NodeId]:
        """The steps in which all words of a query occur, in the order they are shown in."""
        parts = tuple(query.casefold().split())
        if not parts:
            return []
        lines = self._narrowed(parts)
        for part in parts:
            lines = [line for line in lines if part in line[1]]
        self._last = parts, lines
        return [node_id for node_id, _ in lines]

    def _narrowed(self, parts: tuple[str, ...]) -> list[tuple[NodeId, str]]:
        """Where to look: after one more letter, only among what was found before."""
        if self._last is not None:
            before, found = self._last
            if all(any(old in part for part in parts) for old in before):
                return found
        if self._lines is None:
            self._lines = [
                (each, f"{self._known[each][1]}\n{self._notes.get(each, '')}")
                for each in self._order
                if each in self._known
            ]
        return self._lines
