"""The engine: durable steps a second beside the raw limit of the database and beside plain loops.

Each run of the engine has a process of its own; ratios are of CPU time, which other work on the machine
disturbs least. STELLWERK_BENCH_CONTACTS says how many contacts the largest run has.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from app.store.database import Database
from tests.bench.figure import Figure
from tests.bench.loops import orm_loop, row_loop
from tests.bench.ten_steps import fill

MOST = int(os.environ.get("STELLWERK_BENCH_CONTACTS", "1000000"))
USUAL, FEW, RUNS = 100_000, 10_000, 3
SAMPLE, OBJECTS = 20_000, 300
Run = dict[str, float]


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, usual = _filled(folder, FEW), _filled(folder, USUAL)
        raws: list[float] = []
        fulls: list[Run] = []
        normals: list[Run] = []
        for _ in range(RUNS):
            raws.append(_raw_inserts(folder))
            normals.append(_run(usual, "NORMAL"))
            fulls.append(_run(usual, "FULL"))
        small = [_run(few, "NORMAL") for _ in range(RUNS)]
        usual.unlink()
        large = _run(_filled(folder, MOST), "NORMAL") if MOST > USUAL else None
    raw, rows, orm = statistics.median(raws), row_loop(SAMPLE), orm_loop(OBJECTS)
    return [
        *_beside(raw, rows, orm, small, normals),
        *_of_one_size(normals, fulls),
        *([] if large is None else _of_the_largest(large, normals)),
    ]


def _beside(raw: float, rows: float, orm: float, small: list[Run], normals: list[Run]) -> list[Figure]:
    waves = statistics.median(each["steps"] / each["cpu"] for each in normals)
    return [
        Figure("raw limit: executemany of narrow rows, CPU time", raw, "rows/s"),
        Figure(
            f"waves, {FEW:,} contacts, CPU time", _middle(small, "steps") / _middle(small, "cpu"), "steps/s"
        ),
        Figure(f"waves, {USUAL:,} contacts, CPU time", waves, "steps/s"),
        Figure(f"waves, {USUAL:,} contacts", _middle(normals, "steps") / _middle(normals, "wall"), "steps/s"),
        Figure("waves / raw limit, CPU time", waves / raw, "", at_least=0.6),
        Figure(f"row loop over Core rows, {SAMPLE:,} contacts, CPU time", rows, "steps/s"),
        Figure("waves / row loop, CPU time", waves / rows, "", at_least=8),
        Figure(f"one object per contact (ORM), {OBJECTS} contacts, CPU time", orm, "steps/s"),
        Figure("waves / ORM loop, CPU time", waves / orm, "", at_least=400),
    ]


def _of_one_size(normals: list[Run], fulls: list[Run]) -> list[Figure]:
    full = statistics.median(
        each["wall"] / beside["wall"] for each, beside in zip(fulls, normals, strict=True)
    )
    return [
        Figure("synchronous FULL / NORMAL, time", full, "", at_most=1.15),
        Figure("growth of the file by the history", _middle(normals, "history"), "bytes/step", at_most=30),
        Figure("bytes written", _middle(normals, "written"), "bytes/step", at_most=130),
        Figure("transactions of waves, p99", _middle(normals, "p99") * 1000, "ms", at_most=50),
        Figure("transactions of waves, p99, CPU time", _middle(normals, "p99_cpu") * 1000, "ms", at_most=50),
        Figure("transactions of waves, the longest", _middle(normals, "longest") * 1000, "ms"),
    ]


def _of_the_largest(large: Run, normals: list[Run]) -> list[Figure]:
    growth, at_most = large["cpu"] / _middle(normals, "cpu"), 12 * MOST / 10 / USUAL
    who = f"{MOST:,} contacts"
    return [
        Figure(f"waves, {who}", large["steps"] / large["wall"], "steps/s"),
        Figure(f"waves, {who}, CPU time", large["steps"] / large["cpu"], "steps/s"),
        Figure(f"time of {who} / {USUAL:,}, CPU time", growth, "", at_most=at_most),
        Figure(f"waves, {who}: memory of the process", large["memory"], "MB", at_most=150),
        Figure(f"waves, {who}: bytes written", large["written"], "bytes/step", at_most=130),
        Figure(f"waves, {who}: transactions, p99", large["p99"] * 1000, "ms", at_most=50),
        Figure(f"waves, {who}: transactions, p99, CPU time", large["p99_cpu"] * 1000, "ms", at_most=50),
        Figure(f"numbers on the canvas, {large['steps']:,} steps", large["canvas"] * 1000, "ms", at_most=1),
        Figure(f"a segment over {who}, no index", large["segment"] * 1000, "ms", at_most=1_500),
    ]


def _middle(runs: list[Run], name: str) -> float:
    return statistics.median(run[name] for run in runs)


def _filled(folder: Path, contacts: int) -> Path:
    path = folder / f"{contacts}.stellwerk"
    database = Database.open(path, synchronous="OFF")
    fill(database, contacts)
    database.close()
    return path


def _run(workspace: Path, synchronous: str) -> Run:
    """One run of the ten steps, on a copy."""
    path = Path(shutil.copy(workspace, workspace.with_name("run.stellwerk")))
    command = [sys.executable, "-m", "tests.bench.engine_run", str(path), synchronous]
    try:
        return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    finally:
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink()


def _raw_inserts(folder: Path, rows: int = 1_000_000) -> float:
    """Rows a second of CPU time: one transaction, prepared statement, the settings of a workspace."""
    path = folder / "raw.db"
    conn = sqlite3.connect(path, isolation_level=None)
    conn.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE TABLE r (a, b, c)")
    start = time.process_time()
    conn.execute("BEGIN")
    conn.executemany("INSERT INTO r VALUES (?, ?, ?)", ((n, n + 1, n + 2) for n in range(rows)))
    conn.execute("COMMIT")
    spent = time.process_time() - start
    conn.close()
    path.unlink()
    return rows / spent
