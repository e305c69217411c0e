"""The list of changes: what a person reads about each, with old and new values in words."""

from __future__ import annotations

import nodes
from app.core import edits
from app.core.change_list import Change, change_list
from app.core.journey import Journey, Node, Point, Settings
from app.core.merge import merge
from app.core.merge_words import conflict_words
from app.core.setting_names import REENTRY

CATALOG = nodes.catalog()
START = Journey(
    id="j",
    name="J",
    nodes=(
        Node(id="t", type="event_trigger", title="Start"),
        Node(id="w", type="wait", title="Pause", config={"until": {"after": {"amount": 2, "unit": "days"}}}),
        Node(
            id="m", type="send_mail", title="Mail", config={"subject": "Hello", "body": "One two three " * 20}
        ),
        Node(id="x", type="exit", title="End"),
    ),
)
for _source, _target in (("t", "w"), ("w", "m"), ("m", "x")):
    START = edits.connect(START, _source, "next", _target)
START = edits.move_nodes(START, {node.id: Point(0, 120 * i) for i, node in enumerate(START.nodes)})


def _lines(new: Journey) -> list[str]:
    return [_line(each) for each in change_list(START, new, CATALOG)]


def _line(change: Change) -> str:
    fields = "; ".join(f"{each.label.en}: {each.old.en} > {each.new.en}" for each in change.fields)
    return f"{change.words.en} {fields}".strip()


def test_a_field_is_named_as_in_the_form_and_told_in_words() -> None:
    config = {"until": {"after": {"amount": 3, "unit": "weeks"}}}
    (line,) = _lines(edits.change_node(START, "w", config=config))
    assert line == "Changed: “Pause”. Wait: 2 days > 3 weeks"


def test_of_a_long_text_the_place_that_differs_is_shown() -> None:
    body = "One two three " * 10 + "four" + "One two three " * 10
    config = {**START.by_id["m"].config, "body": body}
    (change,) = change_list(START, edits.change_node(START, "m", config=config), CATALOG)
    (field,) = change.fields
    assert field.new.en.startswith("“…")
    assert "four" in field.new.en
    assert "four" not in field.old.en


def test_steps_connections_and_settings_are_sentences() -> None:
    new = edits.remove_nodes(START, {"w"})
    new = edits.set_settings(new, Settings(reentry="never", holdout=10))
    assert _lines(edits.rename(new, "K")) == [
        "Step removed: “Pause”.",
        "Rerouted: “Start”, way out “next”, leads to “Mail” instead of “Pause”.",
        "Connection removed: “Pause”, way out “next”, no longer leads to “Mail”.",
        "Changed: name. name: “J” > “K”",
        "Changed: re-entry. re-entry: again after exit > never: each contact only once",
        "Changed: share kept out. share kept out: 0 > 10",
    ]


def test_a_default_that_is_written_out_is_no_change_for_a_person() -> None:
    config = {**START.by_id["m"].config, "preheader": ""}
    assert _lines(edits.change_node(START, "m", config=config)) == []


def test_a_moved_step_stands_in_the_list() -> None:
    assert _lines(edits.move_nodes(START, {"x": Point(500, 0)})) == ["Moved: “End”."]


def test_very_many_moved_steps_are_one_entry() -> None:
    old = Journey(id="j", name="J", nodes=tuple(Node(id=f"n{i}", type="wait") for i in range(40)))
    new = edits.move_nodes(old, {f"n{i}": Point(9, i) for i in range(40)})
    assert [each.words.en for each in change_list(old, new, CATALOG)] == ["Moved: 40 steps."]


def test_connections_that_follow_from_steps_are_told_as_implied() -> None:
    new = edits.insert_on_edge(START, Node(id="n", type="wait"), Point(9, 9), START.edges[0], "next")
    implied = [each.words.en for each in change_list(START, new, CATALOG) if each.implied]
    assert len(implied) == 2
    led_elsewhere = edits.connect(edits.remove_nodes(START, {"w"}, bridge=False), "t", "next", "x")
    told = [each.words.en for each in change_list(START, led_elsewhere, CATALOG) if not each.implied]
    assert told == [
        "Step removed: “Pause”.",
        "Rerouted: “Start”, way out “next”, leads to “End” instead of “Pause”.",
    ]


def test_every_conflict_has_a_sentence_and_two_values() -> None:
    ours = edits.connect(edits.set_title(START, "m", "A"), "t", "next", "m")
    ours = edits.rename(edits.remove_nodes(ours, {"x"}), "Ours")
    ours = edits.set_settings(ours, Settings(reentry="never"))
    theirs = edits.connect(edits.set_title(START, "m", "B"), "t", "next", "x")
    theirs = edits.rename(edits.set_title(theirs, "x", "Farewell"), "Theirs")
    theirs = edits.set_settings(theirs, Settings(reentry="always"))
    found = merge(START, ours, theirs)
    said = [conflict_words(each, ours, theirs, CATALOG) for each in found.conflicts]
    assert [(each.sentence.en, each.ours.en, each.theirs.en) for each in said] == [
        ("“name” was changed on both sides.", "“Ours”", "“Theirs”"),
        ("“re-entry” was changed on both sides.", REENTRY["never"].en, REENTRY["always"].en),
        ("“title” in “A” was changed on both sides.", "“A”", "“B”"),
        ("You have removed “Farewell”, on the other side it was worked on.", "removed", "worked on and kept"),
        ("The way out “next” of “Start” leads elsewhere on each side.", "“A”", "“Farewell”"),
    ]
