from __future__ import annotations

import json
from pathlib import Path

from app.core.edits import connect, disconnect
from tests.resources.bookshop import TWINS
from tests.support.command import BOOKSHOP, Commands, journey_file
from tests.support.small_journey import small_journey

KRIMI = BOOKSHOP / "krimi-leseproben.journey"


def test_a_good_journey_is_said_to_be_good(stellwerk: Commands) -> None:
    answer = stellwerk("validate", KRIMI)
    assert (answer.code, answer.out.strip()) == (0, "Die Journey „Krimi-Leseproben“ ist in Ordnung.")
    assert stellwerk.json("validate", KRIMI).data["problems"] == []


def test_all_samples_are_good_in_both_languages(stellwerk: Commands) -> None:
    files = sorted(BOOKSHOP.glob("*.journey"))
    assert len(files) == 2 * len(TWINS)
    assert [stellwerk("validate", file).code for file in files] == [0] * len(files)


def test_problems_have_code_place_and_words_in_the_language(stellwerk: Commands, tmp_path: Path) -> None:
    whole = small_journey()
    path = journey_file(tmp_path, disconnect(whole, whole.edges[0]))
    answer = stellwerk.json("validate", path, lang="en")
    assert answer.code == 1
    errors = [each for each in answer.data["problems"] if each["severity"] == "error"]
    assert errors[0]["node"] == "form"
    assert "Fehler" in stellwerk("validate", path).out
    assert "Error" in stellwerk("validate", path, lang="en").out


def test_a_journey_is_told_in_words_with_its_branches_indented(stellwerk: Commands) -> None:
    answer = stellwerk("describe", KRIMI)
    assert answer.code == 0
    assert answer.out.startswith("Journey „Krimi-Leseproben“\n")
    assert "   Ja:\n      5. Interesse" in answer.out
    assert stellwerk("describe", KRIMI, lang="en").out.startswith("Journey “Krimi-Leseproben”\n")
    assert stellwerk.json("describe", KRIMI).data[0] == {"depth": 0, "words": "Journey „Krimi-Leseproben“"}


def test_the_schema_is_a_json_schema_of_journeys(stellwerk: Commands) -> None:
    schema = json.loads(stellwerk("schema").out)
    assert schema["properties"]["format"] == {"const": "stellwerk.journey"}


def test_a_simulation_tells_numbers_and_the_way_of_everybody(stellwerk: Commands, tmp_path: Path) -> None:
    path, trace = journey_file(tmp_path, small_journey()), tmp_path / "trace.jsonl"
    words = ("simulate", path, "--contacts", 20, "--days", 30, "--seed", 7, "--trace", trace)
    answer = stellwerk.json(*words)
    assert answer.code == 0
    assert answer.data["contacts"] == answer.data["entered"] == 20
    assert answer.data["ended"] == {"completed": 20}
    lines = [json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 100
    assert lines[0].keys() == {"contact", "step", "port", "at"}
    assert [line["step"] for line in lines[:5]] == ["form", "mail", "wait", "tag", "end"]
    assert [line["contact"] for line in lines[:5]] == [lines[0]["contact"]] * 5


def test_the_same_seed_gives_the_same_simulation(stellwerk: Commands, tmp_path: Path) -> None:
    words = ("simulate", KRIMI, "--contacts", 20, "--days", 30)
    first, again, other = (stellwerk.json(*words, "--seed", seed).data for seed in (3, 3, 4))
    assert first == again
    assert first != other


def test_a_simulation_on_tables_begins_with_the_first_event(stellwerk: Commands, tmp_path: Path) -> None:
    contacts, events = tmp_path / "k.csv", tmp_path / "e.csv"
    contacts.write_text("email;Newsletter\na@b.org;ja\nb@b.org;nein\nc\n", encoding="utf-8")
    events.write_text(
        "email;event;time\na@b.org;form_submitted;2026-02-01\nb@b.org;form_submitted;2026-02-02\n"
    )
    path = journey_file(tmp_path, small_journey())
    answer = stellwerk.json("simulate", path, "--contacts", contacts, "--events", events, "--days", 10)
    assert (answer.data["contacts"], answer.data["rows_left_out"], answer.data["entered"]) == (2, 1, 2)
    assert answer.data["messages_per_day"] == {"2026-02-01": 1, "2026-02-02": 1}
    assert answer.data["start"].startswith("2026-01-31T22:59")
    assert not list(tmp_path.glob("*-fehler.csv"))


def test_a_journey_with_errors_is_not_simulated(stellwerk: Commands, tmp_path: Path) -> None:
    whole = small_journey()
    path = journey_file(tmp_path, connect(disconnect(whole, whole.edges[0]), "tag", "next", "tag"))
    answer = stellwerk.json("simulate", path)
    assert answer.code == 1
    assert answer.data["problems"]


def test_a_file_of_a_stranger_cannot_command_the_terminal(stellwerk: Commands, tmp_path: Path) -> None:
    path = journey_file(tmp_path, small_journey().replace(name="A\x1b[2J\r[bold]B"))
    for command in ("validate", "describe", "simulate"):
        answer = stellwerk(command, path)
        assert "\x1b" not in answer.out
        assert "[bold]B" in answer.out
