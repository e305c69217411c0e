"""Lists, vouchers and tasks on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.fields import FieldSpec
from tests.support.command import Commands, journey_file
from tests.support.world import journey, step


@pytest.fixture
def workspace(stellwerk: Commands, tmp_path: Path) -> Path:
    """A workspace with two contacts."""
    table, path = tmp_path / "k.csv", tmp_path / "laden.stellwerk"
    table.write_text("email;Vorname\nanna@example.org;Anna\nbert@example.org;Bert\n")
    assert stellwerk("import", table, "-w", path).code == 0
    return path


def test_lists_are_made_and_contacts_come_on_them(stellwerk: Commands, workspace: Path) -> None:
    assert stellwerk.json("lists", "-w", workspace).data == []
    assert "Noch keine Listen" in stellwerk("lists", "-w", workspace).out
    made = stellwerk.json("lists", "Treue Leser", "--new", "--add", "anna@example.org", "-w", workspace)
    assert made.data == [{"id": "treue-leser", "name": "Treue Leser", "contacts": 1}]
    shown = stellwerk("lists", "-w", workspace, lang="en").out
    assert "Treue Leser" in shown
    gone = stellwerk.json("lists", "treue-leser", "--remove", "anna@example.org", "-w", workspace)
    assert gone.data[0]["contacts"] == 0
    for words in (("Herbst",), ("treue-leser", "--add", "wer@example.org"), ("Treue Leser", "--new")):
        answer = stellwerk.json("lists", *words, "-w", workspace)
        assert (answer.code, bool(answer.error)) == (2, True)


def test_codes_are_imported_once_and_given_out_to_contacts(
    stellwerk: Commands, workspace: Path, tmp_path: Path
) -> None:
    file = tmp_path / "codes.txt"
    file.write_text("S-1\nS-2\nS-3\n")
    assert "Noch keine Gutscheinvorräte" in stellwerk("vouchers", "-w", workspace).out
    first = stellwerk.json("vouchers", "import", "Sommer", file, "-w", workspace)
    assert first.data == {"pool": "sommer", "new": 3, "known": 0}
    again = stellwerk("vouchers", "import", "Sommer", file, "-w", workspace)
    assert (again.code, again.out) == (0, "0 Codes hinzugefügt, 3 waren schon da.\n")
    give = step("give", "give_voucher", pool="sommer", field="code")
    trigger = step("in", "event_trigger", event={"type": "form_submitted"})
    out, none = step("out", "exit"), step("none", "exit")
    document = journey(trigger, give, out, none, edges="in>give give>out give.empty>none")
    named = document.replace(fields=(FieldSpec(key="code", label="Code"),))
    published = stellwerk.json("publish", journey_file(tmp_path, named), "-w", workspace)
    assert published.code == 0, published
    stellwerk("event", "form_submitted", "--contact", "anna@example.org", "-w", workspace)
    stellwerk("run", "--until-idle", "-w", workspace)
    pools = stellwerk.json("vouchers", "-w", workspace).data
    assert pools == [{"id": "sommer", "name": "Sommer", "free": 2, "given": 1}]
    (given,) = stellwerk.json("vouchers", "given", "sommer", "-w", workspace).data
    assert (given["code"], given["email"], given["journey"]) == ("S-1", "anna@example.org", "probe")
    assert "anna@example.org" in stellwerk("vouchers", "given", "Sommer", "-w", workspace).out


@pytest.mark.parametrize(
    "words",
    [("import",), ("import", "Sommer"), ("given",), ("given", "Herbst"), ("import", "Sommer", "gone")],
)
def test_vouchers_say_what_is_missing(stellwerk: Commands, workspace: Path, words: tuple[str, ...]) -> None:
    answer = stellwerk.json("vouchers", *words, "-w", workspace)
    assert (answer.code, bool(answer.error)) == (2, True)
    assert stellwerk.json("vouchers", "-w", workspace).data == []


def test_a_task_is_shown_until_it_is_done(stellwerk: Commands, workspace: Path, tmp_path: Path) -> None:
    assert "nichts zu tun" in stellwerk("tasks", "-w", workspace).out
    trigger = step("in", "event_trigger", event={"type": "form_submitted"})
    call = step("call", "create_task", title="Anrufen", owner="Bea")
    document = journey(trigger, call, step("out", "exit"))
    assert stellwerk.json("publish", journey_file(tmp_path, document), "-w", workspace).code == 0
    stellwerk("event", "form_submitted", "--contact", "anna@example.org", "-w", workspace)
    stellwerk("run", "--until-idle", "-w", workspace)
    (task,) = stellwerk.json("tasks", "-w", workspace).data
    assert (task["title"], task["owner"], task["contact"]) == ("Anrufen", "Bea", "anna@example.org")
    assert "Anrufen" in stellwerk("tasks", "--owner", "Bea", "-w", workspace).out
    assert stellwerk.json("tasks", "--owner", "Kim", "-w", workspace).data == []
    assert stellwerk.json("tasks", "--done", task["id"], "-w", workspace).data == []
    assert stellwerk.json("tasks", "--all", "-w", workspace).data[0]["done_at"] is not None
    again = stellwerk.json("tasks", "--done", task["id"], "-w", workspace)
    assert (again.code, "schon erledigt" in again.error) == (2, True)
