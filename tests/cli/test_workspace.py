from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from app.core.edits import disconnect
from tests.support.command import Commands, journey_file
from tests.support.small_journey import small_journey


@pytest.fixture
def workspace(stellwerk: Commands, tmp_path: Path) -> Path:
    """A workspace with two contacts, one of whom has consented, and the small journey live."""
    table, path = tmp_path / "k.csv", tmp_path / "mein laden.stellwerk"
    table.write_text("email;Vorname;Newsletter\nanna@example.org;Anna;ja\nbert@example.org;Bert;nein\n")
    assert stellwerk("import", table, "-w", path).code == 0
    assert stellwerk("publish", journey_file(tmp_path, small_journey()), "-w", path).code == 0
    return path


def test_an_import_says_what_it_did_and_what_did_not_fit(stellwerk: Commands, tmp_path: Path) -> None:
    table = tmp_path / "k.csv"
    table.write_text("email\na@b.org\nc\n")
    answer = stellwerk.json("import", table, "-w", tmp_path / "w.stellwerk")
    assert answer.code == 1
    assert (answer.data["read"], answer.data["created"], answer.data["rejected"]) == (2, 1, 1)
    assert answer.data["problems"] == [{"line": 3, "reason": "„c“ ist keine gültige E-Mail-Adresse"}]
    assert answer.data["errors_file"] == str(tmp_path / "k-fehler.csv")
    person = stellwerk("import", table, "-w", tmp_path / "w.stellwerk", lang="en")
    assert "Line 3: “c” is not a valid email address" in person.out


def test_events_are_told_from_contacts(stellwerk: Commands, workspace: Path, tmp_path: Path) -> None:
    table = tmp_path / "e.csv"
    table.write_text("email;event;time\nanna@example.org;visit;2026-02-01\n")
    assert stellwerk.json("import", table, "-w", workspace).data["created"] == 1
    answer = stellwerk.json("import", tmp_path / "k.csv", "--as", "events", "-w", workspace)
    assert (answer.code, "hat nicht die Spalten" in answer.error) == (2, True)


def test_an_event_lets_in_and_the_mail_goes_out_once(
    stellwerk: Commands, workspace: Path, tmp_path: Path
) -> None:
    for who in ("anna", "BERT"):
        words = ("--properties", '{"form": "x"}', "--key", f"k-{who}", "-w", workspace)
        for recorded in (True, False):
            answer = stellwerk.json("event", "form_submitted", "--contact", f"{who}@example.org", *words)
            assert answer.data == {"recorded": recorded}
    done = stellwerk.json("run", "--until-idle", "-w", workspace)
    assert (done.code, done.data["delivered"], done.data["problem"]) == (0, 1, None)
    assert stellwerk.json("run", "--until-idle", "-w", workspace).data["delivered"] == 0
    mails = list((tmp_path / "mein laden-mails").glob("*.eml"))
    assert len(mails) == 1
    mail = message_from_bytes(mails[0].read_bytes(), policy=policy.default)
    assert (mail["To"].addresses[0].addr_spec, mail["Subject"]) == ("anna@example.org", "Guten Tag, Anna")
    status = stellwerk.json("status", "-w", workspace).data
    assert (status["contacts"], status["messages"]) == (2, {"accepted": 1, "skipped": 1})
    journey = status["journeys"][0]
    assert (journey["state"], journey["version"]) == ("live", 1)
    assert (journey["entered"], journey["active"], journey["messages"]) == (2, 2, 2)
    assert "Probe" in stellwerk("status", "-w", workspace).out


def test_virtual_time_runs_to_the_end_and_never_mixes_with_real_time(
    stellwerk: Commands, workspace: Path
) -> None:
    stellwerk("event", "form_submitted", "--contact", "anna@example.org", "-w", workspace)
    done = stellwerk.json("run", "--virtual-days", 5, "-w", workspace)
    assert (done.code, done.data["messages"]) == (0, 1)
    assert stellwerk.json("status", "-w", workspace).data["journeys"][0]["ended"] == {"completed": 1}
    real = stellwerk.json("run", "--until-idle", "-w", workspace)
    assert (real.code, "virtueller Zeit" in real.error) == (2, True)


def test_a_workspace_that_sent_for_real_does_not_run_in_virtual_time(
    stellwerk: Commands, workspace: Path
) -> None:
    stellwerk("event", "form_submitted", "--contact", "anna@example.org", "-w", workspace)
    stellwerk("run", "--until-idle", "-w", workspace)
    answer = stellwerk.json("run", "--virtual-days", 5, "-w", workspace)
    assert (answer.code, "echte Nachrichten" in answer.error) == (2, True)


def test_a_journey_with_errors_is_not_published(stellwerk: Commands, workspace: Path, tmp_path: Path) -> None:
    whole = small_journey()
    broken = journey_file(tmp_path, disconnect(whole, whole.edges[0]))
    answer = stellwerk.json("publish", broken, "-w", workspace)
    assert answer.code == 1
    assert answer.data["problems"]
    assert stellwerk.json("status", "-w", workspace).data["journeys"][0]["version"] == 1
