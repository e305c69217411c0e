"""`stellwerk tidy`."""

from __future__ import annotations

from pathlib import Path

from tests.support.command import Commands


def test_tidying_up_is_told_in_numbers_and_in_words(stellwerk: Commands, tmp_path: Path) -> None:
    table, path = tmp_path / "k.csv", tmp_path / "w.stellwerk"
    table.write_text("email\nanna@example.org\n")
    assert stellwerk("import", table, "-w", path).code == 0
    kept = stellwerk.json("tidy", "-w", path)
    assert (kept.code, kept.data["keep_months"], kept.data["history"]) == (0, None, 0)
    done = stellwerk.json("tidy", "-w", path, "--keep-months", "12", "--compact")
    assert (done.code, done.data["keep_months"], done.data["unused_bytes"]) == (0, 12, 0)
    assert done.data["bytes"] == path.stat().st_size
    assert "12 months are kept." in stellwerk("tidy", "-w", path, lang="en").out
    assert stellwerk.json("tidy", "-w", path, "--keep-months", "0").data["keep_months"] is None


def test_months_that_cannot_be_chosen_are_refused(stellwerk: Commands, tmp_path: Path) -> None:
    table, path = tmp_path / "k.csv", tmp_path / "w.stellwerk"
    table.write_text("email\nanna@example.org\n")
    stellwerk("import", table, "-w", path)
    answer = stellwerk("tidy", "-w", path, "--keep-months", "1", lang="en")
    assert answer.code == 2
    assert "Please choose 6, 12, 24, 36" in answer.err
