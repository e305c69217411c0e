"""From nothing to a window that waits for a person, warm, beside an empty window of the same library."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from app.bootstrap import make_services
from app.cli.bookshop import Bookshop
from tests.bench.figure import Figure

RUNS = 7


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = Bookshop(make_services(), folder, "de").prepare()
        _opened(folder, str(workspace))
        _opened(folder)  # both are warm now
        runs = [(_opened(folder), _opened(folder, str(workspace))) for _ in range(RUNS)]
    wall, cpu = (statistics.median(program[each] for _, program in runs) for each in (0, 1))
    return [
        Figure("empty window, from nothing", statistics.median(empty[0] for empty, _ in runs), "s"),
        Figure("start to usable window", wall, "s", at_most=0.8),
        Figure("start to usable window, CPU time", cpu, "s", at_most=0.8),
        Figure("start / empty window", _ratio(runs, 0), "", at_most=4),
        Figure("start / empty window, CPU time", _ratio(runs, 1), ""),
    ]


def _ratio(runs: list[tuple[tuple[float, float], tuple[float, float]]], each: int) -> float:
    return statistics.median(program[each] / empty[each] for empty, program in runs)


def _opened(folder: Path, *arguments: str) -> tuple[float, float]:
    """Seconds by the clock and of the processor until the window is there."""
    # Compiled modules are kept, as they are wherever a program has been installed.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    own = {
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "XDG_DATA_HOME": str(folder),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
    }
    command = [sys.executable, "-m", "tests.bench.opening", *arguments]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**inherited, **own}) as process:
        assert process.stdout is not None
        cpu = float(process.stdout.readline())
        return time.perf_counter() - start, cpu
