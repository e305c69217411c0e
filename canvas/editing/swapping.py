"""Replacing the selected step by one of another type."""

from __future__ import annotations

from app.core.journey import Journey, JsonObject, NodeId
from app.core.node import AnyNodeType, NodeCatalog
from app.core.replacing import Replacement, replace_step
from app.core.text import Text, joined, same
from canvas.document import DocumentModel
from canvas.editing.naming import title_of
from canvas.scene.ways import names_of
from canvas.selection import Selection


class Swapping:
    """Gives a step another type as one step of undo, and tells what could not be kept."""

    def __init__(self, document: DocumentModel, selection: Selection, catalog: NodeCatalog) -> None:
        self._document = document
        self._selection = selection
        self._catalog = catalog

    def types_for(self, step: NodeId) -> list[AnyNodeType]:
        """The types that can stand where a step stands, without its own, in palette order."""
        journey = self._document.journey
        node = journey.by_id[step]
        starts, leads_on = self._catalog.is_trigger(node), bool(journey.outgoing.get(step))
        return [
            each
            for each in self._catalog
            if each.id != node.type
            and (each.is_trigger if starts else not (each.is_trigger and journey.incoming.get(step)))
            and (not leads_on or each.ports(each.parse({})))
        ]

    def swap(self, step: NodeId, type_id: str, config: JsonObject | None = None) -> Text | None:
        """Replace a step, with some settings chosen; returns which connections changed, in words."""
        journey = self._document.journey
        node, new = journey.by_id[step], self._catalog.get(type_id)
        assert new is not None
        ports = names_of(self._catalog.ports(node, journey))
        done = replace_step(journey, step, self._catalog.get(node.type), new, ports, config or {})
        name = Text("„{old}“ durch „{new}“ ersetzen", "replace “{old}” by “{new}”")
        old_title = title_of(step, journey, self._catalog)
        self._document.apply(lambda _: done.journey, name.fill(old=old_title, new=new.title))
        self._selection.select((step,))
        return self._told(done, journey, step)

    def _told(self, done: Replacement, before: Journey, step: NodeId) -> Text | None:
        said = [
            _MOVED.fill(
                target=title_of(edge.target, before, self._catalog),
                port=self._label(done.journey, step, new_port),
            )
            for old_port, new_port in done.moved
            if (edge := before.outgoing[step][old_port])
        ]
        said += [
            _LOST.fill(
                target=title_of(edge.target, before, self._catalog),
                port=self._label(before, step, edge.port),
            )
            for edge in done.lost
        ]
        return joined(said, same(" ")) if said else None

    def _label(self, journey: Journey, step: NodeId, port: str) -> Text:
        ports = self._catalog.ports(journey.by_id[step], journey)
        return next((each.label for each in ports if each.name == port), Text(port, port))


_MOVED = Text("Zu „{target}“ geht es jetzt über „{port}“.", "“{target}” now follows by way of “{port}”.")
_LOST = Text(
    "Die Verbindung „{port}“ zu „{target}“ ist weggefallen, weil der neue Schritt diesen Ausgang nicht hat.",
    "The connection “{port}” to “{target}” is gone, because the new step has no such way out.",
)
