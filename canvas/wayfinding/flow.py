"""The orders in which a journey is read, kept as long as they stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.core.journey import Journey, NodeId
from app.core.node import NodeCatalog
from app.core.outline import Row, jumps_of, outline
from canvas.scene.scene import Scene
from canvas.scene.ways import names_of


class Flow:
    """Rows of the outline of the journey that a scene shows; made anew only when its ways have changed."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._journey: Journey | None = None
        self._catalog: NodeCatalog | None = None
        self._rows: Sequence[Row] = ()
        self._order: Mapping[NodeId, int] | None = None

    @property
    def rows(self) -> Sequence[Row]:
        """The journey as indented rows; the same object as long as nothing but words and places change."""
        journey, catalog = self._scene.journey, self._scene.catalog
        if self._journey is None or catalog is not self._catalog or self._differs(self._journey, journey):
            jump_of = jumps_of(catalog)
            by_id = journey.by_id
            self._rows = outline(
                journey,
                [node.id for node in journey.nodes if catalog.is_trigger(node)],
                lambda node: names_of(self._scene.ports(node)),
                lambda node: jump_of(by_id[node]),
            )
            self._catalog, self._order = catalog, None
        self._journey = journey
        return self._rows

    @property
    def order(self) -> Mapping[NodeId, int]:
        """The place of every step in the order of reading."""
        rows = self.rows
        if self._order is None:
            steps = (row.node for row in rows if row.kind == "step" and row.node is not None)
            self._order = {node: index for index, node in enumerate(steps)}
        return self._order

    def _differs(self, old: Journey, new: Journey) -> bool:
        """Whether the ways of two journeys may differ: a new title or place does not change them."""
        if old.nodes is new.nodes:
            return old.edges is not new.edges
        if old.edges is not new.edges or len(old.nodes) != len(new.nodes):
            return True
        return any(
            before is not after
            and (before.id, before.type, before.config) != (after.id, after.type, after.config)
            for before, after in zip(old.nodes, new.nodes, strict=True)
        )


class PlaceOrder:
    """Steps as the eye finds them on the canvas: from top to bottom, in a row from left to right."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._key: tuple[object, int] | None = None
        self._places: Mapping[NodeId, int] = {}

    @property
    def places(self) -> Mapping[NodeId, int]:
        """The place of every step in this order."""
        journey, scene = self._scene.journey, self._scene
        key = journey.layout, len(journey.nodes)
        if self._key is None or self._key[0] is not key[0] or self._key[1] != key[1]:
            tops = {each: scene.box(each) for each in journey.by_id}
            ordered = sorted(tops, key=lambda each: (tops[each].top, tops[each].left))
            self._key, self._places = key, {each: at for at, each in enumerate(ordered)}
        return self._places
