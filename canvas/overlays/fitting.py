"""Which step types fit where, and where typing goes on."""

from __future__ import annotations

from collections import deque

from app.core.journey import NodeId
from app.core.node import AnyNodeType, NodeCatalog
from app.core.text import Text
from canvas.editing.editor import Editor
from canvas.scene.geometry import Spot
from canvas.scene.scene import Scene, key_of
from canvas.stage import SearchRequest


def fits_between(node_type: AnyNodeType) -> bool:
    """Whether a step of this type can stand between two others: it has a way in and a way out."""
    return not node_type.is_trigger and bool(node_type.ports(node_type.parse({})))


def fitting(catalog: NodeCatalog, request: SearchRequest) -> list[AnyNodeType]:
    """The types that make sense where a step is searched for, in palette order."""
    if request.edge is not None:
        return [each for each in catalog if fits_between(each)]
    if request.port is not None:
        return [each for each in catalog if not each.is_trigger]
    if request.entry is not None:
        return [each for each in catalog if each.ports(each.parse({}))]
    return list(catalog)


def source_of(request: SearchRequest) -> NodeId | None:
    """The step that the new one will stand behind."""
    found = request.port or request.edge
    return found[0] if found is not None else None


def behind(scene: Scene, editor: Editor, node_id: NodeId) -> SearchRequest:
    """A request for what follows a step: at its first free way out, else on its only connection."""
    box = scene.box(node_id)
    beside = Spot(box.right, box.top)
    port, edge = editor.opening(node_id)
    if port is not None:
        return SearchRequest(beside, port=(node_id, port), pointed=False)
    return SearchRequest(beside, edge=key_of(edge) if edge else None, pointed=False)


def going_on(scene: Scene, editor: Editor, added: NodeId) -> SearchRequest | None:
    """Where a chain goes on after a step was added: at its way out, or at the nearest open one before it."""
    waiting, seen = deque([added]), {added}
    while waiting:
        current = waiting.popleft()
        port, _ = editor.opening(current)
        if port is not None:
            return behind(scene, editor, current)
        for edge in scene.journey.incoming.get(current, ()):
            if edge.source not in seen:
                seen.add(edge.source)
                waiting.append(edge.source)
    return None


def where_words(scene: Scene, request: SearchRequest) -> Text:
    """The place of a request in words."""
    journey, catalog = scene.journey, scene.catalog
    if request.edge is not None:
        edge = scene.edge(request.edge)
        first, second = catalog.title(journey.by_id[edge.source]), catalog.title(journey.by_id[edge.target])
        return Text("Zwischen „{a}“ und „{b}“", "Between “{a}” and “{b}”").fill(a=first, b=second)
    if request.swaps is not None:
        return Text("Statt „{a}“", "Instead of “{a}”").fill(a=catalog.title(journey.by_id[request.swaps]))
    if request.entry is not None:
        return Text("Vor „{a}“", "Before “{a}”").fill(a=catalog.title(journey.by_id[request.entry]))
    if request.port is None:
        return Text("Frei auf der Fläche", "Free on the canvas") if journey.nodes else _BEGINNING
    source, name = request.port
    title = catalog.title(journey.by_id[source])
    if not scene.labelled(request.port):
        return Text("Nach „{a}“", "After “{a}”").fill(a=title)
    label = next(port.label for port in scene.ports(source) if port.name == name)
    return Text("Nach „{a}“, Ausgang „{port}“", "After “{a}”, way out “{port}”").fill(a=title, port=label)


_BEGINNING = Text("Womit die Journey beginnt", "How the journey begins")
