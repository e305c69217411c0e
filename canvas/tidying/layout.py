"""Tidying up: a layered layout from top to bottom that keeps the order of ports.

Each connected part is laid out apart: rows by longest path, order within rows by the middle of what
leads in (`rows`), then how far left or right (`columns`). The steps of a frame are laid out among
themselves and stand together (`blocks`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import floor, hypot

from app.core.journey import FrameId, Journey, NodeId, Point
from app.core.node import NodeCatalog
from canvas.scene.frame_box import note_box
from canvas.scene.geometry import CARD_HEIGHT, GRID, Box, Spot, card_box
from canvas.tidying.blocks import Plan, plan_of_frames, plan_of_steps
from canvas.tidying.columns import middles
from canvas.tidying.rows import Rows, build_rows

GAP = 48
LABELLED_GAP = 68
PART_GAP = 120
SWING = 280
"""How far aside a way may go before it gets a line of the grid more to fall."""
MOST_ROWS = 3


def tidy(
    journey: Journey, catalog: NodeCatalog, only: Collection[NodeId] | None = None
) -> dict[NodeId, Point]:
    """A place for every step, or for some; the first step of the journey's first part stays where it is.

    The others keep out of the way of what is not laid out.
    """
    chosen = [node.id for node in journey.nodes if only is None or node.id in only]
    plan = plan_of_frames(journey, catalog, chosen, inner=_inner)
    places = plan.unfolded(_lay_out_plan(plan))
    return places if only is None else _clear_of_others(journey, places)


def notes_along(journey: Journey, places: Mapping[NodeId, Point]) -> dict[FrameId, Point]:
    """Where free notes go when steps get new places: each stays with the step that it stands nearest to."""
    found: dict[FrameId, Point] = {}
    for note in journey.frames:
        if note.at is None or not journey.nodes:
            continue
        middle = note_box(note).center
        nearest = min(journey.by_id, key=lambda step: _far(card_box(journey.position(step)).center, middle))
        if nearest in places:
            old, new = journey.position(nearest), places[nearest]
            found[note.id] = Point(note.at.x + new.x - old.x, note.at.y + new.y - old.y)
    return found


def _far(one: Spot, other: Spot) -> float:
    return hypot(one.x - other.x, one.y - other.y)


def _inner(journey: Journey, catalog: NodeCatalog, members: Sequence[NodeId]) -> dict[NodeId, Point]:
    """The layout of the steps of one frame among themselves."""
    return _lay_out_plan(plan_of_steps(journey, catalog, members))


def _lay_out_plan(plan: Plan) -> dict[NodeId, Point]:
    placed: dict[NodeId, Point] = {}
    right: int | None = None
    top = 0
    for members in _parts(plan):
        rows = build_rows(plan.graph, members, plan.things)
        places = _lay_out(rows)
        if right is None:
            anchor = min(members, key=lambda each: (places[each].y, places[each].x))
            dx, dy = plan.home[anchor].x - places[anchor].x, plan.home[anchor].y - places[anchor].y
            top = plan.home[anchor].y
        else:
            dx = right + PART_GAP - min(point.x for point in places.values())
            dy = top - min(point.y for point in places.values())
        placed |= {each: Point(point.x + dx, point.y + dy) for each, point in places.items()}
        right = max(placed[each].x + _up_to_grid(rows.sizes[each].width) for each in members)
    return placed


def _parts(plan: Plan) -> list[list[NodeId]]:
    """The connected parts, from left to right as they stand now; single steps last."""
    near: dict[NodeId, list[NodeId]] = {each: [] for each in plan.things}
    for edges in plan.graph.outgoing.values():
        for edge in edges.values():
            near[edge.source].append(edge.target)
            near[edge.target].append(edge.source)
    seen: set[NodeId] = set()
    parts: list[list[NodeId]] = []
    for each in plan.things:
        if each not in seen:
            parts.append(_reach(each, near, seen))  # noqa: PERF401  # each reach adds to those seen
    order = {each: index for index, each in enumerate(plan.things)}
    for part in parts:
        part.sort(key=order.__getitem__)
    return sorted(parts, key=lambda part: (len(part) == 1, min(plan.home[each].x for each in part)))


def _reach(start: NodeId, near: Mapping[NodeId, Sequence[NodeId]], seen: set[NodeId]) -> list[NodeId]:
    seen.add(start)
    found = [start]
    for current in found:
        for each in near[current]:
            if each not in seen:
                seen.add(each)
                found.append(each)
    return found


def _lay_out(rows: Rows) -> dict[NodeId, Point]:
    middle = middles(rows)
    places: dict[NodeId, Point] = {}
    top = 0
    for row in rows.rows:
        height = CARD_HEIGHT
        for each in row:
            if each not in rows.passing:
                places[each] = Point(_on_grid(middle[each] - rows.sizes[each].width / 2), top)
                height = max(height, _up_to_grid(rows.sizes[each].height - CARD_HEIGHT) + CARD_HEIGHT)
        top += height + _gap_below(rows, row, middle)
    return places


def _on_grid(left: float) -> int:
    # Rounded first: what converged to the same column up to a hair must land in the same one.
    return floor(round(left, 1) / GRID + 0.5) * GRID


def _up_to_grid(length: float) -> int:
    return -floor(-length / GRID) * GRID


def _gap_below(rows: Rows, row: Sequence[NodeId], middle: Mapping[NodeId, float]) -> int:
    """Rows where ways part need room for names; the further ways swing aside, the deeper they may fall."""
    links = [link for each in row for link in rows.out.get(each, ())]
    swing = max((abs(middle[link.source] - middle[link.target]) for link in links), default=0)
    parted = max(len(rows.out.get(each, ())) for each in row) > 1
    return (LABELLED_GAP if parted else GAP) + GRID * min(MOST_ROWS, floor(swing / SWING))


def _clear_of_others(journey: Journey, places: Mapping[NodeId, Point]) -> dict[NodeId, Point]:
    """The places, pushed down together until they cover no card that stays where it is."""
    others = [card_box(journey.position(node.id)) for node in journey.nodes if node.id not in places]
    down = 0
    while (deeper := _depth_in(places, others, down)) > 0:
        down += deeper
    return {each: Point(point.x, point.y + down) for each, point in places.items()}


def _depth_in(places: Mapping[NodeId, Point], others: Sequence[Box], down: int) -> int:
    """How much further down the places must go to leave the lowest of the cards that they cover."""
    deepest = 0
    for point in places.values():
        box = card_box(Point(point.x, point.y + down)).grown(GRID - 1)
        for other in others:
            if box.meets(other):
                deepest = max(deepest, _up_to_grid(other.bottom - box.top))
    return deepest
