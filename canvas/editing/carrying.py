"""Steps that change their place in the journey: carried onto a connection, taken out of a chain, copied."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from app.core import chains, edits
from app.core.chains import Chain
from app.core.journey import Edge, Journey, NodeId, Point
from app.core.node import NodeCatalog
from app.core.text import Text
from canvas.document import DocumentModel
from canvas.editing.naming import about, title_of
from canvas.editing.placing import Block, room_on_edge
from canvas.scene.geometry import CARD_HEIGHT, CARD_WIDTH
from canvas.selection import Selection


class Load(NamedTuple):
    """A chain that can stand between two steps, and the way out by which it leads on."""

    chain: Chain
    port: str


class Carrying:
    """What dragging can do beyond moving; each is one step of undo."""

    def __init__(self, document: DocumentModel, selection: Selection, catalog: NodeCatalog) -> None:
        self._document = document
        self._selection = selection
        self._catalog = catalog

    @property
    def journey(self) -> Journey:
        """The journey as it stands."""
        return self._document.journey

    def load_of(self, steps: Collection[NodeId]) -> Load | None:
        """The steps as a chain with a way in and a way out; None if they are none."""
        chain = chains.chain_of(self.journey, steps)
        if chain is None or self._catalog.is_trigger(self.journey.by_id[chain[0]]):
            return None
        ports = self._catalog.ports(self.journey.by_id[chain[-1]], self.journey)
        return Load(chain, ports[0].name) if ports else None

    def room_on(self, load: Load, edge: Edge) -> Mapping[NodeId, Point]:
        """New places of a chain on a connection, and of those that make room."""
        journey, chain = self.journey, load.chain
        corners = [journey.position(each) for each in chain]
        left, top = min(at.x for at in corners), min(at.y for at in corners)
        block = Block(
            max(at.x for at in corners) - left + CARD_WIDTH,
            max(at.y for at in corners) - top + CARD_HEIGHT,
            corners[0].x - left,
        )
        at, shifts = room_on_edge(journey, edge, block, chain)
        own = {
            each: Point(at.x + corner.x - left, at.y + corner.y - top)
            for each, corner in zip(chain, corners, strict=True)
        }
        return {**shifts, **own}

    def drop_on(self, load: Load, edge: Edge) -> None:
        """Put a chain on a connection."""
        one = Text("„{name}“ in die Verbindung einsetzen", "put “{name}” on the connection")
        many = Text("{n} Schritte in die Verbindung einsetzen", "put {n} steps on the connection")
        carried = chains.carry_onto(self.journey, *load, edge)
        changed = edits.move_nodes(carried, self.room_on(load, edge))
        self._document.apply(lambda _: changed, self._name(one, many, load.chain))

    def take_out(self, load: Load, places: Mapping[NodeId, Point]) -> None:
        """Join the neighbors of a chain and put it elsewhere."""
        one = Text("„{name}“ aus der Kette nehmen", "take “{name}” out of the chain")
        many = Text("{n} Schritte aus der Kette nehmen", "take {n} steps out of the chain")
        changed = edits.move_nodes(chains.take_out(self.journey, *load), places)
        self._document.apply(lambda _: changed, self._name(one, many, load.chain))

    def copy(self, steps: Collection[NodeId], offset: Point) -> None:
        """Put a copy of some steps beside them and select it."""
        one, many = Text("„{name}“ duplizieren", "duplicate “{name}”"), _COPY_MANY
        name = self._name(one, many, steps)
        changed, names = edits.paste(self.journey, edits.fragment(self.journey, steps), offset)
        self._document.apply(lambda _: changed, name)
        self._selection.select(names[each] for each in steps)

    def why_not(self, load: Load | None, steps: Collection[NodeId], edge: Edge) -> Text | None:
        """Why steps cannot stand on a connection; None if they can."""
        journey = self.journey
        if load is None:
            name = title_of(next(iter(steps)), journey, self._catalog)
            return (_NO_PLACE_ONE if len(steps) == 1 else _NO_PLACE_MANY).fill(name=name)
        if not chains.may_stand_on(journey, *load, edge):
            return _CIRCLE.fill(name=title_of(load.chain[-1], journey, self._catalog))
        return None

    def _name(self, one: Text, many: Text, steps: Collection[NodeId]) -> Text:
        return about(one, many, steps, self.journey, self._catalog)


_COPY_MANY = Text("{n} Schritte duplizieren", "duplicate {n} steps")
_NO_PLACE_ONE = Text(
    "„{name}“ kann nicht zwischen zwei Schritten stehen, weil ein Eingang oder ein Ausgang fehlt.",
    "“{name}” cannot stand between two steps, because it has no way in or no way out.",
)
_NO_PLACE_MANY = Text(
    "Nur eine Kette von Schritten kann in eine Verbindung eingesetzt werden.",
    "Only a chain of steps can be put on a connection.",
)
_CIRCLE = Text(
    "Diese Verbindung folgt auf „{name}“: Hier eingesetzt, ginge es im Kreis.",
    "This connection follows “{name}”: put here, the journey would go round in a circle.",
)
