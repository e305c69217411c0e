"""The program as a process of its own: how it starts, ends, and gets along without Qt or a display."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.__main__ import missing_display
from tests.packaging.checkout import ROOT
from tests.support.command import journey_file
from tests.support.small_journey import small_journey

WITHOUT_QT = """
import sys
from tests.support.no_qt import block_qt
block_qt()
from app.__main__ import main
sys.argv[0] = "stellwerk"
main()
"""


def environment(**more: str) -> dict[str, str]:
    """The environment of a person at a terminal without a display."""
    gone = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LANG", "LC_ALL", "LC_MESSAGES")
    kept = {key: value for key, value in os.environ.items() if key not in gone}
    return {**kept, "PYTHONPATH": str(ROOT), "LANG": "de_DE.UTF-8", "PYTHONUTF8": "1", **more}


def stellwerk(*words: object, cwd: Path, without_qt: bool = False) -> subprocess.CompletedProcess[str]:
    program = ["-c", WITHOUT_QT] if without_qt else ["-m", "app"]
    command = [sys.executable, *program, *map(str, words)]
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_without_qt_everything_but_pictures_works_in_a_path_with_a_space(tmp_path: Path) -> None:
    folder = tmp_path / "mein laden"
    folder.mkdir()
    path = journey_file(folder, small_journey())
    good = stellwerk("validate", path, cwd=folder, without_qt=True)
    assert (good.returncode, good.stderr) == (0, "")
    picture = stellwerk("render", path, "-o", folder / "x.svg", cwd=folder, without_qt=True)
    assert (picture.returncode, picture.stdout) == (2, "")
    assert picture.stderr.startswith("Für Bilder wird Qt gebraucht")


def test_without_a_display_the_whole_job_is_done_in_the_terminal(tmp_path: Path) -> None:
    for _ in range(2):
        done = stellwerk(cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Hier gibt es keinen Bildschirm")
    out = tmp_path / "out" / "bookshop"
    mails = list((out / "bookshop-mails").glob("*.eml"))
    assert len(mails) > 300
    assert f"{len(mails)} Mails als .eml" in done.stdout
    assert (out / "journey.svg").read_text(encoding="utf-8").count("<") > 100


def test_the_self_test_passes_without_qt(tmp_path: Path) -> None:
    done = stellwerk("self-test", cwd=tmp_path, without_qt=True)
    assert "NICHT BESTANDEN" not in done.stdout
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for other processes")
def test_ctrl_c_ends_a_running_scheduler_with_130(tmp_path: Path) -> None:
    workspace = tmp_path / "w.stellwerk"
    stellwerk("publish", journey_file(tmp_path, small_journey()), "-w", workspace, cwd=tmp_path)
    command = [sys.executable, "-m", "app", "run", "-w", str(workspace)]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_hear_ctrl_c,  # noqa: PLW1509 (no threads in this process yet)
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline().startswith("Läuft.")
            second = stellwerk("run", "--until-idle", "-w", workspace, cwd=tmp_path)
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 130
            assert process.stderr
            assert process.stderr.read() == ""
        finally:
            process.kill()
    assert (second.returncode, "wird seit" in second.stderr) == (2, True)
    assert stellwerk("run", "--until-idle", "-w", workspace, cwd=tmp_path).returncode == 0


def _hear_ctrl_c() -> None:
    """As in a terminal: a shell starts what runs in the background deaf to Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no head")
def test_whoever_reads_only_the_beginning_gets_no_error(tmp_path: Path) -> None:
    line = f'"{sys.executable}" -m app schema | head -1'
    done = subprocess.run(
        line, shell=True, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("{\n", "")


def test_a_foreign_package_of_the_same_name_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "nodes").mkdir()
    (tmp_path / "nodes" / "__init__.py").touch()
    done = stellwerk("schema", cwd=tmp_path)
    assert done.returncode == 1
    assert "verschiedenen Ordnern" in done.stderr


@pytest.mark.parametrize(
    ("platform", "variables", "missing"),
    [
        ("linux", {}, True),
        ("linux", {"DISPLAY": ":4711"}, True),
        ("linux", {"DISPLAY": "host:0"}, False),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, False),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, False),
        ("win32", {}, False),
        ("darwin", {}, False),
    ],
)
def test_a_missing_display_is_noticed_where_it_can_be(
    platform: str, variables: dict[str, str], missing: bool
) -> None:
    assert bool(missing_display(platform, variables)) is missing


def test_a_window_on_a_workspace_needs_a_display_and_says_what_to_do_without(tmp_path: Path) -> None:
    done = stellwerk("--workspace", "mine.stellwerk", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "stellwerk run --workspace mine.stellwerk" in done.stderr
    assert list(tmp_path.iterdir()) == []
