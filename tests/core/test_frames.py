"""Frames and notes in the document, and how they are read."""

from __future__ import annotations

import json

import pytest

from app.core import edits, frames
from app.core.compiler import compile_journey
from app.core.document_io import from_text, to_text
from app.core.errors import DocumentError
from app.core.journey import Frame, Journey, Node, Point
from app.core.validation import validate
from nodes import catalog
from tests.core.journeys import mailing

START = mailing("Hallo").replace(layout={"t": Point(0, 0), "m": Point(0, 120), "x": Point(0, 240)})
FRAMED = frames.add_frame(START, Frame(id="f", title="Gruß", steps=("t", "m")))
NOTED = frames.add_frame(FRAMED, Frame(id="n", notes="*Wichtig*", at=Point(400, 0)))


def test_a_file_without_frames_is_written_as_ever() -> None:
    assert json.loads(to_text(START))["version"] == 1
    assert "frames" not in json.loads(to_text(START))


def test_a_file_with_frames_has_a_version_that_older_programs_refuse() -> None:
    data = json.loads(to_text(NOTED))
    assert data["version"] == 2
    assert data["frames"] == [
        {"id": "f", "title": "Gruß", "steps": ["t", "m"]},
        {"id": "n", "notes": "*Wichtig*", "at": [400, 0]},
    ]
    assert from_text(to_text(NOTED)) == NOTED


@pytest.mark.parametrize(
    ("entry", "de", "en"),
    [
        ('{"id": "f", "steps": ["zz"]}', "gehört „zz“", "“zz” belongs"),
        ('{"id": "t", "steps": ["m"]}', "„t“ eines Rahmens", "“t” of a frame"),
        ('{"id": "f", "steps": ["m", "m"]}', "mehr als einem", "more than one frame"),
        ('{"id": "f", "steps": ["m"]}, {"id": "g", "steps": ["t", "m"]}', "„m“ steht in mehr", "“m” is in"),
        ('{"id": "n"}', "Notiz „n“ hat keinen Platz", "“n” has no place"),
        ('{"id": "n", "at": [0, 99999999]}', "Notiz „n“ liegt", "“n” lies"),
        ('{"id": "n", "title": "Merke", "at": [0, 0], "width": 9999}', "„Merke / width“", "“Merke / width”"),
        ('{"id": "n", "at": [0, 0], "tint": "pink"}', "„n / tint“", "“n / tint”"),
        ('{"id": "f", "steps": ["m"], "lifted": ["q"]}', "gehört „q“", "“q” belongs"),
        ("7", "„frames 0“", "“frames 0”"),
    ],
)
def test_a_damaged_frame_is_refused_with_a_sentence(entry: str, de: str, en: str) -> None:
    text = to_text(START).replace('"version": 1', f'"version": 2, "frames": [{entry}]')
    with pytest.raises(DocumentError) as caught:
        from_text(text)
    assert de in caught.value.pick("de")
    assert en in caught.value.pick("en")


def test_too_many_frames_are_refused_before_they_are_built() -> None:
    text = to_text(START).replace('"version": 1', f'"version": 2, "frames": [{",".join(["0"] * 5_001)}]')
    with pytest.raises(DocumentError, match="5001 steps, connections or frames"):
        from_text(text)


def test_a_frame_means_nothing_to_the_check_and_the_program() -> None:
    known = catalog()
    assert validate(NOTED, known) == validate(START, known)
    assert compile_journey(NOTED, known) == compile_journey(START, known)


def test_a_frame_goes_with_its_last_step() -> None:
    assert edits.remove_nodes(FRAMED, ["m"]).frame_by_id["f"].steps == ("t",)
    assert edits.remove_nodes(FRAMED, ["t", "m"]).frames == ()


def test_notes_of_a_frame_stay_where_its_last_step_stood() -> None:
    noted = frames.change_frame(FRAMED, "f", notes="Warum?")
    left = edits.remove_nodes(noted, ["t", "m"]).frame_by_id["f"]
    assert (left.is_note, left.at, left.notes) == (True, Point(0, 0), "Warum?")


def test_a_collapsed_frame_forgets_those_who_are_gone() -> None:
    shut = frames.change_frame(NOTED, "f", collapsed=True, lifted=("x", "n"), lift=80)
    assert edits.remove_nodes(shut, ["x"]).frame_by_id["f"].lifted == ("n",)
    assert frames.remove_frames(shut, ["n"]).frame_by_id["f"].lifted == ("x",)


def test_a_part_of_a_frame_is_copied_without_it() -> None:
    assert edits.fragment(NOTED, ["m"]).frames == ()
    assert [frame.id for frame in edits.fragment(NOTED, ["m", "t"]).frames] == ["f"]
    assert set(edits.fragment(NOTED, ["f", "n"]).by_id) == {"t", "m"}


def test_a_copied_note_is_beside_the_original() -> None:
    pasted, names = edits.paste(NOTED, edits.fragment(NOTED, ["n"]), Point(40, 40))
    assert pasted.frame_by_id[names["n"]].at == Point(440, 40)
    assert pasted.nodes == NOTED.nodes


def test_what_is_unknown_or_taken_is_an_error_of_the_caller() -> None:
    with pytest.raises(KeyError):
        frames.put_in(FRAMED, ["zz"], "f")
    with pytest.raises(KeyError):
        frames.remove_frames(FRAMED, ["zz"])
    with pytest.raises(ValueError, match="taken"):
        frames.add_frame(FRAMED, Frame(id="t", at=Point(0, 0)))
    with pytest.raises(ValueError, match="place"):
        frames.add_frame(Journey(id="j", name="J"), Frame(id="n"))


def test_a_step_put_on_a_connection_inside_a_frame_belongs_to_it_and_leaves_its_own() -> None:
    wide = frames.put_in(FRAMED, ["x"], "f")
    edge = wide.outgoing["m"]["next"]
    other = frames.add_frame(
        wide.with_node(Node(id="w", type="wait")), Frame(id="g", steps=("w",), notes="?")
    )
    assert frames.put_between(other, ["w"], edge).frame_by_id["g"].steps == ("w",)
    more = frames.put_in(other.with_node(Node(id="v", type="wait")), ["v"], "g")
    assert frames.put_between(more, ["w"], edge).frame_of["w"].id == "f"
    outside = frames.remove_frames(more, ["f"])
    assert "w" not in frames.put_between(outside, ["w"], edge).frame_of
