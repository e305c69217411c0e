"""Journey files: what is written, and what is refused in which words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.core.document_io import MAX_BYTES, from_text, read, to_text
from app.core.errors import DocumentError
from app.core.journey import Edge, Journey, Node, Point, Settings
from app.core.rules.tree import AllOf, HasTag

JOURNEY = Journey(
    id="crime",
    name="Zehn Krimis",
    nodes=(
        Node(id="a", type="send_mail", title="Gruß", config={"subject": "Hallo", "tags": ["x", "y"]}),
        Node(id="b", type="from_the_future", config={"n": 1, "x": 1.0, "deep": {"list": [{"k": None}]}}),
    ),
    edges=(Edge(source="a", port="next", target="b"),),
    layout={"a": Point(0, 10), "b": Point(0, 170)},
    settings=Settings(goal=AllOf(rules=(HasTag(tag="vip"),))),
)
TEXT = to_text(JOURNEY)
HEAD = '{"format": "stellwerk.journey", "version": 1, "id": "a", "name": "b"'


def test_a_file_is_sorted_and_leaves_out_what_is_usual() -> None:
    assert TEXT.endswith("}\n")
    data = json.loads(TEXT)
    assert list(data) == sorted(data)
    assert data["settings"].keys() == {"goal"}
    assert "notes" not in data
    assert data["nodes"][0].keys() == {"id", "type", "title", "config"}


def test_places_and_connections_stand_on_one_line_each() -> None:
    lines = TEXT.split("\n")
    assert '    "a": [0, 10],' in lines
    assert '    {"port": "next", "source": "a", "target": "b"}' in lines
    assert '        "tags": ["x", "y"]' in lines


def test_one_changed_value_is_one_changed_line() -> None:
    changed = TEXT.replace('"subject": "Hallo"', '"subject": "Guten Tag"')
    assert to_text(from_text(changed)) == changed


def test_unknown_steps_keep_their_numbers_as_they_were() -> None:
    config = from_text(TEXT).by_id["b"].config
    assert [type(config[key]) for key in ("n", "x")] == [int, float]
    assert to_text(from_text(TEXT)) == TEXT


def test_a_byte_order_mark_does_no_harm() -> None:
    assert from_text(b"\xef\xbb\xbf" + TEXT.encode()) == JOURNEY


def test_places_of_steps_that_are_gone_are_dropped() -> None:
    assert from_text(TEXT.replace('"a": [0, 10],', '"a": [0, 10],\n"zz": [1, 2],')) == JOURNEY


@pytest.mark.parametrize(
    ("text", "de", "en"),
    [
        ("", "Zeile 1, Spalte 1", "line 1, column 1"),
        ('{\n  "format": ,', "Zeile 2, Spalte 13", "line 2, column 13"),
        ("[]", "keine Journey-Datei", "not a journey file"),
        ("{}", "keine Journey-Datei", "not a journey file"),
        ('{"format": "stellwerk.journey", "version": true}', "keine Journey-Datei", "not a journey file"),
        ('{"format": "stellwerk.journey", "version": 99}', "neueren Version", "newer version"),
        (HEAD + ', "name": "c"}', "„name“ steht zweimal", "“name” is given twice"),
        (HEAD + ', "x": NaN}', "„NaN“", "“NaN”"),
        (HEAD + ', "x": -Infinity}', "„-Infinity“", "“-Infinity”"),
        (HEAD + ', "x": 1e999}', "„1e999“", "“1e999”"),
        (HEAD + ', "x": ' + "9" * 5_000 + "}", "keine Zahl", "not a number"),
        (HEAD + ', "x": 9223372036854775808}', "keine Zahl", "not a number"),
        (HEAD + ', "notes": "\\ud800"}', "unvollständiges Zeichen", "incomplete character"),
        (HEAD + ', "x": ' + "[" * 100_000, "zu tief", "too deeply"),
        (HEAD + ', "x": ' + "[" * 101 + "]" * 101 + "}", "zu tief", "too deeply"),
        (HEAD + ', "x": ' + '{"a":' * 100_000, "zu tief", "too deeply"),
        (HEAD + ', "color": "red"}', "Bei „color“", "at “color”"),
        (HEAD + ', "nodes": [7]}', "nodes 0", "nodes 0"),
        (
            '{"format": "stellwerk.journey", "version": 1, "id": "../../etc", "name": "n"}',
            "Bei „id“",
            "at “id”",
        ),
        (TEXT.replace('"type": "send_mail"', '"type": 3'), "„Gruß / type“", "“Gruß / type”"),
        (TEXT.replace('"id": "b"', '"id": "a"'), "dieselbe Kennung „a“", "the same id “a”"),
        (TEXT.replace('"target": "b"', '"target": "c"'), "nach „c“", "to “c”"),
        (TEXT.replace("[0, 10]", "[0, 9999999999]"), "außerhalb", "outside"),
        (TEXT.replace('"kind": "tag"', '"kind": "spell"'), "settings / goal", "settings / goal"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence_that_says_where(text: str, de: str, en: str) -> None:
    with pytest.raises(DocumentError) as caught:
        from_text(text)
    assert de in caught.value.pick("de")
    assert en in caught.value.pick("en")


def test_a_rule_that_is_too_deep_is_refused_with_its_place() -> None:
    rule: object = {"kind": "tag", "tag": "x"}
    for _ in range(12):
        rule = {"kind": "not", "rule": rule}
    node = json.dumps({"id": "a", "type": "branch", "title": "Wohin", "config": {"rule": rule}})
    with pytest.raises(DocumentError, match="Wohin"):
        from_text(f'{HEAD}, "nodes": [{node}]}}')


def test_two_connections_from_one_port_are_refused() -> None:
    edge = '{"port": "next", "source": "a", "target": "b"}'
    with pytest.raises(DocumentError, match="two connections"):
        from_text(TEXT.replace(edge, f"{edge}, {edge}"))


def test_a_field_declared_twice_is_refused() -> None:
    field = '{"key": "genre", "label": "Genre", "type": "text"}'
    with pytest.raises(DocumentError, match="declared twice"):
        from_text(f'{HEAD}, "fields": [{field}, {field}]}}')


def test_too_many_steps_are_refused_before_they_are_built() -> None:
    with pytest.raises(DocumentError, match="20001 steps"):
        from_text(f'{HEAD}, "nodes": [{",".join(["0"] * 20_001)}]}}')


def test_too_many_bytes_are_refused_before_they_are_parsed() -> None:
    with pytest.raises(DocumentError, match="20 MB"):
        from_text(b" " * (MAX_BYTES + 1))


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(DocumentError, match="UTF-8"):
        from_text(TEXT.encode("utf-16"))


def test_words_from_the_file_cannot_fill_the_sentence() -> None:
    with pytest.raises(DocumentError) as caught:
        from_text(f'{HEAD}, "{"x" * 1_000}\\n": 1, "{"x" * 1_000}\\n": 1}}')
    assert len(caught.value.pick("en")) < 200
    assert "\n" not in caught.value.pick("en")


def test_a_missing_file_is_one_sentence_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="“gone"):
        read(tmp_path / "gone.journey")
    with pytest.raises(DocumentError):
        read(tmp_path)


@pytest.mark.parametrize("escape", ["\\ud800", "\\uDC01x"])
@pytest.mark.parametrize("place", ['"title": "{}"', '"config": {{"a": ["{}"]}}', '"config": {{"{}": 1}}'])
def test_halves_of_characters_are_refused_wherever_they_stand(place: str, escape: str) -> None:
    node = '{"id": "a", "type": "t", ' + place.format(escape) + "}"
    text = f'{{"format": "stellwerk.journey", "version": 1, "id": "j", "name": "J", "nodes": [{node}]}}'
    with pytest.raises(DocumentError, match="incomplete character"):
        from_text(text)


@pytest.mark.parametrize(("levels", "good"), [(96, True), (97, False)])
def test_a_document_may_be_nested_a_hundred_levels_deep(levels: int, good: bool) -> None:
    deep = "[" * levels + "]" * levels
    node = f'{{"id": "a", "type": "t", "config": {{"a": {deep}}}}}'
    text = f'{{"format": "stellwerk.journey", "version": 1, "id": "j", "name": "J", "nodes": [{node}]}}'
    if good:
        assert from_text(text).nodes
    else:
        with pytest.raises(DocumentError, match="nested too deeply"):
            from_text(text)
