"""Publishing over contacts under way, pauses and plans, on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.core.document_io import to_text
from app.core.journey import Journey
from tests.support.command import Commands
from tests.support.shop import Shop
from tests.support.world import days, journey, step

IN = step("in", "manual_trigger")
MAIL = step("mail", "send_mail", subject="Hallo", body="Guten Tag")
END = step("end", "exit")


def waiting(amount: int, name: str = "wait") -> Journey:
    return journey(IN, step(name, "wait", until=days(amount)), MAIL, END)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A workspace with three contacts who wait for nine days, in real time."""
    opened = Shop(tmp_path)
    with opened.space as space:
        space.journeys.publish(waiting(9))
        space.journeys.enroll("probe", [opened.contact(name) for name in ("Anna", "Ben", "Cleo")])
        space.runner.run_until_idle()
    return opened.path


def saved(folder: Path, document: Journey) -> Path:
    """A new version as a file."""
    path = folder / "neu.journey"
    path.write_text(to_text(document), encoding="utf-8")
    return path


def test_the_impact_is_told_and_nothing_is_changed(stellwerk: Commands, shop: Path, tmp_path: Path) -> None:
    file = saved(tmp_path, waiting(2))
    told: Any = stellwerk.json("impact", file, "-w", shop).data
    assert (told["new_version"], told["contacts"]) == (2, 3)
    (wait,) = told["waiting"]
    assert (wait["step"], wait["contacts"], wait["choice"], wait["changed"]) == ("wait", 3, "keep", True)
    assert told["changes"] == ["Geändert: „wait“ – bisher „9 Tage“, jetzt „2 Tage“."]
    told = stellwerk.json("impact", file, "-w", shop, "--move", "wait=same").data
    assert told["at_once"] == {"due": 3, "may_send": 3}
    assert stellwerk.json("status", "-w", shop).data["journeys"][0]["version"] == 1


def test_a_person_reads_the_impact_as_a_table(stellwerk: Commands, shop: Path, tmp_path: Path) -> None:
    answer = stellwerk("impact", saved(tmp_path, waiting(2)), "-w", shop, "--move", "all=same")
    assert "wechseln zu wait" in answer.out
    assert "Sofort gehen 3 Kontakte weiter; dabei können 3 Nachrichten hinausgehen." in answer.out
    answer = stellwerk("impact", saved(tmp_path, waiting(2)), "-w", shop, lang="en")
    assert "3 contacts go on at once; 3 messages may go out with that." in answer.out  # they are due anyway


def test_contacts_move_as_the_options_say(stellwerk: Commands, shop: Path, tmp_path: Path) -> None:
    file = saved(tmp_path, waiting(20_000, "rest"))
    answer = stellwerk.json("publish", file, "-w", shop, "--move", "wait=rest")
    assert (answer.data["version"], answer.data["moved"], answer.data["kept"]) == (2, 3, 0)
    (each,) = stellwerk.json("impact", file, "-w", shop).data["waiting"]
    assert (each["version"], each["step"]) == (2, "rest")


def test_contacts_leave_with_a_step_that_is_gone(stellwerk: Commands, shop: Path, tmp_path: Path) -> None:
    file = saved(tmp_path, journey(IN, MAIL, END))
    answer = stellwerk("publish", file, "-w", shop, "--move", "wait=exit")
    assert "3 Kontakte sind ausgestiegen, weil ihr Schritt entfernt wurde." in answer.out


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("nowhere=keep", "Kontakte warten hier: wait „wait“"),
        ("wait=nowhere", "Möglich sind: wait, mail, end"),
        ("wait", "keine Angabe wie SCHRITT=SCHRITT"),
    ],
)
def test_a_choice_that_cannot_be_is_explained(
    stellwerk: Commands, shop: Path, tmp_path: Path, word: str, why: str
) -> None:
    answer = stellwerk.json("publish", saved(tmp_path, waiting(2)), "-w", shop, "--move", word)
    assert answer.code == 2
    assert why in answer.error
    assert stellwerk.json("status", "-w", shop).data["journeys"][0]["version"] == 1


def test_a_journey_is_paused_and_resumed_after_a_look_at_the_numbers(stellwerk: Commands, shop: Path) -> None:
    assert stellwerk("pause", "Probe", "-w", shop).code == 0
    numbers = stellwerk.json("resume", "probe", "-w", shop).data
    assert numbers["state"] == "paused"
    assert numbers["options"]["ran_on"] == {"due": 3, "may_send": 3}
    assert numbers["options"]["anew"] == {"due": 0, "may_send": 0}
    answer = stellwerk("resume", "probe", "--clocks", "anew", "-w", shop)
    assert "läuft wieder" in answer.out
    assert stellwerk.json("status", "-w", shop).data["journeys"][0]["state"] == "live"


def test_a_journey_is_archived_and_brought_back(stellwerk: Commands, shop: Path) -> None:
    assert stellwerk.json("archive", "probe", "--end", "-w", shop).data["taken_out"] == 3
    assert stellwerk.json("status", "-w", shop).data["journeys"][0]["state"] == "archived"
    assert stellwerk("archive", "probe", "--back", "-w", shop).code == 0
    assert stellwerk.json("status", "-w", shop).data["journeys"][0]["state"] == "live"


def test_a_journey_that_is_not_there_is_refused_with_those_that_are(stellwerk: Commands, shop: Path) -> None:
    answer = stellwerk.json("pause", "Osterpost", "-w", shop)
    assert answer.code == 2
    assert "Es gibt: probe „Probe“" in answer.error


def test_what_is_due_in_the_next_days_is_listed(stellwerk: Commands, shop: Path) -> None:
    stellwerk("pause", "probe", "-w", shop)
    assert stellwerk.json("planned", "-w", shop).data == []
    stellwerk("resume", "probe", "--clocks", "anew", "-w", shop)
    (due,) = stellwerk.json("planned", "-w", shop, "--days", "10").data
    assert (due["journey"], due["step"], due["contacts"], due["may_send"]) == ("probe", "wait", 3, 3)
    assert "Es gibt" not in stellwerk("planned", "-w", shop, "--days", "10").out


def test_late_messages_are_told_of_and_may_be_decided_about(stellwerk: Commands, shop: Path) -> None:
    late: Any = stellwerk.json("overdue", "-w", shop).data["late"]
    assert [(each["step"], each["send"], each["held"]) for each in late] == [("mail", 3, 0)]
    assert "Verspätete Nachrichten" in stellwerk("overdue", "-w", shop).out
    told: Any = stellwerk.json("run", "--until-idle", "--late", "hold", "-w", shop).data
    assert told["delivered"] == 0
    assert [(each["step"], each["n"]) for each in told["held"]] == [("mail", 3)]
    assert stellwerk.json("run", "--until-idle", "-w", shop).data["held"] == told["held"]
    answer = stellwerk("run", "--until-idle", "-w", shop)
    assert "3 verspätete Nachrichten warten auf Ihre Entscheidung" in answer.out
    assert "--late send" in answer.out
    assert stellwerk.json("run", "--until-idle", "--late", "send", "-w", shop).data["delivered"] == 3
    assert stellwerk.json("run", "--until-idle", "-w", shop).data["held"] == []
    assert "Nichts ist fällig." in stellwerk("overdue", "-w", shop).out
