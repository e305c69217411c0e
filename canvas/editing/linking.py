"""Connections drawn from their other end: led away from another way out, or from a new step."""

from __future__ import annotations

from app.core import edits
from app.core.journey import Edge, Journey, JsonObject, Node, NodeId, Point
from app.core.node import NodeCatalog
from app.core.text import Text
from canvas.document import DocumentModel
from canvas.editing.naming import title_of
from canvas.editing.placing import free_place
from canvas.scene.geometry import GRID
from canvas.scene.ways import main_ways, names_of
from canvas.selection import Selection


class Linking:
    """Edits of connections whose target stands fast; each is one step of undo."""

    def __init__(self, document: DocumentModel, selection: Selection, catalog: NodeCatalog) -> None:
        self._document = document
        self._selection = selection
        self._catalog = catalog

    def free_port(self, source: NodeId) -> str | None:
        """The first way out along which a journey is read that leads nowhere yet."""
        journey = self._document.journey
        used = journey.outgoing.get(source, {})
        names = names_of(self._catalog.ports(journey.by_id[source], journey))
        return next((name for name in main_ways(names) if name not in used), None)

    def lead(self, source: NodeId, port: str, target: NodeId, instead: Edge | None = None) -> None:
        """Let a way out lead to a step, in the place of a connection that led there before."""
        name = Text("„{name}“ verbinden", "connect “{name}”")
        title = title_of(source, self._document.journey, self._catalog)
        self._document.apply(
            lambda journey: edits.connect(_without(journey, instead), source, port, target),
            name.fill(name=title),
        )

    def add_before(
        self,
        type_id: str,
        target: NodeId,
        at: Point,
        instead: Edge | None = None,
        config: JsonObject | None = None,
    ) -> NodeId:
        """Put a new step before another, perhaps in the place of a connection, with some settings chosen."""
        journey = self._document.journey
        node_type = self._catalog.get(type_id)
        start: JsonObject = {} if node_type is None else node_type.start(journey, None)
        node = Node(id=edits.new_id(journey.by_id), type=type_id, config={**start, **(config or {})})
        port = self._catalog.ports(node, journey)[0].name
        place = free_place(journey, at, Point(0, -GRID))

        def edit(old: Journey) -> Journey:
            added = edits.add_node(_without(old, instead), node, place)
            return edits.connect(added, node.id, port, target)

        title = self._catalog.title(node)
        self._document.apply(edit, Text("„{name}“ davorsetzen", "put “{name}” before").fill(name=title))
        self._selection.select((node.id,))
        return node.id


def _without(journey: Journey, edge: Edge | None) -> Journey:
    return journey if edge is None else edits.disconnect(journey, edge)
