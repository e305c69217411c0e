"""Steps as text: found again whatever a mail program or a chat has made of them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clipboard import NO_STEPS, NOT_WHOLE, steps_from_text, steps_to_text
from app.core.document_io import VERSION
from app.core.errors import DocumentError
from app.core.journey import Edge, Journey, Node, Point
from tests.support.strategies import journeys

MAIL = Node(
    id="m",
    type="send_mail",
    title="„Hallo“, sagte sie: “Hello”",
    config={"subject": 'Say "yes", or "no"', "body": "Hi {{first_name}},\n\nbye\\", "n": [1, "x", True]},
)
STEPS = Journey(
    id="j",
    name="J",
    nodes=(MAIL, Node(id="w", type="wait")),
    edges=(Edge(source="m", port="next", target="w"),),
    layout={"m": Point(0, 0), "w": Point(0, -120)},
)
TEXT = steps_to_text(STEPS)


def _curly(text: str) -> str:
    """What a word processor does to straight quotes: opening ones after a space or bracket."""
    found = ""
    for place, letter in enumerate(text):
        opens = found[-1:] in ("", " ", "{", "[", "\n")
        found += ("“" if opens else "”") if letter == '"' and text[place - 1] != "\\" else letter
    return found


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"Schau mal, {{first_name}} ist dabei:\n\n```json\n{TEXT}```\nLG {{Anna}}",
        f'He said {{ "maybe" }} and sent {TEXT} on Monday {{}}',
        TEXT.replace("  ", "\u00a0\u00a0"),
        TEXT.replace('": ', '":\u202f').replace("\n", "\r\n"),
        "".join(f"> {line}\n" for line in TEXT.splitlines()),
        "".join(f">> {line}\n" for line in f"On Monday you wrote:\n{TEXT}".splitlines()),
        json.dumps(json.loads(TEXT)),
        "\ufeff" + TEXT.replace("{\n", "{\n\u200b", 1),
    ],
    ids=["plain", "fence", "prose", "spaces", "breaks", "quoted", "twice", "one line", "marks"],
)
def test_steps_are_found_in_what_a_person_pastes(text: str) -> None:
    assert steps_from_text(text) == STEPS


@pytest.mark.parametrize("text", [_curly(TEXT), _curly(json.dumps(json.loads(TEXT), ensure_ascii=False))])
def test_curly_quotes_around_values_are_made_straight_and_those_inside_stay(text: str) -> None:
    assert '"format"' not in text
    (mail, _) = steps_from_text(text).nodes
    assert mail.title == MAIL.title
    assert mail.config["n"] == [1, "x", True]


@given(
    journeys(),
    st.sampled_from(["", "x {", "“quoted” {“a”: 1}", "```\n"]),
    st.sampled_from(["", " }", "\n```"]),
)
def test_what_is_copied_comes_back_whatever_stands_around_it(
    journey: Journey, before: str, after: str
) -> None:
    assert steps_from_text(before + steps_to_text(journey) + after) == journey


@pytest.mark.parametrize("text", ["", "Hello", "{}", "{{first_name}}", '{"format": "other"}'])
def test_a_text_without_steps_says_so(text: str) -> None:
    with pytest.raises(DocumentError) as raised:
        steps_from_text(text)
    assert raised.value.message == NO_STEPS


@pytest.mark.parametrize("text", [TEXT[:-20], TEXT[10:], "the format is stellwerk.journey"])
def test_a_part_of_a_journey_asks_for_the_whole(text: str) -> None:
    with pytest.raises(DocumentError) as raised:
        steps_from_text(text)
    assert raised.value.message == NOT_WHOLE


def test_steps_of_a_newer_program_are_said_to_be_newer() -> None:
    newer = TEXT.replace('"version": 1', f'"version": {VERSION + 1}')
    with pytest.raises(DocumentError, match="newer version of Stellwerk"):
        steps_from_text(newer)


def test_damaged_steps_say_what_is_wrong_with_them() -> None:
    with pytest.raises(DocumentError, match="no such step"):
        steps_from_text(TEXT.replace('"target": "w"', '"target": "gone"'))


@given(st.text('{}[]"“”„:, \n\\aé1>`', max_size=80))
def test_any_text_is_steps_or_a_sentence(text: str) -> None:
    with pytest.raises(DocumentError):
        steps_from_text(text + '"stellwerk.journey"' + text)
