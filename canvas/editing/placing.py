"""Where a new step goes, so that it covers nothing and reads from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from app.core.journey import Edge, Journey, NodeId, Point
from canvas.scene.geometry import CARD_HEIGHT, CARD_WIDTH, GRID, Box, card_box
from canvas.scene.ways import main_ways

GAP = 48
COLUMN = CARD_WIDTH + GAP
ROW = CARD_HEIGHT + GAP
MOST_TRIES = 400
DOWN = Point(0, GRID)


_NEARBY = sorted(product(range(-14, 15), range(-10, 11)), key=lambda by: by[0] ** 2 + by[1] ** 2)
"""Steps on the grid in all directions, the shortest first; two cards side by side are 13 apart."""


FARTHEST = 15 * GRID


class Block(NamedTuple):
    """What shall stand on a connection: its measures, and how far right its first card begins."""

    width: int = CARD_WIDTH
    height: int = CARD_HEIGHT
    head: int = 0


CARD = Block()


class Room(NamedTuple):
    """The top left corner for what comes in, and new places of those that make room for it."""

    at: Point
    shifts: Mapping[NodeId, Point]


def free_place(journey: Journey, wanted: Point, step: Point = DOWN) -> Point:
    """The first place from the wanted one on that covers no other card."""
    boxes = [card_box(point) for point in journey.layout.values()]
    return first_free(wanted, lambda box: any(box.meets(each) for each in boxes), step)


def first_free(wanted: Point, is_taken: Callable[[Box], bool], step: Point = DOWN) -> Point:
    """The same for whoever can tell faster whether something stands in a box."""
    at = wanted
    for _ in range(MOST_TRIES):
        if not is_taken(card_box(at).grown(GRID - 1)):
            return at
        at = Point(at.x + step.x, at.y + step.y)
    return at


def nearest_free(wanted: Point, is_taken: Callable[[Box], bool]) -> Point:
    """The free place nearest to the wanted one, in any direction."""
    for dx, dy in _NEARBY:
        at = Point(wanted.x + dx * GRID, wanted.y + dy * GRID)
        if not is_taken(card_box(at).grown(GRID - 1)):
            return at
    return first_free(wanted, is_taken)


def place_after(journey: Journey, source: NodeId, names: Sequence[str], port: str) -> Point:
    """A place below a step for what follows one of its ways out, `names` being all of them."""
    at = journey.position(source)
    ways = main_ways(names)
    index = ways.index(port) if port in ways else len(ways)
    offset = round((index - (len(ways) - 1) / 2) * COLUMN / GRID) * GRID
    row = ROW if len(ways) == 1 else ROW + GRID
    return free_place(journey, Point(at.x + offset, at.y + row), Point(COLUMN if offset >= 0 else -COLUMN, 0))


def room_on_edge(journey: Journey, edge: Edge, block: Block = CARD, without: Collection[NodeId] = ()) -> Room:
    """A place for steps between two others; what follows moves down as far as needed.

    The steps themselves, if they stand somewhere already, are `without`.
    """
    source, target = journey.position(edge.source), journey.position(edge.target)
    bottom = source.y + CARD_HEIGHT
    if target.y < bottom:
        return Room(free_place(journey, Point(source.x - block.head, source.y + ROW)), {})
    if target.y - bottom >= block.height + 2 * GAP:
        middle = Point((source.x + target.x) // 2, (bottom + target.y - block.height) // 2)
        wanted = _on_grid(Point(middle.x - block.head, middle.y))
        return Room(_uncovered(journey, wanted, block, without), {})
    at = Point(target.x - block.head, max(target.y, bottom + GAP))
    down = at.y + block.height + GAP - target.y
    return Room(at, {each: _moved(journey, each, down) for each in _below(journey, edge)})


def _uncovered(journey: Journey, wanted: Point, block: Block, without: Collection[NodeId]) -> Point:
    """The place nearest to the wanted one where a block covers no card; the wanted one if there is none."""
    around = Box(wanted.x, wanted.y, wanted.x + block.width, wanted.y + block.height)
    boxes = [card_box(at) for step, at in journey.layout.items() if step not in without]
    near = [box for box in boxes if box.meets(around.grown(FARTHEST))]
    for dx, dy in _NEARBY:
        moved = around.moved(dx * GRID, dy * GRID)
        if not any(box.meets(moved.grown(GRID - 1)) for box in near):
            return Point(wanted.x + dx * GRID, wanted.y + dy * GRID)
    return wanted


def _below(journey: Journey, edge: Edge) -> list[NodeId]:
    """The target and all that follow it further down."""
    top = journey.position(edge.target).y
    seen, waiting = {edge.source, edge.target}, [edge.target]
    found: list[NodeId] = []
    while waiting:
        current = waiting.pop()
        found.append(current)
        for each in journey.outgoing.get(current, {}).values():
            if each.target not in seen and journey.position(each.target).y >= top:
                seen.add(each.target)
                waiting.append(each.target)
    return found


def _moved(journey: Journey, node: NodeId, down: int) -> Point:
    at = journey.position(node)
    return Point(at.x, at.y + down)


def _on_grid(at: Point) -> Point:
    return Point(round(at.x / GRID) * GRID, round(at.y / GRID) * GRID)
