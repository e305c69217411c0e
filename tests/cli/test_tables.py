"""What a person reads in tables and around them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.terminal import PIPED_WIDTH
from tests.support.command import BOOKSHOP, Commands, journey_file
from tests.support.small_journey import small_journey

HEADINGS = {
    "de": ("Journey", "Stand", "Eintritte", "unterwegs", "am Ziel", "Mails"),
    "en": ("Journey", "State", "entered", "under way", "goal", "mails"),
}


@pytest.fixture
def workspace(stellwerk: Commands, tmp_path: Path) -> Path:
    """A workspace with one contact and a journey with a long name."""
    table, path = tmp_path / "k.csv", tmp_path / "w.stellwerk"
    table.write_text("email;Newsletter\nanna@example.org;ja\n")
    assert stellwerk("import", table, "-w", path).code == 0
    named = small_journey().replace(name="Die zehn besten Kriminalromane des Jahres, zum Anlesen")
    assert stellwerk("publish", journey_file(tmp_path, named), "-w", path).code == 0
    return path


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("width", [80, None])
def test_no_heading_breaks_in_eighty_columns_nor_piped(
    stellwerk: Commands,
    workspace: Path,
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    width: int | None,
) -> None:
    if width:
        monkeypatch.setattr("app.cli.terminal.PIPED_WIDTH", width)
    out = stellwerk("status", "-w", workspace, lang=lang).out
    headings = next(row for row in out.splitlines() if "Journey" in row)
    assert [cell.strip() for cell in headings.split("┃")[1:-1]] == list(HEADINGS[lang])
    assert max(len(row) for row in out.splitlines()) <= (width or PIPED_WIDTH)


def test_one_contact_and_one_day_are_told_in_the_singular(
    stellwerk: Commands, workspace: Path, tmp_path: Path
) -> None:
    assert stellwerk("status", "-w", workspace, lang="en").out.startswith("1 contact ")
    assert stellwerk("status", "-w", workspace).out.startswith("1 Kontakt ")
    file = journey_file(tmp_path, small_journey())
    told = stellwerk("simulate", file, "--contacts", 1, "--days", 1).out
    assert told.startswith("1 Kontakt, 1 Tag ")
    stellwerk("event", "form_submitted", "--contact", "anna@example.org", "-w", workspace)
    assert stellwerk("run", "--until-idle", "-w", workspace).out.startswith("1 Kontakt bewegt, 1 Nachricht")


def test_events_of_a_table_do_not_go_with_invented_contacts(stellwerk: Commands, tmp_path: Path) -> None:
    file = journey_file(tmp_path, small_journey())
    words = ("simulate", file, "--contacts", 20, "--events", BOOKSHOP / "events.csv")
    answer = stellwerk.json(*words)
    assert (answer.code, "erfundene Kontakte" in answer.error) == (2, True)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("run", "has to be there"),
        ("status", "has to be there"),
        ("event", "has to be there"),
        ("import", "is created"),
        ("publish", "is created"),
    ],
)
def test_help_tells_which_commands_create_a_workspace(stellwerk: Commands, command: str, told: str) -> None:
    words = " ".join(stellwerk(command, "--help", lang="en").out.replace("│", " ").split())
    assert told in words
