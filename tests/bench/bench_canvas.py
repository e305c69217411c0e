"""The canvas beside a plain QGraphicsView: the same journeys, the same things done, in one run.

Times are CPU milliseconds of the middle frame, so that other work on the machine disturbs little, and
milliseconds by the clock that 95 of 100 frames keep to. The pictures of both sides go to docs/pictures,
so that anybody can see that nothing is fast because it is empty.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.drawing.compare import join_pictures
from tests.bench.figure import Figure

SIZES = (1_000, 3_000, 10_000)
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
FRAMES = (
    ("all", "everything in view, nothing kept", (4, 8, 16), (6, 12, 22)),
    ("still", "still camera, everything in view", (1, 1, 1), (2, 2, 2)),
    ("pan", "pan by 12 pixels at 100 %", (1.5, 1.5, 1.5), (4, 4, 4)),
    ("jump", "pan by jumps at 100 %", (4, 4, 4), (14, 14, 14)),
    ("zoom", "zoom from all to 100 %", (5, 5, 7), (8, 8, 16)),
    ("drag", "drag a step with 5 to 8 connections", (1.5, 1.5, 1.5), (3, 3, 3)),
    ("drag 100", "drag 100 selected steps", (8, 8, 8), (16, 16, 16)),
)
EDITS = (
    ("undo move", "undo or redo a move to the painted frame", (5, 5, 5), (10, 10, 10)),
    ("undo delete", "undo or redo deleting a step to the painted frame", (5, 5, 5), (10, 10, 10)),
    ("edit", "change a step to the painted frame", None, None),
    ("check", "check the whole journey", None, None),
)
LOAD_SECONDS = (0.05, 0.15, 0.5)
FIRST_MEMORY, FULL_MEMORY = (12, 20, 45), (60, 70, 95)
RATIOS = (("all", 0.15), ("zoom", 0.4), ("load", 0.7), ("memory", 0.4))
Run = dict[str, Any]


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = {(side, steps): _run(side, steps, folder) for steps in SIZES for side in ("canvas", "plain")}
        for scale in ("all", "100"):
            pair = [folder / f"{side}-{SIZES[0]}-{scale}.png" for side in ("canvas", "plain")]
            join_pictures(pair, PICTURES / f"bench-canvas-{scale}.png")
    return [
        figure
        for place, steps in enumerate(SIZES)
        for figure in _figures(f"canvas, {steps:,} steps", place, runs["canvas", steps], runs["plain", steps])
    ]


def _figures(who: str, place: int, canvas: Run, plain: Run) -> list[Figure]:
    found: list[Figure] = []
    for name, what, cpu, p95 in (*FRAMES, *EDITS):
        words = f"{who}: {what}"
        found.append(Figure(f"{words}, CPU", canvas[name]["cpu"], "ms", at_most=cpu and cpu[place]))
        found.append(Figure(f"{words}, p95", canvas[name]["p95"], "ms", at_most=p95 and p95[place]))
        if name in plain:
            found.append(Figure(f"plain view: {what}, CPU", plain[name]["cpu"], "ms"))
    load = canvas["load"]["cpu"] / 1e3
    found += [
        Figure(f"{who}: file to first frame, CPU", load, "s", at_most=LOAD_SECONDS[place]),
        Figure("plain view: file to first frame, CPU", plain["load"]["cpu"] / 1e3, "s"),
        Figure(f"{who}: memory of the first frame", canvas["memory"], "MB", at_most=FIRST_MEMORY[place]),
        Figure("plain view: memory of the first frame", plain["memory"], "MB"),
        Figure(f"{who}: memory, everything kept", canvas["memory full"], "MB", at_most=FULL_MEMORY[place]),
    ]
    return found + (_ratios(who, canvas, plain) if place == 0 else [])


def _ratios(who: str, canvas: Run, plain: Run) -> list[Figure]:
    return [
        Figure(f"{who}: {name} / plain view", _number(canvas[name]) / _number(plain[name]), "", at_most=goal)
        for name, goal in RATIOS
    ]


def _number(figure: Any) -> float:
    return figure["cpu"] if isinstance(figure, dict) else figure


def _run(side: str, steps: int, folder: Path) -> Run:
    command = [sys.executable, "-m", "tests.bench.drawing.run", side, str(steps), str(folder)]
    quiet = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return json.loads(
        subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=quiet).stdout
    )
