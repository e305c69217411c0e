"""What the window is opened on when the program is called without a command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import run
from app.bootstrap import make_services
from app.cli.window_call import WindowCall, window_call
from app.services.last_workspace import LastWorkspace
from app.ui import application
from app.ui.application import Opening

Start = Callable[..., Opening]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Start:
    """Calls the program with a data folder of its own; tells what the window would open."""
    openings: list[Opening] = []

    def run_window(_services: Any, opening: Opening, *_rest: Any) -> int:
        openings.append(opening)
        return 0

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(application, "run_window", run_window)

    def called(*words: str) -> Opening:
        assert run(list(words)) == 0
        return openings[-1]

    return called


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ([], WindowCall()),
        (["a.journey"], WindowCall(journey=Path("a.journey"))),
        (["--workspace", "w"], WindowCall(Path("w"))),
        (["-w", "w", "a.journey"], WindowCall(Path("w"), Path("a.journey"))),
        (["a.journey", "--workspace=w"], WindowCall(Path("w"), Path("a.journey"))),
        (["status", "-w", "w"], None),
        (["--workspace"], None),
        (["--help"], None),
    ],
)
def test_a_call_without_a_command_names_workspace_and_journey(
    words: list[str], wanted: WindowCall | None
) -> None:
    assert window_call(words) == wanted


def test_the_first_start_ever_opens_the_bookshop_and_its_journey(start: Start, tmp_path: Path) -> None:
    opening = start()
    assert opening.workspace == tmp_path / "stellwerk" / "bookshop.stellwerk"
    assert opening.journey is not None
    assert start().journey is None  # it is in the list now


def test_the_workspace_used_last_is_opened_next_time(start: Start, tmp_path: Path) -> None:
    mine = tmp_path / "mine.stellwerk"
    with make_services().open_workspace(mine):
        pass
    folder = tmp_path / "stellwerk"
    folder.mkdir()
    LastWorkspace(folder).remember(mine)
    assert start().workspace == mine
    assert start("--workspace", str(tmp_path / "other.stellwerk")).workspace == tmp_path / "other.stellwerk"


def test_a_workspace_that_is_gone_gives_way_to_the_bookshop_and_the_person_reads_why(
    start: Start, tmp_path: Path
) -> None:
    folder = tmp_path / "stellwerk"
    folder.mkdir()
    LastWorkspace(folder).remember(tmp_path / "gone.stellwerk")
    opening = start()
    assert opening.workspace.name == "bookshop.stellwerk"
    assert opening.note is not None
    assert "gone.stellwerk" in opening.note.en


def test_a_damaged_workspace_of_last_time_has_the_bookshop_to_fall_back_on(
    start: Start, tmp_path: Path
) -> None:
    example = start().workspace
    broken = tmp_path / "broken.stellwerk"
    broken.write_text("no database")
    LastWorkspace(tmp_path / "stellwerk").remember(broken)
    opening = start()
    assert (opening.workspace, opening.spare) == (broken, example)
