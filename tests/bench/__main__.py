"""`make bench`: every `bench_*.py` beside this file, each in a process of its own, as one table.

A benchmark is a module with `measure() -> list[Figure]`. Names on the command line choose some of them:
`python -m tests.bench document`. Without names the table is also written to docs/benchmarks.md.
"""

from __future__ import annotations

import multiprocessing
import platform
import sqlite3
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.apart import measured_apart
from tests.bench.figure import Figure, plain

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "benchmarks.md"


def main(names: list[str]) -> int:
    console = Console()
    figures: list[Figure] = []
    for name in names or sorted(file.stem.removeprefix("bench_") for file in HERE.glob("bench_*.py")):
        console.print(f"measuring {name} …", style="dim")
        figures += measured_apart(name)
    console.print(_table(figures))
    if not names:
        PAGE.write_text(_page(figures), encoding="utf-8")
    return 0


def _row(figure: Figure) -> tuple[str, str, str, str]:
    mark = "" if not figure.goal else "reached" if figure.reached else "missed"
    return figure.what, f"{plain(figure.value)} {figure.unit}", figure.goal, mark


def _table(figures: list[Figure]) -> Table:
    table = Table("What", "Measured", "Goal", "", title=_machine())
    for figure in figures:
        table.add_row(*_row(figure), style=None if figure.reached else "yellow")
    return table


def _page(figures: list[Figure]) -> str:
    lines = ["| what | measured | goal | |", "|---|---:|---:|---|"]
    lines += ["| " + " | ".join(_row(figure)) + " |" for figure in figures]
    head = f"# Benchmarks\n\nWritten by `make bench`. {_machine()}. Medians of several runs.\n\n"
    return head + "\n".join(lines) + "\n"


def _machine() -> str:
    software = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{platform.system()}, {multiprocessing.cpu_count()} cores, {software}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
