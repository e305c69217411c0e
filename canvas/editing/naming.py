"""Names of edits for undo and redo."""

from __future__ import annotations

from collections.abc import Collection

from app.core.journey import Journey, Node, NodeId
from app.core.node import NodeCatalog
from app.core.text import Text, same

LONGEST = 40


def named(one: Text, many: Text, nodes: Collection[Node], catalog: NodeCatalog) -> Text:
    """The name of an edit with the title of its only step, or the number of its steps."""
    if len(nodes) == 1:
        return one.fill(name=short_title(next(iter(nodes)), catalog))
    return many.fill(n=len(nodes)) if nodes else same("")


def about(one: Text, many: Text, steps: Collection[NodeId], journey: Journey, catalog: NodeCatalog) -> Text:
    """The same for steps by their ids."""
    return named(one, many, [journey.by_id[each] for each in steps], catalog)


def title_of(step: NodeId, journey: Journey, catalog: NodeCatalog) -> Text:
    """What a step is called, not too long for a menu or a line."""
    return short_title(journey.by_id[step], catalog)


def short_title(node: Node, catalog: NodeCatalog) -> Text:
    """The same for the step itself."""
    title = catalog.title(node)
    return Text(_short(title.de), _short(title.en))


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
