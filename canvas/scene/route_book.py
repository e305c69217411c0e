"""The ways of all connections, each laid when somebody asks for it and kept as long as it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from app.core.journey import Edge, NodeId
from canvas.scene.dirt import Dirt, way_room
from canvas.scene.geometry import Box, Spot, entry_spot
from canvas.scene.index import CellIndex
from canvas.scene.routing import NEAR, Obstacles, Route, found_route, reach_of

EdgeKey = tuple[NodeId, str]


def key_of(edge: Edge) -> EdgeKey:
    """A connection is known by where it leaves: a port has at most one."""
    return edge.source, edge.port


class RouteBook:
    """Ways by connection. `exit` says where one leaves, `card` where a step stands."""

    def __init__(
        self,
        exit_of: Callable[[Edge], Spot],
        card: Callable[[NodeId], Box],
        obstacles: Obstacles,
        dirt: Dirt,
    ) -> None:
        self._exit, self._card, self._obstacles, self._dirt = exit_of, card, obstacles, dirt
        self._edges: dict[EdgeKey, Edge] = {}
        self._routes: dict[EdgeKey, Route] = {}
        self._open: CellIndex[EdgeKey] = CellIndex()
        self._laid: CellIndex[EdgeKey] = CellIndex()
        self._detours: CellIndex[EdgeKey] = CellIndex()
        self._tentative: set[EdgeKey] = set()
        self.pretending = False
        """Whether some cards stand where they do not belong: then ways hold only until `settle`."""

    def __contains__(self, key: object) -> bool:
        return key in self._edges

    @property
    def open_count(self) -> int:
        """How many ways are still to be laid."""
        return len(self._open)

    def edge(self, key: EdgeKey) -> Edge:
        """The connection at a port."""
        return self._edges[key]

    def add(self, edge: Edge) -> None:
        """Know a connection, in the place of one that left by the same port."""
        key = key_of(edge)
        if key in self._edges:
            self.remove(key)
        self._edges[key] = edge
        self._expect(key)

    def remove(self, key: EdgeKey) -> None:
        """Forget a connection."""
        self.loosen((key,))
        self._open.drop(key)
        del self._edges[key]

    def drop(self, edges: Iterable[Edge]) -> None:
        """Forget connections, those that are known."""
        for edge in edges:
            if key_of(edge) in self._edges:
                self.remove(key_of(edge))

    def route(self, key: EdgeKey) -> Route:
        """The way of a connection."""
        found = self._routes.get(key)
        return found if found is not None else self._lay(key)

    def routes_of(self, keys: Iterable[EdgeKey]) -> list[Route]:
        """The ways of connections that are laid."""
        return [self._routes[key] for key in keys]

    def sketch(self, key: EdgeKey) -> tuple[tuple[float, float, float, float], ...]:
        """Straight lines that are near enough from afar; nothing is laid for them."""
        found = self._routes.get(key)
        if found is not None:
            return found.corners
        edge = self._edges[key]
        source, target = self._card(edge.source), self._card(edge.target)
        x, y = entry_spot(target)
        return (((source.left + source.right) / 2, source.bottom, x, y),)

    def sketches(self) -> Iterator[tuple[float, float, float, float]]:
        """The straight lines of all connections."""
        for key in self._edges:
            yield from self.sketch(key)

    def near(self, box: Box) -> set[EdgeKey]:
        """The connections that may be seen in a box."""
        self.lay_in(box)
        return self._laid.meeting(box)

    def sketched_near(self, box: Box) -> set[EdgeKey]:
        """The same as far as is known now; nothing is laid for it."""
        return self._laid.meeting(box) | self._open.meeting(box)

    def laid_near(self, boxes: Iterable[Box]) -> list[EdgeKey]:
        """Those that are laid already."""
        return sorted(set[EdgeKey]().union(*map(self._laid.meeting, boxes)))

    def open_near(self, boxes: Iterable[Box]) -> list[EdgeKey]:
        """Those that are not laid yet, as far as is known."""
        return sorted(set[EdgeKey]().union(*map(self._open.meeting, boxes)))

    def lay_in(self, box: Box, most: int | None = None) -> None:
        """Lay the ways that may be seen in a box, all or only so many."""
        if self._open:
            for key in islice(sorted(self._open.meeting(reach_of(box))), most):
                self._lay(key)

    def lay_some(self, most: int) -> None:
        """Lay so many of the ways that are still to be laid."""
        for key in self._open.some(most):
            self._lay(key)

    def loosen(self, keys: Iterable[EdgeKey]) -> None:
        """Lay these anew when they are asked for."""
        for key in keys:
            if self._routes.pop(key, None) is not None:
                self._dirt.add(way_room(self._laid.box(key)))
                self._laid.drop(key)
                if key in self._detours:
                    self._detours.drop(key)
            self._expect(key)

    def shift(self, key: EdgeKey, dx: float, dy: float) -> None:
        """Both ends have moved alike: let the way follow, until `settle`."""
        route = self._routes.get(key)
        if route is None:
            self._expect(key)
            return
        self._dirt.add(way_room(self._laid.box(key)))
        self._keep(key, route.moved(dx, dy))
        self._tentative.add(key)

    def disturb(self, freed: Iterable[Box], taken: Iterable[Box]) -> None:
        """Cards have gone and come: loosen what they have a say in."""
        found: set[EdgeKey] = set()
        for box in taken:
            wide = box.grown(NEAR)
            found |= {key for key in self._laid.meeting(wide) if self._routes[key].crosses(wide)}
            found |= self._detours.meeting(box)
        for box in freed:
            found |= self._detours.meeting(box)
        self.loosen(found)

    def settle(self) -> None:
        """All cards stand where they belong again."""
        self.pretending = False
        self.loosen(key for key in self._tentative if key in self._edges)
        self._tentative.clear()

    def _expect(self, key: EdgeKey) -> None:
        edge = self._edges[key]
        hull = self._card(edge.source).united(self._card(edge.target))
        self._open.put(key, hull)
        if not self._dirt.is_all:
            self._dirt.add(hull)

    def _lay(self, key: EdgeKey) -> Route:
        edge = self._edges[key]
        start, end = self._exit(edge), entry_spot(self._card(edge.target))
        route, free = found_route(start, end, self._obstacles)
        self._open.drop(key)
        self._keep(key, route)
        if not free:
            ends = Box(min(start.x, end.x), min(start.y, end.y), max(start.x, end.x), max(start.y, end.y))
            self._detours.put(key, reach_of(ends))
        if self.pretending:
            self._tentative.add(key)
        return route

    def _keep(self, key: EdgeKey, route: Route) -> None:
        self._routes[key] = route
        self._laid.put(key, route.box)
        self._dirt.add(way_room(route.box))
