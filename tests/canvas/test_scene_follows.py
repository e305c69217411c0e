"""The scene that follows edits is the same as one made anew, in every box, port and way."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import nodes
from app.core import edits
from app.core.journey import Frame, Journey, Node, Point
from canvas.scene.dirt import way_room
from canvas.scene.geometry import Box, card_box
from canvas.scene.scene import Scene
from tests.canvas.graphs import WAYS, journeys

CATALOG = nodes.catalog()
EVERYWHERE = Box(-1e6, -1e6, 1e6, 1e6)
PLACES = st.builds(Point, st.integers(-900, 900), st.integers(-900, 900))


def edited(draw: st.DrawFn, journey: Journey) -> Journey:
    """A journey after some edit."""
    ids = [node.id for node in journey.nodes]
    kind = draw(
        st.sampled_from(["move", "add", "remove", "connect", "disconnect", "retype", "fold", "title"])
    )
    if kind == "add" or not ids:
        node = Node(id=edits.new_id(ids), type=draw(st.sampled_from(sorted(WAYS))))
        return edits.add_node(journey, node, draw(PLACES))
    chosen = draw(st.sampled_from(ids))
    if kind == "move":
        others = draw(st.lists(st.sampled_from(ids), max_size=3))
        return edits.move_nodes(journey, {each: draw(PLACES) for each in {chosen, *others}})
    if kind == "remove":
        return edits.remove_nodes(journey, {chosen})
    if kind == "connect":
        port = draw(st.sampled_from(["next", "yes", "else", "odd"]))
        return edits.connect(journey, chosen, port, draw(st.sampled_from(ids)))
    if kind == "disconnect":
        return edits.disconnect(journey, draw(st.sampled_from(journey.edges))) if journey.edges else journey
    if kind == "fold":
        frames = (
            () if journey.frames else (Frame(id="frame", steps=(chosen,), collapsed=draw(st.booleans())),)
        )
        return journey.replace(frames=frames)
    if kind == "title":
        return edits.set_title(journey, chosen, draw(st.sampled_from(["", "A", "B"])))
    return edits.change_node(journey, chosen, type=draw(st.sampled_from([*WAYS, "unknown"])))


def cleaned(journey: Journey) -> Journey:
    """Without frames of steps that are gone."""
    frames = tuple(frame for frame in journey.frames if all(each in journey.by_id for each in frame.steps))
    return journey if frames == journey.frames else journey.replace(frames=frames)


@st.composite
def histories(draw: st.DrawFn) -> list[Journey]:
    """A journey and what becomes of it, with steps back to earlier values."""
    found = [draw(journeys(most=9))]
    for _ in range(draw(st.integers(1, 7))):
        back = draw(st.booleans()) and draw(st.booleans())
        found.append(draw(st.sampled_from(found)) if back else cleaned(edited(draw, found[-1])))
    return found


def seen(scene: Scene) -> dict[str, Any]:
    """Everything there is to see of a scene."""
    steps, edges = scene.steps_in(EVERYWHERE), scene.edges_in(EVERYWHERE)
    ids = [node.id for node in scene.journey.nodes]
    return {
        "steps": steps,
        "boxes": {each: scene.box(each) for each in ids},
        "ports": {each: scene.ports(each) for each in ids},
        "shown": {each: scene.visible_ports(each, all_of_them=False) for each in ids},
        "routes": {key: scene.route(key) for key in edges},
        "signs": {key: (scene.plus(key), scene.labelled(key)) for key in edges},
        "bounds": scene.bounds(),
        "folds": scene.folds_in(EVERYWHERE),
    }


@given(histories(), st.data())
@settings(max_examples=150, deadline=None)
def test_following_edits_equals_beginning_anew(shown: list[Journey], data: st.DataObject) -> None:
    scene = Scene(CATALOG, shown[0])
    for journey in shown[1:]:
        if data.draw(st.booleans()):
            scene.edges_in(EVERYWHERE)  # lays all ways
        if scene.journey.nodes and data.draw(st.booleans()):
            ids = [node.id for node in scene.journey.nodes]
            for _ in range(data.draw(st.integers(1, 2))):
                chosen = data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
                scene.place({each: data.draw(PLACES) for each in chosen})
                scene.edges_in(EVERYWHERE)
        scene.show(journey)
    assert seen(scene) == seen(Scene(CATALOG, shown[-1]))


@given(histories())
@settings(max_examples=80, deadline=None)
def test_what_looks_other_is_told(shown: list[Journey]) -> None:
    scene = Scene(CATALOG, shown[0])
    before = seen(scene)
    scene.take_dirt()
    for journey in shown[1:]:
        scene.show(journey)
        after = seen(scene)
        dirt = scene.take_dirt()
        if dirt is not None:
            assert all(_covered(box, dirt) for box in _differing(before, after))
        before = after


@given(journeys(most=12), st.builds(Box, *[st.integers(-1500, 0)] * 2, *[st.integers(0, 1500)] * 2))
@settings(max_examples=60, deadline=None)
def test_laying_ways_when_asked_for_misses_none_in_sight(journey: Journey, sight: Box) -> None:
    lazy, eager = Scene(CATALOG, journey), Scene(CATALOG, journey)
    eager.edges_in(EVERYWHERE)
    assert lazy.edges_in(sight) == eager.edges_in(sight)
    assert lazy.steps_in(sight) == [
        node.id for node in journey.nodes if _touch(card_box(journey.position(node.id)), sight)
    ]


def _differing(before: dict[str, Any], after: dict[str, Any]) -> list[Box]:
    found: list[Box] = []
    for old, new in ((before["boxes"], after["boxes"]), (after["boxes"], before["boxes"])):
        found += [box for key, box in old.items() if new.get(key) != box]
    for old, new in ((before["routes"], after["routes"]), (after["routes"], before["routes"])):
        found += [way_room(route.box) for key, route in old.items() if new.get(key) != route]
    return found


def _covered(box: Box, dirt: list[Box]) -> bool:
    return any(each.united(box) == each for each in dirt)


def _touch(one: Box, other: Box) -> bool:
    return one.grown(1e-9).meets(other.grown(1e-9))
