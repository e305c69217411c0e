"""Frames in the scene: their rooms, and what a collapsed one hides."""

from __future__ import annotations

from app.core import edits, frames
from app.core.journey import Edge, Frame, Journey, Node, Point
from canvas.scene.frame_box import TITLE_HEIGHT, frame_around
from canvas.scene.geometry import Box, Spot, card_box
from canvas.scene.scene import Scene
from nodes import catalog

KNOWN = catalog()
IDS = ("t", "m", "w", "x")
CHAIN = Journey(
    id="j",
    name="J",
    nodes=(
        Node(id="t", type="manual_trigger"),
        Node(id="m", type="send_mail"),
        Node(id="w", type="wait"),
        Node(id="x", type="exit"),
    ),
    edges=tuple(Edge(source=a, port="next", target=b) for a, b in (("t", "m"), ("m", "w"), ("w", "x"))),
    layout={each: Point(0, 120 * place) for place, each in enumerate(IDS)},
)
FRAMED = frames.add_frame(CHAIN, Frame(id="f", title="Gruß", steps=("m", "w")))
SHUT = frames.change_frame(FRAMED, "f", collapsed=True)
INNER, IN, OUT = ("m", "next"), ("t", "next"), ("w", "next")


def test_a_frame_reaches_around_its_steps_with_room_for_its_words() -> None:
    scene = Scene(KNOWN, FRAMED)
    room = scene.frames.box("f")
    both = card_box(Point(0, 120)).united(card_box(Point(0, 240)))
    assert room.united(both) == room
    assert room.top < both.top - TITLE_HEIGHT
    noted = Scene(KNOWN, frames.change_frame(FRAMED, "f", notes="Warum wir das tun.\n\n- eins\n- zwei"))
    assert noted.frames.box("f").left < room.left
    assert noted.frames.box("f").right == room.right


def test_a_frame_follows_a_step_while_it_is_dragged() -> None:
    scene = Scene(KNOWN, FRAMED)
    before = scene.frames.box("f")
    scene.place({"w": Point(0, 600)})
    assert scene.frames.box("f").bottom == before.bottom + 360
    scene.show(FRAMED)
    assert scene.frames.box("f") == before


def test_the_title_is_taken_hold_of_and_the_ground_between_the_steps_is_not() -> None:
    scene = Scene(KNOWN, FRAMED)
    room = scene.frames.box("f")
    found = scene.frames.at(Spot(room.left + 30, room.top + 10))
    assert found is not None
    assert (found.frame, found.part) == ("f", "title")
    assert scene.frames.at(Spot(room.left + 4, room.bottom - 4)) is None
    assert scene.frames.around(Spot(room.left + 4, room.bottom - 4)) == "f"


def test_a_collapsed_frame_is_one_card_that_keeps_the_ways_of_its_steps() -> None:
    scene = Scene(KNOWN, SHUT)
    card = card_box(Point(0, 120))
    assert scene.frames.box("f") == scene.box("m") == scene.box("w") == card
    assert scene.steps_in(Box(-999, -999, 999, 999)) == ["t", "x"]
    assert scene.folds_in(Box(-999, -999, 999, 999)) == ["f"]
    assert set(scene.edges_in(Box(-999, -999, 999, 999))) == {IN, OUT}
    assert scene.route(OUT).points[0] == Spot(card.center.x, card.bottom)
    assert scene.route(IN).points[-1] == Spot(card.center.x, card.top)


def test_collapsing_and_expanding_brings_back_the_same_scene() -> None:
    scene, fresh = Scene(KNOWN, FRAMED), Scene(KNOWN, FRAMED)
    scene.show(SHUT)
    scene.show(FRAMED)
    for node in FRAMED.nodes:
        assert scene.box(node.id) == fresh.box(node.id)
    for key in (INNER, IN, OUT):
        assert scene.route(key) == fresh.route(key)


def test_a_collapsed_card_follows_its_steps() -> None:
    scene = Scene(KNOWN, SHUT)
    scene.place({"m": Point(400, 120), "w": Point(400, 240)})
    assert scene.frames.box("f") == card_box(Point(400, 120))
    scene.show(edits.move_nodes(SHUT, {"m": Point(400, 120), "w": Point(400, 240)}))
    assert scene.frames.box("f") == card_box(Point(400, 120))
    assert scene.route(OUT).points[0].x == 400 + 116


def test_a_place_in_a_frame_is_told_as_if_the_dragged_steps_had_left() -> None:
    scene = Scene(KNOWN, FRAMED)
    below = Spot(100, 290)
    assert scene.frames.around(below) == "f"
    assert scene.frames.around(below, frozenset({"w"})) is None
    assert frame_around(FRAMED.frames[0], [scene.box("m")]).has(Spot(100, 180))


def test_folding_in_place_is_as_good_as_looking_anew() -> None:
    other = frames.add_frame(FRAMED, Frame(id="g", steps=("x",)))
    both = frames.change_frame(frames.change_frame(other, "f", collapsed=True), "g", collapsed=True)
    moved = edits.move_nodes(both, {"m": Point(300, 0), "x": Point(500, 800)})
    scene = Scene(KNOWN, FRAMED)
    for journey in (SHUT, FRAMED, other, both, moved, both, SHUT, CHAIN, SHUT, FRAMED):
        scene.show(journey)
        fresh = Scene(KNOWN, journey)
        everywhere = Box(-2_000, -2_000, 2_000, 2_000)
        assert scene.steps_in(everywhere) == fresh.steps_in(everywhere)
        assert sorted(scene.folds_in(everywhere)) == sorted(fresh.folds_in(everywhere))
        assert scene.edges_in(everywhere) == fresh.edges_in(everywhere)
        assert [scene.box(node.id) for node in journey.nodes] == [
            fresh.box(node.id) for node in journey.nodes
        ]
        assert all(scene.route(key) == fresh.route(key) for key in fresh.edges_in(everywhere))
        assert all(scene.frames.box(each.id) == fresh.frames.box(each.id) for each in journey.frames)
