"""Import of a table of contacts beside `sqlite3 .import` and SQL: half of the contacts are known already.

STELLWERK_BENCH_ROWS says how many rows; each has 20 columns. Both ways check addresses, normalize and write
into the same tables with the same indexes; each runs in a process of its own.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from app.store.database import Database
from tests.bench.figure import Figure
from tests.bench.ten_steps import START

ROWS = int(os.environ.get("STELLWERK_BENCH_ROWS", "200000"))
RUNS = 3 if ROWS <= 200_000 else 1
_STANDARD = ("E-Mail", "Vorname", "Nachname", "Ort", "Land", "Sprache", "Firma", "Telefon", "Punkte")
_OWN = ("Kunde seit", "Umsatz", "Stammkunde", *(f"Merkmal {number}" for number in range(1, 9)))
_CITIES = ("Berlin", "Köln", "Wien", "Zürich", "München", "Graz")


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder / "half.csv", ROWS // 2)
        _write(folder / "whole.csv", ROWS)
        _ours(_new(folder / "base.stellwerk"), folder / "half.csv")
        runs = [(_ours(_copy(folder), folder / "whole.csv"), _sqlite(folder)) for _ in range(RUNS)]
    wall, cpu = (statistics.median(ours[key] for ours, _ in runs) for key in ("wall", "cpu"))
    walls = statistics.median(theirs["wall"] / ours["wall"] for ours, theirs in runs)
    cpus = statistics.median(theirs["cpu"] / ours["cpu"] for ours, theirs in runs)
    what = f"import of {ROWS:,} rows x 20 columns"
    return [
        Figure(what, ROWS / wall, "rows/s"),
        Figure(f"{what}, CPU time", ROWS / cpu, "rows/s"),
        Figure(
            "sqlite3 .import and SQL", ROWS / statistics.median(each["wall"] for _, each in runs), "rows/s"
        ),
        Figure("import / sqlite3 .import", walls, ""),
        Figure("import / sqlite3 .import, CPU time", cpus, "", at_least=0.8),
        Figure("import, memory of the process", max(ours["memory"] for ours, _ in runs), "MB", at_most=200),
    ]


def _write(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(";".join((*_STANDARD, *_OWN)) + "\n")
        file.writelines(f"{line}\n" for line in _lines(rows))


def _lines(rows: int) -> Iterator[str]:
    for n in range(rows):
        address = f"Vorname.Nachname{n}@example{n % 97}.org" if n % 1_000 else "kein(e) Adresse"
        words = ";".join(f"Wert {n % 1_000 + number}" for number in range(8))
        yield (
            f"{address};Vorname{n}; Nachname{n % 5_000} ;{_CITIES[n % 6]};DE;de;Firma {n % 300} GmbH;"
            f"+49 30 {n};{n % 100};{n % 28 + 1}.{n % 12 + 1}.2024;{n % 9_999},50;"
            f"{'ja' if n % 3 else 'nein'};{words}"
        )


def _ours(workspace: Path, table: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.importing", str(workspace), str(table)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _new(path: Path) -> Path:
    Database.open(path).close()
    return path


def _copy(folder: Path) -> Path:
    return Path(shutil.copy(folder / "base.stellwerk", folder / "copy.stellwerk"))


def _sqlite(folder: Path) -> dict[str, float]:
    """The shell of SQLite: `.import` into a table of text, then one INSERT that checks, trims and upserts."""
    script = "\n".join(
        (
            "PRAGMA synchronous=NORMAL;",
            "PRAGMA cache_size=-16384;",
            ".separator ;",
            "BEGIN;",
            f".import {folder / 'whole.csv'} staged",
            _upsert(folder / "base.stellwerk"),
            "COMMIT;",
        )
    )
    before, start = _children(), time.perf_counter()
    command = ["sqlite3", str(_copy(folder))]
    done = subprocess.run(command, input=script, check=True, capture_output=True, text=True)
    assert not done.stderr, done.stderr
    return {"wall": time.perf_counter() - start, "cpu": _children() - before}


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _upsert(workspace: Path) -> str:
    with sqlite3.connect(workspace) as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(contacts)")]
    columns = ["first_name", "last_name", "city", "country", "language", "company", "phone", "score"]
    columns += [name for name in names if name.startswith("x_")]
    values = [f"nullif(trim(\"{name}\"), '')" for name in (*_STANDARD[1:], *_OWN)]
    score, day, money, yes = 7, 8, 9, 10
    values[score] = f"coalesce(cast({values[score]} AS INTEGER), 0)"
    date = values[day]
    month = f"cast(substr({date}, instr({date}, '.') + 1) AS INTEGER)"
    values[day] = f"printf('%s-%02d-%02d', substr({date}, -4), {month}, cast({date} AS INTEGER))"
    values[money] = f"cast(replace({values[money]}, ',', '.') AS REAL)"
    values[yes] = f"{values[yes]} = 'ja'"
    sets = ", ".join(f"{name} = coalesce(excluded.{name}, {name})" for name in columns)
    return (
        f"INSERT INTO contacts (email, email_key, share, created_at, updated_at, {', '.join(columns)}) "
        f'SELECT trim("E-Mail"), lower(trim("E-Mail")), random() & 2147483647, {START}, {START}, '
        f"{', '.join(values)} FROM staged "
        "WHERE \"E-Mail\" LIKE '_%@_%._%' AND \"E-Mail\" NOT GLOB '*[^A-Za-z0-9_.@+-]*' "
        "ON CONFLICT (email_key) DO UPDATE "
        f"SET email = excluded.email, updated_at = excluded.updated_at, {sets};"
        "DROP TABLE staged;"
    )
