"""A journey as a Mermaid flowchart: names, shapes, and words that mean nothing to Mermaid."""

from __future__ import annotations

import re

from hypothesis import given

import nodes
from app.core import edits
from app.core.frames import add_frame
from app.core.journey import Frame, Journey, Node, Point
from app.core.mermaid import to_mermaid
from tests.support.strategies import journeys

CATALOG = nodes.catalog()
START = Journey(
    id="j",
    name='Say "hello"',
    nodes=(
        Node(id="end", type="event_trigger", title="Start"),
        Node(id="b", type="branch", title="Opened?"),
        Node(id="m", type="send_mail", title="1. <b>Mail</b> & #more"),
        Node(id="w", type="wait"),
        Node(id="x", type="exit"),
        Node(id="u", type="from_elsewhere"),
    ),
)
for _source, _port, _target in (
    ("end", "next", "b"),
    ("b", "yes", "m"),
    ("b", "else", "w"),
    ("m", "next", "x"),
):
    START = edits.connect(START, _source, _port, _target)
_LABEL = r'"(?:[^"<>&`%\\#]|#[a-z0-9]+;|<br/>)*"'
_LINES = re.compile(
    rf"(?:  (?:  )?s\d+(?:\(\[|\{{|\{{\{{|\[|\(|\[/){_LABEL}(?:\]\)|\}}|\}}\}}|\]|\)|/\])"
    rf"|  s\d+ -->(?:\|{_LABEL}\|)? s\d+|  f\d+>{_LABEL}\]|  subgraph f\d+ \[{_LABEL}\]|  end)"
)


def test_steps_have_the_shape_of_their_group_and_ways_their_names() -> None:
    assert to_mermaid(START, CATALOG, "en").splitlines() == [
        "---",
        'title: "Say \\"hello\\""',
        "---",
        "flowchart TD",
        '  s1(["Start<br/>Choose an event …"])',
        '  s2{"Opened?<br/>Choose a condition …"}',
        '  s3["1#46; #lt;b#gt;Mail#lt;/b#gt; #amp; #35;more<br/>No subject yet …"]',
        '  s4{{"Wait<br/>1 day"}}',
        '  s5("Exit<br/>Journey completed")',
        '  s6[/"from_elsewhere<br/>Unknown step"/]',
        "  s1 --> s2",
        '  s2 -->|"Yes"| s3',
        '  s2 -->|"No"| s4',
        "  s3 --> s5",
    ]


def test_frames_are_subgraphs_and_notes_stand_alone() -> None:
    framed = add_frame(START, Frame(id="f", title="Welcome", steps=("m", "x")))
    framed = add_frame(framed, Frame(id="n", notes="Ask Anna\nfirst", at=Point(0, 0)))
    lines = to_mermaid(framed, CATALOG, "de").splitlines()
    start = lines.index('  subgraph f1 ["Welcome"]')
    assert [line.split("[")[0].split("(")[0] for line in lines[start + 1 : start + 4]] == [
        "    s3",
        "    s5",
        "  end",
    ]
    assert '  f2>"Ask Anna first"]' in lines


@given(journeys())
def test_whatever_the_words_are_every_line_is_one_that_mermaid_reads(journey: Journey) -> None:
    lines = to_mermaid(journey, CATALOG, "de").splitlines()
    assert (lines[0], lines[2], lines[3]) == ("---", "---", "flowchart TD")
    for line in lines[4:]:
        assert _LINES.fullmatch(line), line
