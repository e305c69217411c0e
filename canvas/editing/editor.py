"""What a person can do to the journey on the canvas, each as one named step of undo."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from app.core import edits
from app.core.clipboard import NO_STEPS, steps_to_text
from app.core.errors import DocumentError
from app.core.journey import Edge, Journey, JsonObject, Node, NodeId, Point
from app.core.node import NodeCatalog, Port
from app.core.text import Text
from canvas.document import DocumentModel
from canvas.editing.carrying import Carrying
from canvas.editing.framing import Framing, joined
from canvas.editing.linking import Linking
from canvas.editing.naming import named
from canvas.editing.placing import free_place, place_after, room_on_edge
from canvas.editing.swapping import Swapping
from canvas.scene.geometry import GRID
from canvas.scene.ways import main_ways, names_of
from canvas.selection import Selection

PASTE_OFFSET = Point(2 * GRID, 2 * GRID)


class Editor:
    """Edits the document and keeps the selection where the person will look next."""

    def __init__(self, document: DocumentModel, selection: Selection, catalog: NodeCatalog) -> None:
        self._document = document
        self._selection = selection
        self.catalog = catalog

    @property
    def journey(self) -> Journey:
        """The journey as it stands."""
        return self._document.journey

    @property
    def framing(self) -> Framing:
        """Frames and notes."""
        return Framing(self._document, self._selection)

    @property
    def carrying(self) -> Carrying:
        """Steps that change their place in the journey."""
        return Carrying(self._document, self._selection, self.catalog)

    @property
    def linking(self) -> Linking:
        """Connections from their other end."""
        return Linking(self._document, self._selection, self.catalog)

    @property
    def swapping(self) -> Swapping:
        """Steps of another type in the place of one."""
        return Swapping(self._document, self._selection, self.catalog)

    def add(self, type_id: str, at: Point, config: JsonObject | None = None) -> NodeId:
        """Put an unconnected step at a place, or near it if something stands there."""
        node = self._new(type_id, None, config)
        place = free_place(self.journey, at)
        self._apply(lambda journey: joined(edits.add_node(journey, node, place), node.id), _ADD, (node,))
        return self._chosen(node)

    def add_after(
        self,
        type_id: str,
        source: NodeId,
        port: str,
        at: Point | None = None,
        config: JsonObject | None = None,
    ) -> NodeId:
        """Put a step at the end of a way out: at a place, or below."""
        node = self._new(type_id, source, config)
        names = names_of(self.ports(source))
        wanted = place_after(self.journey, source, names, port) if at is None else at
        place = free_place(self.journey, wanted)

        def edit(journey: Journey) -> Journey:
            added = joined(edits.add_node(journey, node, place), node.id)
            return edits.connect(added, source, port, node.id)

        self._apply(edit, _ADD, (node,))
        return self._chosen(node)

    def insert(self, type_id: str, edge: Edge, config: JsonObject | None = None) -> NodeId:
        """Put a step between two others; a step without a way out takes the place of what followed."""
        node = self._new(type_id, edge.source, config)
        ports = self.catalog.ports(node, self.journey)
        if not ports:
            return self.add_after(type_id, edge.source, edge.port, config=config)
        room = room_on_edge(self.journey, edge)

        def edit(journey: Journey) -> Journey:
            added = edits.insert_on_edge(journey, node, room.at, edge, ports[0].name)
            return edits.move_nodes(added, room.shifts)

        self._apply(edit, Text("„{name}“ einfügen", "insert “{name}”"), (node,))
        return self._chosen(node)

    def append(self, type_id: str, at: Point) -> NodeId:
        """Put a step where typing goes on: after the current step if it has a way out, else at a place."""
        node_type = self.catalog.get(type_id)
        if self._selection.current is None or (node_type is not None and node_type.is_trigger):
            return self.add(type_id, at)
        port, edge = self.opening(self._selection.current)
        if port is not None:
            return self.add_after(type_id, self._selection.current, port)
        return self.insert(type_id, edge) if edge is not None else self.add(type_id, at)

    def opening(self, node_id: NodeId) -> tuple[str | None, Edge | None]:
        """Where a journey goes on behind a step: a free way out, or the only connection, or neither."""
        ways = main_ways(names_of(self.ports(node_id)))
        used = self.journey.outgoing.get(node_id, {})
        free = next((name for name in ways if name not in used), None)
        return free, used[ways[0]] if free is None and len(ways) == 1 else None

    def connect(self, source: NodeId, port: str, target: NodeId) -> None:
        """Let a way out lead to a step."""
        name = Text("„{name}“ verbinden", "connect “{name}”")
        self._apply(
            lambda journey: edits.connect(journey, source, port, target), name, (self.journey.by_id[source],)
        )

    def move(self, places: Mapping[NodeId, Point], merge: str | None = None) -> None:
        """Put steps elsewhere."""
        nodes = tuple(self.journey.by_id[each] for each in places)
        name = named(Text("„{name}“ verschieben", "move “{name}”"), _MOVE_MANY, nodes, self.catalog)
        self._document.apply(lambda journey: edits.move_nodes(journey, places), name, merge)

    def nudge(self, dx: int, dy: int) -> None:
        """Push the selected steps; a series of pushes is one step of undo."""
        if self._selection.frames:
            self.framing.nudge(dx, dy)
            return
        chosen = self._selection.steps
        places = {each: _plus(self.journey.position(each), dx, dy) for each in chosen}
        if places:
            self.move(places, merge=f"nudge {sorted(chosen)}")

    def delete(self, *, bridge: bool = True) -> None:
        """Take away what is selected; with `bridge`, neighbors of removed steps are joined."""
        if (edge := self._selection.edge) is not None:
            name = Text("Verbindung löschen", "delete connection")
            self._document.apply(lambda journey: edits.disconnect(journey, edge), name)
            return
        if not self.framing.delete():
            self._remove(Text("„{name}“ löschen", "delete “{name}”"), _DELETE_MANY, bridge=bridge)

    def copy_text(self) -> str | None:
        """The selected steps as text for the clipboard, or None if none are selected."""
        chosen = self._selection.steps | self._selection.frames
        return steps_to_text(edits.fragment(self.journey, chosen)) if chosen else None

    def cut_text(self) -> str | None:
        """The selected steps as text; they are taken away."""
        text = self.copy_text()
        if text is not None and not self.framing.cut():
            self._remove(Text("„{name}“ ausschneiden", "cut “{name}”"), _CUT_MANY)
        return text

    def insert_steps(self, piece: Journey, at: Point | None = None) -> None:
        """Add copied steps and select them; raises `DocumentError` if there are none."""
        if not piece.nodes and not piece.frames:
            raise DocumentError(NO_STEPS)
        self._paste(piece, at, Text("Einfügen", "paste"))

    def duplicate(self) -> None:
        """Add a copy of the selected steps beside them."""
        chosen = self._selection.steps | self._selection.frames
        if chosen:
            piece = edits.fragment(self.journey, chosen)
            self._paste(piece, None, Text("Duplizieren", "duplicate"))

    def ports(self, node_id: NodeId) -> tuple[Port, ...]:
        """The ways out of a step."""
        return self.catalog.ports(self.journey.by_id[node_id], self.journey)

    def _new(self, type_id: str, before: NodeId | None, config: JsonObject | None) -> Node:
        """A step as it begins behind another one, with some settings chosen already."""
        node_type = self.catalog.get(type_id)
        start: JsonObject = node_type.start(self.journey, before) if node_type is not None else {}
        return Node(id=edits.new_id(self.journey.by_id), type=type_id, config={**start, **(config or {})})

    def _apply(self, edit: Callable[[Journey], Journey], name: Text, nodes: tuple[Node, ...]) -> None:
        self._document.apply(edit, named(name, name, nodes, self.catalog))

    def _chosen(self, node: Node) -> NodeId:
        self._selection.select((node.id,))
        return node.id

    def _remove(self, one: Text, many: Text, *, bridge: bool = True) -> None:
        chosen = self._selection.steps
        if not chosen:
            return
        nodes = tuple(self.journey.by_id[each] for each in chosen)
        following = _following(self.journey, chosen)
        left = edits.remove_nodes(self.journey, chosen, bridge=bridge, ways=self._main_ways)
        self._document.apply(lambda _: left, named(one, many, nodes, self.catalog))
        self._selection.select(following)

    def _main_ways(self, node_id: NodeId) -> list[str]:
        return main_ways(names_of(self.ports(node_id)))

    def _paste(self, piece: Journey, at: Point | None, name: Text) -> None:
        corners = [piece.position(node.id) for node in piece.nodes]
        corners += [frame.at for frame in piece.frames if frame.at is not None]
        left, top = min(each.x for each in corners), min(each.y for each in corners)
        wanted = Point(left + PASTE_OFFSET.x, top + PASTE_OFFSET.y) if at is None else at
        place = free_place(self.journey, wanted, PASTE_OFFSET)
        pasted, names = edits.paste(self.journey, piece, Point(place.x - left, place.y - top))
        self._document.apply(lambda _: pasted, name)
        notes = [names[frame.id] for frame in piece.frames if frame.is_note]
        self._selection.select([names[node.id] for node in piece.nodes], frames=notes)


_ADD = Text("„{name}“ hinzufügen", "add “{name}”")
_MOVE_MANY = Text("{n} Schritte verschieben", "move {n} steps")
_DELETE_MANY = Text("{n} Schritte löschen", "delete {n} steps")
_CUT_MANY = Text("{n} Schritte ausschneiden", "cut {n} steps")


def _plus(at: Point, dx: int, dy: int) -> Point:
    return Point(at.x + dx, at.y + dy)


def _following(journey: Journey, gone: Collection[NodeId]) -> tuple[NodeId, ...]:
    """Which step to select after a removal, so that the keyboard goes on: the one before, or the next."""
    order = [node.id for node in journey.nodes if node.id in gone]
    for node_id in order:
        for edge in journey.incoming.get(node_id, ()):
            if edge.source not in gone:
                return (edge.source,)
    for node_id in order:
        for edge in journey.outgoing.get(node_id, {}).values():
            if edge.target not in gone:
                return (edge.target,)
    return ()
