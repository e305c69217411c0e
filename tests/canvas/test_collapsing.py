"""Collapsing and expanding over random journeys: all comes back, and nothing comes to lie on a card."""

from __future__ import annotations

from itertools import combinations

from hypothesis import assume, given
from hypothesis import strategies as st

from app.core import edits, frames
from app.core.document_io import from_text, to_text
from app.core.journey import Frame, Journey, Node, Point
from canvas.editing.making_room import collapsed, expanded
from canvas.scene.geometry import Box
from canvas.scene.scene import Scene
from canvas.tidying.layout import tidy
from nodes import catalog
from tests.support.strategies import typed_journeys

KNOWN = catalog()


@st.composite
def framed_journeys(draw: st.DrawFn) -> Journey:
    """A tidy journey with a frame around some of its steps, and a note."""
    journey = draw(typed_journeys())
    steps = draw(st.sets(st.sampled_from([node.id for node in journey.nodes]), min_size=1))
    framed = frames.add_frame(
        journey, Frame(id="f", notes=draw(st.sampled_from(["", "Warum"])), steps=tuple(steps))
    )
    note = Frame(id="note", at=Point(draw(st.integers(-400, 400)), draw(st.integers(0, 900))))
    return edits.move_nodes(frames.add_frame(framed, note), tidy(framed, KNOWN))


def _cards(journey: Journey) -> list[Box]:
    scene = Scene(KNOWN, journey)
    hidden = scene.folding.holder
    shown = [scene.box(node.id) for node in journey.nodes if node.id not in hidden]
    return shown + [scene.frames.box(each) for each in scene.folding.folds]


def _overlaps(journey: Journey) -> int:
    return sum(one.meets(other) for one, other in combinations(_cards(journey), 2))


@given(framed_journeys())
def test_a_frame_that_is_collapsed_and_expanded_is_as_it_was(journey: Journey) -> None:
    assume(not _overlaps(journey))
    shut = collapsed(journey, "f")
    assert from_text(to_text(shut)) == shut
    assert not _overlaps(shut)
    assert expanded(from_text(to_text(shut)), "f") == journey


@given(framed_journeys(), st.integers(-300, 300), st.integers(-200, 600))
def test_what_stands_in_the_room_of_a_frame_makes_room_when_it_is_expanded(
    journey: Journey, dx: int, dy: int
) -> None:
    assume(not _overlaps(journey))
    shut = collapsed(journey, "f")
    lead = Scene(KNOWN, shut).frames.box("f")
    put = edits.add_node(
        shut, Node(id="new", type="exit"), Point(round(lead.left) + dx, round(lead.top) + dy)
    )
    assume(not _overlaps(put) and put.position("new").y >= lead.top)
    wide = expanded(put, "f")
    steps = wide.frame_by_id["f"].steps
    assert [wide.position(step) for step in steps] == [journey.position(step) for step in steps]
    scene = Scene(KNOWN, wide)
    assert not any(scene.box("new").meets(scene.box(step)) for step in steps)
