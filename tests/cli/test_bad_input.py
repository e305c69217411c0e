"""Every bad input of the command line ends with code 2 and one sentence, in both languages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.services.exclusive import RunnerLock
from tests.support.command import BOOKSHOP, Commands, journey_file
from tests.support.small_journey import small_journey

KRIMI = BOOKSHOP / "krimi-leseproben.journey"
Words = tuple[object, ...]


def damaged_journey(folder: Path) -> Words:
    (folder / "x.journey").write_bytes(KRIMI.read_bytes()[:500])
    return "validate", folder / "x.journey"


def newer_journey(folder: Path) -> Words:
    parts = {**json.loads(KRIMI.read_text(encoding="utf-8")), "version": 99}
    (folder / "x.journey").write_text(json.dumps(parts))
    return "describe", folder / "x.journey"


def missing_journey(folder: Path) -> Words:
    return "simulate", folder / "nowhere.journey"


def table(words: str) -> Callable[[Path], Words]:
    def build(folder: Path) -> Words:
        (folder / "k.csv").write_text(words, encoding="utf-8")
        return "import", folder / "k.csv", "-w", folder / "w.stellwerk"

    return build


def missing_table(folder: Path) -> Words:
    return "import", folder / "nowhere.csv", "-w", folder / "w.stellwerk"


def excel_file(folder: Path) -> Words:
    (folder / "k.xlsx").write_bytes(b"PK\x03\x04\x00\x00")
    return "import", folder / "k.xlsx", "-w", folder / "w.stellwerk"


def missing_workspace(folder: Path) -> Words:
    return "status", "-w", folder / "nowhere.stellwerk"


def foreign_workspace(folder: Path) -> Words:
    (folder / "w.stellwerk").write_text("no database" * 100)
    return "status", "-w", folder / "w.stellwerk"


def emptied_workspace(folder: Path) -> Words:
    (folder / "w.stellwerk").touch()
    return "status", "-w", folder / "w.stellwerk"


def days_without_end(folder: Path) -> Words:
    return "simulate", KRIMI, "--days", 10**9


def days_before_the_start(folder: Path) -> Words:
    return "simulate", KRIMI, "--days", -5


def contacts_without_end(folder: Path) -> Words:
    return "simulate", KRIMI, "--contacts", 10**12


def unknown_contacts(folder: Path) -> Words:
    return "simulate", journey_file(folder, small_journey()), "--contacts", "many"


def unknown_command(folder: Path) -> Words:
    return ("dance",)


def missing_argument(folder: Path) -> Words:
    return ("validate",)


CASES: list[tuple[Callable[[Path], Words], str, str]] = [
    (emptied_workspace, "ist leer", "is empty"),
    (days_without_end, "Fehler", "mistake"),
    (days_before_the_start, "Fehler", "mistake"),
    (contacts_without_end, "Zahl bis", "number up to"),
    (damaged_journey, "beschädigt", "damaged"),
    (newer_journey, "neueren Version", "newer version"),
    (missing_journey, "lässt sich nicht öffnen", "cannot be opened"),
    (table("Name;Ort\nAnna;Wien\n"), "keine Spalte mit E-Mail-Adressen", "no column with email addresses"),
    (table("email;Ort;ort\na@b.org;x;y\n"), "Zwei Spalten der Tabelle heißen „ort“", "Two columns"),
    (table('email\na@b.org\n"c@d.org\n'), "ab Zeile 3 nicht lesbar", "from line 3 on"),
    (table(""), "ist leer", "is empty"),
    (missing_table, "kann nicht gelesen werden", "cannot be read"),
    (excel_file, "keine CSV-Tabelle", "not a CSV table"),
    (missing_workspace, "gibt es nicht", "There is no workspace"),
    (foreign_workspace, "kein Arbeitsbereich", "not a Stellwerk workspace"),
    (unknown_contacts, "weder eine Zahl bis", "neither a number up to"),
    (unknown_command, "Der Aufruf ist nicht vollständig", "The call is incomplete"),
    (missing_argument, "FILE", "FILE"),
]  # fmt: skip


@pytest.mark.parametrize(("build", "german", "english"), CASES, ids=[case[0].__name__ for case in CASES])
def test_bad_input_ends_with_one_sentence(
    stellwerk: Commands, tmp_path: Path, build: Callable[[Path], Words], german: str, english: str
) -> None:
    words = build(tmp_path)
    before = sorted(path.name for path in tmp_path.glob("*.csv"))
    for lang, expected in (("de", german), ("en", english)):
        person = stellwerk(*words, lang=lang)
        assert (person.code, person.out) == (2, "")
        assert expected in person.err
        assert "Traceback" not in person.err
        program = stellwerk.json(*words, lang=lang)
        assert (program.code, expected in program.error) == (2, True)
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == before


def test_a_workspace_in_use_is_not_run_twice(stellwerk: Commands, tmp_path: Path) -> None:
    path = tmp_path / "w.stellwerk"
    stellwerk("publish", journey_file(tmp_path, small_journey()), "-w", path)
    lock = RunnerLock(path)
    assert lock.take(1_772_000_000_000) is None
    try:
        german = stellwerk.json("run", "--until-idle", "-w", path)
        english = stellwerk("run", "-w", path, lang="en")
    finally:
        lock.give_back()
    assert (german.code, "wird seit" in german.error, "Prozess" in german.error) == (2, True, True)
    assert (english.code, "has been run by another Stellwerk" in english.err) == (2, True)
    assert stellwerk("run", "--until-idle", "-w", path).code == 0


def test_properties_that_are_no_object_are_refused(stellwerk: Commands, tmp_path: Path) -> None:
    words = ("event", "visit", "--contact", "a@b.org", "-w", tmp_path / "w.stellwerk", "--properties")
    for properties in ("[1]", "{", '{"a": Infinity}'):
        assert "kein JSON-Objekt" in stellwerk.json(*words, properties).error


def test_an_event_of_somebody_unknown_is_refused(stellwerk: Commands, tmp_path: Path) -> None:
    path = tmp_path / "w.stellwerk"
    stellwerk("publish", journey_file(tmp_path, small_journey()), "-w", path)
    answer = stellwerk.json("event", "visit", "--contact", "a@b.org", "-w", path)
    assert (answer.code, "Einen Kontakt mit der Adresse a@b.org gibt es" in answer.error) == (2, True)
