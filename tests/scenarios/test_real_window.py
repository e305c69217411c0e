"""The program as it is started, on a real X server: it draws, takes keys, and ends well when asked to."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.bootstrap import make_services
from tests.support.x_hand import COLORS, colors

ROOT = Path(__file__).parents[2]
SIZE = "1440x900x24"
XVFB = shutil.which("Xvfb")
pytestmark = pytest.mark.skipif(XVFB is None, reason="Xvfb is not installed (Debian: xvfb)")


@pytest.fixture
def display() -> Iterator[str]:
    """A screen that nobody sees; the server itself chooses a number that is free."""
    assert XVFB is not None  # or the test would be skipped
    read, write = os.pipe()
    command = [XVFB, "-displayfd", str(write), "-screen", "0", SIZE, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        yield f":{number}"
        server.terminate()


@pytest.fixture
def environment(display: str, tmp_path: Path) -> Mapping[str, str]:
    """A person who has never started the program."""
    mine = {key: value for key, value in os.environ.items() if not key.startswith(("QT_", "XDG_", "LC_"))}
    (tmp_path / "runtime").mkdir(mode=0o700)
    return {
        **mine,
        "DISPLAY": display,
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "xcb",
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "XDG_RUNTIME_DIR": str(tmp_path / "runtime"),
    }


def test_the_window_draws_takes_keys_and_saves_when_asked_to_end(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    picture = tmp_path / "window.png"
    program = subprocess.Popen(
        [sys.executable, "-m", "app"], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    )
    try:
        hand = [sys.executable, "-m", "tests.support.x_hand", str(picture), "Down", "Delete"]
        seen = subprocess.run(
            hand, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert seen.returncode == 0, seen.stderr
        program.send_signal(signal.SIGTERM)
        _, said = program.communicate(timeout=20)
    finally:
        program.kill()
    assert program.returncode == 0, said
    assert "Traceback" not in said
    assert colors(QImage(str(picture))) >= COLORS
    assert the_trigger_is_gone(tmp_path / "data" / "stellwerk" / "bookshop.stellwerk")


def the_trigger_is_gone(path: Path) -> bool:
    """Whether the draft was saved after its first step had been deleted."""
    services = make_services()
    with services.open_workspace(path) as workspace:
        (row,) = workspace.journeys.rows()
        draft = workspace.journeys.draft(row.id)
    return bool(draft.nodes) and not any(services.catalog.is_trigger(node) for node in draft.nodes)
