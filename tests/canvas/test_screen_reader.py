"""A real screen reader's bus: the canvas is heard as a list of steps with their ways out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LAUNCHERS = [Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher")]
TOOLS = ("Xvfb", "dbus-run-session", "gdbus")
SECONDS = 60

pytestmark = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in TOOLS) or not any(path.exists() for path in LAUNCHERS),
    reason="no display server or no bus of screen readers here",
)


@pytest.fixture
def heard(tmp_path: Path) -> list[list[str]]:
    """What somebody hears who walks the window: depth, role, whether it is selected, name."""
    reading, writing = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            os.close(writing)
            with os.fdopen(reading) as told:
                display = told.readline().strip()
            surroundings = {
                **os.environ,
                "DISPLAY": f":{display}",
                "QT_QPA_PLATFORM": "xcb",
                "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                "XDG_CACHE_HOME": str(tmp_path),
                "XDG_RUNTIME_DIR": str(tmp_path),
            }
            walked = subprocess.run(
                ["dbus-run-session", "--", sys.executable, "-m", "tests.support.atspi_walk"],
                env=surroundings,
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
            )
        finally:
            server.terminate()
    assert walked.returncode == 0, walked.stderr
    return [line.split("\t") for line in walked.stdout.splitlines() if "\t" in line]


def test_steps_and_ways_are_heard_in_the_order_of_reading(heard: list[list[str]]) -> None:
    names = [(role, name) for _, role, _, name in heard]
    assert ("list", "Journey “Heard”, 3 steps") in names
    steps = [name.split(".")[0] for role, name in names if role == "list item"]
    assert steps == ["Start", "Fork", "End"]
    assert [name for role, name in names if role == "link"] == [
        "next: on to “Fork”",
        "Yes: on to “End”",
        "No: open",
    ]
    assert [name.split(".")[0] for _, _, mark, name in heard if mark == "*"] == ["Fork"]
